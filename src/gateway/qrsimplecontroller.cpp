// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/qrsimplecontroller.h"
#include "contract/qrjson.h"
#include "desk/qrreader.h"
#include "gateway/jsonbody.h"
#include "gateway/problemresponse.h"
#include "gateway/qrforms.h"
#include <QDateTime>

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;

constexpr int pictureSide = 512;
constexpr int maxPaid = 500;
constexpr qsizetype maxId = 64;

Outcome refused(const base::Error &error, const Exchange &exchange)
{
    return problemResponse(error, exchange.responder.requestId());
}

Outcome answerBy(const Exchange &exchange, const base::Result<> &taken)
{
    return taken ? Outcome() : refused(taken.error(), exchange);
}

/// With what every good answer ends on.
web::HttpResponse done(contract::JsonWriter &out, const QString &message)
{
    out.member("responseCode"_L1, 0).member("message"_L1, message).endObject();
    return jsonResponse(200, out.take());
}

/// `accountCredit` as a text or a number; absent: the caller's own account.
base::Result<payments::AccountRef> accountOf(const contract::JsonValue &json, const std::optional<bank::AccountId> &own)
{
    const contract::JsonValue &credit = json["accountCredit"_L1];
    if (credit.isNull() && own)
        return payments::AccountRef(*own);
    bool isNumber = false;
    const qint64 id = credit.isNumber() ? credit.toInt().value_or(0) : credit.toString().toLongLong(&isNumber);
    if ((!credit.isNumber() && !isNumber) || id < 1)
        return {ErrorCode::InvalidArgument, u"accountCredit: an account number is needed"_s};
    return payments::AccountRef(bank::AccountId(id));
}

base::Result<payments::CreateQr> orderOf(const Exchange &exchange)
{
    const auto json = jsonBody(exchange.request);
    if (!json)
        return json.error();
    auto wanted = contract::readQrRequest(*json);
    if (!wanted)
        return wanted.error();
    if (wanted->transactionId.isEmpty())
        return {ErrorCode::InvalidArgument, u"transactionId: it is needed, so that a retry makes no second QR"_s};
    const auto only = ownAccount(*exchange.principal);
    if (!only)
        return only.error();
    auto account = accountOf(*json, *only);
    if (!account)
        return account.error();
    payments::CreateQr order;
    order.account = std::move(*account);
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

/// The day of La Paz as a span of time; invalid: the filter's `to` is 0.
payments::QrPaymentFilter paidOn(const QString &day, const std::optional<bank::AccountId> &only)
{
    constexpr int laPazOffset = -4 * 3600; // all the year
    payments::QrPaymentFilter filter;
    filter.which = payments::QrPaymentFilter::Which::Booked;
    filter.only = only;
    const QDate date = QDate::fromString(day, u"yyyyMMdd"_s);
    if (!date.isValid() || day.size() != 8)
        return filter;
    const auto start = [](QDate at) {
        return base::UtcMs{QDateTime(at, QTime(0, 0), Qt::OffsetFromUTC, laPazOffset).toMSecsSinceEpoch()};
    };
    filter.from = start(date);
    filter.to = start(date.addDays(1));
    return filter;
}

/// All of them, page by page in one go: the API has no pages.
base::Result<std::vector<payments::QrPaymentRow>> readAll(desk::Reader &reader, const payments::QrPaymentFilter &filter)
{
    std::vector<payments::QrPaymentRow> all;
    desk::PageRequest page{maxPaid, {}};
    while (true) {
        auto found = reader.qrs().payments(filter, page);
        if (!found)
            return found.error();
        std::move(found->items.begin(), found->items.end(), std::back_inserter(all));
        if (found->nextCursor.isEmpty())
            return all;
        page.cursor = found->nextCursor;
    }
}

} // namespace

void QrSimpleController::addRoutes(Router &router)
{
    using auth::Permission;
    const QString root = u"/api/qrsimple/"_s;
    router.setErrorShape("/api/qrsimple", ErrorShape::QrSimple);
    router.add({"POST", root + u"generateQR"_s, Permission::QrCreate, [this](Exchange &e) { return generate(e); }});
    router.add({"DELETE", root + u"cancelQR"_s, Permission::QrCreate, [this](Exchange &e) { return cancel(e); }});
    router.add({"GET", root + u"v2/statusQR/{}"_s, Permission::QrRead, [this](Exchange &e) { return status(e); }});
    router.add({"GET", root + u"v2/paidQR/{}"_s, Permission::QrRead, [this](Exchange &e) { return paid(e); }});
    router.add({"POST", root + u"notifyPaymentQR"_s, {}, [this](Exchange &e) { return notified(e); }});
}

