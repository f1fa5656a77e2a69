// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/notices.h"

namespace broker {

QLatin1StringView closeReasonName(CloseReason reason)
{
    switch (reason) {
    case CloseReason::ClientDisconnected:
        return QLatin1StringView("client disconnected");
    case CloseReason::TransportClosed:
        return QLatin1StringView("closed without DISCONNECT");
    case CloseReason::NetworkLost:
        return QLatin1StringView("network lost");
    case CloseReason::KeepAliveTimeout:
        return QLatin1StringView("keep-alive timeout");
    case CloseReason::ConnectTimeout:
        return QLatin1StringView("no CONNECT in time");
    case CloseReason::ProtocolError:
        return QLatin1StringView("protocol error");
    case CloseReason::MalformedPacket:
        return QLatin1StringView("malformed packet");
    case CloseReason::PacketTooLarge:
        return QLatin1StringView("packet too large");
    case CloseReason::UnsupportedVersion:
        return QLatin1StringView("unsupported protocol version");
    case CloseReason::IdentifierRejected:
        return QLatin1StringView("client identifier rejected");
    case CloseReason::NotAuthorized:
        return QLatin1StringView("not authorized");
    case CloseReason::ServerBusy:
        return QLatin1StringView("server busy");
    case CloseReason::TakenOver:
        return QLatin1StringView("taken over by a new connection");
    case CloseReason::Kicked:
        return QLatin1StringView("ended by an operator");
    case CloseReason::ServerShutdown:
        return QLatin1StringView("server shutdown");
    }
    Q_UNREACHABLE();
}

QLatin1StringView dropCauseName(DropCause cause)
{
    switch (cause) {
    case DropCause::QueueFull:
        return QLatin1StringView("queue_full");
    case DropCause::OfflineQoS0:
        return QLatin1StringView("offline_qos0");
    case DropCause::Denied:
        return QLatin1StringView("denied");
    case DropCause::ReceiveDenied:
        return QLatin1StringView("receive_denied");
    case DropCause::TooLarge:
        return QLatin1StringView("too_large");
    case DropCause::Expired:
        return QLatin1StringView("expired");
    case DropCause::SlowConsumer:
        return QLatin1StringView("slow_consumer");
    case DropCause::SessionEnded:
        return QLatin1StringView("session_ended");
    case DropCause::RetainedFull:
        return QLatin1StringView("retained_full");
    case DropCause::QueueBytes:
        return QLatin1StringView("queue_bytes");
    case DropCause::RateLimited:
        return QLatin1StringView("rate_limited");
    case DropCause::QuotaRefused:
        return QLatin1StringView("quota_refused");
    case DropCause::Telemetry:
        return QLatin1StringView("telemetry");
    }
    Q_UNREACHABLE();
}

} // namespace broker
