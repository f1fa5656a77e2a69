// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesstokens.h"
#include "gateway/door.h"
#include "gateway/responder.h"
#include "net/bytestream.h"
#include "web/httprequest.h"
#include "web/httptarget.h"
#include <functional>
#include <memory>
#include <variant>

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

/// The connection leaves the request-and-answer of HTTP: it becomes a stream of events or a WebSocket. `head` (a whole
/// response head: 101, or 200 without a length) is queued, then `take` gets the stream with what the peer has sent
/// already. Called on the gateway's thread, at once.
struct Takeover
{
    int status = 101; ///< as in `head`, for the access log
    QByteArray head;
    std::function<void(std::unique_ptr<net::ByteStream>)> take;
};

/// The answer comes by the exchange's responder, but perhaps much later than others do. Meanwhile the connection is
/// watched: `gone` is called, on the gateway's thread, when the peer ends it before the answer. It may be empty.
struct LongPoll
{
    base::Monotonic limit; ///< so long at most; then 504
    std::function<void()> gone;
};

/// What a route made of a request: an answer, a takeover, or nothing yet: the answer comes by the exchange's responder.
class Outcome
{
public:
    Outcome() = default;
    Outcome(web::HttpResponse response)
        : m_what(std::move(response))
    {
    }
    Outcome(Takeover takeover)
        : m_what(std::move(takeover))
    {
    }
    Outcome(LongPoll poll)
        : m_what(std::move(poll))
    {
    }
    bool isLater() const { return std::holds_alternative<std::monostate>(m_what); }
    web::HttpResponse *response() { return std::get_if<web::HttpResponse>(&m_what); }
    Takeover *takeover() { return std::get_if<Takeover>(&m_what); }
    LongPoll *longPoll() { return std::get_if<LongPoll>(&m_what); }

private:
    std::variant<std::monostate, web::HttpResponse, Takeover, LongPoll> m_what;
};
using RouteHandler = std::function<Outcome(Exchange &)>;

} // namespace gateway
