// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlqrs.h"
#include "store/qrrows.h"
#include "store/rowvalues.h"
#include "store/sqlrows.h"

namespace store {
namespace {

using namespace Qt::StringLiterals;

QString selectQr(QStringView where)
{
    return u"SELECT "_s + qrColumns + u" FROM qr q CROSS JOIN account a ON a.id = q.account WHERE "_s + where;
}

QString selectPayment(QStringView where)
{
    return u"SELECT "_s + paymentColumns + u" FROM qr_payment p WHERE "_s + where;
}

/// The one row of a SELECT, if there is one.
template <typename T, typename Read>
base::Result<std::optional<T>> oneOf(Statement &select, Read read)
{
    auto rows = select.select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return std::optional<T>();
    base::Result<T> value = read(*rows);
    return value ? base::Result<std::optional<T>>(std::optional(std::move(*value))) : value.error();
}

base::Result<std::optional<payments::Qr>> oneQr(Statement &select)
{
    return oneOf<payments::Qr>(select, qrFrom);
}

base::Result<std::optional<payments::QrPayment>> onePayment(Statement &select)
{
    return oneOf<payments::QrPayment>(select, [](const Rows &rows) { return paymentFrom(rows); });
}

base::Result<> changedOne(const base::Result<qint64> &changed)
{
    if (!changed)
        return changed.error();
    if (*changed != 1)
        return {base::ErrorCode::Corrupt, u"ledger: a QR's row is not there"_s};
    return {};
}

std::optional<qint64> changeSource(const payments::Qr &qr)
{
    return qr.changedBy ? std::optional(static_cast<qint64>(*qr.changedBy)) : std::nullopt;
}

} // namespace

SqlQrs::SqlQrs(Database &database)
    : m_accountName(database, u"SELECT owner, currency FROM account WHERE id = ? AND id > 0"_s)
    , m_byId(database, selectQr(u"q.qr_id = ?"))
    , m_byNumber(database, selectQr(u"q.number = ?"))
    , m_byOrder(database, selectQr(u"q.account = ? AND q.transaction_id = ?"))
    , m_overdue(database, selectQr(u"q.status = 0 AND q.qr_id IS NOT NULL AND q.due_utc_ms < ?"
                                   " ORDER BY q.due_utc_ms LIMIT ?"))
    , m_nextQr(database, u"SELECT coalesce(max(number), 0) + 1 FROM qr"_s)
    , m_add(database, u"INSERT INTO qr (number, qr_id, account, transaction_id, body_hash, currency, amount,"
                      " description, due_utc_ms, single_use, modify_amount, branch_code, provider, content, image,"
                      " status, changed_by, changed_utc_ms, paid, payments, in_suspense, created_utc_ms, created_by,"
                      " channel, seq) VALUES (?, nullif(?, ''), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                      " ?, ?, ?, ?, ?)"_s)
    , m_update(database, u"UPDATE qr SET status = ?, changed_by = ?, changed_utc_ms = ?, paid = ?, payments = ?,"
                         " in_suspense = ?, seq = ? WHERE number = ?"_s)
    , m_issue(database, u"UPDATE qr SET qr_id = ?, content = ?, image = ? WHERE number = ? AND qr_id IS NULL"_s)
    , m_drop(database, u"DELETE FROM qr WHERE number = ? AND qr_id IS NULL"_s)
    , m_payment(database, selectPayment(u"p.provider = ? AND p.transaction_id = ?"))
    , m_paymentByNumber(database, selectPayment(u"p.number = ?"))
    , m_nextPayment(database, u"SELECT coalesce(max(number), 0) + 1 FROM qr_payment"_s)
    , m_addPayment(database, u"INSERT INTO qr_payment (number, qr_id, account, provider, transaction_id, currency,"
                             " amount, sender_name, sender_document, sender_account, sender_bank, description,"
                             " paid_utc_ms, received_utc_ms, outcome, reason, posting, resolved_by, resolved_utc_ms,"
                             " note, resolution) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                             " ?)"_s)
    , m_updatePayment(database, u"UPDATE qr_payment SET outcome = ?, resolved_by = ?, resolved_utc_ms = ?, note = ?,"
                                " resolution = ? WHERE number = ?"_s)
{
}

base::Result<std::optional<payments::AccountName>> SqlQrs::accountName(bank::AccountId id)
{
    return oneOf<payments::AccountName>(m_accountName.bind(id.value()), [](const Rows &rows) {
        const auto currency = currencyFrom(rows.text(1));
        return currency ? base::Result<payments::AccountName>(payments::AccountName{rows.text(0), *currency})
                        : currency.error();
    });
}

base::Result<std::optional<payments::Qr>> SqlQrs::findQr(const QString &qrId)
{
    return oneQr(m_byId.bind(qrId));
}

base::Result<std::optional<payments::Qr>> SqlQrs::findQr(qint64 number)
{
    return oneQr(m_byNumber.bind(number));
}

base::Result<std::optional<payments::Qr>> SqlQrs::findQrOrder(bank::AccountId account, const QString &transactionId)
{
    return oneQr(m_byOrder.bind(account.value()).bind(transactionId));
}

base::Result<std::vector<payments::Qr>> SqlQrs::overdue(base::UtcMs now, int limit)
{
    return rowsOf<payments::Qr>(m_overdue.bind(now.value).bind(limit), qrFrom);
}

base::Result<> SqlQrs::addQr(const payments::Qr &qr)
{
    m_add.bind(qr.number).bind(qr.id).bind(qr.account.value()).bind(qr.transactionId).bind(qr.bodyHash);
    m_add.bind(qr.amount.currency().toString()).bind(qr.amount.minor()).bind(qr.description).bind(qr.dueDate.value);
    m_add.bind(qint64{qr.isSingleUse}).bind(qint64{qr.mayModifyAmount}).bind(qr.branchCode).bind(qr.provider);
    m_add.bind(qr.content).bind(qr.image.isNull() ? QByteArray("") : qr.image).bind(static_cast<qint64>(qr.status));
    m_add.bind(changeSource(qr)).bind(qr.changedAt.value).bind(qr.paid.minor()).bind(qr.payments).bind(qr.inSuspense);
    m_add.bind(qr.createdAt.value).bind(qr.createdBy).bind(static_cast<qint64>(qr.channel)).bind(qr.seq);
    return changedOne(m_add.run());
}

base::Result<> SqlQrs::updateQr(const payments::Qr &qr)
{
    if (!qr.image.isEmpty() || qr.isIssued()) { // the first time alone: later the row has its id
        m_issue.bind(qr.id).bind(qr.content).bind(qr.image.isNull() ? QByteArray("") : qr.image).bind(qr.number);
        if (auto ok = m_issue.run(); !ok)
            return ok.error();
    }
    m_update.bind(static_cast<qint64>(qr.status)).bind(changeSource(qr)).bind(qr.changedAt.value);
    m_update.bind(qr.paid.minor()).bind(qr.payments).bind(qr.inSuspense).bind(qr.seq).bind(qr.number);
    return changedOne(m_update.run());
}

base::Result<> SqlQrs::dropQr(qint64 number)
{
    return changedOne(m_drop.bind(number).run());
}

base::Result<std::optional<payments::QrPayment>> SqlQrs::findPayment(const QString &provider,
                                                                     const QString &transactionId)
{
    return onePayment(m_payment.bind(provider).bind(transactionId));
}

base::Result<std::optional<payments::QrPayment>> SqlQrs::findPayment(qint64 number)
{
    return onePayment(m_paymentByNumber.bind(number));
}

base::Result<> SqlQrs::addPayment(const payments::QrPayment &payment)
{
    const auto account = payment.account ? std::optional(payment.account->value()) : std::nullopt;
    m_addPayment.bind(payment.number).bind(payment.qrId).bind(account).bind(payment.provider);
    m_addPayment.bind(payment.transactionId).bind(payment.amount.currency().toString()).bind(payment.amount.minor());
    m_addPayment.bind(payment.senderName).bind(payment.senderDocumentId).bind(payment.senderAccount);
    m_addPayment.bind(payment.senderBankCode).bind(payment.description).bind(payment.paidAt.value);
    m_addPayment.bind(payment.receivedAt.value).bind(static_cast<qint64>(payment.outcome));
    m_addPayment.bind(static_cast<qint64>(payment.reason)).bind(payment.posting).bind(payment.resolvedBy);
    m_addPayment.bind(payment.resolvedAt.value).bind(payment.resolutionNote).bind(payment.resolution);
    return changedOne(m_addPayment.run());
}

base::Result<> SqlQrs::updatePayment(const payments::QrPayment &payment)
{
    m_updatePayment.bind(static_cast<qint64>(payment.outcome)).bind(payment.resolvedBy);
    m_updatePayment.bind(payment.resolvedAt.value).bind(payment.resolutionNote).bind(payment.resolution);
    return changedOne(m_updatePayment.bind(payment.number).run());
}

} // namespace store
