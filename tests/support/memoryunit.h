// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/ports.h"
#include <map>

namespace support {

/// A ledger's rows in memory.
struct LedgerRows
{
    std::map<qint64, bank::Account> accounts;
    std::vector<bank::Posting> postings;
    std::vector<events::TransactionPosted> transactions; ///< one a posting (of the bank's own: empty)
    std::map<std::pair<QDate, QString>, bank::DayTotals> days;
    std::vector<events::Event> events;

    const bank::Account *find(const QString &owner, base::Currency currency = base::Currency::usd()) const
    {
        for (const auto &[id, account] : accounts) {
            if (account.owner == owner && account.currency() == currency)
                return &account;
        }
        return nullptr;
    }
    const events::TransactionPosted *transactionOf(const QByteArray &key) const
    {
        for (size_t i = 0; i < postings.size(); ++i) {
            if (postings[i].key == key)
                return &transactions[i];
        }
        return nullptr;
    }
    /// Empty when the ledger proves itself, else what is wrong (the same invariants as store::checkLedger).
    QString contradiction() const;
};

/// A unit of work without a disk, whose n-th call can be made to fail: what becomes of a desk on a dying disk.
class MemoryUnit final : public desk::UnitOfWork
{
public:
    /// What a failing call does besides failing.
    enum class Failure {
        Plain,            ///< the statement has not been done; the transaction goes on
        LosesTransaction, ///< SQLite has rolled back on its own: the savepoint is gone
        CommitsAnyway,    ///< a commit reaches the disk, but says that it failed
    };
    /// Calls number `first`, `first + 1`, … `first + count - 1` fail (0 is the first call).
    void failAt(int first, int count, Failure failure)
    {
        m_first = first;
        m_last = first + count - 1;
        m_failure = failure;
    }
    int calls() const { return m_calls; }
    const LedgerRows &disk() const { return m_disk; }
    int commits() const { return m_commits; }

    base::Result<> begin() override
    {
        if (fails() || m_inTransaction)
            return error();
        m_inTransaction = true;
        m_rows = m_disk;
        return {};
    }
    base::Result<> commit() override
    {
        const bool failing = fails();
        if (!m_inTransaction || (failing && m_failure != Failure::CommitsAnyway))
            return error();
        m_disk = m_rows;
        m_inTransaction = false;
        ++m_commits;
        return failing ? error() : base::Result<>();
    }
    base::Result<> rollback() override
    {
        m_inTransaction = false;
        return fails() ? error() : base::Result<>();
    }
    base::Result<> savepoint() override
    {
        if (fails() || !m_inTransaction || m_saved)
            return error();
        m_saved = m_rows;
        return {};
    }
    base::Result<> release() override
    {
        if (fails() || !m_saved)
            return error();
        m_saved.reset();
        return {};
    }
    base::Result<> rollbackToSavepoint() override
    {
        if (fails() || !m_saved)
            return error();
        m_rows = *m_saved;
        return {};
    }
    base::Result<> reopen() override
    {
        m_inTransaction = false;
        m_saved.reset();
        m_rows = m_disk;
        return fails() ? error() : base::Result<>();
    }
    base::Result<desk::LedgerHead> head() override
    {
        if (fails())
            return error().error();
        desk::LedgerHead head;
        head.lastPosting = static_cast<qint64>(m_rows.postings.size());
        head.lastHash = m_rows.postings.empty() ? bank::genesisHash() : m_rows.postings.back().hash;
        head.lastSequence = static_cast<qint64>(m_rows.events.size());
        if (!m_rows.accounts.empty()) {
            head.lastClient = std::max<qint64>(m_rows.accounts.rbegin()->first, 0);
            head.lastInternal = std::min<qint64>(m_rows.accounts.begin()->first, 0);
        }
        return head;
    }
    base::Result<std::optional<bank::Account>> findAccount(const QString &owner, base::Currency currency) override
    {
        if (fails())
            return error().error();
        const bank::Account *const account = m_rows.find(owner, currency);
        return account ? std::optional(*account) : std::nullopt;
    }
    base::Result<std::optional<bank::RecordedPosting>> findPosting(const QByteArray &key) override
    {
        if (fails())
            return error().error();
        for (size_t i = 0; i < m_rows.postings.size(); ++i) {
            if (m_rows.postings[i].key == key)
                return std::optional(bank::RecordedPosting{m_rows.postings[i].bodyHash, m_rows.transactions[i]});
        }
        return std::optional<bank::RecordedPosting>();
    }
    base::Result<std::optional<bank::DayTotals>> dayTotals(QDate day, base::Currency currency) override
    {
        if (fails())
            return error().error();
        const auto found = m_rows.days.find({day, currency.toString()});
        return found == m_rows.days.end() ? std::nullopt : std::optional(found->second);
    }
    base::Result<> insertAccount(const bank::Account &account) override
    {
        if (fails() || m_rows.find(account.owner, account.currency()))
            return error();
        m_rows.accounts.emplace(account.id.value(), account);
        return {};
    }
    base::Result<> updateAccount(const bank::Account &account) override
    {
        if (fails())
            return error();
        m_rows.accounts.at(account.id.value()) = account;
        return {};
    }
    base::Result<> insertPosting(const bank::Posting &posting) override
    {
        if (fails())
            return error();
        m_rows.postings.push_back(posting);
        return {};
    }
    base::Result<> saveDayTotals(const bank::DayTotals &totals) override
    {
        if (fails())
            return error();
        m_rows.days.insert_or_assign({totals.day, totals.currency().toString()}, totals);
        return {};
    }
    base::Result<> append(const events::Event &event) override
    {
        if (fails())
            return error();
        m_rows.events.push_back(event);
        if (const auto *posted = std::get_if<events::TransactionPosted>(&event))
            m_rows.transactions.push_back(*posted);
        if (std::holds_alternative<events::CashMoved>(event))
            m_rows.transactions.emplace_back();
        return {};
    }

