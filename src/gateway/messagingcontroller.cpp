// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/messagingcontroller.h"
#include "contract/brokerjson.h"
#include "contract/timeforms.h"
#include "gateway/brokerquery.h"
#include "gateway/jsonbody.h"
#include "gateway/messagingforms.h"
#include "gateway/problemresponse.h"

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using auth::Permission;
using base::Result;
using contract::JsonWriter;

Outcome refused(const base::Error &error, const Exchange &exchange)
{
    return problemResponse(error, exchange.responder.requestId());
}

RouteDoc doc(const char *summary, const char *answer, const char *body = "", QByteArrayList parameters = {})
{
    return {"MQTT over REST", summary, std::move(parameters), body, {answer}};
}

} // namespace

void MessagingController::addRoutes(Router &router)
{
    const auto add = [&router](const char *method, const QString &path, std::optional<Permission> needs,
                               RouteHandler handler, RouteDoc text) {
        router.add({method, path, needs, std::move(handler), std::move(text)});
    };
    router.setErrorShape("/mqtt", ErrorShape::Success);
    add(
        "GET", u"/mqtt/health"_s, {}, [this](Exchange &) { return health(); },
        doc("Whether the MQTT client is connected; 503 when not",
            "200 {status:string, mqtt:boolean, timestamp:string}"));
    add(
        "GET", u"/mqtt/status"_s, Permission::MessagingUse, [this](Exchange &) { return status(); },
        doc("How the MQTT client stands",
            "200 {isConnected:boolean, clientId:string, connectedAt:string|null, reconnectAttempts:integer}"));
    add(
        "GET", u"/mqtt/stats"_s, Permission::MessagingUse, [this](Exchange &) { return stats(); },
        doc("The client's state and how many subscriptions it carries",
            "200 {isConnected:boolean, clientId:string, totalSubscriptions:integer, activeSubscriptions:integer, "
            "reconnectAttempts:integer, connectedAt:string|null, droppedMessages:integer}"));
    add(
        "POST", u"/mqtt/publish"_s, Permission::MessagingPublish, [this](Exchange &e) { return publish(e); },
        doc("Publishes a message", "201 {success:boolean, topic:string, qos:integer, retain:boolean, timestamp:string}",
            "{topic:string, payload:any, qos?:integer, retain?:boolean}"));
    add(
        "POST", u"/mqtt/broadcast"_s, Permission::MessagingPublish, [this](Exchange &e) { return broadcast(e); },
        doc("Publishes to all who listen, with a timestamp if wished",
            "201 {success:boolean, topic:string, qos:integer, retain:boolean, timestamp:string}",
            "{topic?:string, message:any, includeTimestamp?:boolean, qos?:integer, retain?:boolean}"));
    add(
        "POST", u"/mqtt/subscribe"_s, Permission::MessagingSubscribe, [this](Exchange &e) { return subscribe(e); },
        doc("Subscribes; messages come to the user's Socket.IO sockets",
            "201 {success:boolean, topic:string, qos:integer}", "{topic:string, qos?:integer}"));
    add(
        "DELETE", u"/mqtt/unsubscribe/{}"_s, Permission::MessagingUse, [this](Exchange &e) { return unsubscribe(e); },
        doc("Ends a subscription", "200 {success:boolean, topic:string}", "",
            {"path topic: string; the filter, percent-encoded once (sensors%2F%23)"}));
    add(
        "GET", u"/mqtt/subscriptions"_s, Permission::MessagingUse, [this](Exchange &e) { return subscriptions(e); },
        doc("The caller's own subscriptions",
            "200 {success:boolean, subscriptions:[{topic:string, qos:integer}], total:integer, "
            "next_cursor:string|null}",
            "",
            {"query cursor?: string; the next_cursor of the page before", "query offset?: integer",
             "query limit?: integer; 1–500, default 100"}));
}

web::HttpResponse MessagingController::health() const
{
    const bool isUp = m_relay.status().isConnected;
    JsonWriter out;
    out.beginObject()
        .member("status"_L1, QLatin1StringView(isUp ? "ok" : "error"))
        .member("mqtt"_L1, isUp)
        .member("timestamp"_L1, contract::isoMilliseconds(m_clock.utcNow()))
        .endObject();
    return jsonResponse(isUp ? 200 : 503, out.take());
}

