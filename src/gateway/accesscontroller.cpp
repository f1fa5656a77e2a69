// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/accesscontroller.h"
#include "gateway/accessapi.h"
#include "gateway/jsonbody.h"
#include "gateway/problemresponse.h"
#include <QJsonDocument>

namespace gateway {
namespace {

constexpr qsizetype prefixSegments = 3; // api, v1, admin

/// The JSON body; of a request without one the query.
base::Result<QJsonObject> bodyOf(const Exchange &exchange)
{
    QJsonObject body;
    if (exchange.request.body.isEmpty()) {
        for (const auto &[name, value] : exchange.target.query)
            body.insert(name, value);
        return body;
    }
    if (const auto checked = jsonBody(exchange.request); !checked)
        return checked.error();
    return QJsonDocument::fromJson(exchange.request.body).object();
}

} // namespace

web::HttpResponse accessResponse(const AccessReply &reply)
{
    if (reply.status != 204)
        return jsonResponse(reply.status, QJsonDocument(reply.json).toJson(QJsonDocument::Compact));
    web::HttpResponse response;
    response.status = 204;
    return response;
}

base::Result<AccessCall> accessCall(const Exchange &exchange)
{
    auto body = bodyOf(exchange);
    if (!body)
        return body.error();
    const QByteArray method = exchange.request.method == "HEAD" ? QByteArray("GET") : exchange.request.method;
    return AccessCall{method, exchange.target.segments.sliced(prefixSegments), std::move(*body),
                      exchange.principal->username, exchange.address};
}

void AccessController::addRoutes(Router &router)
{
    for (const auto &[method, pattern] : AccessApi::routes()) {
        router.add({method, u"/api/v1/admin/" + pattern, auth::Permission::AccessAdmin,
                    [this](Exchange &exchange) { return call(exchange); }});
    }
}

Outcome AccessController::call(Exchange &exchange)
{
    auto asked = accessCall(exchange);
    if (!asked)
        return problemResponse(asked.error(), exchange.responder.requestId());
    const auto taken = m_port.access([this, asked = std::move(*asked), responder = exchange.responder](
                                         const base::Result<auth::AccessRegistry *> &registry) {
        if (!registry) {
            responder.fail(registry.error());
            return;
        }
        const auto reply = AccessApi(**registry, m_port.policy()).call(asked);
        if (reply)
            responder.send(accessResponse(*reply));
        else
            responder.fail(reply.error());
    });
    if (taken)
        return {};
    return problemResponse(taken.error(), exchange.responder.requestId());
}

} // namespace gateway
