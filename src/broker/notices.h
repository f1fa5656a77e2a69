// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/ids.h"
#include "broker/statistics.h"
#include <QByteArray>

namespace broker {

/// Why a connection ended.
enum class CloseReason : quint8 {
    ClientDisconnected, ///< DISCONNECT: no will
    TransportClosed,    ///< the peer closed without DISCONNECT
    NetworkLost,
    KeepAliveTimeout,
    ConnectTimeout, ///< no CONNECT in time, or no answer from the password check
    ProtocolError,
    MalformedPacket,
    PacketTooLarge,
    UnsupportedVersion,
    IdentifierRejected,
    NotAuthorized,
    ServerBusy,
    TakenOver, ///< the same client connected again
    Kicked,    ///< by an operator
    ServerShutdown,
};

/// Stable English words ("keep-alive timeout") for histories and logs.
QLatin1StringView closeReasonName(CloseReason reason);

/// Something worth telling: for $SYS, the event history of a client, the console.
struct Notice
{
    enum class Kind : quint8 {
        Connected,       ///< CONNACK 0 has been sent
        Disconnected,    ///< reason
        ConnectRefused,  ///< reason; there was no session
        MessagesDropped, ///< cause, count since the last such notice: at once for the first, then with Tick
        PublishDenied,   ///< topic; as MessagesDropped, count sums up
        SubscribeDenied, ///< topic: the filter
        Subscribed,      ///< topic: the filter
        Unsubscribed,    ///< topic: the filter
        SessionExpired,
    };
    Kind kind = Kind::Connected;
    CloseReason reason = CloseReason::ClientDisconnected;
    DropCause cause = DropCause::QueueFull;
    ConnectionId connection;
    SessionId session{};
    quint64 count = 0;
    base::UtcMs at;
    QByteArray clientId;
    QByteArray user;
    QByteArray address;
    QByteArray topic;
    QString detail; ///< one sentence for people, may be empty
};

/// The cause in words, English, as what follows "not delivered: ".
QString inWords(DropCause cause);

} // namespace broker
