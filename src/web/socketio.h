// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/engineio.h"
#include <optional>
#include <span>

namespace web {

// Socket.IO protocol 5 (socketio/socket.io-protocol) inside Engine.IO's messages: packets as values.

/// The value is the digit on the wire.
enum class SocketPacketType : quint8 { Connect, Disconnect, Event, Ack, ConnectError, BinaryEvent, BinaryAck };

/// A client's packet. Its data have been checked: an object or nothing for Connect, nothing for Disconnect, a list
/// whose first item is a permitted event's name for events, a list for acknowledgements.
struct SocketPacket
{
    SocketPacketType type = SocketPacketType::Connect;
    QByteArray nsp = "/";                ///< without a query
    std::optional<quint64> id;           ///< of the acknowledgement
    int attachments = 0;                 ///< binary messages that follow
    QByteArray event;                    ///< name, UTF-8
    std::vector<QByteArray> arguments{}; ///< JSON texts; of Connect at most one: the object
};

/// What a client sent without the Engine.IO digit. Malformed for whatever a client may not send; TooLarge for more than
/// `maxAttachments`.
base::Result<SocketPacket> decodeSocketPacket(QByteArrayView text, int maxAttachments = 32);

/// Names that the client's library keeps for itself: it drops the connection when the server sends one.
bool isReservedEvent(QByteArrayView name);

/// The server's packets. `nsp`: "/" or "/mqtt". JSON texts must be valid, names and messages plain ASCII without
/// quotes.
EngineMessage socketConnected(QByteArrayView nsp, QByteArrayView sid);
EngineMessage socketRefused(QByteArrayView nsp, QByteArrayView message);
EngineMessage socketDisconnected(QByteArrayView nsp);
/// `name`: not a reserved one (asserted).
EngineMessage socketEvent(QByteArrayView nsp, QByteArrayView name, QByteArrayView json);
EngineMessage socketAck(QByteArrayView nsp, quint64 id, QByteArrayView json);
/// With binary parts: the text, in which `list` (a JSON list) refers to them by placeholders, and a message for each;
/// send them together. `id`: of an acknowledgement that is asked for, or that is given.
std::vector<EngineMessage> socketBinary(SocketPacketType type, QByteArrayView nsp, std::optional<quint64> id,
                                        QByteArrayView list, std::span<const base::Bytes> attachments);

} // namespace web
