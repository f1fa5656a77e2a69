// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqltraces.h"
#include "store/sqlrows.h"
#include <QDataStream>
#include <QIODevice>

namespace store {

using namespace Qt::StringLiterals;
using broker::TraceDelivery;

namespace {

QByteArray encode(const std::vector<TraceDelivery> &deliveries)
{
    QByteArray blob;
    QDataStream out(&blob, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out << static_cast<quint32>(deliveries.size());
    for (const TraceDelivery &delivery : deliveries) {
        out << delivery.clientId << static_cast<quint8>(delivery.qos) << static_cast<quint8>(delivery.step)
            << static_cast<quint8>(delivery.cause) << delivery.retained << delivery.sends;
        for (const base::UtcMs at :
             {delivery.queued, delivery.sent, delivery.received, delivery.acknowledged, delivery.dropped})
            out << at.value;
    }
    return blob;
}

TraceDelivery decodeOne(QDataStream &in)
{
    TraceDelivery delivery;
    quint8 qos = 0;
    quint8 step = 0;
    quint8 cause = 0;
    in >> delivery.clientId >> qos >> step >> cause >> delivery.retained >> delivery.sends;
    for (base::UtcMs *at :
         {&delivery.queued, &delivery.sent, &delivery.received, &delivery.acknowledged, &delivery.dropped})
        in >> at->value;
    if (qos > 2 || step > static_cast<quint8>(broker::TraceStep::Dropped) || cause >= broker::dropCauseCount)
        in.setStatus(QDataStream::ReadCorruptData);
    delivery.qos = static_cast<mqtt::QoS>(qos);
    delivery.step = static_cast<broker::TraceStep>(step);
    delivery.cause = static_cast<broker::DropCause>(cause);
    return delivery;
}

base::Result<std::vector<TraceDelivery>> decode(const QByteArray &blob)
{
    QDataStream in(blob);
    in.setVersion(QDataStream::Qt_6_0);
    quint32 count = 0;
    in >> count;
    std::vector<TraceDelivery> deliveries;
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i)
        deliveries.push_back(decodeOne(in));
    if (in.status() != QDataStream::Ok)
        return {base::ErrorCode::Corrupt, u"the deliveries of a trace cannot be read"_s};
    return deliveries;
}

base::Result<broker::Trace> read(const Rows &rows)
{
    broker::Trace trace;
    trace.id = static_cast<quint64>(rows.integer(0));
    trace.event = rows.integer(1);
    trace.epoch = rows.blob(2);
    trace.topic = rows.blob(3);
    trace.publisher = rows.blob(4);
    trace.qos = static_cast<mqtt::QoS>(rows.integer(5));
    trace.retain = rows.integer(6) != 0;
    trace.bytes = rows.integer(7);
    trace.at.value = rows.integer(8);
    trace.unlisted = static_cast<quint64>(rows.integer(9));
    auto deliveries = decode(rows.blob(10));
    if (!deliveries)
        return deliveries.error();
    trace.deliveries = std::move(deliveries).value();
    return trace;
}

} // namespace

SqlTraces::SqlTraces(Database &database)
    : m_set(database, u"INSERT OR REPLACE INTO trace (id, event, epoch, topic, publisher, qos, retain, bytes, at,"
                      " unlisted, deliveries) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
    , m_removeOld(database, u"DELETE FROM trace WHERE at < ?"_s)
    , m_removeBeyond(database, u"DELETE FROM trace WHERE id IN (SELECT id FROM trace ORDER BY at DESC, id DESC"
                               " LIMIT -1 OFFSET ?)"_s)
    , m_all(database, u"SELECT id, event, epoch, topic, publisher, qos, retain, bytes, at, unlisted, deliveries"
                      " FROM trace ORDER BY at, id"_s)
{
}

base::Result<> SqlTraces::set(const broker::Trace &trace)
{
    m_set.bind(static_cast<qint64>(trace.id)).bind(trace.event).bind(trace.epoch).bind(trace.topic);
    m_set.bind(trace.publisher).bind(static_cast<int>(trace.qos)).bind(trace.retain ? 1 : 0).bind(trace.bytes);
    m_set.bind(trace.at.value).bind(static_cast<qint64>(trace.unlisted)).bind(encode(trace.deliveries));
    if (auto ok = m_set.run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlTraces::prune(base::UtcMs oldest, size_t kept)
{
    if (auto ok = m_removeOld.bind(oldest.value).run(); !ok)
        return ok.error();
    if (auto ok = m_removeBeyond.bind(static_cast<qint64>(kept)).run(); !ok)
        return ok.error();
    return {};
}

base::Result<std::vector<broker::Trace>> SqlTraces::all()
{
    return rowsOf<broker::Trace>(m_all, read);
}

} // namespace store
