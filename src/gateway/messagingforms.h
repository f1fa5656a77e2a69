// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/json.h"
#include "gateway/messagingtable.h"
#include <span>

/// The JSON of MQTT over REST and Socket.IO (S4-23 … S4-45).
namespace gateway {

/// `{topic,payload,qos,retain}` (S4-27, S4-37). A string goes as its UTF-8, `{"$binary":base64}` as its bytes, any
/// other JSON as its text. `attachments`: binary parts of a Socket.IO event, to which a payload may refer. Malformed
/// for what is missing or of another type; topics and rights are MessagingRelay's to check.
base::Result<MessagingPublication> readPublication(const contract::JsonValue &json,
                                                   std::span<const base::Bytes> attachments = {});
/// `{topic,message,qos,retain,includeTimestamp}` (S4-32): the timestamp joins the message's members; a message that is
/// no object becomes `{message,timestamp}`. Topic `broadcast/all` when none is named.
base::Result<MessagingPublication> readBroadcast(const contract::JsonValue &json, base::UtcMs now);
/// `{topic,qos}` (S4-28, S4-40).
base::Result<MessagingTable::Subscription> readSubscription(const contract::JsonValue &json);

/// `{isConnected,clientId,connectedAt,reconnectAttempts}` (S4-25).
QByteArray statusJson(const MessagingStatus &status);
/// `{topic,payload,qos,timestamp}` (S4-42): a payload that is JSON as it is, else text, else `{"$binary":base64}`.
QByteArray deliveryJson(const MessagingDelivery &message, int qos);
/// `[{topic,qos}…]` (S4-45).
QByteArray subscriptionsJson(const std::vector<MessagingTable::Subscription> &list);
/// `{success:true,topic,qos,retain,timestamp}`.
QByteArray publishedJson(const QByteArray &topic, int qos, bool retain, base::UtcMs now);
/// `{success:true,topic,qos}`; without QoS for an end of a subscription.
QByteArray subscribedJson(const QByteArray &topic, std::optional<int> qos);
/// `{success:false,message,code,topic}`, for Socket.IO.
QByteArray errorJson(const base::Error &error, const QByteArray &topic);

/// A JSON value as text again, numbers as they were.
QByteArray jsonText(const contract::JsonValue &value);

} // namespace gateway
