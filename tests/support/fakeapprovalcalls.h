// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/approvalcalls.h"
#include <deque>
#include <map>

namespace support {

/// Approvals and alerts in memory for tests of the console, with the rules that a page can see: a PIN that must be
/// right, the maker who may not approve, what is decided stays decided. Answers at once. Errors are scripted by
/// failNext().
class FakeApprovalCalls final : public client::ApprovalCalls
{
public:
    std::vector<contract::Approval> requests; ///< oldest first
    std::vector<contract::Alert> raised;      ///< oldest first
    std::map<QString, QString> pins;          ///< by user name
    QString me = QStringLiteral("ana");       ///< who is signed in
    QString password = QStringLiteral("secreto");
    contract::UnusualReport report;
    QStringList calls; ///< names, in order

    contract::Approval &addRequest(const QString &maker, const QString &operation, const base::Money &amount)
    {
        contract::Approval a;
        a.id = static_cast<qint64>(requests.size()) + 1;
        a.operation = operation;
        a.amount = amount;
        a.maker = maker;
        a.hash = QString::number(a.id).rightJustified(64, QLatin1Char('a'));
        return requests.emplace_back(std::move(a));
    }
    void failNext(const QString &call, base::ErrorCode code)
    {
        m_failures[call].push_back(base::Error(code, QStringLiteral("scripted failure")));
    }

    client::Reply<contract::Page<contract::Approval>> approvals(client::ApprovalQuery query) override
    {
        if (auto failed = failure(QStringLiteral("approvals")))
            co_return *failed;
        contract::Page<contract::Approval> page;
        for (auto r = requests.rbegin(); r != requests.rend(); ++r) {
            if (!query.state || r->state == *query.state)
                page.items.push_back(*r);
        }
        co_return base::Result<contract::Page<contract::Approval>>(page);
    }
    client::Reply<contract::Approval> approval(qint64 id) override
    {
        if (auto failed = failure(QStringLiteral("approval")))
            co_return *failed;
        co_return find(id);
    }
    client::Reply<contract::Approval> approve(qint64 id, QString hash, std::optional<client::Checker> checker) override
    {
        if (auto failed = failure(QStringLiteral("approve")))
            co_return *failed;
        co_return decide(id, checker, [hash](contract::Approval &a, const QString &who) -> base::Result<> {
            if (hash != a.hash)
                return {base::ErrorCode::Conflict, QStringLiteral("this is another request")};
            a.approvers.append(who);
            if (a.approvers.size() >= a.needed)
                a.state = contract::ApprovalState::Approved;
            return {};
        });
    }
    client::Reply<contract::Approval> reject(qint64 id, QString reason, std::optional<client::Checker> checker) override
    {
        if (auto failed = failure(QStringLiteral("reject")))
            co_return *failed;
        co_return decide(id, checker, [reason](contract::Approval &a, const QString &who) -> base::Result<> {
            a.state = contract::ApprovalState::Rejected;
            a.decidedBy = who;
            a.note = reason;
            return {};
        });
    }
    client::Reply<contract::Approval> cancelApproval(qint64 id) override
    {
        if (auto failed = failure(QStringLiteral("cancelApproval")))
            co_return *failed;
        for (contract::Approval &a : requests) {
            if (a.id == id && a.maker == me)
                a.state = contract::ApprovalState::Cancelled;
        }
        co_return find(id);
    }
    client::Reply<> setPin(QString currentPassword, QString pin) override
    {
        if (auto failed = failure(QStringLiteral("setPin")))
            co_return *failed;
        if (currentPassword != password)
            co_return base::Error(base::ErrorCode::PermissionDenied, QStringLiteral("the current password is wrong"));
        pins[me] = pin;
        co_return base::Result<>();
    }
    client::Reply<contract::Page<contract::Alert>> alerts(client::AlertQuery query) override
    {
        if (auto failed = failure(QStringLiteral("alerts")))
            co_return *failed;
        using Which = client::AlertQuery::Which;
        contract::Page<contract::Alert> page;
        for (auto a = raised.rbegin(); a != raised.rend(); ++a) {
            const bool isNew = a->seenBy.isEmpty();
            if (query.which == Which::All || isNew == (query.which == Which::New))
                page.items.push_back(*a);
        }
        co_return base::Result<contract::Page<contract::Alert>>(page);
    }
    client::Reply<contract::Alert> acknowledgeAlert(qint64 seq, QString note) override
    {
        if (auto failed = failure(QStringLiteral("acknowledgeAlert")))
            co_return *failed;
        for (contract::Alert &a : raised) {
            if (a.seq != seq)
                continue;
            if (a.seenBy.isEmpty()) {
                a.seenBy = me;
                a.note = note;
            }
            co_return base::Result<contract::Alert>(contract::Alert(a));
        }
        co_return base::Error(base::ErrorCode::NotFound, QStringLiteral("there is no such alert"));
    }
    client::Reply<contract::UnusualReport> unusual(std::optional<base::Currency>) override
    {
        if (auto failed = failure(QStringLiteral("unusual")))
            co_return *failed;
        co_return base::Result<contract::UnusualReport>(contract::UnusualReport(report));
    }

private:
    std::optional<base::Error> failure(const QString &call)
    {
        calls.append(call);
        auto &waiting = m_failures[call];
        if (waiting.empty())
            return std::nullopt;
        const base::Error error = waiting.front();
        waiting.pop_front();
        return error;
    }
    base::Result<contract::Approval> find(qint64 id) const
    {
        for (const contract::Approval &a : requests) {
            if (a.id == id)
                return a;
        }
        return base::Error(base::ErrorCode::NotFound, QStringLiteral("there is no such request"));
    }
    template <typename Change>
    base::Result<contract::Approval> decide(qint64 id, const std::optional<client::Checker> &checker, Change change)
    {
        const QString who = checker ? checker->username : me;
        if (checker && (!pins.contains(who) || pins[who] != checker->pin))
            return base::Error(base::ErrorCode::PermissionDenied, QStringLiteral("the name or the PIN is wrong"));
        for (contract::Approval &a : requests) {
            if (a.id != id)
                continue;
            if (a.maker == who)
                return base::Error(base::ErrorCode::PermissionDenied,
                                   QStringLiteral("nobody approves his own request"));
            if (a.state != contract::ApprovalState::Pending)
                return base::Error(base::ErrorCode::Conflict, QStringLiteral("it is decided already"));
            if (auto ok = change(a, who); !ok)
                return ok.error();
            return a;
        }
        return find(id);
    }

    std::map<QString, std::deque<base::Error>> m_failures;
};

} // namespace support
