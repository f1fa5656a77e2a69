// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ledgercontroller.h"
#include "contract/ledgerforms.h"
#include "contract/ledgerjson.h"
#include "gateway/bankcall.h"
#include "gateway/bankforms.h"
#include "gateway/bankquery.h"
#include "gateway/jsonbody.h"
#include "gateway/ledgerforms.h"
#include "gateway/problemresponse.h"

namespace gateway {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

Outcome refused(const Error &error, const Exchange &exchange)
{
    return problemResponse(error, exchange.responder.requestId());
}

/// What changes an account's terms, or ends a day, is a supervisor's: a person, as a key signs for nothing.
Result<> supervisor(const Exchange &exchange)
{
    const auth::Principal &who = *exchange.principal;
    const bank::Rank rank = rankOf(who);
    const bool may = who.kind != auth::Principal::Kind::ApiKey &&
                     (rank == bank::Rank::Supervisor || rank == bank::Rank::Administrator);
    return may ? Result<>() : Result<>(ErrorCode::PermissionDenied, u"a supervisor's act"_qs);
}

Result<base::Cedula> cedulaIn(const Exchange &exchange)
{
    return base::Cedula::fromWire(exchange.captured.at(0));
}

Result<QDate> dayFrom(const QString &text)
{
    const QDate day = QDate::fromString(text, Qt::ISODate);
    if (!day.isValid() || text.size() != 10)
        return Error(ErrorCode::InvalidArgument, u"dia: a day is needed, yyyy-mm-dd"_qs);
    return day;
}

Result<bank::ChangeAccount> changeCommand(const Exchange &exchange, base::Currency fallback)
{
    if (auto ok = supervisor(exchange); !ok)
        return ok.error();
    const auto cedula = cedulaIn(exchange);
    if (!cedula)
        return cedula.error();
    const auto currency = currencyParameter(exchange.target, fallback);
    if (!currency)
        return currency.error();
    const auto json = jsonBody(exchange.request);
    if (!json)
        return json.error();
    auto patch = contract::readAccountPatch(*json, *currency);
    if (!patch)
        return patch.error();
    bank::ChangeAccount command{.cedula = *cedula, .currency = *currency, .user = exchange.principal->username};
    command.lowBalanceThreshold = patch->lowBalanceThreshold;
    command.overdraftLimit = patch->overdraftLimit;
    command.dailyWithdrawalLimit = patch->dailyLimit;
    command.holderName = std::move(patch->holderName);
    return command;
}

Result<bank::PlaceHold> holdCommand(const Exchange &exchange, base::Currency fallback)
{
    if (auto ok = supervisor(exchange); !ok)
        return ok.error();
    auto key = idempotencyKey(exchange.request);
    if (!key)
        return key.error();
    const auto cedula = cedulaIn(exchange);
    if (!cedula)
        return cedula.error();
    const auto json = jsonBody(exchange.request);
    if (!json)
        return json.error();
    auto wanted = contract::readHoldRequest(*json, fallback);
    if (!wanted)
        return wanted.error();
    return bank::PlaceHold{.cedula = *cedula,
                           .amount = wanted->amount,
                           .reason = wanted->reason,
                           .expiresAt = wanted->expiresAt,
                           .user = exchange.principal->username,
                           .idempotencyKey = std::move(*key)};
}

Result<QByteArray> changesJson(const desk::Page<events::Event> &found, const QTimeZone &zone)
{
    contract::Page<contract::AccountChange> page;
    for (const events::Event &event : found.items) {
        if (auto form = historyForm(event, zone))
            page.items.push_back(std::move(*form));
    }
    page.nextCursor = found.nextCursor;
    return contract::pageToJson(page);
}

QByteArray listJson(const std::vector<bank::Hold> &holds)
{
    contract::JsonWriter out;
    out.beginObject().key(QLatin1StringView("items")).beginArray();
    for (const bank::Hold &hold : holds)
        contract::write(out, holdForm(hold));
    out.endArray().endObject();
    return out.take();
}

QByteArray listJson(const std::vector<events::DayClosed> &days)
{
    contract::JsonWriter out;
    out.beginObject().key(QLatin1StringView("items")).beginArray();
    for (const events::DayClosed &day : days)
        contract::write(out, contract::dayCloseOf(day));
    out.endArray().endObject();
    return out.take();
}

} // namespace

