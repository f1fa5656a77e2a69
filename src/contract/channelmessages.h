// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/brokervalues.h"
#include "contract/json.h"
#include <optional>
#include <span>

/// Messages of the WebSocket channels (S3-10 … S3-34, S3-59 … S3-61) as their clients read them. Timestamps are UTC
/// with whole seconds (S3-28). Each function gives the text of one message.
namespace contract {

/// What a client may listen to (S3-29 … S3-34).
enum class LiveChannel : quint8 { General, Sensors, Readings, Locations, Anomalies, Predictions };
inline constexpr LiveChannel allLiveChannels[] = {LiveChannel::General,   LiveChannel::Sensors,
                                                  LiveChannel::Readings,  LiveChannel::Locations,
                                                  LiveChannel::Anomalies, LiveChannel::Predictions};
QLatin1StringView word(LiveChannel channel);
std::optional<LiveChannel> parseLiveChannel(QStringView text);

enum class EntityType { Sensor, Reading, Location, Anomaly, Prediction };
QLatin1StringView word(EntityType type);
/// Where events of such an entity go, besides `general`.
LiveChannel channelOf(EntityType type);

enum class EntityChange { Created, Updated, Deleted, AnomalyDetected, PredictionCompleted }; // S3-16 … S3-20
QLatin1StringView word(EntityChange change);

/// Something happened to an entity of the plant (S3-15).
struct EntityEvent
{
    EntityType entity = EntityType::Sensor;
    EntityChange change = EntityChange::Created;
    qint64 id = 0;
    QByteArray data; ///< the entity as a JSON object, well formed (JsonWriter's); empty: {}
    base::UtcMs at;
};

/// S3-22: "create_sensor", "detect_anomaly", "complete_prediction".
QByteArray actionOf(const EntityEvent &event);

QByteArray channelMessage(const EntityEvent &event);
/// S3-23 … S3-27; `version` is the hub's. Tells neither client nor topic.
QByteArray channelMessage(const SystemEvent &event, const QString &version);

/// S3-28: the first message on a channel.
QByteArray connectionMessage(LiveChannel channel, base::UtcMs at);

/// What a client asks for on an open channel (additive to the seed): {"action":"subscribe","channel":"sensors"}.
struct ChannelRequest
{
    enum class Action { Subscribe, Unsubscribe, Ping };
    Action action = Action::Ping;
    LiveChannel channel = LiveChannel::General; ///< not of Ping
};
/// Malformed for what is no JSON object, InvalidArgument for an unknown action or channel.
base::Result<ChannelRequest> readChannelRequest(QByteArrayView text);

/// Answers to such requests. `channels`: those that are subscribed now.
QByteArray subscriptionMessage(const ChannelRequest &done, std::span<const LiveChannel> channels, base::UtcMs at);
QByteArray channelPong(base::UtcMs at);
QByteArray channelError(const base::Error &error, base::UtcMs at);

/// One connection in the statistics (S3-61).
struct ChannelUser
{
    QString label;    ///< what the client called itself, else its user's name; empty: null
    QString username; ///< whom its token names; empty: nobody
    base::UtcMs since;
};
using ChannelUsers = std::vector<ChannelUser>;
/// {"connections":2,"users":[…]} (S3-60, S3-61)
void writeChannelUsers(JsonWriter &out, const ChannelUsers &users);

} // namespace contract
