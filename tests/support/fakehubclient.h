// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubclient.h"
#include "support/fakeapprovalcalls.h"
#include "support/fakeledgercalls.h"
#include "support/fakeqrcalls.h"
#include "support/faketillcalls.h"
#include <coroutine>
#include <deque>
#include <map>

namespace support {

/// A hub in memory for tests of the console: accounts and movements with the rules a page can see (idempotency,
/// overdraft, keyset pages). Answers at once, or after release() while `held`. Errors are scripted by failNext().
class FakeHubClient final : public client::HubClient
{
public:
    /// A till is open, as nearly always; the tests of tills let it go.
    FakeHubClient()
    {
        contract::TillSession session;
        session.id = 1;
        session.tillId = 1;
        session.tillName = QStringLiteral("Caja 1");
        session.user = QStringLiteral("ana");
        session.cash.emplace_back();
        tillCalls.mine.session = session;
        qrCalls.nextSeq = [this] { return ++seq; };
        qrCalls.presentSeq = [this] { return seq; };
        qrCalls.feed = [this](const contract::QrNews &news) {
            if (feeds)
                Q_EMIT eventsArrived({client::FeedEvent{news.seq, news}});
        };
    }
    ~FakeHubClient() override
    {
        m_closing = true; // what is open is answered with Unavailable
        release();
    }

    // --- script ------------------------------------------------------------------------------------------------------
    bool held = false; ///< answers wait for release()
    bool feeds = true; ///< what is posted also comes by the feed
    qint64 seq = 100;  ///< of the last event
    std::map<QString, contract::Account> accountsByCedula;
    std::vector<contract::Transaction> posted; ///< oldest first
    std::vector<client::IdempotencyKey> keysSeen;
    std::optional<base::Money> approvalAbove;      ///< operations beyond it wait for a second person
    std::vector<client::TransactionQuery> queries; ///< of movements, in order
    QStringList calls;                             ///< names, in order
    base::UtcMs now{1'705'347'000'000};
    client::User signedIn{1, u"ana"_qs, u"Ana Torres"_qs, client::Role::Teller, false};

