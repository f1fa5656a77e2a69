// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/durablechange.h"
#include "store/database.h"
#include <QHash>
#include <span>

namespace store {

class BrokerTables;
class NetChanges;

/// broker.db: what outlives the broker's process (broker/savedstate.h), as tables of state. It belongs to the thread
/// that opened it; there is one writer a file.
class BrokerFile
{
public:
    enum class Sync {
        Full,   ///< a commit is on the disk
        Normal, ///< a commit survives the process; a power cut may take the last ones
    };
    /// Creates the file (readable by its owner alone) when it is not there, migrates it, gives disk back to the system
    /// when most of the file has become empty.
    static base::Result<std::unique_ptr<BrokerFile>> open(const QString &path, Sync sync);
    ~BrokerFile();
    BrokerFile(const BrokerFile &) = delete;
    BrokerFile &operator=(const BrokerFile &) = delete;

    /// All that is kept. Rows that belong to no session are deleted on the way. Call it once, before apply(). `now`
    /// gives expiry intervals their end on the monotonic clock.
    base::Result<broker::SavedState> load(broker::Instant now);
    qint64 orphansDeleted() const { return m_orphans; }

    /// Makes the changes durable in one transaction: the net of them, so that a message which has come and gone among
    /// them costs nothing. When it fails nobody knows whether they are on disk: reopen() and apply the same again.
    base::Result<> apply(std::span<const broker::DurableChange> changes);

    /// Keeps traces as they are now, in one transaction, and forgets those of before that are too old or too many
    /// (broker::TraceLimits). What fails changes nothing, and nothing waits for it.
    base::Result<> keepTraces(std::span<const broker::Trace> traces, base::UtcMs now);

    /// Closes and opens the connection.
    base::Result<> reopen();
    /// Moves the write-ahead log into the file.
    base::Result<> checkpoint();

    /// Transactions so far; apply() without a net change makes none.
    quint64 commits() const { return m_commits; }
    /// Rows written or deleted so far.
    quint64 rows() const { return m_rows; }

private:
    BrokerFile(QString path, Sync sync);
    base::Result<> connect();
    base::Result<> shrink();
    base::Result<> commit(const NetChanges &net);

    const QString m_path;
    const Sync m_sync;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<BrokerTables> m_tables; ///< after the database: its statements go first
    QHash<quint64, int> m_references;       ///< deliveries of each stored message, by its number
    quint64 m_commits = 0;
    quint64 m_rows = 0;
    qint64 m_orphans = 0;
};

} // namespace store
