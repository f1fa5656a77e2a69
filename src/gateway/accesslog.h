// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/connection.h"

namespace gateway {

/// One line of the access log ("ventanilla.gateway" at info, off unless asked for): method, path without its query
/// (tokens and keys may stand there), status, bytes of the answer, milliseconds, user, address, request id. Costs
/// nothing while the category is off.
void logAccess(const ReplyContext &context, int status, qsizetype bytes, base::Monotonic now);

} // namespace gateway
