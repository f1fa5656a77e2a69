// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/sseforms.h"
#include "contract/sseids.h"
#include "contract/timeforms.h"
#include <QDateTime>
#include <array>

namespace contract {
namespace {

using namespace Qt::StringLiterals;

QLatin1StringView word(events::QrStatus status)
{
    static constexpr std::array words{"active"_L1, "used"_L1, "completed"_L1, "expired"_L1, "cancelled"_L1};
    return words[static_cast<size_t>(status)];
}

QLatin1StringView word(events::QrChangeSource source)
{
    static constexpr std::array words{"bank_api"_L1, "payment"_L1, "operator"_L1, "expiry"_L1};
    return words[static_cast<size_t>(source)];
}

/// S2-19.
QLatin1StringView movementType(const events::TransactionPosted &posted)
{
    if (posted.operation == events::PostingOperation::Adjustment)
        return "adjustment"_L1;
    if (posted.reverses)
        return "reversal"_L1;
    if (posted.channel == events::Channel::Qr)
        return "qr_payment"_L1;
    return posted.kind == events::MovementKind::Deposit ? "deposit"_L1 : "withdrawal"_L1;
}

void writeMoney(JsonWriter &out, const base::Money &amount)
{
    out.member("amount"_L1, amount).member("currency"_L1, amount.currency().toString());
}

/// "10:30:00"
QString localClock(base::UtcMs at, base::Currency currency, const QTimeZone &branch)
{
    static const QTimeZone laPaz("America/La_Paz");
    const QTimeZone &zone = currency == base::Currency::bob() && laPaz.isValid() ? laPaz : branch;
    return QDateTime::fromMSecsSinceEpoch(at.value, zone).toString(u"HH:mm:ss");
}

std::optional<SseForm> formOf(const events::TransactionPosted &posted, const QTimeZone &)
{
    JsonWriter out;
    out.beginObject()
        .member("accountId"_L1, posted.accountId)
        .member("movementType"_L1, movementType(posted))
        .member("amount"_L1, posted.amount)
        .member("previousBalance"_L1, posted.balanceBefore)
        .member("newBalance"_L1, posted.balanceAfter)
        .member("previousAvailableBalance"_L1, posted.balanceBefore.minus(posted.held).valueOr(posted.balanceBefore))
        .member("newAvailableBalance"_L1, posted.balanceAfter.minus(posted.held).valueOr(posted.balanceAfter))
        .member("description"_L1, posted.description)
        .key("qrId"_L1);
    if (posted.qrId.isEmpty())
        out.null();
    else
        out.value(QStringView(posted.qrId));
    out.member("transactionId"_L1, posted.paymentId.isEmpty() ? events::folioOf(posted.id) : posted.paymentId)
        .member("currency"_L1, posted.amount.currency().toString())
        .member("seq"_L1, posted.seq)
        .endObject();
    return SseForm{posted.accountId, balanceUpdateId(posted.at, posted.accountId), true, "account_balance_update"_L1,
                   out.take()};
}

std::optional<SseForm> formOf(const events::QrCreated &created, const QTimeZone &)
{
    JsonWriter out;
    write(out, created);
    return SseForm{created.accountId, qrCreatedId(created.qrId), false, "qr_created"_L1, out.take()};
}

std::optional<SseForm> formOf(const events::QrPaid &paid, const QTimeZone &zone)
{
    JsonWriter out;
    write(out, paid, zone);
    return SseForm{paid.accountId, qrPaymentId(paid.transactionId), false, "qr_payment"_L1, out.take()};
}

std::optional<SseForm> formOf(const events::QrStatusChanged &changed, const QTimeZone &)
{
    JsonWriter out;
    write(out, changed);
    return SseForm{changed.accountId, qrStatusChangeId(changed.qrId, changed.at), true, "qr_status_change"_L1,
                   out.take()};
}

std::optional<SseForm> formOf(const events::AccountOpened &, const QTimeZone &)
{
    return std::nullopt;
}

// No money has moved.
std::optional<SseForm> formOf(const events::AccountChanged &, const QTimeZone &)
{
    return std::nullopt;
}
std::optional<SseForm> formOf(const events::HoldChanged &, const QTimeZone &)
{
    return std::nullopt;
}
std::optional<SseForm> formOf(const events::DayClosed &, const QTimeZone &)
{
    return std::nullopt;
}

std::optional<SseForm> formOf(const events::CashMoved &, const QTimeZone &)
{
    return std::nullopt; // the bank's own business
}

std::optional<SseForm> formOf(const events::TillChanged &, const QTimeZone &)
{
    return std::nullopt; // the bank's own business
}

std::optional<SseForm> formOf(const events::AlertRaised &, const QTimeZone &)
{
    return std::nullopt;
}

// The branch's own affairs.
std::optional<SseForm> formOf(const events::AlertAcknowledged &, const QTimeZone &)
{
    return std::nullopt;
}

std::optional<SseForm> formOf(const events::ApprovalChanged &, const QTimeZone &)
{
    return std::nullopt;
}

} // namespace

std::optional<SseForm> sseForm(const events::Event &event, const QTimeZone &zone)
{
    return std::visit([&zone](const auto &e) { return formOf(e, zone); }, event);
}

void write(JsonWriter &out, const events::QrCreated &created)
{
    out.beginObject().member("qrId"_L1, created.qrId).member("transactionId"_L1, created.transactionId);
    writeMoney(out, created.amount);
    out.member("description"_L1, created.description)
        .member("dueDate"_L1, isoMilliseconds(created.dueDate))
        .member("singleUse"_L1, created.isSingleUse)
        .member("modifyAmount"_L1, created.mayModifyAmount)
        .member("status"_L1, word(created.status))
        .member("seq"_L1, created.seq)
        .endObject();
}

void write(JsonWriter &out, const events::QrPaid &paid, const QTimeZone &zone)
{
    out.beginObject().member("qrId"_L1, paid.qrId).member("transactionId"_L1, paid.transactionId);
    writeMoney(out, paid.amount);
    out.member("senderName"_L1, paid.senderName)
        .member("senderDocumentId"_L1, paid.senderDocumentId)
        .member("senderAccount"_L1, paid.senderAccount)
        .member("senderBankCode"_L1, paid.senderBankCode)
        .member("description"_L1, paid.description)
        .member("paymentDate"_L1, isoMilliseconds(paid.paidAt))
        .member("paymentTime"_L1, localClock(paid.paidAt, paid.amount.currency(), zone))
        .member("singleUse"_L1, paid.isSingleUse)
        .member("newStatus"_L1, word(paid.newStatus));
    if (paid.newBalance)
        out.member("newBalance"_L1, *paid.newBalance); // the seed's sample client reads it (S2-16)
    out.member("seq"_L1, paid.seq).endObject();
}

void write(JsonWriter &out, const events::QrStatusChanged &changed)
{
    out.beginObject()
        .member("qrId"_L1, changed.qrId)
        .member("previousStatus"_L1, word(changed.previousStatus))
        .member("newStatus"_L1, word(changed.newStatus));
    writeMoney(out, changed.amount);
    out.member("description"_L1, changed.description)
        .member("singleUse"_L1, changed.isSingleUse)
        .member("dueDate"_L1, isoMilliseconds(changed.dueDate))
        .member("syncSource"_L1, word(changed.source))
        .member("seq"_L1, changed.seq)
        .endObject();
}

QByteArray sseConnectionData(const SseConnection &connection)
{
    JsonWriter out;
    out.beginObject()
        .member("message"_L1, u"Conectado exitosamente a eventos de la cuenta"_s)
        .member("accountId"_L1, connection.accountId)
        .member("userId"_L1, connection.userId)
        .member("connectionId"_L1, QString::fromLatin1(connection.connectionId))
        .member("authType"_L1, connection.isApiKey ? "apikey"_L1 : "jwt"_L1)
        .member("tokenSource"_L1, connection.isInQuery ? "query"_L1 : "header"_L1)
        .member("timestamp"_L1, isoMilliseconds(connection.at))
        .endObject();
    return out.take();
}

QByteArray sseHeartbeatData(base::UtcMs at, const QByteArray &connectionId)
{
    JsonWriter out;
    out.beginObject()
        .member("timestamp"_L1, isoMilliseconds(at))
        .member("connectionId"_L1, QString::fromLatin1(connectionId))
        .endObject();
    return out.take();
}

QByteArray sseResyncData(base::UtcMs at)
{
    JsonWriter out;
    out.beginObject()
        .member("message"_L1, u"No se puede continuar desde el último evento recibido: vuelva a cargar los datos"_s)
        .member("timestamp"_L1, isoMilliseconds(at))
        .endObject();
    return out.take();
}

QByteArray sseStatisticsBody(const SseStatistics &statistics)
{
    JsonWriter out;
    out.beginObject()
        .member("success"_L1, true)
        .member("message"_L1, u"Estadísticas de eventos obtenidas"_s)
        .key("data"_L1)
        .beginObject()
        .member("totalConnections"_L1, statistics.totalConnections)
        .member("accountsWithSubscriptions"_L1, statistics.accountsWithSubscriptions)
        .key("subscriptionsByAccount"_L1)
        .beginObject();
    for (const auto &[account, count] : statistics.subscriptionsByAccount) {
        const QByteArray name = QByteArray::number(account);
        out.member(QLatin1StringView(name), count);
    }
    out.endObject()
        .member("yourAccountId"_L1, statistics.yourAccountId)
        .member("timestamp"_L1, isoMilliseconds(statistics.at))
        .endObject()
        .endObject();
    return out.take();
}

} // namespace contract
