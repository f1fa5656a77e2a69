// SPDX-License-Identifier: GPL-3.0-or-later
#include "links/banecoshapes.h"
#include "contract/json.h"
#include <QTimeZone>
#include <algorithm>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;
using contract::JsonFields;
using contract::JsonValue;
using contract::JsonWriter;
using payments::BankPayment;

namespace links {
namespace {

constexpr contract::JsonLimits limits{.maxBytes = 4 * 1024 * 1024, .maxDepth = 8, .maxValues = 200'000};
constexpr qsizetype longestMessage = 200;
constexpr qsizetype longestId = 64;
constexpr qsizetype longestText = 200;

const QTimeZone &laPaz()
{
    static const QTimeZone zone("America/La_Paz");
    return zone;
}

Error malformed(const QString &what)
{
    return Error(ErrorCode::Malformed, what);
}

Result<JsonValue> object(const QByteArray &json)
{
    auto value = JsonValue::parse(json, limits);
    if (!value)
        return malformed(u"the bank's answer is no JSON"_s);
    if (!value->isObject())
        return malformed(u"the bank's answer is no JSON object"_s);
    return value;
}

bool isId(const QString &text, qsizetype longest)
{
    return !text.isEmpty() && text.size() <= longest &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7F; });
}

/// Some numbers come as numbers, others as texts, and not always the same ones.
QString textOf(const JsonValue &value)
{
    return value.isNumber() ? QString::fromLatin1(value.numberToken()) : value.toString().left(longestText);
}

/// "2021-06-14T00:00:00" and "17:06:29", both of La Paz.
Result<base::UtcMs> paidAt(const JsonValue &payment)
{
    const QDate day = QDate::fromString(payment["paymentDate"_L1].toString().left(10), Qt::ISODate);
    const QTime time = QTime::fromString(payment["paymentTime"_L1].toString(), u"HH:mm:ss"_s);
    if (!day.isValid() || !time.isValid())
        return malformed(u"a payment of the bank's has no date and time"_s);
    return base::UtcMs{QDateTime(day, time, laPaz()).toMSecsSinceEpoch()};
}

Result<BankPayment> readPayment(const JsonValue &json)
{
    BankPayment payment;
    payment.qrId = textOf(json["qrId"_L1]);
    payment.transactionId = textOf(json["transactionId"_L1]);
    if (!isId(payment.qrId, longestId) || !isId(payment.transactionId, longestId))
        return malformed(u"a payment of the bank's has no number"_s);
    const auto currency = base::Currency::parse(json["currency"_L1].toString().toUtf8());
    if (!currency)
        return malformed(u"a payment of the bank's is in a currency that we do not know"_s);
    const auto amount = json["amount"_L1].toMoney(*currency);
    if (!amount || !amount->isPositive())
        return malformed(u"a payment of the bank's has no amount"_s);
    payment.amount = *amount;
    const auto at = paidAt(json);
    if (!at)
        return at.error();
    payment.paidAt = *at;
    payment.senderName = textOf(json["senderName"_L1]);
    payment.senderDocumentId = textOf(json["senderDocumentId"_L1]);
    payment.senderAccount = textOf(json["senderAccount"_L1]);
    payment.senderBankCode = asfiCode(textOf(json["senderBankCode"_L1]));
    payment.description = textOf(json["description"_L1]);
    return payment;
}

/// None and null are an empty list.
Result<std::vector<BankPayment>> readPayments(const JsonValue &list)
{
    std::vector<BankPayment> payments;
    if (list.isNull())
        return payments;
    if (!list.isArray())
        return malformed(u"the bank's list of payments is none"_s);
    for (const JsonValue &item : list.items()) {
        auto payment = readPayment(item);
        if (!payment)
            return payment.error();
        payments.push_back(std::move(*payment));
    }
    return payments;
}

} // namespace

QByteArray loginBody(const QString &userName, const QByteArray &encryptedPassword)
{
    JsonWriter json;
    json.beginObject().member("userName"_L1, userName);
    json.member("password"_L1, QString::fromLatin1(encryptedPassword)).endObject();
    return json.take();
}

