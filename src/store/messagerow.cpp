// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/messagerow.h"

namespace store {

namespace {

QByteArray unowned(const base::Bytes &bytes)
{
    return QByteArray::fromRawData(bytes.data(), bytes.size());
}

} // namespace

void bindMessage(Statement &statement, const broker::Message &message)
{
    statement.bind(unowned(message.topic)).bind(unowned(message.payload)).bind(static_cast<int>(message.qos));
    statement.bind(message.retain ? 1 : 0).bind(message.publisherId).bind(message.received.value);
    if (message.expires.count() != 0)
        statement.bind(qint64{message.expiryInterval});
    else
        statement.bindNull();
    statement.bind(message.properties);
}

std::shared_ptr<broker::Message> readMessage(const Rows &rows, int column, broker::Instant now)
{
    auto message = std::make_shared<broker::Message>();
    message->topic = base::Bytes::copyOf(rows.blob(column));
    message->payload = base::Bytes::copyOf(rows.blob(column + 1));
    message->qos = static_cast<mqtt::QoS>(rows.integer(column + 2));
    message->retain = rows.integer(column + 3) != 0;
    message->publisherId = rows.blob(column + 4);
    message->received.value = rows.integer(column + 5);
    if (const auto expiry = rows.optionalInteger(column + 6)) {
        const auto age = std::chrono::milliseconds(now.utc.value - message->received.value);
        message->expiryInterval = static_cast<quint32>(*expiry);
        message->expires = now.monotonic - age + std::chrono::seconds(*expiry);
        if (message->expires.count() == 0)
            message->expires = base::Monotonic(1); // 0 would mean never
    }
    message->properties = rows.blob(column + 7);
    return message;
}

} // namespace store
