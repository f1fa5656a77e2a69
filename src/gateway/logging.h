// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLoggingCategory>

namespace gateway {

/// Named as whoever looks for them would (S3-78); never a header, a body, a query or a token in any of them.
/// "ventanilla.gateway": one line a request at info (method, path without query, status, user, address, milliseconds,
/// request id).
Q_DECLARE_LOGGING_CATEGORY(lcGateway)
/// "ventanilla.websocket": channels and live feeds: who comes, goes and subscribes (info).
Q_DECLARE_LOGGING_CATEGORY(lcWebSocket)
/// "ventanilla.sse": streams of events.
Q_DECLARE_LOGGING_CATEGORY(lcSse)
/// "ventanilla.socketio": Socket.IO.
Q_DECLARE_LOGGING_CATEGORY(lcSocketIo)
/// "ventanilla.bank.socket": connections and logins of the bank socket.
Q_DECLARE_LOGGING_CATEGORY(lcBankSocket)

} // namespace gateway
