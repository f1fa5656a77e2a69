// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/responder.h"
#include "gateway/logging.h"
#include "gateway/problemresponse.h"

namespace gateway {

void Responder::send(web::HttpResponse response, std::optional<RememberKey> remember) const
{
    // A refused push means that the gateway has gone or has more answers than connections; either way nobody waits.
    if (!m_sender.push({m_to, std::move(response), std::move(remember)}))
        qCWarning(lcGateway) << "answer dropped request=" << m_requestId;
}

void Responder::fail(const base::Error &error, std::chrono::seconds retryAfter) const
{
    web::HttpResponse response = problemResponse(error, m_requestId, retryAfter);
    if (response.status == 500)
        qCWarning(lcGateway).noquote() << "failed request=" << m_requestId << "error=" << error.toString();
    send(std::move(response));
}

} // namespace gateway
