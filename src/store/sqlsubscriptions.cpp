// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlsubscriptions.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;

namespace {

constexpr int noLocal = 1;
constexpr int retainAsPublished = 2;

base::Result<broker::SavedSubscription> read(const Rows &rows)
{
    broker::SavedSubscription row;
    row.session = static_cast<quint64>(rows.integer(0));
    row.filter = rows.blob(1);
    row.how.qos = static_cast<mqtt::QoS>(rows.integer(2));
    row.how.noLocal = (rows.integer(3) & noLocal) != 0;
    row.how.retainAsPublished = (rows.integer(3) & retainAsPublished) != 0;
    row.how.identifier = static_cast<quint32>(rows.integer(4));
    return row;
}

} // namespace

SqlSubscriptions::SqlSubscriptions(Database &database)
    : m_set(database, u"INSERT OR REPLACE INTO subscription (session, filter, qos, options, identifier)"
                      " VALUES (?, ?, ?, ?, ?)"_s)
    , m_remove(database, u"DELETE FROM subscription WHERE session = ? AND filter = ?"_s)
    , m_removeAll(database, u"DELETE FROM subscription WHERE session = ?"_s)
    , m_all(database, u"SELECT session, filter, qos, options, identifier FROM subscription"_s)
{
}

base::Result<> SqlSubscriptions::set(quint64 session, const QByteArray &filter, const broker::Subscription &how)
{
    const int options = (how.noLocal ? noLocal : 0) | (how.retainAsPublished ? retainAsPublished : 0);
    m_set.bind(static_cast<qint64>(session)).bind(filter).bind(static_cast<int>(how.qos)).bind(options);
    if (auto ok = m_set.bind(qint64{how.identifier}).run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlSubscriptions::remove(quint64 session, const QByteArray &filter)
{
    if (auto ok = m_remove.bind(static_cast<qint64>(session)).bind(filter).run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlSubscriptions::removeAll(quint64 session)
{
    if (auto ok = m_removeAll.bind(static_cast<qint64>(session)).run(); !ok)
        return ok.error();
    return {};
}

base::Result<std::vector<broker::SavedSubscription>> SqlSubscriptions::all()
{
    return rowsOf<broker::SavedSubscription>(m_all, read);
}

} // namespace store
