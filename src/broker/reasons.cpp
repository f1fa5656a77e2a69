// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/reasons.h"

namespace broker {

std::optional<mqtt::ReasonCode> reasonOf(CloseReason reason)
{
    using Code = mqtt::ReasonCode;
    switch (reason) {
    case CloseReason::ClientDisconnected:
    case CloseReason::TransportClosed:
    case CloseReason::NetworkLost:
        return std::nullopt;
    case CloseReason::KeepAliveTimeout:
        return Code::KeepAliveTimeout; // MQTT5-3.1.2-22
    case CloseReason::ConnectTimeout:
        return Code::ServerBusy;
    case CloseReason::ProtocolError:
        return Code::ProtocolError;
    case CloseReason::MalformedPacket:
        return Code::MalformedPacket;
    case CloseReason::PacketTooLarge:
        return Code::PacketTooLarge;
    case CloseReason::UnsupportedVersion:
        return Code::UnsupportedProtocolVersion;
    case CloseReason::IdentifierRejected:
        return Code::ClientIdentifierNotValid;
    case CloseReason::NotAuthorized:
        return Code::NotAuthorized;
    case CloseReason::ServerBusy:
        return Code::ServerBusy;
    case CloseReason::TakenOver:
        return Code::SessionTakenOver; // MQTT5-3.1.4-3
    case CloseReason::Kicked:
        return Code::AdministrativeAction;
    case CloseReason::ServerShutdown:
        return Code::ServerShuttingDown;
    }
    Q_UNREACHABLE();
}

mqtt::ConnectReturnCode returnCodeOf(mqtt::ReasonCode reason)
{
    using Code = mqtt::ReasonCode;
    switch (reason) {
    case Code::UnsupportedProtocolVersion:
        return mqtt::ConnectReturnCode::UnacceptableProtocolVersion;
    case Code::ClientIdentifierNotValid:
        return mqtt::ConnectReturnCode::IdentifierRejected;
    case Code::ServerUnavailable:
    case Code::ServerBusy:
    case Code::QuotaExceeded:
    case Code::ConnectionRateExceeded:
        return mqtt::ConnectReturnCode::ServerUnavailable;
    default:
        return mqtt::ConnectReturnCode::NotAuthorized;
    }
}

} // namespace broker
