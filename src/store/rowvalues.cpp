// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/rowvalues.h"

namespace store {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;

/// Amounts of one row, in its currency; remembers whether one was out of range.
class Amounts
{
public:
    explicit Amounts(base::Currency currency)
        : m_currency(currency)
    {
    }
    base::Money operator()(qint64 minor)
    {
        const auto amount = base::Money::fromMinor(minor, m_currency);
        m_ok = m_ok && amount;
        return amount.valueOr(base::Money(m_currency));
    }
    bool ok() const { return m_ok; }

private:
    const base::Currency m_currency;
    bool m_ok = true;
};

} // namespace

qint64 dayNumber(QDate day)
{
    return day.isValid() ? day.year() * 10'000 + day.month() * 100 + day.day() : 0;
}

QDate dayOf(qint64 number)
{
    const int n = static_cast<int>(number);
    return {n / 10'000, n / 100 % 100, n % 100};
}

base::Result<base::Currency> currencyFrom(const QString &code)
{
    auto currency = base::Currency::parse(code.toLatin1());
    if (!currency)
        return {ErrorCode::Corrupt, u"ledger: unknown currency "_s + code};
    return currency;
}

base::Result<events::MovementKind> kindFrom(qint64 number)
{
    if (number < 0 || number > 1)
        return {ErrorCode::Corrupt, u"ledger: unknown kind of movement"_s};
    return static_cast<events::MovementKind>(number);
}

base::Result<events::Channel> channelFrom(qint64 number)
{
    if (number < 0 || number > 3)
        return {ErrorCode::Corrupt, u"ledger: unknown channel"_s};
    return static_cast<events::Channel>(number);
}

base::Result<std::optional<events::PostingOperation>> operationFrom(const QString &word)
{
    const auto operation = events::postingOperation(word);
    if (!operation && !word.isEmpty())
        return {ErrorCode::Corrupt, u"ledger: unknown operation "_s + word};
    return operation;
}

base::Result<bank::Account> accountFrom(const Rows &rows)
{
    const auto currency = currencyFrom(rows.text(2));
    if (!currency)
        return currency.error();
    Amounts amount(*currency);
    bank::Account a;
    a.id = bank::AccountId(rows.integer(0));
    a.owner = rows.text(1);
    a.holderName = rows.text(3);
    a.balance = amount(rows.integer(4));
    a.overdraftLimit = amount(rows.integer(5));
    a.lowBalanceThreshold = amount(rows.integer(6));
    a.state = rows.integer(7) == 0 ? bank::AccountState::Active : bank::AccountState::Blocked;
    a.openedAt.value = rows.integer(8);
    a.openedBy = rows.text(9);
    a.openedSeq = rows.integer(10);
    if (!rows.isNull(11))
        a.lastMovement = base::UtcMs{rows.integer(11)};
    if (!rows.isNull(12))
        a.day = dayOf(rows.integer(12));
    a.dayChange = amount(rows.integer(13));
    a.held = amount(rows.integer(14));
    if (!rows.isNull(15))
        a.dailyWithdrawalLimit = amount(rows.integer(15));
    if (!amount.ok())
        return {ErrorCode::Corrupt, u"ledger: an account's amount is out of range"_s};
    return a;
}

base::Result<events::TransactionPosted> transactionFrom(const Rows &rows)
{
    const auto currency = currencyFrom(rows.text(15));
    const auto kind = kindFrom(rows.integer(3));
    const auto channel = channelFrom(rows.integer(5));
    const auto operation = operationFrom(rows.text(16));
    for (const base::Error *error : {currency ? nullptr : &currency.error(), kind ? nullptr : &kind.error(),
                                     channel ? nullptr : &channel.error(), operation ? nullptr : &operation.error()}) {
        if (error)
            return *error;
    }
    Amounts amount(*currency);
    events::TransactionPosted t;
    t.id = rows.integer(0);
    t.seq = rows.integer(1);
    t.at.value = rows.integer(2);
    t.kind = *kind;
    t.businessDay = dayOf(rows.integer(4));
    t.channel = *channel;
    t.user = rows.text(6);
    t.description = rows.text(7);
    t.reverses = rows.optionalInteger(8);
    t.reversedBy = rows.optionalInteger(9);
    const qint64 change = rows.integer(10); // credit-positive; the amount has no sign
    const qint64 after = rows.integer(11);
    t.amount = amount(change < 0 ? -change : change);
    t.balanceAfter = amount(after);
    t.balanceBefore = amount(after - change);
    t.accountId = rows.integer(12);
    t.cedula = rows.text(13);
    t.holderName = rows.text(14);
    t.operation = operation->value_or(t.kind == events::MovementKind::Deposit ? events::PostingOperation::Deposit
                                                                              : events::PostingOperation::Withdrawal);
    t.tillSession = rows.optionalInteger(17);
    t.approvers = rows.text(18).split(u' ', Qt::SkipEmptyParts);
    t.reason = rows.text(19);
    t.till = bank::chart::tillOf(rows.text(20));
    t.held = base::Money(*currency);
    if (!amount.ok())
        return {ErrorCode::Corrupt, u"ledger: an entry's amount is out of range"_s};
    return t;
}

} // namespace store
