// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/qrcodec.h"
#include "events/codecfields.h"

namespace events {
namespace {

using namespace Qt::StringLiterals;

constexpr QLatin1StringView qrCreated{"qr_created"};
constexpr QLatin1StringView qrPaid{"qr_paid"};
constexpr QLatin1StringView qrStatusChanged{"qr_status_changed"};

// Indexed by the enumerations' values; words of the file format, so never to be changed.
constexpr std::array statusWords{"active"_L1, "used"_L1, "completed"_L1, "expired"_L1, "cancelled"_L1};
constexpr std::array sourceWords{"bank_api"_L1, "payment"_L1, "operator"_L1, "expiry"_L1};

QLatin1StringView word(QrStatus status)
{
    return statusWords[static_cast<size_t>(status)];
}

StoredWriter &addAmount(StoredWriter &out, const base::Money &amount)
{
    return out.add("amount"_L1, amount.minor()).add("currency"_L1, amount.currency().toString());
}

base::Money readAmount(StoredFields &fields)
{
    return fields.money("amount"_L1, fields.currency("currency"_L1));
}

base::Result<Event> readCreated(StoredFields fields, qint64 seq, base::UtcMs at)
{
    QrCreated e;
    e.seq = seq;
    e.at = at;
    e.accountId = fields.integer("account"_L1);
    e.amount = readAmount(fields);
    e.description = fields.text("description"_L1);
    e.dueDate.value = fields.integer("due"_L1);
    e.mayModifyAmount = fields.flag("modify_amount"_L1);
    e.qrId = fields.text("qr"_L1);
    e.isSingleUse = fields.flag("single_use"_L1);
    e.status = fields.word<QrStatus>("status"_L1, statusWords);
    e.transactionId = fields.text("transaction"_L1);
    return fields.finish(std::move(e));
}

base::Result<Event> readPaid(StoredFields fields, qint64 seq, base::UtcMs at)
{
    QrPaid e;
    e.seq = seq;
    e.at = at;
    e.accountId = fields.integer("account"_L1);
    e.amount = readAmount(fields);
    if (fields.contains("balance"_L1))
        e.newBalance = fields.money("balance"_L1, fields.currency("balance_currency"_L1));
    e.description = fields.text("description"_L1);
    e.paidAt.value = fields.integer("paid_at"_L1);
    e.qrId = fields.text("qr"_L1);
    e.senderAccount = fields.text("sender_account"_L1);
    e.senderBankCode = fields.text("sender_bank"_L1);
    e.senderDocumentId = fields.text("sender_document"_L1);
    e.senderName = fields.text("sender_name"_L1);
    e.isSingleUse = fields.flag("single_use"_L1);
    e.newStatus = fields.word<QrStatus>("status"_L1, statusWords);
    e.transactionId = fields.text("transaction"_L1);
    return fields.finish(std::move(e));
}

base::Result<Event> readChanged(StoredFields fields, qint64 seq, base::UtcMs at)
{
    QrStatusChanged e;
    e.seq = seq;
    e.at = at;
    e.accountId = fields.integer("account"_L1);
    e.amount = readAmount(fields);
    e.description = fields.text("description"_L1);
    e.dueDate.value = fields.integer("due"_L1);
    e.previousStatus = fields.word<QrStatus>("previous"_L1, statusWords);
    e.qrId = fields.text("qr"_L1);
    e.isSingleUse = fields.flag("single_use"_L1);
    e.source = fields.word<QrChangeSource>("source"_L1, sourceWords);
    e.newStatus = fields.word<QrStatus>("status"_L1, statusWords);
    return fields.finish(std::move(e));
}

} // namespace

QLatin1StringView typeOf(const QrCreated &)
{
    return qrCreated;
}
QLatin1StringView typeOf(const QrPaid &)
{
    return qrPaid;
}
QLatin1StringView typeOf(const QrStatusChanged &)
{
    return qrStatusChanged;
}

QByteArray payloadOf(const QrCreated &e)
{
    StoredWriter out;
    return addAmount(out.add("account"_L1, e.accountId), e.amount)
        .add("description"_L1, e.description)
        .add("due"_L1, e.dueDate.value)
        .add("modify_amount"_L1, e.mayModifyAmount)
        .add("qr"_L1, e.qrId)
        .add("single_use"_L1, e.isSingleUse)
        .add("status"_L1, word(e.status))
        .add("transaction"_L1, e.transactionId)
        .take();
}

QByteArray payloadOf(const QrPaid &e)
{
    StoredWriter out;
    addAmount(out.add("account"_L1, e.accountId), e.amount);
    if (e.newBalance)
        out.add("balance"_L1, e.newBalance->minor()).add("balance_currency"_L1, e.newBalance->currency().toString());
    return out.add("description"_L1, e.description)
        .add("paid_at"_L1, e.paidAt.value)
        .add("qr"_L1, e.qrId)
        .add("sender_account"_L1, e.senderAccount)
        .add("sender_bank"_L1, e.senderBankCode)
        .add("sender_document"_L1, e.senderDocumentId)
        .add("sender_name"_L1, e.senderName)
        .add("single_use"_L1, e.isSingleUse)
        .add("status"_L1, word(e.newStatus))
        .add("transaction"_L1, e.transactionId)
        .take();
}

QByteArray payloadOf(const QrStatusChanged &e)
{
    StoredWriter out;
    return addAmount(out.add("account"_L1, e.accountId), e.amount)
        .add("description"_L1, e.description)
        .add("due"_L1, e.dueDate.value)
        .add("previous"_L1, word(e.previousStatus))
        .add("qr"_L1, e.qrId)
        .add("single_use"_L1, e.isSingleUse)
        .add("source"_L1, sourceWords[static_cast<size_t>(e.source)])
        .add("status"_L1, word(e.newStatus))
        .take();
}

std::optional<base::Result<Event>> decodeQr(QStringView type, const QJsonObject &object, qint64 seq, base::UtcMs at)
{
    if (type == qrCreated)
        return readCreated(StoredFields(object), seq, at);
    if (type == qrPaid)
        return readPaid(StoredFields(object), seq, at);
    if (type == qrStatusChanged)
        return readChanged(StoredFields(object), seq, at);
    return std::nullopt;
}

} // namespace events
