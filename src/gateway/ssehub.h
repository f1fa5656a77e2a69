// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/sseforms.h"
#include "gateway/livepart.h"
#include "gateway/logtail.h"
#include "gateway/ssebeat.h"
#include "gateway/sseindex.h"
#include "gateway/ssemarks.h"
#include "gateway/ssereads.h"
#include "gateway/ssesettings.h"

namespace gateway {

/// Serves the streams of events (S2): each gets its own account's events and nothing else, in order, without gap or
/// overlap: from the log below the tail's ring, then from the ring, then live. An event's block is built once (LogTail)
/// and costs the streams of its account alone. Lives in the gateway's thread.
class SseHub final : public LivePart, private LogConsumer, private SseHost
{
public:
    /// `reader`, `tail` and `clock` outlive it.
    SseHub(ReaderPort &reader, LogTail &tail, const base::Clock &clock, SseSettings settings, QTimeZone zone);
    ~SseHub() override;

    /// LimitExceeded when this account or address has too many streams already.
    base::Result<> checkRoom(qint64 account, const QString &address) const;
    /// Adds a client whose head is queued. `lastEventId`: what it has had; empty: nothing, it begins now.
    void join(std::unique_ptr<net::ByteStream> stream, const StreamCaller &caller, const QString &address,
              const QByteArray &lastEventId);
    /// As `account` may see them; `ofAll`: the other accounts too.
    contract::SseStatistics statistics(std::optional<qint64> account, bool ofAll) const;
    void countRefused() { ++m_refused; }

    void addRoutes(Router &) override {} ///< EventController has them
    void tick(base::Monotonic now) override;
    void checkCallers(const auth::Snapshot &users, base::UtcMs now) override;
    void closeAll() override;
    void report(contract::MetricsPage &page) const override;
    qsizetype connections() const override { return static_cast<qsizetype>(m_streams.size()); }

private:
    void logStarted() override;
    void logGrew(qint64 after) override;
    void logBroke() override;
    void streamDrained(SseStream &stream) override;
    void streamEnded(SseStream &stream) override;

    void settle(SseStream &stream);
    void settleId(SseStream &stream, const contract::SseEventId &id);
    void beginAt(SseStream &stream, qint64 seq);
    void resync(SseStream &stream);
    void greet(SseStream &stream, qint64 seq);
    void look(SseStream &stream, std::variant<qint64, events::EventMark, base::UtcMs> after, bool isFirst);
    void found(SseFound &result);
    void advance(SseStream &stream);
    bool giveFromRing(SseStream &stream);
    void tell(qint64 account, const base::Bytes &blocks, size_t count);
    void beat(SseStream &stream, base::UtcMs at);
    void give(SseStream &stream, const base::Bytes &blocks, size_t count = 1);
    void dropSlow();
    void tryAgain();
    void remove(SseStream &stream);
    QByteArray newConnectionId() const;

    LogTail &m_tail;
    const base::Clock &m_clock;
    const SseSettings m_settings;
    SseReads m_reads;
    SseIndex m_index;
    SseMarks m_marks;
    SseBeat m_beat;
    qint64 m_second;         ///< of the last tick
    quint64 m_usersSeen = 0; ///< number of the snapshot that streams were checked against
    quint64 m_lastId = 0;
    std::unordered_map<quint64, std::unique_ptr<SseStream>> m_streams;
    std::unordered_map<qint64, std::vector<SseStream *>> m_accounts;
    QHash<QString, qint64> m_addresses;
    std::vector<std::unique_ptr<SseStream>> m_ended; ///< deleted by the next tick: they may be on the call stack
    std::vector<SseStream *> m_slow;                 ///< to be dropped when no list is being walked
    std::vector<quint64> m_again;                    ///< a read failed, or the tail was behind: when it has grown
    quint64 m_opened = 0;
    quint64 m_refused = 0;
    quint64 m_sent = 0;
    quint64 m_dropped = 0;
    quint64 m_resumed = 0;
    quint64 m_resynced = 0;
};

} // namespace gateway
