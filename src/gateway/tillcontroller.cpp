// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/tillcontroller.h"
#include "contract/bankjson.h"
#include "contract/tilljson.h"
#include "gateway/bankcall.h"
#include "gateway/bankquery.h"
#include "gateway/jsonbody.h"
#include "gateway/problemresponse.h"
#include "gateway/tillforms.h"

namespace gateway {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

Outcome refused(const Error &error, const Exchange &exchange)
{
    return problemResponse(error, exchange.responder.requestId());
}

/// Who may act on sessions of others, and make tills: a person, as a key signs for nothing.
bool maySupervise(const auth::Principal &who)
{
    const bank::Rank rank = rankOf(who);
    return who.kind != auth::Principal::Kind::ApiKey &&
           (rank == bank::Rank::Supervisor || rank == bank::Rank::Administrator);
}

/// The body, read by one of contract's functions.
template <typename T>
Result<T> bodyOf(const Exchange &exchange, Result<T> (*read)(const contract::JsonValue &))
{
    const auto json = jsonBody(exchange.request);
    if (!json)
        return json.error();
    return read(*json);
}

Result<bank::TillSessionId> sessionIn(const Exchange &exchange)
{
    const auto id = idIn(exchange.captured.at(0));
    if (!id)
        return id.error();
    return bank::TillSessionId(*id);
}

/// 201, or 200 for what had been done before under this key.
web::HttpResponse doneResponse(QByteArray body, bool replayed, int fresh = 201)
{
    web::HttpResponse response = jsonResponse(replayed ? 200 : fresh, std::move(body));
    if (replayed)
        response.set("Idempotency-Hit", "true");
    return response;
}

Result<QString> readName(const contract::JsonValue &json)
{
    contract::JsonFields fields(json);
    QString name = fields.text(QLatin1StringView("nombre"));
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return name;
}

Result<contract::CashMoveRequest> readMove(const Exchange &exchange, base::Currency currency)
{
    const auto json = jsonBody(exchange.request);
    if (!json)
        return json.error();
    return contract::readCashMoveRequest(*json, currency);
}

Result<desk::TillSessionFilter> filterOf(const web::HttpTarget &target)
{
    desk::TillSessionFilter filter;
    if (const QString till = target.queryValue(u"caja"); !till.isEmpty()) {
        const auto id = idIn(till);
        if (!id)
            return Error(ErrorCode::InvalidArgument, u"caja: a till's number is needed"_qs);
        filter.till = bank::TillId(*id);
    }
    filter.user = target.queryValue(u"operador");
    if (const QString word = target.queryValue(u"estado"); !word.isEmpty()) {
        const auto state = contract::parseTillState(word);
        if (!state)
            return Error(ErrorCode::InvalidArgument, u"estado: ABIERTA, CONTADA or CERRADA"_qs);
        filter.state = static_cast<bank::TillState>(*state); // the same words in the same order
    }
    return filter;
}

} // namespace

void TillController::addRoutes(Router &router)
{
    using auth::Permission;
    const QString root = u"/api/v1/bank/"_qs;
    const auto add = [&](const char *method, const QString &path, Outcome (TillController::*handler)(Exchange &)) {
        const bool isRead = QByteArrayView(method) == "GET";
        router.add({method,
                    root + path,
                    isRead ? Permission::BankRead : Permission::BankPost,
                    [this, handler](Exchange &e) { return (this->*handler)(e); },
                    {},
                    isRead ? Pace::Ordinary : Pace::Money,
                    isRead});
    };
    add("GET", u"tills"_qs, &TillController::tills);
    add("POST", u"tills"_qs, &TillController::create);
    add("GET", u"tills/mine"_qs, &TillController::mine);
    add("POST", u"tills/{}/open"_qs, &TillController::open);
    add("GET", u"till-sessions"_qs, &TillController::sessions);
    add("GET", u"till-sessions/{}"_qs, &TillController::report);
    add("POST", u"till-sessions/{}/movements"_qs, &TillController::move);
    add("GET", u"till-sessions/{}/count"_qs, &TillController::showCount);
    add("PUT", u"till-sessions/{}/count"_qs, &TillController::count);
    add("POST", u"till-sessions/{}/count/submit"_qs, &TillController::submitCount);
    add("POST", u"till-sessions/{}/close"_qs, &TillController::close);
    add("POST", u"till-sessions/{}/handover"_qs, &TillController::handOver);
    add("GET", u"till-sessions/{}/z"_qs, &TillController::closing);
    add("POST", u"transactions/{}/receipts"_qs, &TillController::printReceipt);
}

Outcome TillController::submit(const Exchange &exchange, desk::Command command, Encode encode)
{
    const auto taken = m_commands.submit(
        std::move(command), [responder = exchange.responder, encode = std::move(encode)](const desk::Answer &answer) {
            if (answer)
                responder.send(encode(answer));
            else
                responder.fail(answer.error());
        });
    if (!taken)
        return refused(taken.error(), exchange);
    return {};
}

