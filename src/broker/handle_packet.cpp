// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/handlers.h"
#include "broker/lifecycle.h"
#include "broker/sharding.h"

namespace broker {

namespace {

void handleBeforeConnect(State &state, Connection &connection, mqtt::Packet &packet)
{
    if (auto *connect = std::get_if<mqtt::Connect>(&packet)) {
        if (!moveHome(state, connection, *connect))
            handleConnect(state, connection, *connect);
    } else
        endConnection(state, connection, CloseReason::ProtocolError, // MQTT-3.1.0-1
                      QStringLiteral("the first packet was not CONNECT"));
}

void hold(State &state, Connection &connection, mqtt::Packet &packet, qsizetype size)
{
    Connection::Pending &pending = *connection.pending;
    const Limits &limits = state.limits();
    pending.bytes += size;
    if (static_cast<int>(pending.packets.size()) >= limits.maxHeldPackets || pending.bytes > limits.maxHeldBytes)
        endConnection(state, connection, CloseReason::ServerBusy,
                      QStringLiteral("too much was sent before the answer to CONNECT"));
    else
        pending.packets.push_back({std::move(packet), size});
}

void handleOnline(State &state, Connection &connection, mqtt::Packet &packet)
{
    switch (mqtt::typeOf(packet)) {
    case mqtt::PacketType::Publish:
        return handlePublish(state, connection, std::get<mqtt::Publish>(packet));
    case mqtt::PacketType::Puback:
        return handlePuback(state, connection, std::get<mqtt::Puback>(packet));
    case mqtt::PacketType::Pubrec:
        return handlePubrec(state, connection, std::get<mqtt::Pubrec>(packet));
    case mqtt::PacketType::Pubrel:
        return handlePubrel(state, connection, std::get<mqtt::Pubrel>(packet));
    case mqtt::PacketType::Pubcomp:
        return handlePubcomp(state, connection, std::get<mqtt::Pubcomp>(packet));
    case mqtt::PacketType::Subscribe:
        return handleSubscribe(state, connection, std::get<mqtt::Subscribe>(packet));
    case mqtt::PacketType::Unsubscribe:
        return handleUnsubscribe(state, connection, std::get<mqtt::Unsubscribe>(packet));
    case mqtt::PacketType::Pingreq:
        return sendPacket(state, connection, mqtt::Pingresp{}); // MQTT-3.12.4-1
    case mqtt::PacketType::Disconnect:
        return handleDisconnect(state, connection, std::get<mqtt::Disconnect>(packet));
    case mqtt::PacketType::Connect: // MQTT-3.1.0-2
        return endConnection(state, connection, CloseReason::ProtocolError, QStringLiteral("a second CONNECT"));
    case mqtt::PacketType::Auth: // MQTT5-4.12.0-7: CONNECT with a method would have been refused
        return endConnection(state, connection, CloseReason::ProtocolError,
                             QStringLiteral("AUTH without an authentication method in CONNECT"));
    case mqtt::PacketType::Connack:
    case mqtt::PacketType::Suback:
    case mqtt::PacketType::Unsuback:
    case mqtt::PacketType::Pingresp:
        return endConnection(state, connection, CloseReason::ProtocolError,
                             QStringLiteral("a packet that only a server sends"));
    }
}

} // namespace

void handlePacket(State &state, Connection &connection, mqtt::Packet &packet, qsizetype size)
{
    switch (connection.stage) {
    case Connection::Stage::Online:
        if (connection.pending) [[unlikely]]
            return hold(state, connection, packet, size);
        return handleOnline(state, connection, packet);
    case Connection::Stage::AwaitingConnect:
        return handleBeforeConnect(state, connection, packet);
    case Connection::Stage::Authenticating:
        return hold(state, connection, packet, size);
    case Connection::Stage::Ended:
        return;
    }
}

} // namespace broker
