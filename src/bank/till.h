// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/money.h"
#include "base/strongid.h"
#include "events/event.h"
#include <QDate>
#include <QStringList>
#include <optional>
#include <vector>

/// Tills (SPEC 2.4): drawers with the bank's cash, and the sessions in which one person answers for one of them.
/// Plain values. Amounts are cash in the drawer: what is there is positive.
namespace bank {

using TillId = base::StrongId<struct TillTag>;
using TillSessionId = base::StrongId<struct TillSessionTag>;

/// A drawer. Its account is chart::tillCode(id), one a currency.
struct Till
{
    TillId id;
    QString name; ///< unique, ≤ 40 characters
    base::UtcMs createdAt;
    QString createdBy;
    friend bool operator==(const Till &, const Till &) = default;
};

/// Where a session stands. Cash moves while it is Open alone; Counted waits for the close (or another count, which
/// opens it again); Closed is read-only for ever.
using TillState = events::TillState;

/// So many pieces of a denomination.
struct CashLine
{
    base::Money denomination{base::Currency::usd()}; ///< > 0
    qint64 quantity = 0;                             ///< 0–1,000,000
    bool isCoin = false;                             ///< some amounts are both a note and a coin
    friend bool operator==(const CashLine &, const CashLine &) = default;
};

/// What the lines of each currency come to, by currency. LimitExceeded beyond Money's range.
base::Result<std::vector<base::Money>> totalsOf(const std::vector<CashLine> &lines);

/// A session's cash of one currency.
struct TillCash
{
    base::Money opening{base::Currency::usd()}; ///< counted at the opening
    std::optional<base::Money> counted;         ///< by the last count that was submitted…
    std::optional<base::Money> expected;        ///< …and what the ledger had then
    base::Money settled{base::Currency::usd()}; ///< given to the vault at the close
    base::Money carried{base::Currency::usd()}; ///< left in the drawer for the next session

    base::Currency currency() const { return opening.currency(); }
    /// counted − expected; zero before a count.
    base::Money difference() const;
    friend bool operator==(const TillCash &, const TillCash &) = default;
};

/// One person's time at one drawer. One that is not closed a user, and one a till.
struct TillSession
{
    TillSessionId id;
    TillId till;
    QString tillName;
    QString user; ///< the operator
    TillState state = TillState::Open;
    QDate day; ///< the branch's day at the opening
    base::UtcMs openedAt;
    std::optional<base::UtcMs> countedAt; ///< of the last submitted count
    std::optional<base::UtcMs> closedAt;
    int submissions = 0;        ///< counts that were submitted
    QString openingReason;      ///< why the opening count differed from what had been carried; else empty
    QString receivedFrom;       ///< user who handed the drawer over; else empty
    QString handedTo;           ///< user to whom it was handed over; else empty
    std::vector<TillCash> cash; ///< by currency
    friend bool operator==(const TillSession &, const TillSession &) = default;
};

/// What a kind of operation came to in a session's drawer, one a currency.
struct TillTotal
{
    QString operation; ///< as in the journal: DEPOSITO, RETIRO, ENTRADA…
    qint64 movements = 0;
    base::Money in{base::Currency::usd()};
    base::Money out{base::Currency::usd()};
    friend bool operator==(const TillTotal &, const TillTotal &) = default;
};

/// The denominations of a currency, greatest first.
struct Denominations
{
    base::Currency currency = base::Currency::usd();
    std::vector<base::Money> notes;
    std::vector<base::Money> coins;
    friend bool operator==(const Denominations &, const Denominations &) = default;
};
/// Those of USD and BOB (UX 3.1).
std::vector<Denominations> usualDenominations();

/// What still hangs on a session: it is not closed before they are ended or handed over.
struct TillTies
{
    qint64 pendingApprovals = 0;
    qint64 activeQrs = 0;
    bool any() const { return pendingApprovals > 0 || activeQrs > 0; }
};

/// Where the journal's chain ends.
struct ChainEnd
{
    qint64 posting = 0; ///< 0: no posting yet
    QByteArray hash;    ///< genesisHash() then
};

/// The Z: a closed session's figures, fixed for ever. Each is chained to the one before and to the journal, so that
/// nothing in it, nor in the movements that it sums, can be changed unnoticed.
struct TillClosing
{
    qint64 number = 0;   ///< consecutive from 1
    TillSession session; ///< as it was closed
    base::UtcMs at;
    QString closedBy;
    QString reason; ///< of the difference; may be empty when there was none
    QStringList approvers;
    std::vector<TillTotal> totals; ///< by currency, then operation
    std::vector<CashLine> count;   ///< the last count, by currency, greatest first
    ChainEnd journal;
    QByteArray previousHash; ///< of the Z before; 32 zero bytes for the first
    QByteArray hash;         ///< SHA-256(previousHash ‖ canonicalBytes)
    friend bool operator==(const TillClosing &a, const TillClosing &b) { return a.hash == b.hash; }
};

/// Every field but the hashes, unambiguously.
QByteArray canonicalBytes(const TillClosing &closing);
/// What `hash` must be.
QByteArray closingHash(const TillClosing &closing);

} // namespace bank
