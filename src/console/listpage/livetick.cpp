// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/livetick.h"

namespace console {

LiveTick::LiveTick(std::unique_ptr<Delay> delay, const base::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_delay(std::move(delay))
    , m_clock(clock)
{
}

void LiveTick::request()
{
    if (std::exchange(m_requested, true))
        return;
    m_delay->start(m_slow ? slowBeat : normalBeat, [this] { beat(); });
}

void LiveTick::beat()
{
    m_requested = false;
    const base::Monotonic begun = m_clock.monotonicNow();
    Q_EMIT ticked();
    const bool wasLong = m_clock.monotonicNow() - begun > tooLong;
    m_inARow = wasLong != m_slow ? m_inARow + 1 : 0;
    if (m_inARow < (m_slow ? 10 : 2))
        return;
    m_inARow = 0;
    m_slow = !m_slow;
    Q_EMIT slownessChanged(m_slow);
}

} // namespace console