void LedgerController::addRoutes(Router &router)
{
    using auth::Permission;
    const auto add = [&](const char *method, const QString &path, Outcome (LedgerController::*handler)(Exchange &)) {
        const bool isRead = QByteArrayView(method) == "GET";
        router.add({method,
                    QString(u"/api/v1/bank/"_qs + path),
                    isRead ? Permission::BankRead : Permission::BankPost,
                    [this, handler](Exchange &e) { return (this->*handler)(e); },
                    {},
                    isRead ? Pace::Ordinary : Pace::Money});
    };
    add("PATCH", u"accounts/{}"_qs, &LedgerController::change);
    add("GET", u"accounts/{}/holds"_qs, &LedgerController::holds);
    add("POST", u"accounts/{}/holds"_qs, &LedgerController::placeHold);
    add("DELETE", u"holds/{}"_qs, &LedgerController::releaseHold);
    add("GET", u"accounts/{}/changes"_qs, &LedgerController::changes);
    add("GET", u"chart"_qs, &LedgerController::chart);
    add("GET", u"journal"_qs, &LedgerController::journal);
    add("GET", u"days"_qs, &LedgerController::days);
    add("POST", u"days/{}/close"_qs, &LedgerController::closeDay);
    add("GET", u"proof"_qs, &LedgerController::proof);
    add("POST", u"proof"_qs, &LedgerController::prove);
}

Outcome LedgerController::submit(const Exchange &exchange, desk::Command command,
                                 std::function<web::HttpResponse(const desk::Answer &)> encode)
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

Outcome LedgerController::read(const Exchange &exchange,
                               std::function<base::Result<QByteArray>(desk::LedgerReader &)> read)
{
    const auto taken = m_reader.read(
        [responder = exchange.responder, read = std::move(read)](const base::Result<desk::Reader *> &reader) {
            auto body = reader ? read((*reader)->ledger()) : base::Result<QByteArray>(reader.error());
            if (body)
                responder.send(jsonResponse(200, std::move(*body)));
            else
                responder.fail(body.error());
        });
    if (!taken)
        return refused(taken.error(), exchange);
    return {};
}

Outcome LedgerController::change(Exchange &exchange)
{
    auto command = changeCommand(exchange, m_settings.currency);
    if (!command)
        return refused(command.error(), exchange);
    const QDate today = bank::businessDay(exchange.now, m_settings.zone);
    return submit(exchange, std::move(*command), [today](const desk::Answer &answer) {
        const bank::Account &account = std::get<bank::AccountAnswer>(*answer).account;
        return jsonResponse(200, contract::toJson(accountForm(account, today)));
    });
}

Outcome LedgerController::placeHold(Exchange &exchange)
{
    auto command = holdCommand(exchange, m_settings.currency);
    if (!command)
        return refused(command.error(), exchange);
    return submit(exchange, std::move(*command), [](const desk::Answer &answer) {
        const auto &made = std::get<bank::HoldAnswer>(*answer);
        web::HttpResponse response = jsonResponse(made.replayed ? 200 : 201, contract::toJson(holdForm(made.hold)));
        if (made.replayed)
            response.set("Idempotency-Hit", "true");
        return response;
    });
}

Outcome LedgerController::releaseHold(Exchange &exchange)
{
    if (auto ok = supervisor(exchange); !ok)
        return refused(ok.error(), exchange);
    const auto id = idIn(exchange.captured.at(0));
    if (!id)
        return refused(id.error(), exchange);
    return submit(exchange, bank::ReleaseHold{*id, exchange.principal->username}, [](const desk::Answer &answer) {
        return jsonResponse(200, contract::toJson(holdForm(std::get<bank::HoldAnswer>(*answer).hold)));
    });
}

