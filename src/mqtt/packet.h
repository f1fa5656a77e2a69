// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "mqtt/properties.h"
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace mqtt {

/// The protocol levels that the codec speaks; the value is the level byte of CONNECT.
enum class Version : quint8 { V31 = 3, V311 = 4, V5 = 5 };

enum class QoS : quint8 { AtMostOnce = 0, AtLeastOnce = 1, ExactlyOnce = 2 };

/// The four high bits of a packet's first byte.
enum class PacketType : quint8 {
    Connect = 1,
    Connack,
    Publish,
    Puback,
    Pubrec,
    Pubrel,
    Pubcomp,
    Subscribe,
    Suback,
    Unsubscribe,
    Unsuback,
    Pingreq,
    Pingresp,
    Disconnect,
    Auth, ///< MQTT 5 alone
};

/// Properties of a MQTT 5 packet; null where there are none, and always null in 3.x. Shared: a message's properties
/// travel with it to every subscriber.
using PropertiesRef = std::shared_ptr<const Properties>;

/// CONNACK return codes of MQTT 3.1 and 3.1.1 (MQTT-3.2.2.3).
enum class ConnectReturnCode : quint8 {
    Accepted = 0,
    UnacceptableProtocolVersion = 1,
    IdentifierRejected = 2,
    ServerUnavailable = 3,
    BadUserNameOrPassword = 4,
    NotAuthorized = 5,
};

/// The message that the server publishes when a client goes without DISCONNECT.
struct Will
{
    base::Bytes topic;
    base::Bytes payload;
    QoS qos = QoS::AtMostOnce;
    bool retain = false;
    PropertiesRef properties;
};

struct Connect
{
    /// 3 and 4 are MQTT 3.1 and 3.1.1, 5 is MQTT 5; without the bridge bit.
    quint8 level = static_cast<quint8>(Version::V311);
    /// False: level and protocol name are not a pair that the codec reads, and nothing behind them has been read.
    /// Answer with "unacceptable protocol version" (MQTT-3.1.2-2).
    bool supported = true;
    /// The high bit of the level byte, as Mosquitto's bridges set it.
    bool bridge = false;
    bool cleanSession = true;
    quint16 keepAlive = 0; ///< seconds; 0: off
    QByteArray clientId;
    std::optional<Will> will;
    std::optional<QByteArray> userName;
    std::optional<QByteArray> password;
    PropertiesRef properties;

    /// Of a supported packet.
    Version version() const { return static_cast<Version>(level); }
};

struct Connack
{
    bool sessionPresent = false;
    quint8 code = 0; ///< ConnectReturnCode, in MQTT 5 a ReasonCode
    PropertiesRef properties;
};

/// Topic and payload are slices of the read block: keep the packet and the whole block stays. Compact what is stored.
struct Publish
{
    base::Bytes topic;
    base::Bytes payload;
    quint16 packetId = 0; ///< 0 with QoS 0, never 0 otherwise
    QoS qos = QoS::AtMostOnce;
    bool retain = false;
    bool dup = false;
    PropertiesRef properties;
};

/// What PUBACK, PUBREC, PUBREL and PUBCOMP have in common.
struct Acknowledgement
{
    quint16 packetId = 0;
    ReasonCode reason = ReasonCode::Success; ///< MQTT 5 alone
    PropertiesRef properties;
};
struct Puback : Acknowledgement
{
};
struct Pubrec : Acknowledgement
{
};
struct Pubrel : Acknowledgement
{
};
struct Pubcomp : Acknowledgement
{
};

/// MQTT 5, 3.8.3.1: when to send what is retained.
enum class RetainHandling : quint8 { Send = 0, SendIfNew = 1, DoNotSend = 2 };

struct SubscriptionRequest
{
    QByteArray filter;
    QoS qos = QoS::AtMostOnce;
    bool noLocal = false; ///< MQTT 5 alone, as the two that follow
    bool retainAsPublished = false;
    RetainHandling retainHandling = RetainHandling::Send;
};

struct Subscribe
{
    quint16 packetId = 0;
    std::vector<SubscriptionRequest> requests; ///< never empty when decoded
    PropertiesRef properties;
};

struct Suback
{
    quint16 packetId = 0;
    std::vector<quint8> codes; ///< granted QoS 0–2, or 0x80 and above: refused
    PropertiesRef properties;
};

struct Unsubscribe
{
    quint16 packetId = 0;
    std::vector<QByteArray> filters; ///< never empty when decoded
    PropertiesRef properties;
};

struct Unsuback
{
    quint16 packetId = 0;
    std::vector<quint8> codes; ///< MQTT 5 alone
    PropertiesRef properties;
};

struct Pingreq
{
};
struct Pingresp
{
};

struct Disconnect
{
    ReasonCode reason = ReasonCode::Success; ///< MQTT 5 alone
    PropertiesRef properties;
};

struct Auth
{
    ReasonCode reason = ReasonCode::Success;
    PropertiesRef properties;
};

/// In the order of PacketType, so that `index() + 1` is the type.
using Packet = std::variant<Connect, Connack, Publish, Puback, Pubrec, Pubrel, Pubcomp, Subscribe, Suback, Unsubscribe,
                            Unsuback, Pingreq, Pingresp, Disconnect, Auth>;

inline PacketType typeOf(const Packet &packet)
{
    return static_cast<PacketType>(packet.index() + 1);
}

} // namespace mqtt
