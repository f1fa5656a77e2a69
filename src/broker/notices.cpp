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

QString inWords(DropCause cause)
{
    switch (cause) {
    case DropCause::QueueFull:
        return QStringLiteral("the queue is full");
    case DropCause::OfflineQoS0:
        return QStringLiteral("QoS 0 for a client that is away");
    case DropCause::Denied:
        return QStringLiteral("the client may not publish there");
    case DropCause::ReceiveDenied:
        return QStringLiteral("the client may not receive them");
    case DropCause::TooLarge:
        return QStringLiteral("too large for the client");
    case DropCause::Expired:
        return QStringLiteral("expired");
    case DropCause::SlowConsumer:
        return QStringLiteral("the client reads too slowly");
    case DropCause::SessionEnded:
        return QStringLiteral("the session ended while they waited");
    case DropCause::RetainedFull:
        return QStringLiteral("no room among the retained messages");
    case DropCause::QueueBytes:
        return QStringLiteral("the queue's bytes are used up");
    case DropCause::RateLimited:
        return QStringLiteral("the client publishes too fast");
    case DropCause::QuotaRefused:
        return QStringLiteral("refused with 0x97, the client publishes too fast");
    case DropCause::Telemetry:
        return QStringLiteral("the hub could not keep up");
    }
    Q_UNREACHABLE();
}

} // namespace broker
