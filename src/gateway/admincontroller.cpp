// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/admincontroller.h"
#include "gateway/accesscontroller.h"
#include "gateway/keyapi.h"
#include "gateway/problemresponse.h"
#include "gateway/userapi.h"

using namespace Qt::StringLiterals;

namespace gateway {

void AdminController::addRoutes(Router &router)
{
    const auto add = [&](const QList<std::pair<QByteArray, QString>> &routes, auth::Permission needs) {
        for (const auto &[method, pattern] : routes)
            router.add({method, u"/api/v1/admin/" + pattern, needs, [this](Exchange &e) { return call(e); }});
    };
    add(UserApi::routes(), auth::Permission::UsersAdmin);
    add(KeyApi::routes(), auth::Permission::KeysAdmin);
}

Outcome AdminController::call(Exchange &exchange)
{
    auto asked = accessCall(exchange);
    if (!asked)
        return problemResponse(asked.error(), exchange.responder.requestId());
    const auto taken = m_port.administer([asked = std::move(*asked), responder = exchange.responder,
                                          now = exchange.now](const base::Result<Registries *> &registries) {
        if (!registries) {
            responder.fail(registries.error());
            return;
        }
        const bool users = asked.path.value(0) == u"users";
        const auto reply = users ? UserApi(**registries).call(asked) : KeyApi(**registries, now).call(asked);
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
