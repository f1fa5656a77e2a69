// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/accesslog.h"
#include "gateway/logging.h"

namespace gateway {

void logAccess(const ReplyContext &context, int status, qsizetype bytes, base::Monotonic now)
{
    if (!lcGateway().isInfoEnabled())
        return;
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - context.started);
    // A user's name comes quoted: it may hold blanks.
    qCInfo(lcGateway).noquote().nospace()
        << (context.method.isEmpty() ? QByteArray("-") : context.method) << ' '
        << (context.path.isEmpty() ? QByteArray("-") : context.path) << " status=" << status << " bytes=" << bytes
        << " ms=" << elapsed.count() << " user=\"" << context.user << "\" from=" << context.address
        << " request=" << context.requestId;
}

} // namespace gateway
