// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/socketiomqtt.h"
#include "auth/permission.h"
#include "auth/secrets.h"
#include "gateway/logging.h"
#include "gateway/messagingforms.h"
#include <array>
#include <unordered_set>

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;
using contract::JsonValue;

QByteArray tokenOf(const web::SocketNotice &notice)
{
    if (notice.arguments.empty())
        return {};
    const auto json = JsonValue::parse(notice.arguments.front());
    return json ? (*json)["token"_L1].toString().toUtf8() : QByteArray();
}

} // namespace

SocketIoMqtt::SocketIoMqtt(MessagingRelay &relay, const Identification &callers, const base::Clock &clock)
    : m_relay(relay)
    , m_callers(callers)
    , m_clock(clock)
{
    m_relay.setListener(this);
}

SocketIoMqtt::~SocketIoMqtt()
{
    m_relay.setListener(nullptr);
}

void SocketIoMqtt::join(SocketIoClient &client, const web::SocketNotice &notice)
{
    auto who = m_callers.verify(tokenOf(notice));
    const char *refusal = !who                                                 ? "Unauthorized" // S4-34
                          : who->mustChangePassword                            ? "Password change required"
                          : !auth::mayDo(*who, auth::Permission::MessagingUse) ? "Forbidden"
                                                                               : nullptr;
    if (refusal) {
        qCInfo(lcGateway).noquote() << "Socket.IO: refused from=" << client.address << "why=" << refusal;
        client.send(client.socket().refuse(notice.nsp, refusal));
        return;
    }
    client.principal = std::move(*who);
    client.subscriber = m_relay.addSubscriber(client.principal->username, client.address);
    m_clients[client.id()] = &client;
    m_subscribers[client.subscriber] = &client;
    m_ofUser.insert(client.principal->username, &client);
    qCInfo(lcGateway).noquote() << "Socket.IO: joined user=" << client.principal->username << "from=" << client.address;
    client.send(client.socket().accept(notice.nsp, auth::randomToken(15)));
    client.send(web::socketEvent(nsp, "mqtt:status", statusJson(m_relay.status()))); // S4-35
}

void SocketIoMqtt::leave(SocketIoClient &client)
{
    if (!client.principal)
        return;
    qCInfo(lcGateway).noquote() << "Socket.IO: left user=" << client.principal->username << "from=" << client.address;
    m_relay.removeSubscriber(client.subscriber); // S4-65
    m_clients.erase(client.id());
    m_subscribers.erase(client.subscriber);
    m_ofUser.remove(client.principal->username, &client);
    client.principal.reset();
    client.subscriber = 0;
}

bool SocketIoMqtt::mayStay(const SocketIoClient &client, const auth::Snapshot &users, base::UtcMs now)
{
    return !client.principal || (auth::AccessTokens::stillValid(*client.principal, users, now) &&
                                 auth::mayDo(*client.principal, auth::Permission::MessagingUse));
}

void SocketIoMqtt::event(SocketIoClient &client, const web::SocketNotice &notice)
{
    static const QHash<QByteArray, Handler> handlers{
        {"mqtt:status", &SocketIoMqtt::askStatus},
        {"mqtt:publish", &SocketIoMqtt::publish},
        {"mqtt:subscribe", &SocketIoMqtt::subscribe},
        {"mqtt:unsubscribe", &SocketIoMqtt::unsubscribe},
        {"mqtt:subscriptions", &SocketIoMqtt::listSubscriptions},
    };
    const Handler handler = handlers.value(notice.event);
    if (!handler || !client.principal)
        return; // as Socket.IO's servers do with events that nobody listens to
    const auto json =
        notice.arguments.empty() ? Result<JsonValue>(JsonValue()) : JsonValue::parse(notice.arguments.front());
    if (json)
        (this->*handler)(client, notice, *json);
    else
        fail({client.id(), notice.event, notice.id, {}}, Error(ErrorCode::Malformed, json.error().message()));
}

void SocketIoMqtt::askStatus(SocketIoClient &client, const web::SocketNotice &notice, const JsonValue &)
{
    reply({client.id(), notice.event, notice.id, {}}, "mqtt:status", statusJson(m_relay.status()));
}

