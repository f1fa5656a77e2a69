// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlretained.h"
#include "store/messagerow.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;

SqlRetained::SqlRetained(Database &database)
    : m_set(database, u"INSERT INTO retained (number, topic, payload, qos, retain, publisher, received, expiry,"
                      " properties) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (topic) DO UPDATE SET"
                      " number = excluded.number, payload = excluded.payload, qos = excluded.qos,"
                      " retain = excluded.retain, publisher = excluded.publisher, received = excluded.received,"
                      " expiry = excluded.expiry, properties = excluded.properties"_s)
    , m_remove(database, u"DELETE FROM retained WHERE topic = ?"_s)
    , m_all(database, u"SELECT number, topic, payload, qos, retain, publisher, received, expiry, properties"
                      " FROM retained"_s)
{
}

base::Result<> SqlRetained::set(const broker::Message &message)
{
    m_set.bind(static_cast<qint64>(message.number));
    bindMessage(m_set, message);
    if (auto ok = m_set.run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlRetained::remove(const QByteArray &topic)
{
    if (auto ok = m_remove.bind(topic).run(); !ok)
        return ok.error();
    return {};
}

base::Result<std::vector<broker::MessageRef>> SqlRetained::all(broker::Instant now)
{
    return rowsOf<broker::MessageRef>(m_all, [now](const Rows &rows) {
        auto message = readMessage(rows, 1, now);
        message->number = static_cast<quint64>(rows.integer(0));
        return base::Result<broker::MessageRef>(std::move(message));
    });
}

} // namespace store
