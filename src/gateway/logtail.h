// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/eventring.h"
#include "gateway/ports.h"
#include "net/mailbox.h"

namespace gateway {

/// Who wants to know what the log brings. Called on the gateway's thread.
class LogConsumer
{
public:
    /// Epoch and head of the log are known; the ring begins there.
    virtual void logStarted() = 0;
    /// The log was looked at: the ring holds what has come after `after`, perhaps nothing.
    virtual void logGrew(qint64 after) = 0;
    /// The log has a gap, which it promises not to have; the ring begins anew behind it.
    virtual void logBroke() = 0;

protected:
    LogConsumer() = default;
    ~LogConsumer() = default;
};

/// The newest events of the log for everybody in the gateway: pulled by a reader once a commit, encoded there once,
/// kept in a ring. Lives in the gateway's thread.
class LogTail
{
public:
    /// `reader` outlives it. `capacity` > 0.
    LogTail(ReaderPort &reader, QTimeZone zone, size_t capacity = EventRing::defaultCapacity);
    ~LogTail();

    /// It outlives the tail's use.
    void addConsumer(LogConsumer *consumer) { m_consumers.push_back(consumer); }

    bool hasStarted() const { return !m_epoch.isEmpty(); }
    const QString &epoch() const { return m_epoch; }
    const EventRing &ring() const { return m_ring; }

    /// The ledger has committed up to `sequence`.
    void committed(qint64 sequence);
    /// Looks once more, whatever was told: somebody has heard of more than we have.
    void lookAgain();
    /// Tries again what a busy reader refused.
    void tick() { pull(); }

private:
    struct Pull
    {
        base::Result<std::vector<LogItem>> items = std::vector<LogItem>();
        QString epoch;   ///< of the first one
        qint64 head = 0; ///< of the first one
    };
    void pull();
    base::Result<> start();
    base::Result<> readOn();
    void pulled(Pull &result);
    void takeStart(const Pull &result);
    void takeItems(std::vector<LogItem> &items);

    ReaderPort &m_reader;
    const QTimeZone m_zone;
    std::shared_ptr<LogEncoder> m_encoder; ///< used by one read at a time
    net::Mailbox<Pull> m_box;
    EventRing m_ring;
    const int m_batch;
    QString m_epoch;     ///< empty: the log has not been read yet
    qint64 m_wanted = 0; ///< committed, as far as we were told
    bool m_pulling = false;
    bool m_lookAgain = false;
    std::vector<LogConsumer *> m_consumers;
};

} // namespace gateway
