// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/qrcontroller.h"
#include "contract/qrjson.h"
#include "desk/qrreader.h"
#include "gateway/bankquery.h"
#include "gateway/jsonbody.h"
#include "gateway/problemresponse.h"
#include "gateway/qrforms.h"
#include "gateway/qrreading.h"

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;

constexpr int defaultSide = 512;
constexpr int leastSide = 64;
constexpr int largestSide = 2048;
constexpr qsizetype maxSearch = 100;
constexpr qsizetype maxKey = 64;

/// SPEC "Bank REST": required, once, 1–64 visible ASCII characters; which ones are good the rules know.
base::Result<QByteArray> keyOf(const web::HttpRequest &request)
{
    if (request.count("Idempotency-Key") != 1 || request.header("Idempotency-Key").isEmpty())
        return {ErrorCode::Malformed, u"one header Idempotency-Key is needed, so that a retry books nothing twice"_s};
    const QByteArrayView key = request.header("Idempotency-Key");
    const bool isVisible = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7f; });
    if (key.size() > maxKey || !isVisible)
        return {ErrorCode::InvalidArgument, u"Idempotency-Key: 1 to 64 visible ASCII characters are needed"_s};
    return key.toByteArray();
}

Outcome refused(const base::Error &error, const Exchange &exchange)
{
    return problemResponse(error, exchange.responder.requestId());
}

/// Answers with the QR as it is now.
QrAnswer answerQr(const Responder &responder, int freshStatus)
{
    return [responder, freshStatus](base::Result<payments::QrHistory> found, bool replayed) {
        if (!found)
            return responder.fail(found.error());
        web::HttpResponse response = jsonResponse(replayed ? 200 : freshStatus, contract::toJson(qrForm(found->row)));
        if (replayed)
            response.set("Idempotency-Hit", "true");
        responder.send(std::move(response));
    };
}

void answerPayment(const Responder &responder, const desk::Answer &answer)
{
    if (!answer)
        return responder.fail(answer.error());
    const auto &done = std::get<payments::QrPaymentDone>(*answer);
    payments::QrPaymentRow row{done.payment, {}, {}};
    if (done.qr) {
        row.cedula = done.qr->cedula;
        row.holderName = done.qr->holderName;
    }
    web::HttpResponse response = jsonResponse(done.replayed ? 200 : 201, contract::toJson(qrPaymentForm(row)));
    if (done.replayed)
        response.set("Idempotency-Hit", "true");
    responder.send(std::move(response));
}

template <typename To, typename From, typename Convert>
QByteArray pageJson(const desk::Page<From> &page, Convert convert)
{
    contract::Page<To> form;
    for (const From &item : page.items)
        form.items.push_back(convert(item));
    form.nextCursor = page.nextCursor;
    form.epoch = page.epoch;
    form.seq = page.seq;
    return contract::pageToJson(form);
}

base::Result<std::vector<payments::QrStatus>> statusesOf(const QString &text)
{
    std::vector<payments::QrStatus> list;
    for (const QStringView word : QStringView(text).split(u',', Qt::SkipEmptyParts)) {
        const auto status = contract::parseQrStatus(word);
        if (!status)
            return {ErrorCode::InvalidArgument, u"estado: active, used, completed, expired, cancelled are known"_s};
        list.push_back(*status);
    }
    return list;
}

base::Result<payments::CreateQr> orderOf(const Exchange &exchange)
{
    const auto json = jsonBody(exchange.request);
    if (!json)
        return json.error();
    auto wanted = contract::readQrRequest(*json);
    if (!wanted)
        return wanted.error();
    const auto only = ownAccount(*exchange.principal);
    if (!only)
        return only.error();
    payments::CreateQr order;
    if (wanted->accountId) {
        order.account = bank::AccountId(*wanted->accountId);
    } else if (wanted->cedula.isEmpty() && *only) {
        order.account = **only;
    } else {
        auto cedula = base::Cedula::fromWire(wanted->cedula);
        if (!cedula)
            return cedula.error();
        order.account = std::move(*cedula);
    }
    order.transactionId = wanted->transactionId;
    order.amount = wanted->amount;
    order.description = wanted->description;
    order.dueDate = wanted->dueDate;
    order.isSingleUse = wanted->isSingleUse;
    order.mayModifyAmount = wanted->mayModifyAmount;
    order.branchCode = wanted->branchCode;
    order.user = exchange.principal->username;
    order.only = *only;
    return order;
}

} // namespace