QByteArray orderBody(const payments::QrOrder &order, const QByteArray &encryptedAccount)
{
    const QDate due = QDateTime::fromMSecsSinceEpoch(order.dueDate.value, laPaz()).date();
    JsonWriter json;
    json.beginObject();
    json.member("transactionId"_L1, order.transactionId);
    json.member("accountCredit"_L1, QString::fromLatin1(encryptedAccount));
    json.member("currency"_L1, order.amount.currency().toString());
    json.member("amount"_L1, order.amount);
    json.member("description"_L1, order.description);
    json.member("dueDate"_L1, due.toString(Qt::ISODate));
    json.member("singleUse"_L1, order.isSingleUse);
    json.member("modifyAmount"_L1, order.mayModifyAmount);
    if (!order.branchCode.isEmpty())
        json.member("branchCode"_L1, order.branchCode);
    json.endObject();
    return json.take();
}

QByteArray cancelBody(const QString &qrId)
{
    JsonWriter json;
    json.beginObject().member("qrId"_L1, qrId).endObject();
    return json.take();
}

Result<BanecoVerdict> readVerdict(const QByteArray &json)
{
    const auto answer = object(json);
    if (!answer)
        return answer.error();
    const auto code = (*answer)["responseCode"_L1].toInt();
    if (!code)
        return malformed(u"the bank's answer has no responseCode"_s);
    const int bounded = static_cast<int>(std::clamp<qint64>(*code, -1'000'000, 1'000'000));
    return BanecoVerdict{bounded, (*answer)["message"_L1].toString().simplified().left(longestMessage)};
}

Result<QByteArray> readToken(const QByteArray &json)
{
    const auto answer = object(json);
    if (!answer)
        return answer.error();
    const QString token = (*answer)["token"_L1].toString();
    if (!isId(token, 8'192)) // printable, so that nothing can get into a header line
        return malformed(u"the bank's answer has no token"_s);
    return token.toLatin1();
}

Result<payments::IssuedQr> readIssued(const QByteArray &json)
{
    const auto answer = object(json);
    if (!answer)
        return answer.error();
    payments::IssuedQr issued;
    issued.qrId = textOf((*answer)["qrId"_L1]);
    if (!isId(issued.qrId, longestId))
        return malformed(u"the bank's answer has no qrId"_s);
    const auto image = QByteArray::fromBase64Encoding((*answer)["qrImage"_L1].toString().toLatin1(),
                                                      QByteArray::AbortOnBase64DecodingErrors);
    if (!image || image.decoded.isEmpty())
        return malformed(u"the bank's answer has no picture of the QR"_s);
    issued.image = image.decoded;
    return issued;
}

Result<payments::BankQrStatus> readStatus(const QByteArray &json)
{
    const auto answer = object(json);
    if (!answer)
        return answer.error();
    // Its manual writes both.
    const JsonValue &code =
        answer->has("statusQrCode"_L1) ? (*answer)["statusQrCode"_L1] : (*answer)["statusQRCode"_L1];
    payments::BankQrStatus status;
    switch (code.toInt().value_or(-1)) {
    case 0:
        status.state = payments::BankQrState::Active;
        break;
    case 1:
        status.state = payments::BankQrState::Paid;
        break;
    case 9:
        status.state = payments::BankQrState::Cancelled;
        break;
    default:
        return malformed(u"the bank's answer has no status of the QR"_s);
    }
    auto payments = readPayments((*answer)["payment"_L1]);
    if (!payments)
        return payments.error();
    status.payments = std::move(*payments);
    return status;
}

Result<std::vector<BankPayment>> readPaid(const QByteArray &json)
{
    const auto answer = object(json);
    if (!answer)
        return answer.error();
    if (!answer->has("paymentList"_L1))
        return malformed(u"the bank's answer has no list of payments"_s);
    return readPayments((*answer)["paymentList"_L1]);
}

QString asfiCode(const QString &bank)
{
    return bank.compare(u"BANECO"_s, Qt::CaseInsensitive) == 0 ? u"1016"_s : bank;
}

} // namespace links
