// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/channelmessages.h"
#include "contract/timeforms.h"

namespace contract {
namespace {

using namespace Qt::StringLiterals;

/// A client's request is a few words.
constexpr JsonLimits requestLimits{4096, 4, 32};

QLatin1StringView verbOf(EntityChange change)
{
    switch (change) {
    case EntityChange::Created:
        return "create"_L1;
    case EntityChange::Updated:
        return "update"_L1;
    case EntityChange::Deleted:
        return "delete"_L1;
    case EntityChange::AnomalyDetected:
        return "detect"_L1;
    case EntityChange::PredictionCompleted:
        return "complete"_L1;
    }
    Q_UNREACHABLE();
}

QByteArray answer(QLatin1StringView type, base::UtcMs at)
{
    JsonWriter out;
    out.beginObject().member("type"_L1, type).member("timestamp"_L1, isoSeconds(at)).endObject();
    return out.take();
}

} // namespace

QLatin1StringView word(LiveChannel channel)
{
    switch (channel) {
    case LiveChannel::General:
        return "general"_L1;
    case LiveChannel::Sensors:
        return "sensors"_L1;
    case LiveChannel::Readings:
        return "readings"_L1;
    case LiveChannel::Locations:
        return "locations"_L1;
    case LiveChannel::Anomalies:
        return "anomalies"_L1;
    case LiveChannel::Predictions:
        return "predictions"_L1;
    }
    Q_UNREACHABLE();
}

std::optional<LiveChannel> parseLiveChannel(QStringView text)
{
    for (const LiveChannel channel : allLiveChannels) {
        if (text == word(channel))
            return channel;
    }
    return {};
}

QLatin1StringView word(EntityType type)
{
    switch (type) {
    case EntityType::Sensor:
        return "sensor"_L1;
    case EntityType::Reading:
        return "reading"_L1;
    case EntityType::Location:
        return "location"_L1;
    case EntityType::Anomaly:
        return "anomaly"_L1;
    case EntityType::Prediction:
        return "prediction"_L1;
    }
    Q_UNREACHABLE();
}

LiveChannel channelOf(EntityType type)
{
    switch (type) {
    case EntityType::Sensor:
        return LiveChannel::Sensors;
    case EntityType::Reading:
        return LiveChannel::Readings;
    case EntityType::Location:
        return LiveChannel::Locations;
    case EntityType::Anomaly:
        return LiveChannel::Anomalies;
    case EntityType::Prediction:
        return LiveChannel::Predictions;
    }
    Q_UNREACHABLE();
}

QLatin1StringView word(EntityChange change)
{
    switch (change) {
    case EntityChange::Created:
        return "created"_L1;
    case EntityChange::Updated:
        return "updated"_L1;
    case EntityChange::Deleted:
        return "deleted"_L1;
    case EntityChange::AnomalyDetected:
        return "anomaly_detected"_L1;
    case EntityChange::PredictionCompleted:
        return "prediction_completed"_L1;
    }
    Q_UNREACHABLE();
}

QByteArray actionOf(const EntityEvent &event)
{
    return verbOf(event.change).latin1() + QByteArray("_") + word(event.entity).latin1();
}

QByteArray channelMessage(const EntityEvent &event)
{
    JsonWriter out;
    out.beginObject()
        .member("type"_L1, "entity_event"_L1)
        .member("entity_type"_L1, word(event.entity))
        .member("event_type"_L1, word(event.change))
        .member("entity_id"_L1, event.id)
        .key("data"_L1)
        .raw(event.data.isEmpty() ? QByteArrayView("{}") : QByteArrayView(event.data))
        .member("timestamp"_L1, isoSeconds(event.at))
        .key("metadata"_L1)
        .beginObject()
        .member("action"_L1, QString::fromLatin1(actionOf(event)))
        .endObject()
        .endObject();
    return out.take();
}

QByteArray channelMessage(const SystemEvent &event, const QString &version)
{
    JsonWriter out;
    out.beginObject()
        .member("type"_L1, "system_event"_L1)
        .member("level"_L1, word(event.level))
        .member("message"_L1, event.text)
        .key("data"_L1)
        .beginObject()
        .member("module"_L1, event.module)
        .member("version"_L1, version);
    if (!event.kind.isEmpty())
        out.member("kind"_L1, event.kind);
    if (event.count > 0)
        out.member("count"_L1, event.count);
    out.endObject().member("timestamp"_L1, isoSeconds(event.at)).endObject();
    return out.take();
}

QByteArray connectionMessage(LiveChannel channel, base::UtcMs at)
{
    JsonWriter out;
    out.beginObject()
        .member("type"_L1, "connection"_L1)
        .member("status"_L1, "connected"_L1)
        .member("channel"_L1, word(channel))
        .member("timestamp"_L1, isoSeconds(at))
        .endObject();
    return out.take();
}

base::Result<ChannelRequest> readChannelRequest(QByteArrayView text)
{
    const auto json = JsonValue::parse(text, requestLimits);
    if (!json)
        return json.error();
    if (!json->isObject())
        return {base::ErrorCode::Malformed, u"a request is a JSON object such as {\"action\":\"ping\"}"_s};
    JsonFields fields(*json);
    const QString action = fields.text("action"_L1);
    if (auto ok = fields.result(); !ok)
        return ok.error();
    ChannelRequest request;
    if (action == "ping"_L1)
        return request;
    if (action != "subscribe"_L1 && action != "unsubscribe"_L1)
        return {base::ErrorCode::InvalidArgument, u"action: subscribe, unsubscribe or ping is expected"_s};
    request.action = action == "subscribe"_L1 ? ChannelRequest::Action::Subscribe : ChannelRequest::Action::Unsubscribe;
    const QString name = fields.text("channel"_L1);
    if (auto ok = fields.result(); !ok)
        return ok.error();
    const auto channel = parseLiveChannel(name);
    if (!channel)
        return {base::ErrorCode::InvalidArgument,
                u"channel: general, sensors, readings, locations, anomalies or predictions is expected"_s};
    request.channel = *channel;
    return request;
}

QByteArray subscriptionMessage(const ChannelRequest &done, std::span<const LiveChannel> channels, base::UtcMs at)
{
    const bool on = done.action == ChannelRequest::Action::Subscribe;
    JsonWriter out;
    out.beginObject()
        .member("type"_L1, on ? "subscribed"_L1 : "unsubscribed"_L1)
        .member("channel"_L1, word(done.channel))
        .key("channels"_L1)
        .beginArray();
    for (const LiveChannel channel : channels)
        out.value(word(channel));
    out.endArray().member("timestamp"_L1, isoSeconds(at)).endObject();
    return out.take();
}

QByteArray channelPong(base::UtcMs at)
{
    return answer("pong"_L1, at);
}

QByteArray channelError(const base::Error &error, base::UtcMs at)
{
    JsonWriter out;
    out.beginObject()
        .member("type"_L1, "error"_L1)
        .member("code"_L1, base::errorCodeName(error.code()))
        .member("message"_L1, error.message())
        .member("timestamp"_L1, isoSeconds(at))
        .endObject();
    return out.take();
}

void writeChannelUsers(JsonWriter &out, const ChannelUsers &users)
{
    out.beginObject().member("connections"_L1, static_cast<qint64>(users.size())).key("users"_L1).beginArray();
    for (const ChannelUser &user : users) {
        out.beginObject().key("user_id"_L1);
        if (user.label.isEmpty())
            out.null();
        else
            out.value(QStringView(user.label));
        if (!user.username.isEmpty())
            out.member("username"_L1, user.username);
        out.member("connected_at"_L1, isoSeconds(user.since)).endObject();
    }
    out.endArray().endObject();
}

} // namespace contract
