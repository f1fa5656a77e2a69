// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/secondpersoncontroller.h"
#include "contract/bankjson.h"
#include "contract/eventvalues.h"
#include "gateway/approvalforms.h"
#include "gateway/bankcall.h"
#include "gateway/bankforms.h"
#include "gateway/bankquery.h"
#include "gateway/jsonbody.h"
#include "gateway/problemresponse.h"

namespace gateway {
namespace {

Outcome refused(const base::Error &error, const Exchange &exchange)
{
    return problemResponse(error, exchange.responder.requestId());
}

base::Result<QString> reasonOf(const Exchange &exchange)
{
    const auto json = jsonBody(exchange.request);
    if (!json)
        return json.error();
    contract::JsonFields fields(*json);
    const QString reason = fields.text(QLatin1StringView("motivo"));
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return reason;
}

/// A request that waits; a reversal that was done under this key before; an account that is so already.
web::HttpResponse response(const desk::Answer &answer, const QTimeZone &zone, QDate today)
{
    if (const auto *posted = std::get_if<bank::Posted>(&*answer))
        return jsonResponse(200, contract::toJson(contract::transactionOf(posted->transaction, zone)));
    if (const auto *account = std::get_if<bank::AccountAnswer>(&*answer))
        return jsonResponse(200, contract::toJson(accountForm(account->account, today)));
    return awaitingResponse(std::get<bank::ApprovalAnswer>(*answer), zone);
}

} // namespace

void SecondPersonController::addRoutes(Router &router)
{
    const auto add = [&](const QString &path, RouteHandler handler) {
        router.add({"POST",
                    QString(u"/api/v1/bank/"_qs + path),
                    auth::Permission::BankPost,
                    std::move(handler),
                    {},
                    Pace::Money});
    };
    add(u"transactions/{}/reversal"_qs, [this](Exchange &e) { return reverse(e); });
    add(u"accounts/{}/block"_qs, [this](Exchange &e) { return setState(e, bank::AccountState::Blocked); });
    add(u"accounts/{}/unblock"_qs, [this](Exchange &e) { return setState(e, bank::AccountState::Active); });
}

Outcome SecondPersonController::submit(const Exchange &exchange, desk::Command command)
{
    const QDate today = bank::businessDay(exchange.now, m_settings.zone);
    const auto taken = m_commands.submit(std::move(command), [responder = exchange.responder, zone = m_settings.zone,
                                                              today](const desk::Answer &answer) {
        if (answer)
            responder.send(response(answer, zone, today));
        else
            responder.fail(answer.error());
    });
    if (!taken)
        return refused(taken.error(), exchange);
    return {};
}

Outcome SecondPersonController::reverse(Exchange &exchange)
{
    auto key = idempotencyKey(exchange.request);
    if (!key)
        return refused(key.error(), exchange);
    const auto id = idIn(exchange.captured.at(0));
    if (!id)
        return refused(id.error(), exchange);
    auto reason = reasonOf(exchange);
    if (!reason)
        return refused(reason.error(), exchange);
    return submit(exchange, bank::Reverse{.transaction = *id,
                                          .reason = std::move(*reason),
                                          .channel = channelOf(exchange),
                                          .user = exchange.principal->username,
                                          .idempotencyKey = std::move(*key)});
}

Outcome SecondPersonController::setState(Exchange &exchange, bank::AccountState state)
{
    const auto cedula = base::Cedula::fromWire(exchange.captured.at(0));
    if (!cedula)
        return refused(cedula.error(), exchange);
    const auto currency = currencyParameter(exchange.target, m_settings.currency);
    if (!currency)
        return refused(currency.error(), exchange);
    auto reason = reasonOf(exchange);
    if (!reason)
        return refused(reason.error(), exchange);
    return submit(exchange, bank::SetAccountState{.cedula = *cedula,
                                                  .currency = *currency,
                                                  .state = state,
                                                  .reason = std::move(*reason),
                                                  .user = exchange.principal->username});
}

} // namespace gateway