Outcome QrSimpleController::generate(Exchange &exchange)
{
    auto order = orderOf(exchange);
    if (!order)
        return refused(order.error(), exchange);
    return answerBy(exchange, orderQr(m_ports, std::move(*order),
                                      [responder = exchange.responder](const base::Result<payments::QrHistory> &found,
                                                                       bool replayed) {
                                          const auto picture = found ? qrPicture(found->row.qr, false, pictureSide)
                                                                     : base::Result<QByteArray>(found.error());
                                          if (!picture)
                                              return responder.fail(picture.error());
                                          contract::JsonWriter out;
                                          out.beginObject()
                                              .member("qrId"_L1, found->row.qr.id)
                                              .member("qrImage"_L1, QString::fromLatin1(picture->toBase64()));
                                          web::HttpResponse response = done(out, u"QR generado"_s);
                                          if (replayed)
                                              response.set("Idempotency-Hit", "true");
                                          responder.send(std::move(response));
                                      }));
}

Outcome QrSimpleController::cancel(Exchange &exchange)
{
    const auto json = jsonBody(exchange.request);
    if (!json)
        return refused(json.error(), exchange);
    const auto only = ownAccount(*exchange.principal);
    if (!only)
        return refused(only.error(), exchange);
    const payments::CancelQr command{(*json)["qrId"_L1].toString(), payments::QrChangeSource::Operator,
                                     exchange.principal->username, *only};
    return answerBy(exchange,
                    cancelQr(m_ports, command,
                             [responder = exchange.responder](const base::Result<payments::QrHistory> &found, bool) {
                                 if (!found)
                                     return responder.fail(found.error());
                                 contract::JsonWriter out;
                                 out.beginObject();
                                 responder.send(done(out, u"QR cancelado"_s));
                             }));
}

Outcome QrSimpleController::status(Exchange &exchange)
{
    const auto only = ownAccount(*exchange.principal);
    if (!only)
        return refused(only.error(), exchange);
    return answerBy(exchange,
                    readQr(m_ports.reader, exchange.captured.at(0), *only,
                           [responder = exchange.responder](const base::Result<payments::QrHistory> &answer, bool) {
                               if (!answer)
                                   return responder.fail(answer.error());
                               std::vector<payments::QrPaymentRow> taken = answer->payments;
                               std::erase_if(taken, [](const payments::QrPaymentRow &row) {
                                   return row.payment.outcome == payments::PaymentOutcome::Suspense ||
                                          row.payment.outcome == payments::PaymentOutcome::Returned;
                               });
                               contract::JsonWriter out;
                               out.beginObject()
                                   .member("statusQrCode"_L1, statusQrCode(answer->row.qr.status))
                                   .key("payment"_L1)
                                   .raw(bankPaymentsJson(taken));
                               responder.send(done(out, u"OK"_s));
                           }));
}

Outcome QrSimpleController::paid(Exchange &exchange)
{
    const auto only = ownAccount(*exchange.principal);
    if (!only)
        return refused(only.error(), exchange);
    const auto filter = paidOn(exchange.captured.at(0), *only);
    if (filter.to.value == 0)
        return refused({ErrorCode::InvalidArgument, u"a day is needed, yyyyMMdd"_s}, exchange);
    return answerBy(exchange, m_ports.reader.read([filter, responder = exchange.responder](
                                                      const base::Result<desk::Reader *> &reader) {
        const auto found =
            reader ? readAll(**reader, filter) : base::Result<std::vector<payments::QrPaymentRow>>(reader.error());
        if (!found)
            return responder.fail(found.error());
        contract::JsonWriter out;
        out.beginObject().key("paymentList"_L1).raw(bankPaymentsJson(*found));
        responder.send(done(out, u"OK"_s));
    }));
}

Outcome QrSimpleController::notified(Exchange &exchange)
{
    const auto json = jsonBody(exchange.request);
    if (!json)
        return refused(json.error(), exchange);
    const contract::JsonValue &payment = (*json)["payment"_L1];
    const QString qrId = (payment.isObject() ? payment["qrId"_L1] : (*json)["qrId"_L1]).toString();
    const bool isId = !qrId.isEmpty() && qrId.size() <= maxId &&
                      std::all_of(qrId.begin(), qrId.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
    if (!isId)
        return refused({ErrorCode::InvalidArgument, u"payment: its qrId is needed"_s}, exchange);
    if (!m_ports.bank)
        return refused({ErrorCode::NotFound, u"no bank is connected"_s}, exchange);
    m_ports.bank->noticed(qrId);
    contract::JsonWriter out;
    out.beginObject();
    return done(out, u"Recibido"_s);
}

} // namespace gateway
