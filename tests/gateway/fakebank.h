// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/commands.h"
#include "desk/qrreader.h"
#include "gateway/ports.h"
#include "support/memoryaccountlog.h"
#include "support/noapprovalreader.h"
#include <map>
#include <mutex>

namespace support {

/// A bank in memory behind the gateway's ports: just enough of the rules to see that the gateway asks and answers
/// right. Answers at once, or holds answers back until released. May be used from any thread.
class FakeBank final : public gateway::CommandPort,
                       public gateway::ReaderPort,
                       public desk::Reader,
                       public events::EventSource
{
public:
    bool busy = false;                   ///< every call is refused with Busy
    std::optional<quint64> knownVersion; ///< of what is read; empty: not told
    bool holdAnswers = false;
    bool holdReads = false;
    QString epochName = QStringLiteral("e1");
    int commandsSeen = 0;
    int readsSeen = 0;
    std::optional<bank::Post> lastPost;
    base::UtcMs at{1'705'347'000'000}; ///< of what is posted
    std::function<void(qint64)> committed;
    std::function<std::optional<desk::Answer>(const desk::Command &)> script; ///< asked first, where it is set

    void addAccount(const QString &cedula)
    {
        bank::Account account;
        account.id = bank::AccountId(static_cast<qint64>(m_accounts.size()) + 1);
        account.owner = cedula;
        m_accounts[cedula] = account;
    }
    /// Books a deposit as if another client had.
    void deposit(const QString &cedula, qint64 cents)
    {
        const auto amount = *base::Money::fromMinor(cents, base::Currency::usd());
        (void)run(bank::Post{events::MovementKind::Deposit,
                             *base::Cedula::fromWire(cedula),
                             amount,
                             events::Channel::Rest,
                             QStringLiteral("x"),
                             {},
                             QByteArray::number(++m_ownKeys)});
        if (committed)
            committed(events());
    }
    /// Appends a fixture event as if a rule had.
    void append(events::Event event)
    {
        events::setSequence(event, events() + 1);
        m_log.push_back(std::move(event));
        if (committed)
            committed(events());
    }
    qint64 balance(const QString &cedula) const { return m_accounts.at(cedula).balance.minor(); }
    qint64 events() const { return static_cast<qint64>(m_log.size()); }
    /// The oldest `count` events are no longer in the log.
    void forget(qint64 count) { m_forgotten = m_accountLog.forgotten = count; }
    void releaseAnswers()
    {
        std::vector<std::function<void()>> held;
        held.swap(m_held);
        for (const auto &answer : held)
            answer();
    }

    base::Result<> submit(desk::Command command, std::function<void(desk::Answer)> answer) override
    {
        if (busy)
            return {base::ErrorCode::Busy, QStringLiteral("the desk is busy")};
        ++commandsSeen;
        const auto respond = [this, command, answer] {
            const qint64 before = events();
            const desk::Answer result = run(command);
            if (committed && events() > before)
                committed(events());
            answer(result);
        };
        if (holdAnswers)
            m_held.push_back(respond);
        else
            respond();
        return {};
    }
    std::optional<quint64> version() const override { return knownVersion; }
    base::Result<> read(Job job) override
    {
        if (busy)
            return {base::ErrorCode::Busy, QStringLiteral("the readers are busy")};
        ++readsSeen;
        if (holdReads)
            m_held.push_back([this, job] { job(static_cast<desk::Reader *>(this)); });
        else
            job(static_cast<desk::Reader *>(this));
        return {};
    }

    desk::TillReader noTills;
    desk::TillReader &tills() override { return noTills; }
    desk::LedgerReader noLedger;
    desk::LedgerReader &ledger() override { return noLedger; }
    base::Result<desk::Page<events::TransactionPosted>> transactions(const bank::TransactionFilter &filter,
                                                                     const desk::PageRequest &page) override
    {
        desk::Page<events::TransactionPosted> found;
        for (auto event = m_log.rbegin(); event != m_log.rend() && qsizetype(found.items.size()) < page.limit;
             ++event) {
            const auto *posted = std::get_if<events::TransactionPosted>(&*event);
            if (posted && (filter.cedula.isEmpty() || filter.cedula == posted->cedula))
                found.items.push_back(*posted);
        }
        found.epoch = epochName;
        found.seq = events();
        return found;
    }
    base::Result<desk::Page<bank::Account>> accounts(const QString &query, const desk::PageRequest &) override
    {
        desk::Page<bank::Account> found;
        for (const auto &[cedula, account] : m_accounts) {
            if (cedula.contains(query))
                found.items.push_back(account);
        }
        found.epoch = epochName;
        found.seq = events();
        return found;
    }
    base::Result<desk::Snapshot<bank::Account>> account(const QString &cedula, base::Currency) override
    {
        const auto found = m_accounts.find(cedula);
        if (found == m_accounts.end())
            return {base::ErrorCode::NotFound, QStringLiteral("no such account")};
        return desk::Snapshot<bank::Account>{found->second, epochName, events()};
    }
    base::Result<desk::Page<events::TransactionPosted>> statement(const bank::TransactionFilter &filter,
                                                                  const desk::PageRequest &page) override
    {
        if (!m_accounts.contains(filter.cedula))
            return {base::ErrorCode::NotFound, QStringLiteral("no such account")};
        return transactions(filter, page);
    }
    base::Result<desk::Snapshot<bank::Summary>> summary(QDate) override
    {
        bank::Summary summary;
        summary.accounts = static_cast<qint64>(m_accounts.size());
        return desk::Snapshot<bank::Summary>{summary, epochName, events()};
    }
    base::Result<std::vector<bank::BalanceState>> balances(qint64, int) override
    {
        return std::vector<bank::BalanceState>();
    }
    base::Result<qint64> transactionCount() override { return events(); }
    desk::QrReader &qrs() override { return m_qrs; }
    events::EventSource &log() override { return *this; }
    events::AccountLog &accountLog() override { return m_accountLog; }
    desk::ApprovalReader &approvals() override { return m_approvals; }

    base::Result<qint64> lastSequence() override { return events(); }
    base::Result<QString> epoch() override { return epochName; }
    base::Result<std::vector<events::Event>> readAfter(qint64 seq, int limit) override
    {
        std::vector<events::Event> found;
        for (qint64 next = std::max(seq, m_forgotten); next < events() && qsizetype(found.size()) < limit; ++next)
            found.push_back(m_log[static_cast<size_t>(next)]);
        return found;
    }

private:
    desk::QrReader m_qrs;
    desk::Answer run(const desk::Command &command)
    {
        if (auto answer = script ? script(command) : std::nullopt)
            return *answer;
        if (const auto *open = std::get_if<bank::OpenAccount>(&command)) {
            if (m_accounts.contains(open->cedula.toString()))
                return {base::ErrorCode::AlreadyExists, QStringLiteral("there is one already")};
            addAccount(open->cedula.toString());
            m_accounts[open->cedula.toString()].holderName = open->holderName;
            events::AccountOpened opened;
            opened.seq = events() + 1;
            opened.cedula = open->cedula.toString();
            opened.holderName = open->holderName;
            m_log.push_back(opened);
            return {bank::Opened{m_accounts[open->cedula.toString()]}};
        }
        lastPost = std::get<bank::Post>(command);
        return post(*lastPost);
    }
    desk::Answer post(const bank::Post &post)
    {
        const QByteArray body = bank::bodyHash(post);
        const auto known = m_keys.find(post.idempotencyKey);
        if (known != m_keys.end() && known->second.first != body)
            return {base::ErrorCode::Conflict, QStringLiteral("the key stands for another body")};
        if (known != m_keys.end())
            return {bank::Posted{known->second.second, true}};
        const auto account = m_accounts.find(post.cedula.toString());
        if (account == m_accounts.end())
            return {base::ErrorCode::NotFound, QStringLiteral("no such account")};
        const bool deposit = post.kind == events::MovementKind::Deposit;
        const auto after = account->second.balance.plus(deposit ? post.amount : post.amount.negated());
        if (!after || after->isNegative())
            return {base::ErrorCode::InsufficientFunds, QStringLiteral("not enough money")};
        events::TransactionPosted posted;
        posted.seq = posted.id = events() + 1;
        posted.at = at;
        posted.accountId = account->second.id.value();
        posted.cedula = post.cedula.toString();
        posted.kind = post.kind;
        posted.amount = post.amount;
        posted.balanceBefore = account->second.balance;
        posted.balanceAfter = *after;
        posted.channel = post.channel;
        posted.user = post.user;
        posted.description = post.description;
        account->second.balance = *after;
        m_log.push_back(posted);
        m_keys[post.idempotencyKey] = {body, posted};
        return {bank::Posted{posted, false}};
    }

    std::map<QString, bank::Account> m_accounts;
    std::map<QByteArray, std::pair<QByteArray, events::TransactionPosted>> m_keys;
    std::vector<events::Event> m_log;
    MemoryAccountLog m_accountLog{m_log};
    NoApprovalReader m_approvals;
    std::vector<std::function<void()>> m_held;
    qint64 m_forgotten = 0;
    int m_ownKeys = 0;
};

} // namespace support
