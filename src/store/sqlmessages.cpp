// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlmessages.h"
#include "store/messagerow.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;

SqlMessages::SqlMessages(Database &database)
    : m_insert(database, u"INSERT OR REPLACE INTO message (number, topic, payload, qos, retain, publisher, received,"
                         " expiry, properties, trace) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
    , m_remove(database, u"DELETE FROM message WHERE number = ?"_s)
    , m_all(database, u"SELECT number, topic, payload, qos, retain, publisher, received, expiry, properties, trace"
                      " FROM message"_s)
{
}

base::Result<> SqlMessages::insert(const broker::Message &message)
{
    m_insert.bind(static_cast<qint64>(message.number));
    bindMessage(m_insert, message);
    m_insert.bind(static_cast<qint64>(message.trace));
    if (auto ok = m_insert.run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlMessages::remove(quint64 number)
{
    if (auto ok = m_remove.bind(static_cast<qint64>(number)).run(); !ok)
        return ok.error();
    return {};
}

base::Result<QHash<quint64, broker::MessageRef>> SqlMessages::all(broker::Instant now)
{
    const auto list = rowsOf<broker::MessageRef>(m_all, [now](const Rows &rows) {
        auto message = readMessage(rows, 1, now);
        message->number = static_cast<quint64>(rows.integer(0));
        message->trace = static_cast<quint64>(rows.integer(9));
        return base::Result<broker::MessageRef>(std::move(message));
    });
    if (!list)
        return list.error();
    QHash<quint64, broker::MessageRef> byNumber;
    byNumber.reserve(static_cast<qsizetype>(list->size()));
    for (const broker::MessageRef &message : *list)
        byNumber.insert(message->number, message);
    return byNumber;
}

} // namespace store
