// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "store/netchanges.h"
#include "store/sqldeliveries.h"
#include "store/sqlinbound.h"
#include "store/sqllogcursors.h"
#include "store/sqlmessages.h"
#include "store/sqlretained.h"
#include "store/sqlsessions.h"
#include "store/sqlsubscriptions.h"
#include "store/sqltraces.h"

namespace store {

/// The tables of broker.db together: writes the net of a batch within the caller's transaction, reads all of it.
class BrokerTables
{
public:
    explicit BrokerTables(Database &database);

    /// Writes all of it; the answer is how many rows were touched. `stored`: deliveries of each stored message.
    base::Result<quint64> write(const NetChanges &net, const QHash<quint64, int> &stored);
    /// Writes traces, and forgets those that are too old or too many.
    base::Result<> writeTraces(std::span<const broker::Trace> traces, base::UtcMs now);
    base::Result<broker::SavedState> load(broker::Instant now);
    /// Deletes what belongs to nothing; the answer is how many rows.
    base::Result<qint64> deleteOrphans();

private:
    base::Result<> writeSession(const broker::DurableChange &change);
    base::Result<> writeMessage(quint64 number, const NetChanges::References &references, int stored);
    base::Result<> writeDelivery(quint64 number, const NetChanges::Delivery &delivery);
    base::Result<> writeInbound(const NetChanges::Inbound &inbound);
    base::Result<> writeRetained(const QByteArray &topic, const broker::DurableChange &change);

    Database &m_database;
    SqlSessions m_sessions;
    SqlSubscriptions m_subscriptions;
    SqlMessages m_messages;
    SqlDeliveries m_deliveries;
    SqlInbound m_inbound;
    SqlRetained m_retained;
    SqlLogCursors m_cursors;
    SqlTraces m_traces;
    quint64 m_rows = 0; ///< of the write() that runs
};

} // namespace store