web::HttpResponse MessagingController::status() const
{
    return jsonResponse(200, statusJson(m_relay.status()));
}

web::HttpResponse MessagingController::stats() const
{
    const MessagingStatus &status = m_relay.status();
    JsonWriter out;
    out.beginObject()
        .member("isConnected"_L1, status.isConnected)
        .member("clientId"_L1, status.clientId)
        .member("totalSubscriptions"_L1, qint64{m_relay.subscriptionCount()})
        .member("activeSubscriptions"_L1, qint64{status.isConnected ? m_relay.subscriptionCount() : 0})
        .member("reconnectAttempts"_L1, status.reconnectAttempts);
    out.key("connectedAt"_L1);
    if (status.connectedAt)
        out.value(QStringView(contract::isoMilliseconds(*status.connectedAt)));
    else
        out.null();
    out.member("droppedMessages"_L1, static_cast<qint64>(m_relay.dropped())).endObject();
    return jsonResponse(200, out.take());
}

Outcome MessagingController::publish(Exchange &exchange)
{
    const auto body = jsonBody(exchange.request);
    return send(exchange, body ? readPublication(*body) : Result<MessagingPublication>(body.error()));
}

Outcome MessagingController::broadcast(Exchange &exchange)
{
    const auto body = jsonBody(exchange.request);
    return send(exchange, body ? readBroadcast(*body, exchange.now) : Result<MessagingPublication>(body.error()));
}

Outcome MessagingController::send(const Exchange &exchange, Result<MessagingPublication> message)
{
    if (!message)
        return refused(message.error(), exchange);
    const QByteArray topic = message->topic;
    const int qos = message->qos;
    const bool retain = message->retain;
    m_relay.publish(*exchange.principal, exchange.address, std::move(*message),
                    [responder = exchange.responder, topic, qos, retain, now = exchange.now](Result<> done) {
                        if (done)
                            responder.send(jsonResponse(201, publishedJson(topic, qos, retain, now)));
                        else
                            responder.fail(done.error());
                    });
    return {};
}

Outcome MessagingController::subscribe(Exchange &exchange)
{
    const auto body = jsonBody(exchange.request);
    const auto wanted = body ? readSubscription(*body) : Result<MessagingTable::Subscription>(body.error());
    if (!wanted)
        return refused(wanted.error(), exchange);
    const auto who = m_relay.userSubscriber(*exchange.principal, exchange.address);
    m_relay.subscribe(who, wanted->filter, wanted->qos,
                      [responder = exchange.responder, topic = wanted->filter](Result<int> granted) {
                          if (granted)
                              responder.send(jsonResponse(201, subscribedJson(topic, *granted)));
                          else
                              responder.fail(granted.error());
                      });
    return {};
}

Outcome MessagingController::unsubscribe(Exchange &exchange)
{
    const QByteArray topic = exchange.captured.first().toUtf8(); // decoded once, as every segment is (S4-29)
    const auto left = m_relay.unsubscribe(m_relay.findUserSubscriber(exchange.principal->username), topic);
    if (!left)
        return refused(left.error(), exchange);
    return jsonResponse(200, subscribedJson(topic, {}));
}

Outcome MessagingController::subscriptions(Exchange &exchange)
{
    contract::BrokerListQuery query;
    if (const auto read = readListQuery(exchange.target, {u"topic"_s}, query); !read)
        return refused(base::Error(base::ErrorCode::Malformed, read.error().message()), exchange);
    const auto all = m_relay.subscriptions(m_relay.findUserSubscriber(exchange.principal->username));
    const auto total = static_cast<qint64>(all.size());
    const auto begin = std::min<qint64>(query.offset, total);
    const auto end = std::min<qint64>(begin + query.limit, total);
    JsonWriter out;
    out.beginObject().member("success"_L1, true);
    out.key("subscriptions"_L1).raw(subscriptionsJson({all.begin() + begin, all.begin() + end}));
    out.member("total"_L1, total);
    contract::writeCursor(out, end < total ? std::optional(end) : std::nullopt);
    out.endObject();
    return jsonResponse(200, out.take());
}

} // namespace gateway
