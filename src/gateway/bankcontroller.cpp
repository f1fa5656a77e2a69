// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/bankcontroller.h"
#include "contract/bankjson.h"
#include "contract/eventvalues.h"
#include "gateway/actorof.h"
#include "gateway/approvalforms.h"
#include "gateway/bankcall.h"
#include "gateway/bankforms.h"
#include "gateway/bankquery.h"
#include "gateway/jsonbody.h"
#include "gateway/problemresponse.h"

namespace gateway {
namespace {

using base::Error;
using base::ErrorCode;

Outcome refused(const Error &error, const Exchange &exchange)
{
    return problemResponse(error, exchange.responder.requestId());
}

base::Result<bank::Post> postCommand(const Exchange &exchange, base::Currency currency)
{
    auto key = idempotencyKey(exchange.request);
    if (!key)
        return key.error();
    const auto json = jsonBody(exchange.request);
    if (!json)
        return json.error();
    const auto wanted = contract::readPostingRequest(*json, currency);
    if (!wanted)
        return wanted.error();
    const auto cedula = base::Cedula::fromWire(wanted->cedula);
    if (!cedula)
        return cedula.error();
    return bank::Post{contract::kindOf(wanted->kind),
                      *cedula,
                      wanted->amount,
                      channelOf(exchange),
                      exchange.principal->username,
                      wanted->description,
                      std::move(*key),
                      {},
                      rankOf(*exchange.principal)};
}

base::Result<bank::OpenAccount> openCommand(const Exchange &exchange, base::Currency currency)
{
    const auto json = jsonBody(exchange.request);
    if (!json)
        return json.error();
    const auto wanted = contract::readAccountRequest(*json, currency);
    if (!wanted)
        return wanted.error();
    const auto cedula = base::Cedula::fromWire(wanted->cedula);
    if (!cedula)
        return cedula.error();
    return bank::OpenAccount{*cedula, wanted->holderName,  wanted->currency,
                             {},      channelOf(exchange), exchange.principal->username};
}

web::HttpResponse postedResponse(const bank::Posted &posted, const QTimeZone &zone)
{
    web::HttpResponse response =
        jsonResponse(posted.replayed ? 200 : 201, contract::toJson(contract::transactionOf(posted.transaction, zone)));
    if (posted.replayed)
        response.set("Idempotency-Hit", "true");
    return response;
}

/// A page of the desk's values as one of the API's.
template <typename To, typename From, typename Convert>
QByteArray pageJson(const desk::Page<From> &page, Convert convert)
{
    contract::Page<To> form;
    form.items.reserve(page.items.size());
    for (const From &item : page.items)
        form.items.push_back(convert(item));
    form.nextCursor = page.nextCursor;
    form.epoch = page.epoch;
    form.seq = page.seq;
    return contract::pageToJson(form);
}

/// Who asks what, and in which minute: answers may depend on the branch's day, and days begin with whole minutes.
QByteArray question(const Exchange &exchange)
{
    constexpr qint64 minute = 60'000;
    const auth::Principal &who = *exchange.principal;
    return QByteArray::number(exchange.now.value / minute) + ' ' + who.username.toUtf8() + ' ' +
           auth::word(who.role).data() + ' ' + QByteArray::number(who.accountId.value_or(0)) + ' ' +
           exchange.request.target;
}

} // namespace

void BankController::addRoutes(Router &router)
{
    using auth::Permission;
    const QString root = u"/api/v1/bank/"_qs;
    const auto read = [&](const QString &path, RouteHandler handler) {
        router.add({"GET", root + path, Permission::BankRead, std::move(handler), {}, Pace::Ordinary, true});
    };
    const auto book = [&](const QString &path, Permission needs, RouteHandler handler) {
        router.add({"POST", root + path, needs, std::move(handler), {}, Pace::Money});
    };
    book(u"transactions"_qs, Permission::BankPost, [this](Exchange &e) { return post(e); });
    read(u"transactions"_qs, [this](Exchange &e) { return transactions(e); });
    book(u"accounts"_qs, Permission::BankOpen, [this](Exchange &e) { return openAccount(e); });
    read(u"accounts"_qs, [this](Exchange &e) { return accounts(e); });
    read(u"accounts/{}"_qs, [this](Exchange &e) { return account(e); });
    read(u"accounts/{}/statement"_qs, [this](Exchange &e) { return statement(e); });
    read(u"summary"_qs, [this](Exchange &e) { return summary(e); });
}

Outcome BankController::submit(const Exchange &exchange, desk::Command command,
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

Outcome BankController::read(const Exchange &exchange, std::function<base::Result<QByteArray>(desk::Reader &)> read)
{
    std::optional<RememberKey> key;
    if (const auto version = m_reader.version()) {
        key = RememberKey{question(exchange), *version};
        if (const web::HttpResponse *known = m_known.find(key->question, *version))
            return *known;
    }
    const auto taken = m_reader.read([responder = exchange.responder, read = std::move(read),
                                      key = std::move(key)](const base::Result<desk::Reader *> &reader) {
        auto body = reader ? read(**reader) : base::Result<QByteArray>(reader.error());
        if (body)
            responder.send(jsonResponse(200, std::move(*body)), key);
        else
            responder.fail(body.error());
    });
    if (!taken)
        return refused(taken.error(), exchange);
    return {};
}

Outcome BankController::post(Exchange &exchange)
{
    auto command = postCommand(exchange, m_settings.currency);
    if (!command)
        return refused(command.error(), exchange);
    return submit(exchange, std::move(*command), [zone = m_settings.zone](const desk::Answer &answer) {
        if (const auto *const awaiting = std::get_if<bank::ApprovalAnswer>(&*answer))
            return awaitingResponse(*awaiting, zone);
        return postedResponse(std::get<bank::Posted>(*answer), zone);
    });
}

Outcome BankController::openAccount(Exchange &exchange)
{
    auto command = openCommand(exchange, m_settings.currency);
    if (!command)
        return refused(command.error(), exchange);
    const QDate today = bank::businessDay(exchange.now, m_settings.zone);
    return submit(exchange, std::move(*command), [today](const desk::Answer &answer) {
        return jsonResponse(201, contract::toJson(accountForm(std::get<bank::Opened>(*answer).account, today)));
    });
}

Outcome BankController::transactions(Exchange &exchange)
{
    const auto page = pageRequest(exchange.target);
    if (!page)
        return refused(page.error(), exchange);
    const auto filter = transactionFilter(exchange.target);
    if (!filter)
        return refused(filter.error(), exchange);
    return read(exchange, [page = *page, filter = *filter, zone = m_settings.zone](desk::Reader &reader) {
        const auto found = reader.transactions(filter, page);
        if (!found)
            return base::Result<QByteArray>(found.error());
        return base::Result<QByteArray>(pageJson<contract::Transaction>(
            *found, [&zone](const events::TransactionPosted &t) { return contract::transactionOf(t, zone); }));
    });
}

Outcome BankController::accounts(Exchange &exchange)
{
    const auto page = pageRequest(exchange.target);
    if (!page)
        return refused(page.error(), exchange);
    const QDate today = bank::businessDay(exchange.now, m_settings.zone);
    return read(exchange, [page = *page, query = exchange.target.queryValue(u"q"), today](desk::Reader &reader) {
        const auto found = reader.accounts(query, page);
        if (!found)
            return base::Result<QByteArray>(found.error());
        return base::Result<QByteArray>(
            pageJson<contract::Account>(*found, [today](const bank::Account &a) { return accountForm(a, today); }));
    });
}

Outcome BankController::account(Exchange &exchange)
{
    const auto currency = currencyParameter(exchange.target, m_settings.currency);
    if (!currency)
        return refused(currency.error(), exchange);
    const QDate today = bank::businessDay(exchange.now, m_settings.zone);
    return read(exchange, [cedula = exchange.captured.at(0), currency = *currency, today](desk::Reader &reader) {
        const auto found = reader.account(cedula, currency);
        if (!found)
            return base::Result<QByteArray>(found.error());
        return base::Result<QByteArray>(contract::toJson(accountForm(found->value, today)));
    });
}

Outcome BankController::statement(Exchange &exchange)
{
    const auto page = pageRequest(exchange.target);
    if (!page)
        return refused(page.error(), exchange);
    auto filter = transactionFilter(exchange.target);
    if (!filter)
        return refused(filter.error(), exchange);
    filter->cedula = exchange.captured.at(0);
    if (!filter->currency)
        filter->currency = m_settings.currency;
    return read(exchange, [page = *page, filter = *filter, zone = m_settings.zone](desk::Reader &reader) {
        const auto found = reader.statement(filter, page);
        if (!found)
            return base::Result<QByteArray>(found.error());
        return base::Result<QByteArray>(pageJson<contract::StatementEntry>(
            *found, [&zone](const events::TransactionPosted &t) { return contract::statementEntryOf(t, zone); }));
    });
}

Outcome BankController::summary(Exchange &exchange)
{
    const QDate today = bank::businessDay(exchange.now, m_settings.zone);
    return read(exchange, [today](desk::Reader &reader) {
        const auto found = reader.summary(today);
        if (!found)
            return base::Result<QByteArray>(found.error());
        return base::Result<QByteArray>(contract::toJson(summaryForm(found->value)));
    });
}

} // namespace gateway
