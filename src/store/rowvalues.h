// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/account.h"
#include "events/event.h"
#include "store/statement.h"

/// How rows become values, for every class that reads them. Corrupt when a row holds what no version of us wrote.
namespace store {

/// Columns of accountFrom(), of table `account` under the alias `a`.
inline constexpr QLatin1StringView accountColumns{
    "a.id, a.owner, a.currency, a.holder, a.balance, a.overdraft_limit, a.threshold, a.state, a.opened_at, a.opened_by,"
    " a.opened_seq, a.moved_at, a.day, a.day_change, a.held, a.daily_limit"};
base::Result<bank::Account> accountFrom(const Rows &rows);

/// Columns of transactionFrom(): posting `p`, its client leg `e`, its account `a`, and `r`, which reverses it.
inline constexpr QLatin1StringView transactionColumns{
    "p.id, p.seq, p.at_utc_ms, p.kind, p.branch_day, p.channel, p.operator, p.description, p.reverses, r.id, e.amount,"
    " e.balance_after, a.id, a.owner, a.holder, a.currency, p.operation, p.till_session, p.approvers, p.reason,"
    // The counter account of what moved a till's cash is the till's.
    " CASE WHEN p.till_session IS NOT NULL THEN (SELECT c.owner FROM entry k JOIN account c ON c.id = k.account"
    " WHERE k.posting = p.id AND k.leg = 1) END"};
inline constexpr int transactionColumnCount = 21;
base::Result<events::TransactionPosted> transactionFrom(const Rows &rows);

/// A business day as stored: 20240115. 0 for no day.
qint64 dayNumber(QDate day);
QDate dayOf(qint64 number);

base::Result<base::Currency> currencyFrom(const QString &code);
base::Result<events::MovementKind> kindFrom(qint64 number);
base::Result<events::Channel> channelFrom(qint64 number);
/// None for the empty word of old rows.
base::Result<std::optional<events::PostingOperation>> operationFrom(const QString &word);

} // namespace store
