// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubclient.h"
#include "client/waitlist.h"
#include "support/fakeapprovalcalls.h"
#include "support/fakeledgercalls.h"
#include "support/fakeqrcalls.h"
#include "support/faketillcalls.h"

/// A hub that knows one person and no bank: what the shell's tests need. Answers at once, or when released if `hold`.
class ShellHub final : public client::HubClient
{
public:
    ShellHub()
    {
        person.id = 7;
        person.username = QStringLiteral("ana");
        person.displayName = QStringLiteral("Ana Vera");
        person.role = client::Role::Administrator;
    }
    ~ShellHub() override { release(); }

    client::User person;
    QString password = QStringLiteral("secreto");
    std::optional<base::Error> refusal; ///< set: login and password change fail with it
    int logins = 0;
    int logouts = 0;
    int retries = 0;

    bool hold = false;
    void release()
    {
        hold = false;
        m_gate.resumeAll();
    }
    void setLink(client::HubLink link)
    {
        m_link = std::move(link);
        Q_EMIT linkChanged();
    }
    void setHub(client::HubInfo hub)
    {
        m_hub = std::move(hub);
        Q_EMIT hubChanged();
    }
    void setStatus(client::HubStatus status)
    {
        m_status = status;
        Q_EMIT statusChanged();
    }
    void setAge(std::optional<std::chrono::milliseconds> age) { m_age = age; }
    void expire(const QString &reason)
    {
        m_user.reset();
        Q_EMIT userChanged();
        Q_EMIT sessionExpired(reason);
    }

    client::Reply<client::User> login(QString username, QString given) override
    {
        ++logins;
        if (hold)
            co_await m_gate.wait();
        if (refusal)
            co_return base::Error(*refusal);
        if (username != person.username || given != password)
            co_return base::Error(base::ErrorCode::Unauthenticated, QStringLiteral("wrong user or password"));
        const bool same = m_user == person;
        m_user = person;
        if (!same)
            Q_EMIT userChanged();
        co_return base::Result<client::User>(person); // a bare lvalue would be moved from (QCoro 0.8)
    }
    client::Reply<> logout() override
    {
        ++logouts;
        m_user.reset();
        Q_EMIT userChanged();
        co_return base::Result<>();
    }
    client::Reply<> changePassword(QString current, QString fresh) override
    {
        if (refusal)
            co_return base::Error(*refusal);
        if (current != password)
            co_return base::Error(base::ErrorCode::PermissionDenied, QStringLiteral("the current password is wrong"));
        password = fresh;
        person.mustChangePassword = false;
        m_user = person;
        Q_EMIT userChanged();
        co_return base::Result<>();
    }
    client::Reply<client::Posted> postTransaction(client::NewTransaction, client::IdempotencyKey) override
    {
        co_return noBank();
    }
    client::Reply<client::Posted> reverseTransaction(qint64, QString, client::IdempotencyKey) override
    {
        co_return noBank();
    }
    client::Reply<contract::Page<contract::Transaction>> transactions(client::TransactionQuery) override
    {
        co_return noBank();
    }
    client::Reply<contract::Account> openAccount(client::NewAccount) override { co_return noBank(); }
    client::Reply<contract::Page<contract::Account>> accounts(client::AccountQuery) override { co_return noBank(); }
    client::Reply<contract::Account> account(QString, std::optional<base::Currency>) override { co_return noBank(); }
    client::Reply<contract::Page<contract::StatementEntry>> statement(client::StatementQuery) override
    {
        co_return noBank();
    }
    client::Reply<contract::Summary> summary() override { co_return noBank(); }
    client::Reply<contract::TransactionDeliveries> deliveries(qint64) override { co_return noBank(); }
    client::TillCalls &tills() override { return m_tills; }
    client::QrCalls &qrs() override { return m_qrs; }

    client::LedgerCalls &ledger() override { return m_ledger; }
    client::ApprovalCalls &approvals() override { return m_approvals; }
    std::optional<client::User> user() const override { return m_user; }
    client::HubAddress address() const override { return {QUrl(QStringLiteral("http://127.0.0.1:8000")), "secret"}; }
    client::HubInfo hub() const override { return m_hub; }
    client::HubLink link() const override { return m_link; }
    client::HubStatus status() const override { return m_status; }
    std::optional<std::chrono::milliseconds> dataAge() const override { return m_age; }
    void retryNow() override { ++retries; }

private:
    static base::Error noBank() { return base::Error(base::ErrorCode::NotFound, QStringLiteral("no bank here")); }
    client::WaitList m_gate;
    support::FakeTillCalls m_tills;
    support::FakeApprovalCalls m_approvals;
    support::FakeQrCalls m_qrs;
    support::FakeLedgerCalls m_ledger;
    std::optional<client::User> m_user;
    client::HubInfo m_hub{QStringLiteral("Matriz"), QStringLiteral("0.1.0"), QStringLiteral("branch")};
    client::HubLink m_link;
    client::HubStatus m_status;
    std::optional<std::chrono::milliseconds> m_age;
};