void SocketIoMqtt::publish(SocketIoClient &client, const web::SocketNotice &notice, const JsonValue &argument)
{
    Asker asker{client.id(), notice.event, notice.id, argument["topic"_L1].toString().toUtf8()};
    if (!auth::mayDo(*client.principal, auth::Permission::MessagingPublish))
        return fail(asker, Error(ErrorCode::PermissionDenied, u"you may not publish"_s));
    if (client.openRequests >= maxOpenRequests)
        return fail(asker, Error(ErrorCode::Busy, u"too many messages of yours are on their way"_s));
    auto message = readPublication(argument, notice.attachments);
    if (!message)
        return fail(asker, message.error());
    const int qos = message->qos;
    const bool retain = message->retain;
    ++client.openRequests;
    m_relay.publish(*client.principal, client.address, std::move(*message), [this, asker, qos, retain](Result<> done) {
        if (const auto found = m_clients.find(asker.client); found != m_clients.end())
            --found->second->openRequests;
        if (done)
            succeed(asker, publishedJson(asker.topic, qos, retain, m_clock.utcNow()));
        else
            fail(asker, done.error());
    });
}

void SocketIoMqtt::subscribe(SocketIoClient &client, const web::SocketNotice &notice, const JsonValue &argument)
{
    const Asker asker{client.id(), notice.event, notice.id, argument["topic"_L1].toString().toUtf8()};
    if (!auth::mayDo(*client.principal, auth::Permission::MessagingSubscribe))
        return fail(asker, Error(ErrorCode::PermissionDenied, u"Failed to subscribe: you may not subscribe"_s));
    const auto wanted = readSubscription(argument);
    if (!wanted)
        return fail(asker, Error(ErrorCode::Malformed, u"Failed to subscribe: "_s + wanted.error().message()));
    m_relay.subscribe(client.subscriber, wanted->filter, wanted->qos, [this, asker](Result<int> granted) {
        if (granted)
            succeed(asker, subscribedJson(asker.topic, *granted));
        else
            fail(asker, granted.error());
    });
}

void SocketIoMqtt::unsubscribe(SocketIoClient &client, const web::SocketNotice &notice, const JsonValue &argument)
{
    const Asker asker{client.id(), notice.event, notice.id, argument["topic"_L1].toString().toUtf8()};
    if (asker.topic.isEmpty())
        return fail(asker, Error(ErrorCode::Malformed, u"topic: a text is needed"_s));
    if (const auto left = m_relay.unsubscribe(client.subscriber, asker.topic); !left)
        return fail(asker, left.error());
    succeed(asker, subscribedJson(asker.topic, {}));
}

void SocketIoMqtt::listSubscriptions(SocketIoClient &client, const web::SocketNotice &notice, const JsonValue &)
{
    reply({client.id(), notice.event, notice.id, {}}, "mqtt:subscriptions",
          subscriptionsJson(m_relay.subscriptions(client.subscriber)));
}

void SocketIoMqtt::succeed(const Asker &asker, const QByteArray &json)
{
    reply(asker, asker.event + ":success", json);
}

void SocketIoMqtt::fail(const Asker &asker, const Error &error)
{
    reply(asker, asker.event + ":error", errorJson(error, asker.topic));
}

/// As an event, and to the callback that the client may have given.
void SocketIoMqtt::reply(const Asker &asker, const QByteArray &event, const QByteArray &json)
{
    const auto found = m_clients.find(asker.client);
    if (found == m_clients.end())
        return;
    found->second->send(web::socketEvent(nsp, event, json));
    if (asker.ack)
        found->second->send(web::socketAck(nsp, *asker.ack, json));
}

void SocketIoMqtt::messageArrived(const MessagingDelivery &message, const std::vector<MessagingTable::Recipient> &to)
{
    std::array<std::optional<web::EngineMessage>, 3> forms; // by QoS; each is built once for all
    const bool isSimple = to.size() == 1;
    std::unordered_set<quint64> served;
    const auto give = [&](SocketIoClient *client, int qos) {
        if (!isSimple && !served.insert(client->id()).second)
            return;
        auto &form = forms[static_cast<size_t>(qos)];
        if (!form)
            form = web::socketEvent(nsp, "mqtt:message", deliveryJson(message, qos));
        client->send(*form);
    };
    for (const MessagingTable::Recipient &recipient : to) {
        if (const auto socket = m_subscribers.find(recipient.who); socket != m_subscribers.end()) {
            give(socket->second, recipient.qos);
            continue;
        }
        const QList<SocketIoClient *> all = m_ofUser.values(m_relay.userOf(recipient.who)); // subscribed by REST
        for (SocketIoClient *client : all)
            give(client, recipient.qos);
    }
}

void SocketIoMqtt::statusChanged(const MessagingStatus &status)
{
    const web::EngineMessage message = web::socketEvent(nsp, "mqtt:status", statusJson(status));
    std::vector<SocketIoClient *> all;
    for (const auto &[id, client] : m_clients)
        all.push_back(client);
    for (SocketIoClient *client : all)
        client->send(message);
}

} // namespace gateway
