// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/ledger.h"
#include "desk/attempts.h"
#include "desk/ports.h"
#include <unordered_map>

namespace desk {

/// The ledger that rules see during one batch: an account is read once and written once, numbers and hashes are counted
/// on here. Everything changed since the last savepoint can be taken back; nothing outlives the batch. Lives on the
/// desk's stack.
class Batch final : public bank::Ledger, public Attempts
{
public:
    explicit Batch(UnitOfWork &unit)
        : m_unit(unit)
    {
    }

    /// Opens the transaction and reads the counters.
    base::Result<> begin();
    /// Sets the savepoint that undo() goes back to.
    base::Result<> beginCommand();
    /// The command stands (as long as the batch does).
    base::Result<> keep();
    /// The command never was: rows by the savepoint, caches by the notes made since beginCommand().
    base::Result<> undo();
    base::Result<> beginAttempt() override;
    base::Result<> keepAttempt() override;
    base::Result<> undoAttempt() override;
    /// Writes what was held back (balances, day figures) and makes all durable.
    base::Result<> commit();

    qint64 lastSequence() const { return m_head.lastSequence; }

    base::Result<std::optional<bank::Account>> findAccount(const QString &owner, base::Currency currency) override;
    base::Result<std::optional<bank::RecordedPosting>> findPosting(const QByteArray &key) override;
    base::Result<bank::Account> addInternal(bank::Account draft) override;
    base::Result<bank::Account> openAccount(bank::Account draft, events::AccountOpened event) override;
    base::Result<events::TransactionPosted> record(bank::Posting draft, events::TransactionPosted event) override;
    base::Result<events::CashMoved> recordInternal(bank::Posting draft, events::CashMoved event) override;
    base::Result<std::optional<bank::JournalEntry>> findEntry(qint64 posting) override;
    base::Result<base::Money> withdrawnOn(const bank::Account &account, QDate day) override;
    base::Result<bank::Account> changeAccount(bank::Account changed, events::AccountChanged event) override;
    base::Result<std::optional<bank::Hold>> findHold(qint64 id) override;
    base::Result<std::vector<bank::Hold>> dueHolds(base::UtcMs now, int limit) override;
    base::Result<bank::Hold> saveHold(bank::Hold hold) override;
    bank::ChainEnd chainEnd() const override { return {m_head.lastPosting, m_head.lastHash}; }
    QDate lastClosedDay() const override { return m_head.lastClosedDay; }
    base::Result<events::DayClosed> closeDay(events::DayClosed event) override;
    base::Result<bank::Proof> lastProof() override { return m_unit.lastProof(); }
    base::Result<> saveProof(const bank::Proof &proof) override { return m_unit.saveProof(proof); }
    base::Result<qint64> append(events::Event event) override;

private:
    struct OwnerKey
    {
        QString owner;
        base::Currency currency;
        friend bool operator==(const OwnerKey &, const OwnerKey &) = default;
        friend size_t qHash(const OwnerKey &key, size_t seed = 0) { return qHashMulti(seed, key.owner, key.currency); }
    };
    struct DayKey
    {
        QDate day;
        base::Currency currency;
        friend bool operator==(const DayKey &, const DayKey &) = default;
        friend size_t qHash(const DayKey &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.day.toJulianDay(), key.currency);
        }
    };
    template <typename T>
    struct Cached
    {
        T value;
        bool isDirty = false; ///< differs from the row
    };
    using Accounts = std::unordered_map<qint64, Cached<bank::Account>>;
    using Days = QHash<DayKey, Cached<bank::DayTotals>>;

    /// Up to where something has been noted.
    struct Mark
    {
        LedgerHead head;
        size_t accounts = 0;
        size_t days = 0;
        size_t added = 0;
    };
    base::Result<> revert(const Mark &mark);

    base::Result<bank::Account> insert(bank::Account account);
    base::Result<> changeTerms(const bank::Account &next);
    QDate openDay(QDate day) const;
    base::Result<> applyLegs(bank::Posting &posting);
    base::Result<> seal(bank::Posting &posting);
    base::Result<> move(const bank::Posting &posting, bank::Leg &leg);
    base::Result<> addToDay(const bank::Posting &posting);

    UnitOfWork &m_unit;
    LedgerHead m_head;
    Accounts m_accounts;
    QHash<OwnerKey, qint64> m_byOwner;
    Days m_days;

    // What undo() needs.
    Mark m_command;                                                        ///< where the command began
    std::optional<Mark> m_attempt;                                         ///< and the attempt within it
    std::vector<std::pair<qint64, Cached<bank::Account>>> m_savedAccounts; ///< before their change, oldest first
    std::vector<std::pair<DayKey, Cached<bank::DayTotals>>> m_savedDays;
    std::vector<OwnerKey> m_added; ///< accounts that the command created
};

} // namespace desk
