// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/alerts.h"
#include "bank/approvals.h"
#include "bank/hold.h"
#include "bank/posting.h"
#include "bank/requests.h"
#include "bank/tills.h"
#include "bank/views.h"
#include "desk/approvalreader.h"
#include "desk/ledgerreader.h"
#include "desk/page.h"
#include "desk/tillreader.h"
#include "events/accountlog.h"
#include "events/eventlog.h"
#include "payments/qrbook.h"

/// What the desk needs of the world. `store` implements both ports.
namespace desk {

/// Where the ledger's counters stand at the beginning of a batch.
struct LedgerHead
{
    qint64 lastPosting = 0;
    QByteArray lastHash; ///< bank::genesisHash() for an empty journal
    qint64 lastSequence = 0;
    qint64 lastClient = 0;   ///< greatest client account id
    qint64 lastInternal = 0; ///< least internal account id (≤ 0)
    QDate lastClosedDay;     ///< invalid: none yet
};

/// Port: one transaction on the writing connection, with savepoints in it: a command's, and within that
/// one of an attempt; the innermost is meant. Row by row: numbers, balances
/// and hashes are the caller's. Belongs to the desk's thread. Any error leaves the batch for lost: rollback() or
/// reopen().
class UnitOfWork
{
public:
    virtual ~UnitOfWork() = default;

    virtual base::Result<> begin() = 0;
    /// Durable (synchronous=FULL) when it succeeds. When it fails, nobody knows: reopen() and look.
    virtual base::Result<> commit() = 0;
    virtual base::Result<> rollback() = 0;
    virtual base::Result<> savepoint() = 0;
    virtual base::Result<> release() = 0;
    virtual base::Result<> rollbackToSavepoint() = 0;
    /// Closes and opens the connection, so that nothing of a failed batch survives but what is on disk.
    virtual base::Result<> reopen() = 0;

    virtual base::Result<LedgerHead> head() = 0;
    virtual base::Result<std::optional<bank::Account>> findAccount(const QString &owner, base::Currency currency) = 0;
    virtual base::Result<std::optional<bank::RecordedPosting>> findPosting(const QByteArray &key) = 0;
    virtual base::Result<std::optional<bank::DayTotals>> dayTotals(QDate day, base::Currency currency) = 0;
    virtual base::Result<> insertAccount(const bank::Account &account) = 0;
    /// Balance, last movement and day figures of an account that exists.
    virtual base::Result<> updateAccount(const bank::Account &account) = 0;
    virtual base::Result<> insertPosting(const bank::Posting &posting) = 0;
    virtual base::Result<std::optional<bank::JournalEntry>> findEntry(qint64 posting) = 0;
    /// Σ of the account's withdrawals of that day that nothing has reversed.
    virtual base::Result<base::Money> withdrawnOn(const bank::Account &account, QDate day) = 0;
    /// All of an account but its identity; `before` is how the row's name was.
    virtual base::Result<> updateTerms(const bank::Account &account, const QString &nameBefore) = 0;
    virtual base::Result<std::optional<bank::Hold>> findHold(qint64 id) = 0;
    virtual base::Result<std::vector<bank::Hold>> dueHolds(base::UtcMs now, int limit) = 0;
    /// Stores a new hold (id 0) or the end of one; the answer is its id.
    virtual base::Result<qint64> saveHold(const bank::Hold &hold) = 0;
    virtual base::Result<std::optional<events::DayClosed>> findDayClose(QDate day) = 0;
    virtual base::Result<bank::Proof> lastProof() = 0;
    virtual base::Result<> saveProof(const bank::Proof &proof) = 0;
    virtual base::Result<> insertDayClose(const events::DayClosed &close) = 0;
    virtual base::Result<> saveDayTotals(const bank::DayTotals &totals) = 0;
    virtual base::Result<> append(const events::Event &event) = 0;

    // Row by row as well, for rules directly: savepoints hold for them too. Good from begin() to the end of the batch,
    // and after reopen() to the next call of it.
    virtual bank::Tills &tills() = 0;
    virtual bank::Approvals &approvals() = 0;
    virtual bank::Requests &requests() = 0;
    virtual bank::Alerts &alerts() = 0;
    virtual payments::QrBook &qrs() = 0;
};

class QrReader;

/// Port: everything that is read without a command. One thread at a time; never blocks the desk. InvalidArgument for a
/// limit or cursor that is none of ours.
class Reader
{
public:
    virtual ~Reader() = default;
    /// Newest first.
    virtual base::Result<Page<events::TransactionPosted>> transactions(const bank::TransactionFilter &filter,
                                                                       const PageRequest &page) = 0;
    /// By cédula, then currency; clients only. `query`: words of which each must be in the cédula or in the name
    /// (case and accents do not count); empty: all.
    virtual base::Result<Page<bank::Account>> accounts(const QString &query, const PageRequest &page) = 0;
    /// NotFound when there is none.
    virtual base::Result<Snapshot<bank::Account>> account(const QString &cedula, base::Currency currency) = 0;
    /// An account's movements, newest first; filter.cedula and filter.currency choose it. NotFound when there is none.
    virtual base::Result<Page<events::TransactionPosted>> statement(const bank::TransactionFilter &filter,
                                                                    const PageRequest &page) = 0;
    /// Figures of the business day `today`.
    virtual base::Result<Snapshot<bank::Summary>> summary(QDate today) = 0;
    /// Balances of client accounts with ids after `afterAccount`, by id, ≤ 500: to reconcile retained ones (S0-22).
    virtual base::Result<std::vector<bank::BalanceState>> balances(qint64 afterAccount, int limit) = 0;
    virtual base::Result<qint64> transactionCount() = 0;
    virtual QrReader &qrs() = 0; ///< desk/qrreader.h
    virtual TillReader &tills() = 0;
    virtual LedgerReader &ledger() = 0;
    virtual events::EventSource &log() = 0;
    virtual events::AccountLog &accountLog() = 0;
    virtual ApprovalReader &approvals() = 0;
};

} // namespace desk
