// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/brokerjson.h"

namespace contract {
namespace {

using namespace Qt::StringLiterals;

void writeCounts(JsonWriter &out, QLatin1StringView name, const std::vector<NamedCount> &counts)
{
    out.key(name).beginObject();
    for (const NamedCount &one : counts)
        out.key(QLatin1StringView(one.name.toLatin1())).value(one.count);
    out.endObject();
}

void writeTime(JsonWriter &out, QLatin1StringView name, const std::optional<base::UtcMs> &time)
{
    out.key(name);
    if (time)
        out.value(time->value);
    else
        out.null();
}

void writeRate(JsonWriter &out, QLatin1StringView name, double perSecond)
{
    out.key(name).real(perSecond);
}

/// Warning for what this version does not know, and for an older hub, which does not say it.
SystemLevel levelOf(QStringView text)
{
    for (const SystemLevel level : {SystemLevel::Info, SystemLevel::Error}) {
        if (text == word(level))
            return level;
    }
    return SystemLevel::Warning;
}

} // namespace

void writeCursor(JsonWriter &out, std::optional<qint64> next)
{
    out.key("next_cursor"_L1);
    if (next)
        out.value(QStringView(QString::number(*next)));
    else
        out.null();
}

void write(JsonWriter &out, const BrokerFigures &value)
{
    out.beginObject()
        .member("uptime_s"_L1, value.uptimeSeconds)
        .member("clients_connected"_L1, value.clientsConnected)
        .member("clients_maximum"_L1, value.clientsMaximum)
        .member("sessions"_L1, value.sessions)
        .member("sessions_expired"_L1, value.sessionsExpired)
        .member("connections"_L1, value.connections)
        .member("connections_opened"_L1, value.connectionsOpened)
        .member("connects_refused"_L1, value.connectsRefused)
        .member("subscriptions"_L1, value.subscriptions)
        .member("shared_subscriptions"_L1, value.sharedSubscriptions)
        .member("retained"_L1, value.retained)
        .member("retained_bytes"_L1, value.retainedBytes)
        .member("queued"_L1, value.queued)
        .member("queued_bytes"_L1, value.queuedBytes)
        .member("inflight"_L1, value.inflight)
        .member("messages_in"_L1, value.messagesReceived)
        .member("messages_out"_L1, value.messagesSent)
        .member("messages_internal"_L1, value.messagesInternal)
        .member("bytes_in"_L1, value.bytesReceived)
        .member("bytes_out"_L1, value.bytesSent)
        .member("dropped_total"_L1, value.droppedInAll);
    writeCounts(out, "dropped"_L1, value.dropped);
    writeCounts(out, "listeners"_L1, value.listeners);
    out.endObject();
}

void write(JsonWriter &out, const BrokerSubscription &value)
{
    out.beginObject()
        .member("client_id"_L1, value.clientId)
        .member("filter"_L1, value.filter)
        .member("qos"_L1, value.qos)
        .member("no_local"_L1, value.noLocal)
        .member("retain_as_published"_L1, value.retainAsPublished)
        .key("identifier"_L1)
        .value(value.identifier)
        .member("connected"_L1, value.connected)
        .endObject();
}

namespace {

void writeTraffic(JsonWriter &out, const BrokerClient &value)
{
    out.member("messages_in"_L1, value.messagesReceived)
        .member("messages_out"_L1, value.messagesSent)
        .member("bytes_in"_L1, value.bytesReceived)
        .member("bytes_out"_L1, value.bytesSent);
    writeRate(out, "msgs_in_per_s"_L1, value.messagesInPerSecond);
    writeRate(out, "msgs_out_per_s"_L1, value.messagesOutPerSecond);
    out.member("queued"_L1, value.queued)
        .member("queued_bytes"_L1, value.queuedBytes)
        .member("inflight"_L1, value.inflight)
        .member("dropped_total"_L1, value.droppedInAll);
    writeCounts(out, "dropped"_L1, value.dropped);
}

} // namespace

void write(JsonWriter &out, const BrokerClient &value)
{
    out.beginObject()
        .member("client_id"_L1, value.clientId)
        .member("user"_L1, value.user)
        .member("address"_L1, value.address)
        .member("port"_L1, value.port)
        .member("listener"_L1, value.listener)
        .member("protocol"_L1, value.protocol)
        .member("protocol_level"_L1, value.protocolLevel)
        .member("connected"_L1, value.connected)
        .member("clean_session"_L1, value.cleanSession)
        .key("session_expiry_s"_L1)
        .value(value.sessionExpiry)
        .member("keep_alive_s"_L1, value.keepAlive);
    writeTime(out, "connected_since_utc_ms"_L1, value.connectedSince);
    writeTime(out, "last_message_utc_ms"_L1, value.lastMessage);
    writeTraffic(out, value);
    out.member("subscription_count"_L1, value.subscriptionCount);
    if (!value.subscriptions.empty()) {
        out.key("subscriptions"_L1).beginArray();
        for (const BrokerSubscription &subscription : value.subscriptions)
            write(out, subscription);
        out.endArray();
    }
    out.endObject();
}

void write(JsonWriter &out, const BrokerRetained &value)
{
    out.beginObject()
        .member("topic"_L1, value.topic)
        .member("qos"_L1, value.qos)
        .member("bytes"_L1, value.bytes)
        .member("received_utc_ms"_L1, value.received.value)
        .member("publisher"_L1, value.publisher)
        .endObject();
}

void write(JsonWriter &out, const BrokerRetainedCount &value)
{
    out.beginObject()
        .member("count"_L1, value.count)
        .member("bytes"_L1, value.bytes)
        .member("deleted"_L1, value.deleted)
        .endObject();
}

void write(JsonWriter &out, const BrokerTopic &value)
{
    out.beginObject()
        .member("topic"_L1, value.topic)
        .member("messages"_L1, value.messages)
        .member("bytes"_L1, value.bytes);
    writeRate(out, "msgs_per_s"_L1, value.perSecond);
    writeRate(out, "bytes_per_s"_L1, value.bytesPerSecond);
    out.member("last_utc_ms"_L1, value.last.value)
        .member("publisher"_L1, value.publisher)
        .member("qos"_L1, value.qos)
        .member("retain"_L1, value.retain)
        .member("subscribers"_L1, value.subscribers)
        .endObject();
}

void write(JsonWriter &out, const BrokerTopicPage &value)
{
    out.beginObject().key("items"_L1).beginArray();
    for (const BrokerTopic &topic : value.page.items)
        write(out, topic);
    out.endArray()
        .member("total"_L1, value.page.total)
        .member("topics"_L1, value.topics)
        .member("forgotten"_L1, value.forgotten)
        .member("other_messages"_L1, value.otherMessages)
        .member("other_bytes"_L1, value.otherBytes);
    writeCursor(out, value.page.next);
    out.endObject();
}

void write(JsonWriter &out, const BrokerEvent &value)
{
    out.beginObject()
        .member("number"_L1, value.number)
        .member("utc_ms"_L1, value.at.value)
        .member("client_id"_L1, value.clientId)
        .member("user"_L1, value.user)
        .member("address"_L1, value.address)
        .member("kind"_L1, value.kind)
        .member("reason"_L1, value.reason)
        .member("topic"_L1, value.topic)
        .member("count"_L1, value.count)
        .member("text"_L1, value.text)
        .endObject();
}

void write(JsonWriter &out, const BrokerTraceFilter &value)
{
    out.beginObject().member("filter"_L1, value.filter);
    writeTime(out, "until_utc_ms"_L1, value.until);
    out.endObject();
}

namespace {

void write(JsonWriter &out, const BrokerTraceDelivery &value)
{
    out.beginObject()
        .member("client_id"_L1, value.clientId)
        .member("qos"_L1, value.qos)
        .member("step"_L1, value.step)
        .member("cause"_L1, value.cause)
        .member("retained"_L1, value.retained)
        .member("sends"_L1, value.sends);
    writeTime(out, "queued_utc_ms"_L1, value.queued);
    writeTime(out, "sent_utc_ms"_L1, value.sent);
    writeTime(out, "received_utc_ms"_L1, value.received);
    writeTime(out, "acknowledged_utc_ms"_L1, value.acknowledged);
    writeTime(out, "dropped_utc_ms"_L1, value.dropped);
    out.endObject();
}

} // namespace

void write(JsonWriter &out, const BrokerTrace &value)
{
    out.beginObject()
        .member("id"_L1, value.id)
        .member("topic"_L1, value.topic)
        .member("publisher"_L1, value.publisher)
        .member("qos"_L1, value.qos)
        .member("retain"_L1, value.retain)
        .member("bytes"_L1, value.bytes)
        .member("utc_ms"_L1, value.at.value)
        .member("deliveries"_L1, value.deliveries)
        .member("acknowledged"_L1, value.acknowledged)
        .member("waiting"_L1, value.waiting)
        .member("dropped"_L1, value.dropped);
    if (!value.list.empty()) {
        out.key("list"_L1).beginArray();
        for (const BrokerTraceDelivery &delivery : value.list)
            write(out, delivery);
        out.endArray();
    }
    out.endObject();
}

void write(JsonWriter &out, const BrokerBan &value)
{
    out.beginObject()
        .member("kind"_L1, value.kind)
        .member("value"_L1, value.what)
        .member("reason"_L1, value.reason)
        .member("by"_L1, value.by)
        .member("since_utc_ms"_L1, value.since.value);
    writeTime(out, "until_utc_ms"_L1, value.until);
    out.endObject();
}

QLatin1StringView word(SystemLevel level)
{
    switch (level) {
    case SystemLevel::Info:
        return "info"_L1;
    case SystemLevel::Warning:
        return "warning"_L1;
    case SystemLevel::Error:
        return "error"_L1;
    }
    Q_UNREACHABLE();
}

void write(JsonWriter &out, const SystemEvent &value)
{
    out.beginObject()
        .member("kind"_L1, value.kind)
        .member("utc_ms"_L1, value.at.value)
        .member("client_id"_L1, value.clientId)
        .member("cause"_L1, value.cause)
        .member("topic"_L1, value.topic)
        .member("count"_L1, value.count)
        .member("span_ms"_L1, value.spanMs)
        .member("text"_L1, value.text)
        .member("level"_L1, word(value.level))
        .member("module"_L1, value.module)
        .endObject();
}

base::Result<SystemEvent> readSystemEvent(const JsonValue &json)
{
    JsonFields fields(json);
    SystemEvent event;
    event.kind = fields.text("kind"_L1);
    event.at.value = fields.integer("utc_ms"_L1);
    event.clientId = fields.textOr("client_id"_L1, {});
    event.cause = fields.textOr("cause"_L1, {});
    event.topic = fields.textOr("topic"_L1, {});
    event.count = fields.integerOr("count"_L1, 0);
    event.spanMs = fields.integerOr("span_ms"_L1, 0);
    event.text = fields.textOr("text"_L1, {});
    event.level = levelOf(fields.textOr("level"_L1, {}));
    event.module = fields.textOr("module"_L1, event.module); // an older hub does not say it
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return event;
}

} // namespace contract
