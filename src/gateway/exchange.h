// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesstokens.h"
#include "gateway/door.h"
#include "gateway/responder.h"
#include "web/httprequest.h"
#include "web/httptarget.h"
#include <functional>

namespace gateway {

/// A request on its way through the routes: what a controller's function gets. A value of the gateway's thread; the
/// responder alone may go elsewhere.
struct Exchange
{
    web::HttpRequest request;
    web::HttpTarget target;
    QStringList captured;                     ///< what stood in the route's {} places, in order
    std::optional<auth::Principal> principal; ///< always there when the route needs a permission
    QString address;                          ///< of the peer, without port
    Door door = Door::Public;
    base::UtcMs now;
    Responder responder;
};

/// The answer, or nothing when it will come by the exchange's responder.
using Outcome = std::optional<web::HttpResponse>;
using RouteHandler = std::function<Outcome(Exchange &)>;

} // namespace gateway
