// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/alertcontroller.h"
#include "bank/policy.h"
#include "contract/approvaljson.h"
#include "gateway/approvalforms.h"
#include "gateway/bankquery.h"
#include "gateway/jsonbody.h"
#include "gateway/problemresponse.h"

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;

Outcome refused(const Error &error, const Exchange &exchange)
{
    return problemResponse(error, exchange.responder.requestId());
}

base::Result<desk::AlertChoice> choiceOf(const web::HttpTarget &target)
{
    const QString word = target.queryValue(u"estado");
    if (word.isEmpty())
        return desk::AlertChoice::All;
    if (word == "nuevas"_L1)
        return desk::AlertChoice::New;
    if (word == "vistas"_L1)
        return desk::AlertChoice::Seen;
    return Error(ErrorCode::InvalidArgument, u"estado: nuevas or vistas is needed"_s);
}

base::Result<QString> noteOf(const Exchange &exchange)
{
    if (exchange.request.body.isEmpty())
        return QString();
    const auto json = jsonBody(exchange.request);
    if (!json)
        return json.error();
    contract::JsonFields fields(*json);
    QString note = fields.textOr("nota"_L1, {});
    if (const auto ok = fields.result(); !ok)
        return ok.error();
    return note;
}

} // namespace

void AlertController::addRoutes(Router &router)
{
    using auth::Permission;
    const QString root = u"/api/v1/bank/"_s;
    router.add({"GET", root + u"alerts"_s, Permission::BankRead, [this](Exchange &e) { return list(e); }});
    router.add({"POST", root + u"alerts/{}/acknowledge"_s, Permission::BankPost,
                [this](Exchange &e) { return acknowledge(e); }});
    router.add({"GET", root + u"unusual"_s, Permission::BankReview, [this](Exchange &e) { return unusual(e); }});
}

Outcome AlertController::list(Exchange &exchange)
{
    const auto page = pageRequest(exchange.target);
    if (!page)
        return refused(page.error(), exchange);
    const auto choice = choiceOf(exchange.target);
    if (!choice)
        return refused(choice.error(), exchange);
    const auto taken = m_reader.read([page = *page, choice = *choice, zone = m_settings.zone,
                                      responder = exchange.responder](const base::Result<desk::Reader *> &reader) {
        const auto found = reader ? (*reader)->approvals().alerts(choice, page)
                                  : base::Result<desk::Page<bank::AlertRecord>>(reader.error());
        if (!found) {
            responder.fail(found.error());
            return;
        }
        contract::Page<contract::Alert> form;
        for (const bank::AlertRecord &record : found->items)
            form.items.push_back(alertForm(record, zone));
        form.nextCursor = found->nextCursor;
        form.epoch = found->epoch;
        form.seq = found->seq;
        responder.send(jsonResponse(200, contract::pageToJson(form)));
    });
    return taken ? Outcome() : refused(taken.error(), exchange);
}

Outcome AlertController::acknowledge(Exchange &exchange)
{
    bool isNumber = false;
    const qint64 seq = exchange.captured.at(0).toLongLong(&isNumber);
    if (!isNumber || seq < 1)
        return refused({ErrorCode::NotFound, u"there is no such alert"_s}, exchange);
    auto note = noteOf(exchange);
    if (!note)
        return refused(note.error(), exchange);
    const auto taken =
        m_commands.submit(bank::AcknowledgeAlert{seq, exchange.principal->username, std::move(*note)},
                          [zone = m_settings.zone, responder = exchange.responder](const desk::Answer &answer) {
                              if (!answer) {
                                  responder.fail(answer.error());
                                  return;
                              }
                              const auto &seen = std::get<bank::AlertSeen>(*answer);
                              web::HttpResponse response =
                                  jsonResponse(200, contract::toJson(alertForm(seen.record, zone)));
                              if (seen.replayed)
                                  response.set("Idempotency-Hit", "true");
                              responder.send(std::move(response));
                          });
    return taken ? Outcome() : refused(taken.error(), exchange);
}

Outcome AlertController::unusual(Exchange &exchange)
{
    const auto currency = currencyParameter(exchange.target, m_settings.currency);
    if (!currency)
        return refused(currency.error(), exchange);
    const auto threshold = base::Money::fromMinor(m_settings.unusualMinor, *currency);
    if (!threshold)
        return refused(threshold.error(), exchange);
    const QDate today = bank::businessDay(exchange.now, m_settings.zone);
    const bank::UnusualFilter filter{today.addDays(1 - m_settings.unusualDays), *threshold};
    const auto taken =
        m_reader.read([filter, today, responder = exchange.responder](const base::Result<desk::Reader *> &reader) {
            const auto found = reader ? (*reader)->approvals().unusual(filter)
                                      : base::Result<std::vector<bank::UnusualCash>>(reader.error());
            if (found)
                responder.send(jsonResponse(200, contract::toJson(unusualForm(*found, filter, today))));
            else
                responder.fail(found.error());
        });
    return taken ? Outcome() : refused(taken.error(), exchange);
}

} // namespace gateway