void QrController::addRoutes(Router &router)
{
    using auth::Permission;
    const QString root = u"/api/v1/qr"_s;
    const auto add = [&](const char *method, const QString &path, Permission needs, RouteHandler handler,
                         Pace pace = Pace::Ordinary) {
        router.add({method, root + path, needs, std::move(handler), {}, pace});
    };
    add("GET", {}, Permission::QrRead, [this](Exchange &e) { return list(e); });
    add("POST", {}, Permission::QrCreate, [this](Exchange &e) { return create(e); });
    add("GET", u"/rail"_s, Permission::QrRead, [this](Exchange &e) { return rail(e); });
    add("POST", u"/read"_s, Permission::QrRead, [this](Exchange &e) { return read(e); });
    add("GET", u"/suspense"_s, Permission::BankRead, [this](Exchange &e) { return suspense(e); });
    add(
        "POST", u"/suspense/{}/resolve"_s, Permission::QrResolve, [this](Exchange &e) { return resolve(e); },
        Pace::Money);
    add("GET", u"/{}"_s, Permission::QrRead, [this](Exchange &e) { return detail(e); });
    add("GET", u"/{}/image"_s, Permission::QrRead, [this](Exchange &e) { return image(e); });
    add("POST", u"/{}/cancel"_s, Permission::QrCreate, [this](Exchange &e) { return cancel(e); });
    add("POST", u"/{}/verify"_s, Permission::QrCreate, [this](Exchange &e) { return verify(e); });
    add(
        "POST", u"/{}/pay"_s, Permission::BankPost, [this](Exchange &e) { return pay(e); }, Pace::Money);
}

Outcome QrController::answerBy(const Exchange &exchange, base::Result<> taken) const
{
    return taken ? Outcome() : refused(taken.error(), exchange);
}

base::Result<payments::QrFilter> QrController::filterOf(const Exchange &exchange) const
{
    const web::HttpTarget &target = exchange.target;
    const auto statuses = statusesOf(target.queryValue(u"estado"));
    const auto days = accountAndDays(target);
    const auto only = ownAccount(*exchange.principal);
    if (!statuses || !days || !only)
        return !statuses ? statuses.error() : !days ? days.error() : only.error();
    payments::QrFilter filter;
    filter.statuses = *statuses;
    filter.onlySuspense = target.queryValue(u"suspenso") == u"true"_s;
    filter.cedula = days->cedula;
    filter.only = *only;
    filter.search = target.queryValue(u"q");
    if (filter.search.size() > maxSearch)
        return {ErrorCode::InvalidArgument, u"q: up to 100 characters are taken"_s};
    if (days->from.isValid())
        filter.from.value = QDateTime(days->from, QTime(0, 0), m_zone).toMSecsSinceEpoch();
    if (days->to.isValid())
        filter.to.value = QDateTime(days->to.addDays(1), QTime(0, 0), m_zone).toMSecsSinceEpoch();
    return filter;
}

Outcome QrController::list(Exchange &exchange)
{
    const auto page = pageRequest(exchange.target);
    const auto filter = filterOf(exchange);
    if (!page || !filter)
        return refused(!page ? page.error() : filter.error(), exchange);
    return answerBy(exchange, m_ports.reader.read([page = *page, filter = *filter, responder = exchange.responder](
                                                      base::Result<desk::Reader *> reader) {
        const auto found =
            reader ? (*reader)->qrs().qrs(filter, page) : base::Result<desk::Page<payments::QrRow>>(reader.error());
        if (!found)
            return responder.fail(found.error());
        responder.send(jsonResponse(200, pageJson<contract::Qr>(*found, qrForm)));
    }));
}

Outcome QrController::create(Exchange &exchange)
{
    auto order = orderOf(exchange);
    if (!order)
        return refused(order.error(), exchange);
    return answerBy(exchange, orderQr(m_ports, std::move(*order), answerQr(exchange.responder, 201)));
}

Outcome QrController::detail(Exchange &exchange)
{
    const auto only = ownAccount(*exchange.principal);
    if (!only)
        return refused(only.error(), exchange);
    return answerBy(exchange, readQr(m_ports.reader, exchange.captured.at(0), *only,
                                     [responder = exchange.responder](base::Result<payments::QrHistory> found, bool) {
                                         if (!found)
                                             return responder.fail(found.error());
                                         responder.send(jsonResponse(200, contract::toJson(qrDetailForm(*found))));
                                     }));
}

Outcome QrController::cancel(Exchange &exchange)
{
    const auto only = ownAccount(*exchange.principal);
    if (!only)
        return refused(only.error(), exchange);
    const payments::CancelQr command{exchange.captured.at(0), payments::QrChangeSource::Operator,
                                     exchange.principal->username, *only};
    return answerBy(exchange, cancelQr(m_ports, command, answerQr(exchange.responder, 200)));
}

Outcome QrController::verify(Exchange &exchange)
{
    const auto only = ownAccount(*exchange.principal);
    if (!only)
        return refused(only.error(), exchange);
    return answerBy(exchange, verifyQr(m_ports, exchange.captured.at(0), *only, answerQr(exchange.responder, 200)));
}

Outcome QrController::pay(Exchange &exchange)
{
    auto key = keyOf(exchange.request);
    if (!key)
        return refused(key.error(), exchange);
    const auto json = jsonBody(exchange.request);
    if (!json)
        return refused(json.error(), exchange);
    const auto wanted = contract::readQrPayRequest(*json);
    if (!wanted)
        return refused(wanted.error(), exchange);
    const auto payer = base::Cedula::fromWire(wanted->cedula);
    const auto only = ownAccount(*exchange.principal);
    if (!payer || !only)
        return refused(!payer ? payer.error() : only.error(), exchange);
    payments::PayQr command{
        exchange.captured.at(0),      *payer,          wanted->amount, wanted->description, events::Channel::Qr,
        exchange.principal->username, std::move(*key), *only};
    return answerBy(exchange, m_ports.commands.submit(std::move(command),
                                                      [responder = exchange.responder](const desk::Answer &answer) {
                                                          answerPayment(responder, answer);
                                                      }));
}

