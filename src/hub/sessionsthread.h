// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "broker/events.h"
#include "mqttserver/journal.h"
#include "net/mailbox.h"
#include "store/brokerfile.h"
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace hub {

/// The thread that owns broker.db: makes the broker's durable changes so, in batches. It commits at once when it is
/// idle; what comes during the sync is the next batch. Nothing is answered that is not committed: while the disk
/// fails, the batch is tried again every second with the file opened anew, and acknowledgements wait. Create, start and
/// stop from one thread; append() from the broker's.
class SessionsThread final : public mqttserver::Journal
{
public:
    struct Options
    {
        store::BrokerFile::Sync sync = store::BrokerFile::Sync::Full;
        /// Changes of one transaction (and the rest of the last call of the engine): some five milliseconds of writing.
        size_t batchLimit = 1'000;
        std::chrono::milliseconds retryInterval{1'000};
    };
    /// For gauges. A snapshot; figures since start.
    struct Figures
    {
        size_t waiting = 0; ///< changes
        quint64 changes = 0;
        quint64 commits = 0; ///< transactions: a batch whose net is nothing needs none
        quint64 rows = 0;    ///< written or deleted
        quint64 failures = 0;
        QString trouble; ///< why nothing is committed at present; empty: all is well
    };
    /// On the sessions thread: why commits fail, once a trouble; empty when it is over.
    using OnTrouble = std::function<void(const QString &why)>;

    /// `clock` outlives the thread. `path` is the file.
    SessionsThread(QString path, const base::Clock &clock, Options options, OnTrouble onTrouble);
    ~SessionsThread() override;
    SessionsThread(const SessionsThread &) = delete;
    SessionsThread &operator=(const SessionsThread &) = delete;

    /// Opens the file on the new thread and reads it; returns when that is done.
    base::Result<broker::SavedState> start();
    /// Where to answer. Before the first append().
    void setAnswer(net::MailboxSender<broker::Persisted> answer) { m_answer = std::move(answer); }
    void append(std::vector<broker::DurableChange> changes) override;
    void keepTraces(std::vector<broker::Trace> traces) override;

    Figures figures() const;
    /// Position of a log's reader that is durable; 0 sequence: none of this run.
    broker::LogCursor cursor() const;

    /// Commits what waits (once more if the disk fails, then it is given up and said), checkpoints, closes, ends the
    /// thread. Idempotent.
    void stop();

private:
    using Batch = std::vector<broker::DurableChange>;
    void run(const std::function<void(base::Result<broker::SavedState>)> &opened);
    void serve(store::BrokerFile &file);
    bool takeBatch(Batch &batch);
    std::vector<broker::Trace> takeTraces();
    void writeTraces(store::BrokerFile &file);
    bool commit(store::BrokerFile &file, const Batch &batch);
    bool waitToRetry();
    void committed(const store::BrokerFile &file, const Batch &batch);
    void failed(const base::Error &error);

    const QString m_path;
    const base::Clock &m_clock;
    const Options m_options;
    const OnTrouble m_onTrouble;
    net::MailboxSender<broker::Persisted> m_answer;
    std::thread m_thread;

    mutable std::mutex m_mutex; ///< guards everything below; docs/threads.md
    std::condition_variable m_wake;
    std::deque<Batch> m_queue;
    std::vector<broker::Trace> m_traces;
    bool m_losesTraces = false; ///< of the thread alone: that they are not written has been said
    broker::LogCursor m_cursor;
    Figures m_figures;
    bool m_accepting = false;
    bool m_stopping = false;
};

} // namespace hub
