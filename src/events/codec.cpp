// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/codec.h"
#include "events/approvalcodec.h"
#include "events/cashcodec.h"
#include "events/codecfields.h"
#include "events/ledgercodec.h"
#include "events/qrcodec.h"
#include "events/tillcodec.h"
#include <QJsonDocument>

namespace events {
namespace {

using namespace Qt::StringLiterals;

constexpr QLatin1StringView transactionPosted{"transaction_posted"};
constexpr QLatin1StringView accountOpened{"account_opened"};
constexpr QLatin1StringView alertRaised{"alert_raised"};
constexpr int currentVersion = 1;

// Indexed by the enumerations' values; words of the file format, so never to be changed.
constexpr std::array kindWords{"deposit"_L1, "withdrawal"_L1};
constexpr std::array channelWords{"till"_L1, "rest"_L1, "socket"_L1, "qr"_L1};

/// What nearly all are: not written, as the kind says it.
PostingOperation plainOperation(MovementKind kind)
{
    return kind == MovementKind::Deposit ? PostingOperation::Deposit : PostingOperation::Withdrawal;
}

QByteArray payloadOf(const TransactionPosted &e)
{
    StoredWriter out;
    out.add("account"_L1, e.accountId)
        .add("after"_L1, e.balanceAfter.minor())
        .add("amount"_L1, e.amount.minor())
        .add("before"_L1, e.balanceBefore.minor())
        .add("cedula"_L1, e.cedula)
        .add("channel"_L1, channelWords[static_cast<size_t>(e.channel)])
        .add("currency"_L1, e.amount.currency().toString())
        .add("day"_L1, e.businessDay.toString(Qt::ISODate))
        .add("description"_L1, e.description)
        .add("id"_L1, e.id)
        .add("kind"_L1, kindWords[static_cast<size_t>(e.kind)])
        .add("name"_L1, e.holderName);
    if (e.operation != plainOperation(e.kind))
        out.add("operation"_L1, wordOf(e.operation));
    if (e.tillSession)
        out.add("till_session"_L1, *e.tillSession).add("till"_L1, e.till);
    if (!e.approvers.isEmpty())
        out.add("approvers"_L1, e.approvers.join(u' '));
    if (!e.reason.isEmpty())
        out.add("reason"_L1, e.reason);
    if (!e.held.isZero())
        out.add("held"_L1, e.held.minor());
    if (!e.qrId.isEmpty())
        out.add("qr"_L1, e.qrId);
    if (!e.paymentId.isEmpty())
        out.add("payment"_L1, e.paymentId);
    if (e.reverses)
        out.add("reverses"_L1, *e.reverses);
    return out.add("user"_L1, e.user).take();
}

QByteArray payloadOf(const AccountOpened &e)
{
    StoredWriter out;
    return out.add("account"_L1, e.accountId)
        .add("cedula"_L1, e.cedula)
        .add("channel"_L1, channelWords[static_cast<size_t>(e.channel)])
        .add("currency"_L1, e.lowBalanceThreshold.currency().toString())
        .add("name"_L1, e.holderName)
        .add("threshold"_L1, e.lowBalanceThreshold.minor())
        .add("user"_L1, e.user)
        .take();
}

QByteArray payloadOf(const AlertRaised &e)
{
    StoredWriter out;
    if (e.amount)
        out.add("amount"_L1, e.amount->minor());
    if (e.approvalId)
        out.add("approval"_L1, *e.approvalId);
    if (e.balance)
        out.add("balance"_L1, e.balance->minor());
    if (e.balance || e.amount)
        out.add("currency"_L1, (e.balance ? *e.balance : *e.amount).currency().toString());
    out.add("cedula"_L1, e.cedula).add("message"_L1, e.message);
    if (!e.operation.isEmpty())
        out.add("operation"_L1, e.operation);
    if (!e.till.isEmpty())
        out.add("till"_L1, e.till);
    if (e.transactionId)
        out.add("transaction"_L1, *e.transactionId);
    out.add("type"_L1, e.type);
    if (!e.user.isEmpty())
        out.add("user"_L1, e.user);
    return out.take();
}

QLatin1StringView typeOf(const TransactionPosted &)
{
    return transactionPosted;
}
QLatin1StringView typeOf(const AccountOpened &)
{
    return accountOpened;
}
QLatin1StringView typeOf(const AlertRaised &)
{
    return alertRaised;
}

PostingOperation readOperation(StoredFields &fields, MovementKind kind)
{
    if (fields.contains("operation"_L1))
        return fields.operation("operation"_L1);
    if (fields.optionalFlag("adjustment"_L1)) // how it was said before there were operations
        return PostingOperation::Adjustment;
    return plainOperation(kind);
}

base::Result<Event> readTransaction(StoredFields fields, qint64 seq, base::UtcMs at)
{
    TransactionPosted e;
    const base::Currency currency = fields.currency("currency"_L1);
    e.seq = seq;
    e.at = at;
    e.id = fields.integer("id"_L1);
    e.accountId = fields.integer("account"_L1);
    e.cedula = fields.text("cedula"_L1);
    e.holderName = fields.text("name"_L1);
    e.kind = fields.word<MovementKind>("kind"_L1, kindWords);
    e.amount = fields.money("amount"_L1, currency);
    e.balanceBefore = fields.money("before"_L1, currency);
    e.balanceAfter = fields.money("after"_L1, currency);
    e.businessDay = fields.day("day"_L1);
    e.channel = fields.word<Channel>("channel"_L1, channelWords);
    e.user = fields.text("user"_L1);
    e.description = fields.text("description"_L1);
    e.operation = readOperation(fields, e.kind);
    e.tillSession = fields.optionalInteger("till_session"_L1);
    e.till = fields.optionalText("till"_L1);
    e.approvers = fields.optionalText("approvers"_L1).split(u' ', Qt::SkipEmptyParts);
    e.reason = fields.optionalText("reason"_L1);
    e.held = fields.contains("held"_L1) ? fields.money("held"_L1, currency) : base::Money(currency);
    e.qrId = fields.optionalText("qr"_L1);
    e.paymentId = fields.optionalText("payment"_L1);
    e.reverses = fields.optionalInteger("reverses"_L1);
    return fields.finish(std::move(e));
}

base::Result<Event> readAccount(StoredFields fields, qint64 seq, base::UtcMs at)
{
    AccountOpened e;
    e.seq = seq;
    e.at = at;
    e.accountId = fields.integer("account"_L1);
    e.cedula = fields.text("cedula"_L1);
    e.holderName = fields.text("name"_L1);
    e.lowBalanceThreshold = fields.money("threshold"_L1, fields.currency("currency"_L1));
    e.channel = fields.word<Channel>("channel"_L1, channelWords);
    e.user = fields.text("user"_L1);
    return fields.finish(std::move(e));
}

base::Result<Event> readAlert(StoredFields fields, qint64 seq, base::UtcMs at)
{
    AlertRaised e;
    e.seq = seq;
    e.at = at;
    e.type = fields.text("type"_L1);
    e.message = fields.text("message"_L1);
    e.cedula = fields.text("cedula"_L1);
    if (fields.contains("balance"_L1))
        e.balance = fields.money("balance"_L1, fields.currency("currency"_L1));
    e.transactionId = fields.optionalInteger("transaction"_L1);
    if (fields.contains("amount"_L1))
        e.amount = fields.money("amount"_L1, fields.currency("currency"_L1));
    e.approvalId = fields.optionalInteger("approval"_L1);
    e.operation = fields.optionalText("operation"_L1);
    e.till = fields.optionalText("till"_L1);
    e.user = fields.optionalText("user"_L1);
    return fields.finish(std::move(e));
}

} // namespace

EncodedEvent encode(const Event &event)
{
    // What is not found here is found in approvalcodec.h, cashcodec.h, ledgercodec.h, qrcodec.h and tillcodec.h.
    return std::visit([](const auto &e) { return EncodedEvent{typeOf(e), currentVersion, payloadOf(e)}; }, event);
}

base::Result<Event> decode(QStringView type, int version, QByteArrayView payload, qint64 seq, base::UtcMs at)
{
    if (version != currentVersion)
        return {base::ErrorCode::Unsupported, u"event log: version "_s + QString::number(version)};
    const QJsonObject object = QJsonDocument::fromJson(payload.toByteArray()).object();
    if (type == transactionPosted)
        return readTransaction(StoredFields(object), seq, at);
    if (type == accountOpened)
        return readAccount(StoredFields(object), seq, at);
    if (type == alertRaised)
        return readAlert(StoredFields(object), seq, at);
    if (auto read = decodeCash(type, object, seq, at))
        return std::move(*read);
    if (auto read = decodeLedger(type, object, seq, at))
        return std::move(*read);
    if (auto read = decodeTill(type, object, seq, at))
        return std::move(*read);
    if (auto read = decodeQr(type, object, seq, at))
        return std::move(*read);
    if (auto read = decodeApproval(type, object, seq, at))
        return std::move(*read);
    return {base::ErrorCode::Unsupported, u"event log: unknown type "_s + type};
}

} // namespace events
