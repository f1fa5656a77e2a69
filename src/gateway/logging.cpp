// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/logging.h"

namespace gateway {

Q_LOGGING_CATEGORY(lcGateway, "ventanilla.gateway", QtWarningMsg)
Q_LOGGING_CATEGORY(lcWebSocket, "ventanilla.websocket", QtInfoMsg) // S3-78: the seed logs at INFO
Q_LOGGING_CATEGORY(lcSse, "ventanilla.sse", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSocketIo, "ventanilla.socketio", QtWarningMsg)
Q_LOGGING_CATEGORY(lcBankSocket, "ventanilla.bank.socket", QtWarningMsg)

} // namespace gateway
