// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/messagingforms.h"
#include "contract/timeforms.h"
#include "mqtt/topic.h"
#include "web/jsonscan.h"

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;
using contract::JsonValue;
using contract::JsonWriter;

void writeJson(JsonWriter &out, const JsonValue &value)
{
    switch (value.type()) {
    case JsonValue::Type::Null:
        out.null();
        break;
    case JsonValue::Type::Bool:
        out.value(value.toBool());
        break;
    case JsonValue::Type::Number:
        out.raw(value.numberToken());
        break;
    case JsonValue::Type::String:
        out.value(QStringView(value.toString()));
        break;
    case JsonValue::Type::Array:
        out.beginArray();
        for (const JsonValue &item : value.items())
            writeJson(out, item);
        out.endArray();
        break;
    case JsonValue::Type::Object:
        out.beginObject();
        for (const auto &[name, member] : value.members()) {
            out.key(QStringView(name));
            writeJson(out, member);
        }
        out.endObject();
        break;
    }
}

Error malformed(const QString &message)
{
    return {ErrorCode::Malformed, message};
}

Result<QByteArray> readTopic(const JsonValue &json, const char *fallback = nullptr)
{
    const JsonValue &topic = json["topic"_L1];
    if (topic.isNull() && fallback)
        return QByteArray(fallback);
    if (!topic.isString() || topic.toString().isEmpty())
        return malformed(u"topic: a text is needed"_s);
    return topic.toString().toUtf8();
}

Result<int> readQos(const JsonValue &json)
{
    const JsonValue &qos = json["qos"_L1];
    if (qos.isNull())
        return 0;
    const auto number = qos.toInt();
    if (!number || *number < 0 || *number > 2)
        return malformed(u"qos: 0, 1 or 2 is needed"_s);
    return static_cast<int>(*number);
}

Result<bool> readFlag(const JsonValue &json, QLatin1StringView name)
{
    if (!json[name].isNull() && !json[name].isBool())
        return malformed(name + u": true or false is needed"_s);
    return json[name].toBool();
}

/// The bytes that a Socket.IO client sent beside its text.
const base::Bytes *attachmentOf(const JsonValue &value, std::span<const base::Bytes> attachments)
{
    if (!value.isObject() || !value["_placeholder"_L1].toBool())
        return nullptr;
    const auto number = value["num"_L1].toInt();
    if (!number || *number < 0 || *number >= static_cast<qint64>(attachments.size()))
        return nullptr;
    return &attachments[static_cast<size_t>(*number)];
}

Result<base::Bytes> readPayload(const JsonValue &value, std::span<const base::Bytes> attachments)
{
    if (const base::Bytes *attachment = attachmentOf(value, attachments))
        return *attachment;
    if (value.isString())
        return base::Bytes::copyOf(value.toString().toUtf8());
    if (value.isObject() && value.members().size() == 1 && value["$binary"_L1].isString()) {
        const auto decoded = QByteArray::fromBase64Encoding(value["$binary"_L1].toString().toLatin1(),
                                                            QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return malformed(u"payload: $binary is no base64"_s);
        return base::Bytes::copyOf(decoded.decoded);
    }
    return base::Bytes::copyOf(jsonText(value));
}

Result<MessagingPublication> readHead(const JsonValue &json, const char *fallbackTopic)
{
    if (!json.isObject())
        return malformed(u"an object with topic and payload is needed"_s);
    auto topic = readTopic(json, fallbackTopic);
    if (!topic)
        return topic.error();
    const auto qos = readQos(json);
    if (!qos)
        return qos.error();
    const auto retain = readFlag(json, "retain"_L1);
    if (!retain)
        return retain.error();
    return MessagingPublication{std::move(*topic), {}, *qos, *retain};
}

void writeTopic(JsonWriter &out, QByteArrayView topic)
{
    out.member("topic"_L1, QString::fromUtf8(topic));
}

void writePayload(JsonWriter &out, QByteArrayView payload)
{
    if (web::isJson(payload))
        out.raw(payload);
    else if (mqtt::isUtf8(payload))
        out.value(QStringView(QString::fromUtf8(payload)));
    else
        out.beginObject()
            .member("$binary"_L1,
                    QString::fromLatin1(QByteArray::fromRawData(payload.data(), payload.size()).toBase64()))
            .endObject();
}

} // namespace