Outcome LedgerController::holds(Exchange &exchange)
{
    const auto currency = currencyParameter(exchange.target, m_settings.currency);
    if (!currency)
        return refused(currency.error(), exchange);
    const bool onlyActive = exchange.target.queryValue(u"estado") == contract::word(contract::HoldState::Active);
    return read(exchange,
                [cedula = exchange.captured.at(0), currency = *currency,
                 onlyActive](desk::LedgerReader &reader) -> base::Result<QByteArray> {
                    const auto found = reader.holds(cedula, currency, onlyActive);
                    if (!found)
                        return found.error();
                    return listJson(*found);
                });
}

Outcome LedgerController::changes(Exchange &exchange)
{
    const auto page = pageRequest(exchange.target);
    if (!page)
        return refused(page.error(), exchange);
    const auto currency = currencyParameter(exchange.target, m_settings.currency);
    if (!currency)
        return refused(currency.error(), exchange);
    return read(exchange,
                [cedula = exchange.captured.at(0), currency = *currency, page = *page,
                 zone = m_settings.zone](desk::LedgerReader &reader) -> base::Result<QByteArray> {
                    const auto found = reader.changes(cedula, currency, page);
                    if (!found)
                        return found.error();
                    return changesJson(*found, zone);
                });
}

Outcome LedgerController::chart(Exchange &exchange)
{
    return read(exchange, [](desk::LedgerReader &reader) -> base::Result<QByteArray> {
        const auto found = reader.chart();
        if (!found)
            return found.error();
        return contract::toJson(chartForm(*found));
    });
}

Outcome LedgerController::journal(Exchange &exchange)
{
    const auto page = pageRequest(exchange.target);
    if (!page)
        return refused(page.error(), exchange);
    const QString wanted = exchange.target.queryValue(u"dia");
    const auto day =
        wanted.isEmpty() ? Result<QDate>(bank::businessDay(exchange.now, m_settings.zone)) : dayFrom(wanted);
    if (!day)
        return refused(day.error(), exchange);
    return read(
        exchange,
        [day = *day, page = *page, zone = m_settings.zone](desk::LedgerReader &reader) -> base::Result<QByteArray> {
            const auto found = reader.journal(day, page);
            if (!found)
                return found.error();
            return contract::toJson(journalForm(*found, zone));
        });
}

Outcome LedgerController::days(Exchange &exchange)
{
    const auto page = pageRequest(exchange.target);
    if (!page)
        return refused(page.error(), exchange);
    return read(exchange, [limit = page->limit](desk::LedgerReader &reader) -> base::Result<QByteArray> {
        const auto found = reader.closedDays(limit);
        if (!found)
            return found.error();
        return listJson(*found);
    });
}

Outcome LedgerController::closeDay(Exchange &exchange)
{
    if (auto ok = supervisor(exchange); !ok)
        return refused(ok.error(), exchange);
    const auto day = dayFrom(exchange.captured.at(0));
    if (!day)
        return refused(day.error(), exchange);
    return submit(exchange, bank::CloseDay{*day, exchange.principal->username}, [](const desk::Answer &answer) {
        const events::DayClosed &close = std::get<bank::DayCloseAnswer>(*answer).close;
        return jsonResponse(200, contract::toJson(contract::dayCloseOf(close)));
    });
}

Outcome LedgerController::proof(Exchange &exchange)
{
    return read(exchange, [](desk::LedgerReader &reader) -> base::Result<QByteArray> {
        const auto found = reader.proof();
        if (!found)
            return found.error();
        return contract::toJson(proofForm(*found));
    });
}

Outcome LedgerController::prove(Exchange &exchange)
{
    if (auto ok = supervisor(exchange); !ok)
        return refused(ok.error(), exchange);
    if (!m_proof)
        return refused({ErrorCode::Unavailable, u"nobody proves this ledger"_qs}, exchange);
    const auto taken = m_proof->prove([responder = exchange.responder](const base::Result<bank::Proof> &proof) {
        if (proof)
            responder.send(jsonResponse(200, contract::toJson(proofForm(*proof))));
        else
            responder.fail(proof.error());
    });
    if (!taken)
        return refused(taken.error(), exchange);
    return {};
}

} // namespace gateway
