// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLoggingCategory>

namespace gateway {

/// "ventanilla.gateway": one line a request at info (method, path without query, status, user, address, milliseconds,
/// request id); never a header, a body, a query or a token.
Q_DECLARE_LOGGING_CATEGORY(lcGateway)

} // namespace gateway
