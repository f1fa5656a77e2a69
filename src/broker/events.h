// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/error.h"
#include "broker/identity.h"
#include "broker/ids.h"
#include "broker/message.h"
#include "broker/savedstate.h"
#include "mqtt/packet.h"

namespace broker {

/// A transport is open; nothing has been read yet.
struct ConnectionOpened
{
    ConnectionId connection;
    QByteArray address;    ///< of the peer, without port
    quint16 port = 0;      ///< of the peer
    QByteArray listener;   ///< name of the listener's profile, "tcp", "ws"…
    bool isDurable = true; ///< with the journal on: its sessions outlive the process, its acknowledgements wait for it
};

/// One decoded packet. The engine may move from it.
struct PacketReceived
{
    ConnectionId connection;
    mqtt::Packet &packet;
    qsizetype size = 0; ///< bytes on the wire, for the statistics
};

/// What came is no MQTT (the error of mqtt::decode): the will is published, the connection closed.
struct PacketRefused
{
    ConnectionId connection;
    base::Error error;
};

/// The transport is gone, by the peer or by the network; also after the engine itself asked for Close (then ignored).
struct ConnectionClosed
{
    ConnectionId connection;
    bool clean = false; ///< the peer closed in order, it did not break
    QString detail{};   ///< what the host knows more: why TLS failed
};

/// Answer to Action::Authenticate: the password is right. `identity` is what the authorizer will be asked with.
struct Authenticated
{
    ConnectionId connection;
    Identity identity;
};

enum class Refusal : quint8 {
    BadCredentials, ///< 3.x: 5 "not authorised" for S1-84; MQTT 5: 0x86
    NotAuthorized,  ///< 5 / 0x87
    Busy,           ///< the password checkers are overloaded: 3 / 0x89
    Banned,         ///< 5 / 0x8A
};

/// Answer to Action::Authenticate: no.
struct AuthenticationRefused
{
    ConnectionId connection;
    Refusal why = Refusal::BadCredentials;
};

/// Time passes: deadlines, keep-alive, will delays, drop reports. Send it every 250 ms to 1 s.
struct Tick
{
};

/// A message of the hub itself (bank topics, $SYS): not asked of the authorizer.
struct PublishInternal
{
    base::Bytes topic;
    base::Bytes payload;
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
    bool retain = false;
    mqtt::PropertiesRef properties;
    bool onlyIfChanged = false; ///< nothing happens when the very same payload is retained already
};

/// Messages of the hub that one event of its log has caused. With the journal on they become durable together with the
/// position behind the event, so that each session gets them exactly once whatever happens.
struct PublishLogged
{
    std::vector<PublishInternal> messages;
    LogCursor cursor; ///< without a name: none
};

/// What a former process has left (store::BrokerFile). The first event of all; a Tick comes next, and publishes
/// the wills that are due.
struct Restore
{
    SavedState state;
};

/// Every durable change up to `number` is on disk: what waits for it leaves.
struct Persisted
{
    quint64 number = 0;
};

/// An operator ends a client's connection (the will is published) and, if wished, its session.
struct KickClient
{
    QByteArray clientId;
    bool endSession = false;
    QString why = {}; ///< for the notice
};

/// The server stops: MQTT 5 clients are told (0x8B), every connection is closed; wills are not published.
struct Shutdown
{
};

} // namespace broker
