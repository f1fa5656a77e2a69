// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/hold.h"
#include "bank/posting.h"
#include "bank/till.h"
#include "bank/views.h"

namespace bank {

/// Port: the ledger as the rules see it, inside one command. Everything written through it belongs to the command and
/// goes with it when it is refused. `desk` implements it over a unit of work.
class Ledger
{
public:
    virtual ~Ledger() = default;
    /// A client's account by cédula, or an internal one by code.
    virtual base::Result<std::optional<Account>> findAccount(const QString &owner, base::Currency currency) = 0;
    virtual base::Result<std::optional<RecordedPosting>> findPosting(const QByteArray &key) = 0;
    /// Stores one of the bank's own accounts (owner beginning with '#') and allots its id.
    virtual base::Result<Account> addInternal(Account draft) = 0;
    /// Stores a client's account and logs the event; allots id and sequence in both.
    virtual base::Result<Account> openAccount(Account draft, events::AccountOpened event) = 0;
    /// Allots number and sequence, moves the balances, seals the posting into the chain, and logs the event with what
    /// was allotted. Internal when the legs do not balance.
    virtual base::Result<events::TransactionPosted> record(Posting draft, events::TransactionPosted event) = 0;
    /// The same among the bank's own accounts: numbered and chained with all others, but in no day's figures nor in the
    /// count of transactions. Internal when a leg is a client's.
    virtual base::Result<events::CashMoved> recordInternal(Posting draft, events::CashMoved event) = 0;
    /// A posting by its number, with the owners of its legs' accounts.
    virtual base::Result<std::optional<JournalEntry>> findEntry(qint64 posting) = 0;
    /// What the account's withdrawals of a business day come to; reversed ones do not count.
    virtual base::Result<base::Money> withdrawnOn(const Account &account, QDate day) = 0;
    /// Stores limits, threshold, name and state of an account (not what postings change), and logs the event.
    virtual base::Result<Account> changeAccount(Account changed, events::AccountChanged event) = 0;
    virtual base::Result<std::optional<Hold>> findHold(qint64 id) = 0;
    /// Active ones whose time has passed, oldest first.
    virtual base::Result<std::vector<Hold>> dueHolds(base::UtcMs now, int limit) = 0;
    /// Stores a hold (id 0: a new one, whose id is allotted), counts it in or out of what its account holds, and logs
    /// HoldChanged.
    virtual base::Result<Hold> saveHold(Hold hold) = 0;
    /// Where the chain ends just now.
    virtual ChainEnd chainEnd() const = 0;
    /// Invalid: no day was closed yet. record() and recordInternal() book nothing on it or before it: a draft with such
    /// a day gets the day after it.
    virtual QDate lastClosedDay() const = 0;
    /// Stores the day's anchor and logs the event.
    virtual base::Result<events::DayClosed> closeDay(events::DayClosed event) = 0;
    virtual base::Result<Proof> lastProof() = 0;
    virtual base::Result<> saveProof(const Proof &proof) = 0;
    /// Logs an event; the answer is its sequence.
    virtual base::Result<qint64> append(events::Event event) = 0;
};

} // namespace bank