Outcome TillController::read(const Exchange &exchange, std::function<Result<QByteArray>(desk::TillReader &)> read)
{
    const auto taken =
        m_reader.read([responder = exchange.responder, read = std::move(read)](const Result<desk::Reader *> &reader) {
            auto body = reader ? read((*reader)->tills()) : Result<QByteArray>(reader.error());
            if (body)
                responder.send(jsonResponse(200, std::move(*body)));
            else
                responder.fail(body.error());
        });
    if (!taken)
        return refused(taken.error(), exchange);
    return {};
}

Outcome TillController::tills(Exchange &exchange)
{
    return read(exchange, [](desk::TillReader &reader) -> Result<QByteArray> {
        const auto views = reader.tills();
        if (!views)
            return views.error();
        contract::JsonWriter out;
        out.beginObject().key(QLatin1StringView("items")).beginArray();
        for (const desk::TillView &view : *views)
            contract::write(out, tillForm(view));
        out.endArray().endObject();
        return out.take();
    });
}

Outcome TillController::mine(Exchange &exchange)
{
    return read(exchange,
                [user = exchange.principal->username,
                 known = m_settings.denominations](desk::TillReader &reader) -> Result<QByteArray> {
                    const auto session = reader.sessionOf(user);
                    if (!session)
                        return session.error();
                    return contract::toJson(myTillForm(*session, known));
                });
}

Outcome TillController::create(Exchange &exchange)
{
    if (!maySupervise(*exchange.principal))
        return refused({ErrorCode::PermissionDenied, u"supervisors and administrators make tills"_qs}, exchange);
    const auto name = bodyOf(exchange, &readName);
    if (!name)
        return refused(name.error(), exchange);
    return submit(exchange, bank::CreateTill{*name, exchange.principal->username}, [](const desk::Answer &answer) {
        return jsonResponse(201, contract::toJson(tillForm({std::get<bank::TillMade>(*answer).till, {}, {}})));
    });
}

Outcome TillController::open(Exchange &exchange)
{
    const auto till = idIn(exchange.captured.at(0));
    auto key = till ? idempotencyKey(exchange.request) : Result<QByteArray>(till.error());
    if (!key)
        return refused(key.error(), exchange);
    const auto body = bodyOf(exchange, &contract::readOpenTillRequest);
    if (!body)
        return refused(body.error(), exchange);
    bank::OpenTill command{bank::TillId(*till), linesOf(body->count), body->reason, exchange.principal->username,
                           std::move(*key)};
    return submit(exchange, std::move(command), [](const desk::Answer &answer) {
        const auto &done = std::get<bank::TillDone>(*answer);
        return doneResponse(contract::toJson(sessionForm(done.session)), done.replayed);
    });
}

Outcome TillController::sessions(Exchange &exchange)
{
    const auto page = pageRequest(exchange.target);
    if (!page)
        return refused(page.error(), exchange);
    const auto filter = filterOf(exchange.target);
    if (!filter)
        return refused(filter.error(), exchange);
    return read(exchange, [page = *page, filter = *filter](desk::TillReader &reader) -> Result<QByteArray> {
        const auto found = reader.sessions(filter, page);
        if (!found)
            return found.error();
        contract::Page<contract::TillSession> form{{}, found->nextCursor, found->epoch, found->seq};
        for (const bank::TillSession &session : found->items)
            form.items.push_back(sessionForm(session));
        return contract::pageToJson(form);
    });
}

Outcome TillController::report(Exchange &exchange)
{
    const auto id = sessionIn(exchange);
    if (!id)
        return refused(id.error(), exchange);
    return read(exchange, [id = *id, now = exchange.now](desk::TillReader &reader) -> Result<QByteArray> {
        const auto found = reader.report(id);
        if (!found)
            return found.error();
        return contract::toJson(reportForm(*found, now));
    });
}

Outcome TillController::move(Exchange &exchange)
{
    const auto id = sessionIn(exchange);
    auto key = id ? idempotencyKey(exchange.request) : Result<QByteArray>(id.error());
    if (!key)
        return refused(key.error(), exchange);
    const auto body = readMove(exchange, m_settings.currency);
    if (!body)
        return refused(body.error(), exchange);
    bank::MoveCash command{*id,
                           static_cast<bank::CashMove>(body->kind), // the same words in the same order
                           body->amount,
                           body->toTill ? std::optional(bank::TillId(*body->toTill)) : std::nullopt,
                           body->reason,
                           exchange.principal->username,
                           std::move(*key)};
    return submit(exchange, std::move(command), [zone = m_settings.zone](const desk::Answer &answer) {
        const auto &moved = std::get<bank::CashWasMoved>(*answer);
        return doneResponse(contract::toJson(movementForm(moved, zone)), moved.replayed);
    });
}

