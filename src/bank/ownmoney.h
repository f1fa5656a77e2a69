// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/ledger.h"
#include "bank/policy.h"

/// Moving money among the bank's own accounts (chart, in account.h): a part of the rules of tills, QR and differences.
namespace bank {

/// Cash, or what stands for it, from one account to the other.
struct OwnMovement
{
    events::PostingOperation operation = events::PostingOperation::CashIn;
    QString from; ///< codes; an account is made at its first use
    QString to;
    base::Money amount; ///< > 0
    std::optional<qint64> tillSession = {};
    events::Channel channel = events::Channel::Till;
    QString user;
    QStringList approvers = {};
    QString reason = {};
    QByteArray key;      ///< unique among all postings: of a command with several, its key with an ending
    QByteArray bodyHash; ///< 32 bytes: what the key stands for
    std::optional<qint64> reverses = {};
};

/// One of the bank's own accounts, made at its first use.
base::Result<Account> internalAccount(const QString &code, base::Currency currency, const QString &user,
                                      base::UtcMs now, Ledger &ledger);

/// Books it and logs CashMoved. Balances are credit-positive, so an account that holds cash has minus what it holds:
/// `from` goes up, `to` goes down. Whether there is so much is the caller's question (cashOf()). InvalidArgument for an
/// amount that is not positive, or from = to.
base::Result<events::CashMoved> moveOwnMoney(const OwnMovement &movement, Ledger &ledger, const Policy &policy,
                                             base::UtcMs now);

/// The cash that an account of the bank holds: minus its balance.
inline base::Money cashOf(const Account &account)
{
    return account.balance.negated();
}

} // namespace bank