Outcome QrController::image(Exchange &exchange)
{
    const QString format = exchange.target.queryValue(u"format");
    const QString size = exchange.target.queryValue(u"size");
    bool isNumber = true;
    const int side = size.isEmpty() ? defaultSide : size.toInt(&isNumber);
    const bool isSvg = format == u"svg"_s;
    const auto only = ownAccount(*exchange.principal);
    if (!only)
        return refused(only.error(), exchange);
    if (!isSvg && !format.isEmpty() && format != u"png"_s)
        return refused({ErrorCode::InvalidArgument, u"format: png or svg is needed"_s}, exchange);
    if (!isNumber || side < leastSide || side > largestSide)
        return refused({ErrorCode::InvalidArgument, u"size: a number from 64 to 2048 is needed"_s}, exchange);
    return answerBy(exchange, readQr(m_ports.reader, exchange.captured.at(0), *only,
                                     [responder = exchange.responder, isSvg,
                                      side](const base::Result<payments::QrHistory> &found, bool) {
                                         const auto picture = found ? qrPicture(found->row.qr, isSvg, side)
                                                                    : base::Result<QByteArray>(found.error());
                                         if (!picture)
                                             return responder.fail(picture.error());
                                         web::HttpResponse response;
                                         response.set("Content-Type", isSvg ? "image/svg+xml" : "image/png");
                                         response.body = *picture;
                                         responder.send(std::move(response));
                                     }));
}

/// On a reader's thread: reading a picture takes up to 100 ms.
Outcome QrController::read(Exchange &exchange)
{
    if (exchange.request.body.isEmpty())
        return refused({ErrorCode::InvalidArgument, u"the body must be a picture"_s}, exchange);
    return answerBy(exchange, m_ports.reader.read([picture = exchange.request.body, responder = exchange.responder](
                                                      const base::Result<desk::Reader *> &) {
        const auto reading = readPicture(picture);
        if (!reading)
            return responder.fail(reading.error());
        responder.send(jsonResponse(200, contract::toJson(*reading)));
    }));
}

Outcome QrController::rail(Exchange &)
{
    contract::QrRail rail;
    rail.provider = m_ports.bank ? m_ports.bank->provider().name() : QString(payments::localProvider);
    if (m_ports.bank) {
        const QrBankState state = m_ports.bank->state();
        rail.isUp = state.isUp;
        rail.reason = state.reason;
        rail.since = state.since;
    }
    return jsonResponse(200, contract::toJson(rail));
}

Outcome QrController::suspense(Exchange &exchange)
{
    const auto page = pageRequest(exchange.target);
    const auto only = ownAccount(*exchange.principal);
    if (!page || !only)
        return refused(!page ? page.error() : only.error(), exchange);
    using Which = payments::QrPaymentFilter::Which;
    const bool isResolved = exchange.target.queryValue(u"estado") == u"resueltos"_s;
    const payments::QrPaymentFilter filter{isResolved ? Which::Resolved : Which::Waiting, {}, {}, *only};
    return answerBy(exchange, m_ports.reader.read([page = *page, filter, responder = exchange.responder](
                                                      base::Result<desk::Reader *> reader) {
        const auto found = reader ? (*reader)->qrs().payments(filter, page)
                                  : base::Result<desk::Page<payments::QrPaymentRow>>(reader.error());
        if (!found)
            return responder.fail(found.error());
        responder.send(jsonResponse(200, pageJson<contract::QrPayment>(*found, qrPaymentForm)));
    }));
}

Outcome QrController::resolve(Exchange &exchange)
{
    bool isNumber = false;
    const qint64 number = exchange.captured.at(0).toLongLong(&isNumber);
    if (!isNumber)
        return refused({ErrorCode::NotFound, u"there is no such payment in suspense"_s}, exchange);
    auto key = keyOf(exchange.request);
    if (!key)
        return refused(key.error(), exchange);
    const auto json = jsonBody(exchange.request);
    if (!json)
        return refused(json.error(), exchange);
    const auto wanted = contract::readQrResolution(*json);
    if (!wanted)
        return refused(wanted.error(), exchange);
    using Action = payments::ResolveSuspense::Action;
    payments::ResolveSuspense command{number,
                                      wanted->isReturned ? Action::Return : Action::Post,
                                      wanted->note,
                                      events::Channel::Rest,
                                      exchange.principal->username,
                                      std::move(*key)};
    return answerBy(exchange, m_ports.commands.submit(std::move(command),
                                                      [responder = exchange.responder](const desk::Answer &answer) {
                                                          answerPayment(responder, answer);
                                                      }));
}

} // namespace gateway