    bank::Tills &tills() override { return m_tills; }
    bank::Approvals &approvals() override { return m_approvals; }
    bank::Requests &requests() override { return m_requests; }

private:
    /// No command that the memory unit is asked to run looks here.
    class NoRequests final : public bank::Requests
    {
    public:
        base::Result<std::optional<bank::RecordedRequest>> findRequest(const QByteArray &) override
        {
            return std::optional<bank::RecordedRequest>();
        }
        base::Result<> addRequest(const QByteArray &, const bank::RecordedRequest &) override
        {
            return {base::ErrorCode::Unsupported, QStringLiteral("not kept in memory")};
        }
    };
    bool fails()
    {
        const int call = m_calls++;
        const bool failing = call >= m_first && call <= m_last;
        if (failing && m_failure == Failure::LosesTransaction) {
            m_inTransaction = false;
            m_saved.reset();
            m_rows = m_disk;
        }
        return failing;
    }
    static base::Result<> error() { return {base::ErrorCode::Io, QStringLiteral("disk I/O error")}; }

    bank::Tills m_tills;
    bank::Approvals m_approvals;
    NoRequests m_requests;
    LedgerRows m_disk;
    LedgerRows m_rows; ///< what the connection sees
    std::optional<LedgerRows> m_saved;
    bool m_inTransaction = false;
    int m_commits = 0;
    int m_calls = 0;
    int m_first = -1;
    int m_last = -1;
    Failure m_failure = Failure::Plain;
};

inline QString LedgerRows::contradiction() const
{
    std::map<qint64, qint64> sums;
    QByteArray previous = bank::genesisHash();
    std::map<std::pair<QDate, QString>, bank::DayTotals> expectedDays;
    if (transactions.size() != postings.size())
        return QStringLiteral("postings and their events differ in number");
    for (size_t i = 0; i < postings.size(); ++i) {
        const bank::Posting &posting = postings[i];
        if (posting.id != static_cast<qint64>(i) + 1)
            return QStringLiteral("posting numbers have a gap");
        if (auto ok = bank::checkBalanced(posting); !ok)
            return ok.error().message();
        if (bank::chainHash(previous, posting) != posting.hash)
            return QStringLiteral("the chain is broken");
        previous = posting.hash;
        for (const bank::Leg &leg : posting.legs) {
            if ((sums[leg.account.value()] += leg.amount.minor()) != leg.balanceAfter.minor())
                return QStringLiteral("an entry does not continue the balance");
        }
        if (posting.legs.front().account.value() < 0)
            continue; // the bank's own
        const base::Currency currency = transactions[i].amount.currency();
        const base::Money nothing(currency);
        auto &day = expectedDays
                        .try_emplace({posting.businessDay, currency.toString()},
                                     bank::DayTotals{posting.businessDay, 0, nothing, nothing})
                        .first->second;
        day = day.plus(posting.kind, transactions[i].amount).value();
        if (transactions[i].seq != posting.seq)
            return QStringLiteral("a posting names another event");
    }
    for (const auto &[id, account] : accounts) {
        if (account.balance.minor() != sums[id])
            return QStringLiteral("a balance is not the sum of its entries");
        if (id > 0 && account.balance.minor() < -account.overdraftLimit.minor())
            return QStringLiteral("an account is overdrawn");
    }
    for (size_t i = 0; i < events.size(); ++i) {
        if (events::sequenceOf(events[i]) != static_cast<qint64>(i) + 1)
            return QStringLiteral("the event sequence has a gap");
    }
    return days == expectedDays ? QString() : QStringLiteral("a day's totals differ from its postings");
}

} // namespace support