    /// The next call of that name answers with an error; `afterwards` also does what was asked (outcome unknown).
    void failNext(const QString &call, base::ErrorCode code, bool afterwards = false)
    {
        m_failures[call].push_back({base::Error(code, u"scripted failure"_qs), afterwards});
    }
    int waiting() const { return static_cast<int>(m_waiting.size()); }
    /// Answers everything that waits.
    void release()
    {
        held = false;
        while (!m_waiting.empty()) {
            auto answer = std::move(m_waiting.front());
            m_waiting.pop_front();
            answer();
        }
    }
    contract::Account &addAccount(const QString &cedula, const QString &name, qint64 cents)
    {
        contract::Account a;
        a.accountId = static_cast<qint64>(accountsByCedula.size()) + 1;
        a.cedula = cedula;
        a.holderName = name;
        a.balance = a.available = usd(cents);
        a.lowBalanceThreshold = usd(10'000);
        a.lowBalance = a.balance < a.lowBalanceThreshold;
        return accountsByCedula[cedula] = a;
    }
    /// A movement by somebody else; comes by the feed when `feeds`.
    contract::Transaction move(const QString &cedula, contract::TransactionKind kind, qint64 cents,
                               contract::Channel channel = contract::Channel::Rest)
    {
        contract::Account &a = accountsByCedula[cedula];
        const bool in = kind == contract::TransactionKind::Deposit;
        contract::Transaction t;
        t.id = static_cast<qint64>(posted.size()) + 1;
        t.folio = QString::number(t.id).rightJustified(6, u'0');
        t.seq = ++seq;
        t.cedula = cedula;
        t.holderName = a.holderName;
        t.kind = kind;
        t.amount = usd(cents);
        t.balanceBefore = a.balance;
        t.balanceAfter = *a.balance.plus(in ? t.amount : t.amount.negated());
        t.at = now;
        t.localTime = QDateTime::fromMSecsSinceEpoch(now.value).toString(Qt::ISODate);
        t.channel = channel;
        t.user = signedIn.username;
        a.changeToday = *a.changeToday.plus(in ? t.amount : t.amount.negated());
        a.balance = a.available = t.balanceAfter;
        a.lowBalance = a.balance < a.lowBalanceThreshold;
        a.lastMovement = now;
        posted.push_back(t);
        if (feeds)
            Q_EMIT eventsArrived({client::FeedEvent{t.seq, t}});
        return t;
    }
    static base::Money usd(qint64 cents) { return *base::Money::fromMinor(cents, base::Currency::usd()); }

    // --- HubClient ---------------------------------------------------------------------------------------------------
    client::Reply<client::User> login(QString, QString) override
    {
        return answer<client::User>(u"login"_qs, [this] { return signedIn; });
    }
    client::Reply<> logout() override
    {
        return answer<void>(u"logout"_qs, [] { return base::Result<>(); });
    }
    client::Reply<> changePassword(QString, QString) override
    {
        return answer<void>(u"changePassword"_qs, [] { return base::Result<>(); });
    }
    client::Reply<client::Posted> postTransaction(client::NewTransaction what, client::IdempotencyKey key) override
    {
        keysSeen.push_back(key);
        return answer<client::Posted>(u"postTransaction"_qs, [this, what, key] { return post(what, key); });
    }
    /// Waits for a second person always, as at a hub.
    client::Reply<client::Posted> reverseTransaction(qint64 id, QString reason, client::IdempotencyKey) override
    {
        return answer<client::Posted>(u"reverseTransaction"_qs, [this, id, reason]() -> base::Result<client::Posted> {
            for (const contract::Transaction &t : posted) {
                if (t.id != id)
                    continue;
                contract::Approval &asked = approvalCalls.addRequest(signedIn.username, u"REVERSO"_qs, t.amount);
                asked.cedula = t.cedula;
                asked.reason = reason;
                asked.createdAt = now;
                asked.expiresAt = {now.value + 120'000};
                return client::Posted{{}, false, asked};
            }
            return base::Error(base::ErrorCode::NotFound, u"no such movement"_qs);
        });
    }
    client::Reply<contract::Page<contract::Transaction>> transactions(client::TransactionQuery query) override
    {
        return answer<contract::Page<contract::Transaction>>(u"transactions"_qs, [this, query] {
            std::vector<contract::Transaction> wanted;
            for (auto t = posted.rbegin(); t != posted.rend(); ++t) {
                if (found(*t, query))
                    wanted.push_back(*t);
            }
            queries.push_back(query);
            return page(std::move(wanted), query.cursor, query.limit);
        });
    }
    client::Reply<contract::Account> openAccount(client::NewAccount fresh) override
    {
        return answer<contract::Account>(u"openAccount"_qs, [this, fresh]() -> base::Result<contract::Account> {
            if (accountsByCedula.contains(fresh.cedula))
                return base::Error(base::ErrorCode::AlreadyExists, u"the account exists"_qs);
            const contract::Account &a = addAccount(fresh.cedula, fresh.holderName, 0);
            ++seq;
            if (feeds)
                Q_EMIT eventsArrived({client::FeedEvent{seq, a}});
            return a;
        });
    }
    client::Reply<contract::Page<contract::Account>> accounts(client::AccountQuery query) override
    {
        return answer<contract::Page<contract::Account>>(u"accounts"_qs, [this, query] {
            std::vector<contract::Account> wanted;
            for (const auto &[cedula, account] : accountsByCedula) {
                if (cedula.contains(query.search) || account.holderName.contains(query.search, Qt::CaseInsensitive))
                    wanted.push_back(account);
            }
            return page(std::move(wanted), query.cursor, query.limit);
        });
    }
    client::Reply<contract::Account> account(QString cedula, std::optional<base::Currency>) override
    {
        return answer<contract::Account>(u"account"_qs, [this, cedula]() -> base::Result<contract::Account> {
            const auto it = accountsByCedula.find(cedula);
            if (it == accountsByCedula.end())
                return base::Error(base::ErrorCode::NotFound, u"no such account"_qs);
            return it->second;
        });
    }
    client::Reply<contract::Page<contract::StatementEntry>> statement(client::StatementQuery query) override
    {
        return answer<contract::Page<contract::StatementEntry>>(u"statement"_qs, [this, query] {
            std::vector<contract::StatementEntry> wanted;
            for (auto t = posted.rbegin(); t != posted.rend(); ++t) {
                if (t->cedula == query.cedula)
                    wanted.push_back(entryOf(*t));
            }
            return page(std::move(wanted), query.cursor, query.limit);
        });
    }
    client::Reply<contract::Summary> summary() override
    {
        return answer<contract::Summary>(u"summary"_qs, [this] { return summaryNow(); });
    }
    contract::TransactionDeliveries traced; ///< what is answered for every transaction
    client::Reply<contract::TransactionDeliveries> deliveries(qint64 transaction) override
    {
        return answer<contract::TransactionDeliveries>(u"deliveries"_qs, [this, transaction] {
            contract::TransactionDeliveries found = traced;
            found.transaction = transaction;
            return found;
        });
    }
    FakeTillCalls tillCalls;
    FakeQrCalls qrCalls;
    client::TillCalls &tills() override { return tillCalls; }
    FakeApprovalCalls approvalCalls;
    FakeLedgerCalls ledgerCalls;
    client::LedgerCalls &ledger() override { return ledgerCalls; }
    client::ApprovalCalls &approvals() override { return approvalCalls; }
    client::QrCalls &qrs() override { return qrCalls; }
    std::optional<client::User> user() const override { return signedIn; }
    client::HubAddress address() const override { return {QUrl(u"http://127.0.0.1:8000"_qs), "secret"}; }
    client::HubInfo hub() const override { return {u"Sucursal Centro"_qs, u"0.1.0"_qs, u"branch"_qs, {}}; }
    client::HubLink link() const override { return linkNow; }
    client::HubStatus status() const override { return {}; }
    std::optional<std::chrono::milliseconds> dataAge() const override { return std::chrono::milliseconds(0); }
    void retryNow() override { calls << u"retryNow"_qs; }

    client::HubLink linkNow{client::LinkState::Live, {}, {}, 0, {}};
    void setLink(client::LinkState state)
    {
        linkNow.state = state;
        Q_EMIT linkChanged();
    }

private:
    template <typename T>
    struct Pending
    {
        std::optional<base::Result<T>> result;
        std::coroutine_handle<> waiter;
    };
    /// Refers to what is pending: QCoro copies what it waits for.
    template <typename T>
    struct Awaiter
    {
        Pending<T> *pending;
        bool await_ready() const { return pending->result.has_value(); }
        void await_suspend(std::coroutine_handle<> handle) const { pending->waiter = handle; }
        base::Result<T> await_resume() const { return *pending->result; }
    };
    template <typename T>
    static client::Reply<T> deliver(std::shared_ptr<Pending<T>> pending)
    {
        co_return co_await Awaiter<T>{pending.get()};
    }
    struct Failure
    {
        base::Error error;
        bool afterwards;
    };

    template <typename T>
    client::Reply<T> answer(const QString &call, std::function<base::Result<T>()> compute)
    {
        calls << call;
        auto pending = std::make_shared<Pending<T>>();
        auto now_ = [this, call, compute, pending] {
            std::optional<base::Result<T>> result;
            if (m_closing) {
                result.emplace(base::Error(base::ErrorCode::Unavailable, u"the client is closing"_qs));
            } else if (auto &failures = m_failures[call]; !failures.empty()) {
                const Failure failure = failures.front();
                failures.pop_front();
                if (failure.afterwards)
                    (void)compute();
                result.emplace(failure.error);
            } else {
                result.emplace(compute());
            }
            pending->result = result;
            if (pending->waiter)
                std::exchange(pending->waiter, {}).resume();
        };
        if (held)
            m_waiting.push_back(now_);
        else
            now_();
        return deliver<T>(pending);
    }

    base::Result<client::Posted> post(const client::NewTransaction &what, const client::IdempotencyKey &key)
    {
        if (const auto done = m_applied.find(key.text()); done != m_applied.end())
            return client::Posted{done->second, true};
        if (!accountsByCedula.contains(what.cedula))
            return base::Error(base::ErrorCode::NotFound, u"no such account"_qs);
        if (what.kind == contract::TransactionKind::Withdrawal && accountsByCedula[what.cedula].balance < what.amount)
            return base::Error(base::ErrorCode::InsufficientFunds, u"the balance does not cover it"_qs);
        if (approvalAbove && *approvalAbove < what.amount) {
            contract::Approval &asked =
                approvalCalls.addRequest(signedIn.username, QString(contract::word(what.kind)), what.amount);
            asked.cedula = what.cedula;
            asked.createdAt = now;
            asked.expiresAt = {now.value + 120'000};
            return client::Posted{{}, false, asked};
        }
        const contract::Transaction t = move(what.cedula, what.kind, what.amount.minor(), contract::Channel::Till);
        posted.back().description = what.description;
        m_applied.emplace(key.text(), posted.back());
        return client::Posted{posted.back(), false};
    }

    static bool found(const contract::Transaction &t, const client::TransactionQuery &query)
    {
        const QString day = t.localTime.left(10);
        return (query.cedula.isEmpty() || t.cedula == query.cedula) && (!query.kind || t.kind == *query.kind) &&
               (!query.channel || t.channel == *query.channel) && (!query.state || t.state == *query.state) &&
               (query.user.isEmpty() || t.user == query.user) && (!query.least || !(t.amount < *query.least)) &&
               (!query.most || !(*query.most < t.amount)) && (query.from.isEmpty() || day >= query.from) &&
               (query.to.isEmpty() || day <= query.to) &&
               (query.search.isEmpty() || t.cedula.contains(query.search) ||
                t.holderName.contains(query.search, Qt::CaseInsensitive));
    }

    static contract::StatementEntry entryOf(const contract::Transaction &t)
    {
        contract::StatementEntry e;
        e.id = t.id;
        e.folio = t.folio;
        e.seq = t.seq;
        e.at = t.at;
        e.localTime = t.localTime;
        e.kind = t.kind;
        e.description = t.description;
        (t.kind == contract::TransactionKind::Deposit ? e.credit : e.debit) = t.amount;
        e.balance = t.balanceAfter;
        e.channel = t.channel;
        e.user = t.user;
        return e;
    }

    contract::Summary summaryNow() const
    {
        contract::Summary s;
        base::Money total = usd(0);
        contract::DayTotals day;
        for (const auto &[cedula, account] : accountsByCedula) {
            total = *total.plus(account.balance);
            s.lowBalanceAccounts += account.lowBalance ? 1 : 0;
        }
        for (const contract::Transaction &t : posted) {
            base::Money &sum = t.kind == contract::TransactionKind::Deposit ? day.deposits : day.withdrawals;
            sum = *sum.plus(t.amount);
            ++day.movements;
        }
        day.net = *day.deposits.minus(day.withdrawals);
        day.till = day.net;
        s.accounts = static_cast<qint64>(accountsByCedula.size());
        s.totals = {total};
        s.today = {day};
        s.totalTransactions = static_cast<qint64>(posted.size());
        s.balanced = true;
        s.verifiedAt = now;
        return s;
    }

    /// Keyset in spirit: the cursor is how many were given.
    template <typename T>
    contract::Page<T> page(std::vector<T> all, const QString &cursor, int limit) const
    {
        const size_t from = std::min(all.size(), static_cast<size_t>(cursor.toInt()));
        const size_t to = std::min(all.size(), from + static_cast<size_t>(limit));
        contract::Page<T> p;
        p.items.assign(all.begin() + static_cast<std::ptrdiff_t>(from), all.begin() + static_cast<std::ptrdiff_t>(to));
        p.nextCursor = to < all.size() ? QString::number(to) : QString();
        p.epoch = u"e1"_qs;
        p.seq = seq;
        return p;
    }

    bool m_closing = false;
    std::deque<std::function<void()>> m_waiting;
    std::map<QString, std::deque<Failure>> m_failures;
    std::map<QByteArray, contract::Transaction> m_applied;
};

} // namespace support
