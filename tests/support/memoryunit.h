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
    std::map<qint64, bank::ApprovalRequest> approvals;
    std::vector<bank::ApprovalDecision> decisions;
    std::map<QByteArray, bank::RecordedRequest> requests;
    std::map<qint64, bank::AlertRecord> seenAlerts;

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
        if (fails() || !m_inTransaction)
            return error();
        m_saved.push_back(m_rows);
        return {};
    }
    base::Result<> release() override
    {
        if (fails() || m_saved.empty())
            return error();
        m_saved.pop_back();
        return {};
    }
    base::Result<> rollbackToSavepoint() override
    {
        if (fails() || m_saved.empty())
            return error();
        m_rows = m_saved.back();
        return {};
    }
    base::Result<> reopen() override
    {
        m_inTransaction = false;
        m_saved.clear();
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
    // No command that the memory unit is asked to run looks here.
    base::Result<std::optional<bank::JournalEntry>> findEntry(qint64) override
    {
        return std::optional<bank::JournalEntry>();
    }
    base::Result<base::Money> withdrawnOn(const bank::Account &account, QDate) override
    {
        return base::Money(account.currency());
    }
    base::Result<> updateTerms(const bank::Account &, const QString &) override { return error(); }
    base::Result<std::optional<bank::Hold>> findHold(qint64) override { return std::optional<bank::Hold>(); }
    base::Result<std::vector<bank::Hold>> dueHolds(base::UtcMs, int) override { return std::vector<bank::Hold>(); }
    base::Result<qint64> saveHold(const bank::Hold &) override { return error().error(); }
    base::Result<std::optional<events::DayClosed>> findDayClose(QDate) override
    {
        return std::optional<events::DayClosed>();
    }
    base::Result<bank::Proof> lastProof() override { return bank::Proof(); }
    base::Result<> saveProof(const bank::Proof &) override { return error(); }
    base::Result<> insertDayClose(const events::DayClosed &) override { return error(); }
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
    bank::Alerts &alerts() override { return m_alerts; }
    payments::QrBook &qrs() override { return m_qrs; }

private:
    class KeptRequests final : public bank::Requests
    {
    public:
        explicit KeptRequests(MemoryUnit &unit)
            : m_unit(unit)
        {
        }
        base::Result<std::optional<bank::RecordedRequest>> findRequest(const QByteArray &key) override
        {
            const auto found = m_unit.m_rows.requests.find(key);
            return found == m_unit.m_rows.requests.end() ? std::nullopt : std::optional(found->second);
        }
        base::Result<> addRequest(const QByteArray &key, const bank::RecordedRequest &request) override
        {
            if (m_unit.fails() || !m_unit.m_rows.requests.emplace(key, request).second)
                return error();
            return {};
        }

    private:
        MemoryUnit &m_unit;
    };
    class KeptApprovals final : public bank::Approvals
    {
    public:
        explicit KeptApprovals(MemoryUnit &unit)
            : m_unit(unit)
        {
        }
        base::Result<qint64> nextApproval() override { return static_cast<qint64>(m_unit.m_rows.approvals.size()) + 1; }
        base::Result<std::optional<bank::ApprovalRequest>> findApproval(qint64 id) override
        {
            const auto found = m_unit.m_rows.approvals.find(id);
            return found == m_unit.m_rows.approvals.end() ? std::nullopt : std::optional(found->second);
        }
        base::Result<> addApproval(const bank::ApprovalRequest &request) override
        {
            if (m_unit.fails() || !m_unit.m_rows.approvals.emplace(request.id, request).second)
                return error();
            return {};
        }
        base::Result<> updateApproval(const bank::ApprovalRequest &request) override
        {
            const auto found = m_unit.m_rows.approvals.find(request.id);
            if (m_unit.fails() || found == m_unit.m_rows.approvals.end() || !found->second.isPending())
                return error();
            found->second = request;
            return {};
        }
        base::Result<> addDecision(const bank::ApprovalDecision &decision) override
        {
            if (m_unit.fails())
                return error();
            m_unit.m_rows.decisions.push_back(decision);
            return {};
        }
        base::Result<std::vector<bank::ApprovalRequest>> dueApprovals(base::UtcMs now, int limit) override
        {
            std::vector<bank::ApprovalRequest> due;
            for (const auto &[id, request] : m_unit.m_rows.approvals) {
                if (request.isPending() && request.expiresAt.value <= now.value &&
                    due.size() < static_cast<size_t>(limit))
                    due.push_back(request);
            }
            return due;
        }

    private:
        MemoryUnit &m_unit;
    };
    class KeptAlerts final : public bank::Alerts
    {
    public:
        explicit KeptAlerts(MemoryUnit &unit)
            : m_unit(unit)
        {
        }
        base::Result<std::optional<bank::AlertRecord>> findAlert(qint64 seq) override
        {
            if (const auto seen = m_unit.m_rows.seenAlerts.find(seq); seen != m_unit.m_rows.seenAlerts.end())
                return std::optional(seen->second);
            for (const events::Event &event : m_unit.m_rows.events) {
                const auto *alert = std::get_if<events::AlertRaised>(&event);
                if (alert && alert->seq == seq)
                    return std::optional(bank::AlertRecord{*alert});
            }
            return std::optional<bank::AlertRecord>();
        }
        base::Result<> markSeen(const bank::AlertRecord &record) override
        {
            if (m_unit.fails() || !m_unit.m_rows.seenAlerts.emplace(record.alert.seq, record).second)
                return error();
            return {};
        }
        base::Result<base::UtcMs> lastRaised(const QString &type, const QString &cedula) override
        {
            base::UtcMs last;
            for (const events::Event &event : m_unit.m_rows.events) {
                const auto *alert = std::get_if<events::AlertRaised>(&event);
                if (alert && alert->type == type && alert->cedula == cedula)
                    last = alert->at;
            }
            return last;
        }

    private:
        MemoryUnit &m_unit;
    };
    bool fails()
    {
        const int call = m_calls++;
        const bool failing = call >= m_first && call <= m_last;
        if (failing && m_failure == Failure::LosesTransaction) {
            m_inTransaction = false;
            m_saved.clear();
            m_rows = m_disk;
        }
        return failing;
    }
    static base::Result<> error() { return {base::ErrorCode::Io, QStringLiteral("disk I/O error")}; }

    /// Everybody's till is open: tills themselves are the store's to prove.
    class OpenTills final : public bank::Tills
    {
    public:
        base::Result<std::optional<bank::TillSession>> sessionOf(const QString &user) override
        {
            bank::TillSession session;
            session.id = bank::TillSessionId(1);
            session.till = bank::TillId(1);
            session.user = user;
            return std::optional(session);
        }
    };
    OpenTills m_tills;
    KeptApprovals m_approvals{*this};
    KeptRequests m_requests{*this};
    KeptAlerts m_alerts{*this};
    payments::QrBook m_qrs;
    LedgerRows m_disk;
    LedgerRows m_rows;               ///< what the connection sees
    std::vector<LedgerRows> m_saved; ///< savepoints, the innermost last
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
