// SPDX-License-Identifier: GPL-3.0-or-later
// The routes of the channels, and who may use them.
#include "contract/timeforms.h"
#include "gateway/channelhub.h"
#include "gateway/problemresponse.h"
#include "gateway/webfiles.h"

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using auth::Permission;
using base::Error;
using base::ErrorCode;
using contract::LiveChannel;

constexpr qsizetype longestMessage = 1000;
const QByteArray group = "WebSocket channels";
const QByteArray channelParameter =
    "query channel?: 'general'|'sensors'|'readings'|'locations'|'anomalies'|'predictions'; default general";

} // namespace

void ChannelHub::addRoutes(Router &router)
{
    addWebSocketClient(router);
    const QByteArray several = channelParameter + "; may come several times";
    router.addUpgrade({u"/api/v1/ws"_s,
                       {},
                       [this](Exchange &exchange) { return openPlain(exchange); },
                       {group,
                        "Listen to channels; in profile lab without credentials",
                        {several, "query user_id?: string; a label for the statistics", "query token?: string"},
                        {},
                        {"101"}}});
    router.addUpgrade(
        {u"/api/v1/ws/secure"_s,
         {},
         [this](Exchange &exchange) { return openSecure(exchange); },
         {group, "Listen to channels, with credentials", {several, "query token?: string"}, {}, {"101"}}});
    router.add({"POST",
                u"/api/v1/ws/test-event"_s,
                {},
                [this](Exchange &exchange) { return testEvent(exchange); },
                {group,
                 "Send a system event to a channel's clients",
                 {channelParameter, "query message?: string; at most 1000 characters"},
                 {},
                 {"200 {status:'sent',channel:string,message:string,recipients:integer,timestamp:string}"}}});
    router.add({"GET",
                u"/api/v1/ws/stats"_s,
                {},
                [this](Exchange &exchange) { return statistics(exchange); },
                {group, "Who listens to what", {}, {}, {"200 {total_channels:integer,channels:{*:any}}"}}});
    router.add({"GET",
                u"/api/v1/ws/stats/{}"_s,
                {},
                [this](Exchange &exchange) { return channelStatistics(exchange); },
                {group,
                 "Who listens to one channel",
                 {"path channel: string"},
                 {},
                 {"200 {connections:integer,users:[{user_id:string|null,username?:string,connected_at:string}]}"}}});
}

/// Whether it brings anything that Identification::identifyStream() looks at.
bool ChannelHub::bringsCredentials(const Exchange &exchange)
{
    static constexpr QByteArrayView headers[] = {"Authorization", "X-API-Key"};
    static constexpr QStringView parameters[] = {u"token", u"api-key", u"ticket"};
    return std::any_of(std::begin(headers), std::end(headers),
                       [&](QByteArrayView name) { return exchange.request.hasHeader(name); }) ||
           std::any_of(std::begin(parameters), std::end(parameters),
                       [&](QStringView name) { return !exchange.target.queryValue(name).isNull(); });
}

std::optional<web::HttpResponse> ChannelHub::checkCaller(Exchange &exchange, Permission needs) const
{
    if (!m_settings.needsCredentials && !bringsCredentials(exchange))
        return {};
    auto who = m_identify(exchange);
    if (!who)
        return problemResponse(who.error(), exchange.responder.requestId());
    if (!auth::mayDo(*who, needs)) {
        const Error denied(ErrorCode::PermissionDenied, u"%1 may not do this"_s.arg(who->username));
        return problemResponse(denied, exchange.responder.requestId());
    }
    exchange.principal = std::move(*who);
    return {};
}

/// S3-52: a system event that somebody asked for, to the clients of one channel.
Outcome ChannelHub::testEvent(Exchange &exchange)
{
    if (auto refused = checkCaller(exchange, Permission::ChannelsTest))
        return std::move(*refused);
    const QString name = exchange.target.queryValue(u"channel");
    const auto channel = name.isEmpty() ? LiveChannel::General : contract::parseLiveChannel(name);
    if (!channel)
        return httpProblem(400, u"channel: there is no such channel"_s, exchange.responder.requestId());
    contract::SystemEvent event;
    event.at = exchange.now;
    event.kind = u"test_event"_s;
    event.level = contract::SystemLevel::Info;
    event.module = u"websocket"_s;
    event.text = exchange.target.queryValue(u"message");
    if (event.text.isEmpty())
        event.text = u"Evento de prueba"_s;
    if (event.text.size() > longestMessage)
        return httpProblem(400, u"message: at most %1 characters"_s.arg(longestMessage),
                           exchange.responder.requestId());
    const int reached = broadcast(*channel, ChannelFrame(contract::channelMessage(event, m_settings.version)));
    contract::JsonWriter out;
    out.beginObject()
        .member("status"_L1, "sent"_L1)
        .member("channel"_L1, word(*channel))
        .member("message"_L1, event.text)
        .member("recipients"_L1, reached)
        .member("timestamp"_L1, contract::isoSeconds(event.at))
        .endObject();
    return jsonResponse(200, out.take());
}

/// S3-53, S3-59: channels that somebody listens to.
Outcome ChannelHub::statistics(Exchange &exchange)
{
    if (auto refused = checkCaller(exchange, Permission::ChannelsRead))
        return std::move(*refused);
    contract::JsonWriter channels;
    channels.beginObject();
    int count = 0;
    for (const LiveChannel channel : contract::allLiveChannels) {
        const contract::ChannelUsers users = usersOf(channel);
        if (users.empty())
            continue;
        ++count;
        channels.key(word(channel));
        contract::writeChannelUsers(channels, users);
    }
    channels.endObject();
    contract::JsonWriter out;
    out.beginObject().member("total_channels"_L1, count).key("channels"_L1).raw(channels.take()).endObject();
    return jsonResponse(200, out.take());
}

/// S3-54
Outcome ChannelHub::channelStatistics(Exchange &exchange)
{
    if (auto refused = checkCaller(exchange, Permission::ChannelsRead))
        return std::move(*refused);
    const auto channel = contract::parseLiveChannel(exchange.captured.at(0));
    if (!channel)
        return problemResponse({ErrorCode::NotFound, u"there is no such channel"_s}, exchange.responder.requestId());
    contract::JsonWriter out;
    contract::writeChannelUsers(out, usersOf(*channel));
    return jsonResponse(200, out.take());
}

} // namespace gateway
