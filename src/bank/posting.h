// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/account.h"
#include "events/event.h"
#include <QByteArray>
#include <vector>

namespace bank {

/// One side of a posting. Amounts are credit-positive; the legs of a posting sum to zero.
struct Leg
{
    AccountId account;
    base::Money amount{base::Currency::usd()};
    base::Money balanceAfter{base::Currency::usd()};
    friend bool operator==(const Leg &, const Leg &) = default;
};

/// An entry in the journal: never changed, never deleted. Leg 0 is the client's; where none is the client's, all are
/// the bank's own accounts. `kind` is the sign of leg 0.
struct Posting
{
    qint64 id = 0;  ///< consecutive from 1
    qint64 seq = 0; ///< of its TransactionPosted or CashMoved event
    QByteArray key; ///< idempotency key
    QByteArray bodyHash;
    events::MovementKind kind = events::MovementKind::Deposit;
    base::UtcMs at;
    QDate businessDay;
    events::Channel channel = events::Channel::Rest;
    QString user;
    QString description;
    std::optional<qint64> reverses;
    std::optional<events::PostingOperation> operation; ///< none: a row of before there were operations ("posting/1")
    std::optional<qint64> tillSession;
    QStringList approvers; ///< user names
    QString reason;
    std::vector<Leg> legs;
    QByteArray hash; ///< SHA-256 over the previous posting's hash and canonicalBytes()
    friend bool operator==(const Posting &, const Posting &) = default;
};

/// 32 zero bytes: what the first posting is chained to.
QByteArray genesisHash();

/// Every field but the hash, unambiguously (length-prefixed), so that any change to any of them shows.
QByteArray canonicalBytes(const Posting &posting);

/// SHA-256(previous ‖ canonicalBytes) (SPEC 2.3).
QByteArray chainHash(const QByteArray &previous, const Posting &posting);

/// Success when there are two legs or more, none zero, of one currency, summing to zero; Internal otherwise.
base::Result<> checkBalanced(const Posting &posting);

/// What the journal knows of an idempotency key.
struct RecordedPosting
{
    QByteArray bodyHash;
    events::TransactionPosted transaction;
};

/// A posting as it is read back, with its accounts' owners (cédula or code), leg by leg.
struct JournalEntry
{
    struct Side
    {
        QString owner;
        base::Money amount{base::Currency::usd()};
    };
    events::TransactionPosted transaction; ///< of the bank's own money: with a code for a cédula
    std::vector<Side> sides;
};

/// Figures of one business day and currency, client movements alone.
struct DayTotals
{
    QDate day;
    qint64 movements = 0;
    base::Money deposits{base::Currency::usd()};
    base::Money withdrawals{base::Currency::usd()};

    base::Currency currency() const { return deposits.currency(); }
    /// The totals with one more movement. LimitExceeded beyond Money's range.
    base::Result<DayTotals> plus(events::MovementKind kind, const base::Money &amount) const;
    friend bool operator==(const DayTotals &, const DayTotals &) = default;
};

} // namespace bank