Outcome TillController::showCount(Exchange &exchange)
{
    const auto id = sessionIn(exchange);
    if (!id)
        return refused(id.error(), exchange);
    return read(exchange, [id = *id](desk::TillReader &reader) -> Result<QByteArray> {
        const auto lines = reader.count(id);
        const auto form = lines ? countForm(id.value(), *lines) : Result<contract::TillCount>(lines.error());
        if (!form)
            return form.error();
        return contract::toJson(*form);
    });
}

Outcome TillController::count(Exchange &exchange)
{
    const auto id = sessionIn(exchange);
    const auto line = id ? bodyOf(exchange, &contract::readCashLine) : Result<contract::CashLine>(id.error());
    if (!line)
        return refused(line.error(), exchange);
    const auth::Principal &who = *exchange.principal;
    bank::CountCash command{*id, {line->denomination, line->quantity, line->isCoin}, who.username, maySupervise(who)};
    return submit(exchange, std::move(command), [](const desk::Answer &answer) {
        const auto &counted = std::get<bank::CashCounted>(*answer);
        const auto form = countForm(counted.session.id.value(), counted.lines);
        return form ? jsonResponse(200, contract::toJson(*form)) : problemResponse(form.error(), {});
    });
}

Outcome TillController::submitCount(Exchange &exchange)
{
    const auto id = sessionIn(exchange);
    if (!id)
        return refused(id.error(), exchange);
    const auth::Principal &who = *exchange.principal;
    return submit(exchange, bank::SubmitCount{*id, who.username, maySupervise(who)}, [](const desk::Answer &answer) {
        return jsonResponse(200, contract::toJson(sessionForm(std::get<bank::TillDone>(*answer).session)));
    });
}

TillController::Encode TillController::closedAnswer() const
{
    return [zone = m_settings.zone](const desk::Answer &answer) {
        const auto &closed = std::get<bank::TillClosed>(*answer);
        return doneResponse(contract::toJson(closingForm(closed.closing, closed.next, zone)), closed.replayed);
    };
}

Outcome TillController::close(Exchange &exchange)
{
    const auto id = sessionIn(exchange);
    auto key = id ? idempotencyKey(exchange.request) : Result<QByteArray>(id.error());
    if (!key)
        return refused(key.error(), exchange);
    const auto body = bodyOf(exchange, &contract::readCloseTillRequest);
    if (!body)
        return refused(body.error(), exchange);
    const auth::Principal &who = *exchange.principal;
    bank::CloseTill command{*id,          body->reason,      body->destination == contract::TillDestination::Carry,
                            who.username, maySupervise(who), std::move(*key)};
    return submit(exchange, std::move(command), closedAnswer());
}

Outcome TillController::handOver(Exchange &exchange)
{
    const auto id = sessionIn(exchange);
    auto key = id ? idempotencyKey(exchange.request) : Result<QByteArray>(id.error());
    if (!key)
        return refused(key.error(), exchange);
    const auto body = bodyOf(exchange, &contract::readHandOverRequest);
    if (!body)
        return refused(body.error(), exchange);
    if (!m_settings.mayHoldTill(body->toUser))
        return refused({ErrorCode::InvalidArgument, u"a_usuario: nobody of that name may hold a till"_qs}, exchange);
    const auth::Principal &who = *exchange.principal;
    bank::HandOverTill command{*id, body->toUser, body->reason, who.username, maySupervise(who), std::move(*key)};
    return submit(exchange, std::move(command), closedAnswer());
}

Outcome TillController::closing(Exchange &exchange)
{
    const auto id = sessionIn(exchange);
    if (!id)
        return refused(id.error(), exchange);
    return read(exchange, [id = *id, zone = m_settings.zone](desk::TillReader &reader) -> Result<QByteArray> {
        const auto found = reader.closing(id);
        if (!found)
            return found.error();
        return contract::toJson(closingForm(*found, {}, zone));
    });
}

Outcome TillController::printReceipt(Exchange &exchange)
{
    const auto transaction = idIn(exchange.captured.at(0));
    auto key = transaction ? idempotencyKey(exchange.request) : Result<QByteArray>(transaction.error());
    if (!key)
        return refused(key.error(), exchange);
    bank::PrintReceipt command{*transaction, exchange.principal->username, std::move(*key)};
    return submit(exchange, std::move(command),
                  [zone = m_settings.zone, branch = m_settings.branch](const desk::Answer &answer) {
                      const auto &printed = std::get<bank::ReceiptPrinted>(*answer);
                      return doneResponse(contract::toJson(receiptForm(printed, branch, zone)), printed.replayed);
                  });
}

} // namespace gateway
