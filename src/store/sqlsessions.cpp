// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlsessions.h"
#include "mqtt/codec.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;

namespace {

/// A CONNECT packet holds every part of a will, and its codec is proven.
QByteArray encodeWill(const mqtt::Will *will)
{
    if (!will)
        return {};
    mqtt::Connect packet;
    packet.level = static_cast<quint8>(mqtt::Version::V5);
    packet.will = *will;
    return mqtt::encode(packet, mqtt::Version::V5).toByteArray();
}

base::Result<std::shared_ptr<const mqtt::Will>> decodeWill(const QByteArray &blob)
{
    if (blob.isEmpty())
        return std::shared_ptr<const mqtt::Will>();
    auto decoded = mqtt::decode(base::Bytes::copyOf(blob), {mqtt::Version::V5, blob.size()});
    if (!decoded)
        return decoded.error().with(u"a session's will"_s);
    auto *packet = *decoded ? std::get_if<mqtt::Connect>(&(*decoded)->packet) : nullptr;
    if (!packet || !packet->will)
        return {base::ErrorCode::Corrupt, u"a session's will cannot be read"_s};
    return std::shared_ptr<const mqtt::Will>(std::make_shared<mqtt::Will>(std::move(*packet->will)));
}

base::Result<broker::SavedSession> read(const Rows &rows)
{
    broker::SavedSession session;
    session.number = static_cast<quint64>(rows.integer(0));
    session.clientId = rows.blob(1);
    session.user = rows.blob(2);
    session.listener = rows.blob(3);
    session.version = static_cast<mqtt::Version>(rows.integer(4));
    session.expiry = static_cast<quint32>(rows.integer(5));
    session.left.value = rows.integer(6);
    auto will = decodeWill(rows.blob(7));
    if (!will)
        return will.error();
    session.will = std::move(will).value();
    session.willDue.value = rows.integer(8);
    session.isCertified = rows.integer(9) != 0;
    session.address = rows.blob(10);
    return session;
}

} // namespace

SqlSessions::SqlSessions(Database &database)
    : m_set(database, u"INSERT OR REPLACE INTO session (number, client_id, user, listener, version, expiry, left_at,"
                      " will, will_due, certified, address) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
    , m_remove(database, u"DELETE FROM session WHERE number = ?"_s)
    , m_all(database, u"SELECT number, client_id, user, listener, version, expiry, left_at, will, will_due, certified,"
                      " address FROM session ORDER BY number"_s)
{
}

base::Result<> SqlSessions::set(const broker::SavedSession &session)
{
    m_set.bind(static_cast<qint64>(session.number)).bind(session.clientId).bind(session.user).bind(session.listener);
    m_set.bind(static_cast<int>(session.version)).bind(qint64{session.expiry}).bind(session.left.value);
    m_set.bind(encodeWill(session.will.get())).bind(session.willDue.value).bind(int{session.isCertified});
    if (auto ok = m_set.bind(session.address).run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlSessions::remove(quint64 number)
{
    if (auto ok = m_remove.bind(static_cast<qint64>(number)).run(); !ok)
        return ok.error();
    return {};
}

base::Result<std::vector<broker::SavedSession>> SqlSessions::all()
{
    return rowsOf<broker::SavedSession>(m_all, read);
}

} // namespace store
