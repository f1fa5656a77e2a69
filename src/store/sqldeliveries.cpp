// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqldeliveries.h"
#include "store/sqlrows.h"
#include <QtEndian>

namespace store {

using namespace Qt::StringLiterals;

namespace {

constexpr int retainFlag = 1;
constexpr int countedFlag = 2;
constexpr int releasedFlag = 4;

/// The number of identifiers, each of them (32 bits, little-endian), then the share to the end; empty: no extras.
QByteArray encodeExtras(const broker::ExtrasRef &extras)
{
    if (!extras)
        return {};
    QByteArray blob;
    const auto put = [&blob](quint32 number) {
        const quint32 little = qToLittleEndian(number);
        blob.append(reinterpret_cast<const char *>(&little), sizeof little);
    };
    put(static_cast<quint32>(extras->identifiers.size()));
    for (const quint32 identifier : extras->identifiers)
        put(identifier);
    return blob + extras->share;
}

base::Result<broker::ExtrasRef> decodeExtras(const QByteArray &blob)
{
    if (blob.isEmpty())
        return broker::ExtrasRef();
    constexpr qsizetype width = sizeof(quint32);
    const auto numberAt = [&blob](qsizetype i) { return qFromLittleEndian<quint32>(blob.data() + i * width); };
    const bool hasCount = blob.size() >= width;
    if (!hasCount || (blob.size() - width) / width < qsizetype(numberAt(0)))
        return {base::ErrorCode::Corrupt, u"the extras of a delivery cannot be read"_s};
    auto extras = std::make_unique<broker::DeliveryExtras>();
    const qsizetype count = numberAt(0);
    for (qsizetype i = 1; i <= count; ++i)
        extras->identifiers.push_back(numberAt(i));
    extras->share = blob.sliced((count + 1) * width);
    return broker::ExtrasRef(extras.release());
}

base::Result<broker::SavedDelivery> read(const Rows &rows, const QHash<quint64, broker::MessageRef> &messages)
{
    broker::SavedDelivery delivery;
    delivery.number = static_cast<quint64>(rows.integer(0));
    delivery.session = static_cast<quint64>(rows.integer(1));
    delivery.qos = static_cast<mqtt::QoS>(rows.integer(3));
    const qint64 flags = rows.integer(4);
    delivery.retain = (flags & retainFlag) != 0;
    delivery.isCounted = (flags & countedFlag) != 0;
    delivery.isReleased = (flags & releasedFlag) != 0;
    delivery.packetId = static_cast<quint16>(rows.integer(5));
    if (!delivery.isReleased) {
        delivery.message = messages.value(static_cast<quint64>(rows.integer(2)));
        if (!delivery.message)
            return {base::ErrorCode::Corrupt, u"delivery %1 has lost its message"_s.arg(delivery.number)};
    }
    auto extras = decodeExtras(rows.blob(6));
    if (!extras)
        return extras.error();
    delivery.extras = std::move(extras).value();
    return delivery;
}

} // namespace

SqlDeliveries::SqlDeliveries(Database &database)
    : m_insert(database, u"INSERT OR REPLACE INTO delivery (number, session, message, qos, flags, packet_id, extras)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?)"_s)
    , m_setSent(database, u"UPDATE delivery SET packet_id = ? WHERE number = ?"_s)
    , m_setReleased(database, u"UPDATE delivery SET flags = flags | 4, message = 0 WHERE number = ?"_s)
    , m_remove(database, u"DELETE FROM delivery WHERE number = ?"_s)
    , m_all(database, u"SELECT number, session, message, qos, flags, packet_id, extras FROM delivery"
                      " ORDER BY number"_s)
{
}

base::Result<> SqlDeliveries::insert(const broker::SavedDelivery &delivery)
{
    const int flags = (delivery.retain ? retainFlag : 0) | (delivery.isCounted ? countedFlag : 0) |
                      (delivery.isReleased ? releasedFlag : 0);
    const quint64 message = delivery.isReleased ? 0 : delivery.message->number;
    m_insert.bind(static_cast<qint64>(delivery.number)).bind(static_cast<qint64>(delivery.session));
    m_insert.bind(static_cast<qint64>(message)).bind(static_cast<int>(delivery.qos)).bind(flags);
    if (auto ok = m_insert.bind(int{delivery.packetId}).bind(encodeExtras(delivery.extras)).run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlDeliveries::setSent(quint64 number, quint16 packetId)
{
    if (auto ok = m_setSent.bind(int{packetId}).bind(static_cast<qint64>(number)).run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlDeliveries::setReleased(quint64 number)
{
    if (auto ok = m_setReleased.bind(static_cast<qint64>(number)).run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlDeliveries::remove(quint64 number)
{
    if (auto ok = m_remove.bind(static_cast<qint64>(number)).run(); !ok)
        return ok.error();
    return {};
}

base::Result<std::vector<broker::SavedDelivery>> SqlDeliveries::all(const QHash<quint64, broker::MessageRef> &messages)
{
    return rowsOf<broker::SavedDelivery>(m_all, [&messages](const Rows &rows) { return read(rows, messages); });
}

} // namespace store
