// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/brokercontroller.h"
#include "gateway/brokeranswer.h"
#include "gateway/brokerquery.h"
#include "gateway/jsonbody.h"

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using auth::Permission;

constexpr qint64 longestBanSeconds = 10LL * 365 * 24 * 3600;

/// Body of POST …/bans.
base::Result<contract::BrokerBan> banRequest(const Exchange &exchange)
{
    const auto json = jsonBody(exchange.request);
    if (!json)
        return json.error();
    contract::JsonFields fields(*json);
    contract::BrokerBan ban;
    ban.kind = fields.text("kind"_L1);
    ban.what = fields.text("value"_L1);
    ban.reason = fields.textOr("reason"_L1, {});
    const qint64 seconds = fields.integerOr("seconds"_L1, 0);
    if (seconds < 0 || seconds > longestBanSeconds)
        fields.fail(u"seconds: from 1 to %1, or none for as long as it is not lifted"_s.arg(longestBanSeconds));
    if (auto ok = fields.result(); !ok)
        return ok.error();
    ban.by = exchange.principal->username;
    ban.since = exchange.now;
    if (seconds > 0)
        ban.until = base::UtcMs{exchange.now.value + seconds * 1000};
    return ban;
}

} // namespace

void BrokerController::add(Router &router, const QByteArray &method, const QString &path, auth::Permission needs,
                           Handler handler)
{
    addBrokerRoute(router, {method, path, needs, {}}, this, m_broker, handler);
}

void BrokerController::addRoutes(Router &router)
{
    using Self = BrokerController;
    add(router, "GET", u""_s, Permission::BrokerRead, &Self::figures);
    add(router, "GET", u"/clients"_s, Permission::BrokerRead, &Self::clients);
    add(router, "GET", u"/clients/{}"_s, Permission::BrokerRead, &Self::client);
    add(router, "POST", u"/clients/{}/kick"_s, Permission::BrokerAct, &Self::kick);
    add(router, "GET", u"/clients/{}/history"_s, Permission::BrokerRead, &Self::clientHistory);
    add(router, "GET", u"/history"_s, Permission::BrokerRead, &Self::history);
    add(router, "GET", u"/bans"_s, Permission::BrokerRead, &Self::bans);
    add(router, "POST", u"/bans"_s, Permission::BrokerAct, &Self::ban);
    add(router, "DELETE", u"/bans/{}/{}"_s, Permission::BrokerAct, &Self::liftBan);
}

Outcome BrokerController::figures(Exchange &exchange)
{
    return asked(m_broker->figures(answerOf<contract::BrokerFigures>(exchange)), exchange);
}

Outcome BrokerController::clients(Exchange &exchange)
{
    auto query = brokerClientQuery(exchange.target);
    if (!query)
        return refused(query.error(), exchange);
    auto answer = pageOf<contract::BrokerPage<contract::BrokerClient>>(exchange, *query);
    return asked(m_broker->clients(std::move(*query), std::move(answer)), exchange);
}

Outcome BrokerController::client(Exchange &exchange)
{
    return asked(m_broker->client(exchange.captured.at(0), answerOf<contract::BrokerClient>(exchange)), exchange);
}

Outcome BrokerController::kick(Exchange &exchange)
{
    bool endSession = false;
    if (!exchange.request.body.isEmpty()) {
        const auto json = jsonBody(exchange.request);
        if (!json)
            return refused(json.error(), exchange);
        contract::JsonFields fields(*json);
        endSession = fields.booleanOr("end_session"_L1, false);
        if (auto ok = fields.result(); !ok)
            return refused(ok.error(), exchange);
    }
    return asked(m_broker->kick(exchange.captured.at(0), endSession, exchange.principal->username, doneOf(exchange)),
                 exchange);
}

Outcome BrokerController::askHistory(Exchange &exchange, const QString &clientId)
{
    auto query = brokerHistoryQuery(exchange.target);
    if (!query)
        return refused(query.error(), exchange);
    query->clientId = clientId;
    const auto limit = static_cast<size_t>(query->limit);
    const auto answer = [responder = exchange.responder,
                         limit](base::Result<std::vector<contract::BrokerEvent>> found) {
        if (!found) {
            responder.fail(found.error());
            return;
        }
        contract::BrokerHistoryPage<contract::BrokerEvent> page{std::move(*found)};
        if (page.items.size() >= limit)
            page.next = page.items.back().number;
        responder.send(jsonResponse(200, contract::toJson(page)));
    };
    return asked(m_broker->history(std::move(*query), answer), exchange);
}

Outcome BrokerController::clientHistory(Exchange &exchange)
{
    return askHistory(exchange, exchange.captured.at(0));
}

Outcome BrokerController::history(Exchange &exchange)
{
    return askHistory(exchange, {});
}

Outcome BrokerController::bans(Exchange &exchange)
{
    return asked(m_broker->bans(answerOf<std::vector<contract::BrokerBan>>(exchange)), exchange);
}

Outcome BrokerController::ban(Exchange &exchange)
{
    auto ban = banRequest(exchange);
    if (!ban)
        return refused(ban.error(), exchange);
    return asked(m_broker->ban(std::move(*ban), doneOf(exchange)), exchange);
}

Outcome BrokerController::liftBan(Exchange &exchange)
{
    return asked(m_broker->liftBan(exchange.captured.at(0), exchange.captured.at(1), doneOf(exchange)), exchange);
}

} // namespace gateway