QByteArray jsonText(const JsonValue &value)
{
    JsonWriter out;
    writeJson(out, value);
    return out.take();
}

Result<MessagingPublication> readPublication(const JsonValue &json, std::span<const base::Bytes> attachments)
{
    auto publication = readHead(json, nullptr);
    if (!publication)
        return publication;
    if (!json.has("payload"_L1))
        return malformed(u"payload: any JSON value is needed"_s);
    auto payload = readPayload(json["payload"_L1], attachments);
    if (!payload)
        return payload.error();
    publication->payload = std::move(*payload);
    return publication;
}

Result<MessagingPublication> readBroadcast(const JsonValue &json, base::UtcMs now)
{
    auto publication = readHead(json, "broadcast/all");
    if (!publication)
        return publication;
    const auto isStamped = readFlag(json, "includeTimestamp"_L1);
    if (!isStamped)
        return isStamped.error();
    if (!json.has("message"_L1))
        return malformed(u"message: any JSON value is needed"_s);
    const JsonValue &message = json["message"_L1];
    if (!*isStamped) {
        auto payload = readPayload(message, {});
        if (!payload)
            return payload.error();
        publication->payload = std::move(*payload);
        return publication;
    }
    JsonWriter out;
    out.beginObject();
    if (!message.isObject()) {
        out.key("message"_L1);
        writeJson(out, message);
    }
    for (const auto &[name, member] : message.members()) {
        if (name == u"timestamp")
            continue; // ours
        out.key(QStringView(name));
        writeJson(out, member);
    }
    out.member("timestamp"_L1, contract::isoMilliseconds(now)).endObject();
    publication->payload = base::Bytes::copyOf(out.take());
    return publication;
}

Result<MessagingTable::Subscription> readSubscription(const JsonValue &json)
{
    if (!json.isObject())
        return malformed(u"an object with topic and qos is needed"_s);
    auto topic = readTopic(json);
    if (!topic)
        return topic.error();
    const auto qos = readQos(json);
    if (!qos)
        return qos.error();
    return MessagingTable::Subscription{std::move(*topic), *qos};
}

QByteArray statusJson(const MessagingStatus &status)
{
    JsonWriter out;
    out.beginObject().member("isConnected"_L1, status.isConnected).member("clientId"_L1, status.clientId);
    if (status.connectedAt)
        out.member("connectedAt"_L1, contract::isoMilliseconds(*status.connectedAt));
    else
        out.key("connectedAt"_L1).null();
    out.member("reconnectAttempts"_L1, status.reconnectAttempts).endObject();
    return out.take();
}

QByteArray deliveryJson(const MessagingDelivery &message, int qos)
{
    JsonWriter out;
    out.beginObject();
    writeTopic(out, message.topic.view());
    out.key("payload"_L1);
    writePayload(out, message.payload.view());
    out.member("qos"_L1, qos).member("timestamp"_L1, contract::isoMilliseconds(message.at)).endObject();
    return out.take();
}

QByteArray subscriptionsJson(const std::vector<MessagingTable::Subscription> &list)
{
    JsonWriter out;
    out.beginArray();
    for (const MessagingTable::Subscription &one : list) {
        out.beginObject();
        writeTopic(out, one.filter);
        out.member("qos"_L1, one.qos).endObject();
    }
    out.endArray();
    return out.take();
}

QByteArray publishedJson(const QByteArray &topic, int qos, bool retain, base::UtcMs now)
{
    JsonWriter out;
    out.beginObject().member("success"_L1, true);
    writeTopic(out, topic);
    out.member("qos"_L1, qos)
        .member("retain"_L1, retain)
        .member("timestamp"_L1, contract::isoMilliseconds(now))
        .endObject();
    return out.take();
}

QByteArray subscribedJson(const QByteArray &topic, std::optional<int> qos)
{
    JsonWriter out;
    out.beginObject().member("success"_L1, true);
    writeTopic(out, topic);
    if (qos)
        out.member("qos"_L1, *qos);
    out.endObject();
    return out.take();
}

QByteArray errorJson(const Error &error, const QByteArray &topic)
{
    JsonWriter out;
    out.beginObject()
        .member("success"_L1, false)
        .member("message"_L1, error.message())
        .member("code"_L1, base::errorCodeName(error.code()));
    writeTopic(out, topic);
    out.endObject();
    return out.take();
}

} // namespace gateway
