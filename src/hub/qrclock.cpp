// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/qrclock.h"
#include "desk/qrreader.h"
#include "hub/logging.h"

namespace hub {
namespace {

constexpr int tickMs = 1'000;

} // namespace

QrClock::QrClock(const base::Clock &clock, DeskThread &desk, ReaderPool &readers)
    : m_clock(clock)
    , m_desk(desk)
    , m_readers(readers)
{
}

QrClock::~QrClock() = default;

void QrClock::begin()
{
    m_timer.start(tickMs, this);
}

void QrClock::tick()
{
    if (m_isBusy->exchange(true))
        return;
    const auto expire = [desk = &m_desk, busy = m_isBusy] {
        const auto taken = desk->submit(payments::ExpireQrs{}, [busy](const desk::Answer &answer) {
            if (!answer)
                qCWarning(lcDesk).noquote() << "QR codes that are due were not ended:" << answer.error().toString();
            *busy = false; // what is left is seen at the next tick
        });
        if (!taken)
            *busy = false;
    };
    const auto taken = m_readers.submit(
        [expire, busy = m_isBusy, now = m_clock.utcNow()](const base::Result<store::SqlReader *> &reader) {
            const auto due =
                reader ? (*reader)->qrs().firstDue() : base::Result<std::optional<base::UtcMs>>(reader.error());
            if (due && *due && **due < now)
                expire();
            else
                *busy = false;
        });
    if (!taken)
        *m_isBusy = false;
}

} // namespace hub
