// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/accountlog.h"
#include "gateway/logforms.h"
#include "gateway/ports.h"
#include "net/mailbox.h"
#include <QTimeZone>
#include <deque>

namespace gateway {

/// What of an account's events lies below the ring.
struct SseRead
{
    quint64 stream = 0; ///< for whom
    qint64 account = 0;
    std::variant<qint64, events::EventMark, base::UtcMs> after; ///< a sequence, an event, or everything since a time
    bool isFirst = true;                                        ///< the limits of age and number are looked at
    base::UtcMs oldest;                                         ///< what is older is no longer kept
    int most = 10'000;                                          ///< so many of an account are kept
};
struct SseFound
{
    quint64 stream = 0;
    /// What was asked for is not there, or no longer.
    bool isGone = false;
    qint64 from = 0;     ///< where it begins
    qint64 position = 0; ///< up to here nothing of the account is missing after these
    base::Result<std::vector<base::Bytes>> blocks = std::vector<base::Bytes>();
};

/// Reads accounts' events on the reader threads, few at a time and in small pieces, so that many clients who come back
/// at once do not keep others from reading. Lives in the gateway's thread.
class SseReads
{
public:
    static constexpr int pageSize = 250;
    static constexpr size_t maxAtOnce = 2;
    using Receiver = std::function<void(SseFound &)>;

    /// `reader` outlives it.
    SseReads(ReaderPort &reader, QTimeZone zone, Receiver receiver);
    /// The answer comes later; of a stream that asks one at a time.
    void ask(SseRead read);
    /// Tries again what a busy reader refused.
    void tick() { pump(); }

private:
    void pump();

    ReaderPort &m_reader;
    const QTimeZone m_zone;
    Receiver m_receiver;
    net::Mailbox<SseFound> m_box;
    std::deque<SseRead> m_waiting;
    size_t m_running = 0;
};

} // namespace gateway
