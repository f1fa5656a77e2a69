// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlinbound.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;

SqlInbound::SqlInbound(Database &database)
    : m_insert(database, u"INSERT OR IGNORE INTO inbound (session, packet_id) VALUES (?, ?)"_s)
    , m_remove(database, u"DELETE FROM inbound WHERE session = ? AND packet_id = ?"_s)
    , m_removeAll(database, u"DELETE FROM inbound WHERE session = ?"_s)
    , m_all(database, u"SELECT session, packet_id FROM inbound"_s)
{
}

base::Result<> SqlInbound::insert(const broker::SavedInbound &inbound)
{
    if (auto ok = m_insert.bind(static_cast<qint64>(inbound.session)).bind(int{inbound.packetId}).run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlInbound::remove(const broker::SavedInbound &inbound)
{
    if (auto ok = m_remove.bind(static_cast<qint64>(inbound.session)).bind(int{inbound.packetId}).run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlInbound::removeAll(quint64 session)
{
    if (auto ok = m_removeAll.bind(static_cast<qint64>(session)).run(); !ok)
        return ok.error();
    return {};
}

base::Result<std::vector<broker::SavedInbound>> SqlInbound::all()
{
    return rowsOf<broker::SavedInbound>(m_all, [](const Rows &rows) {
        return base::Result<broker::SavedInbound>(
            {static_cast<quint64>(rows.integer(0)), static_cast<quint16>(rows.integer(1))});
    });
}

} // namespace store
