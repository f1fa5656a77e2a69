// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/emptybooks.h"
#include <map>

namespace support {

/// The port as the rules need it, in a few lines: rows in vectors, no undo.
class PlainLedger final : public bank::Ledger, public bank::Requests
{
public:
    base::Result<std::optional<bank::Account>> findAccount(const QString &owner, base::Currency currency) override
    {
        for (const bank::Account &a : accounts) {
            if (a.owner == owner && a.currency() == currency)
                return std::optional(a);
        }
        return std::optional<bank::Account>();
    }
    base::Result<std::optional<bank::RecordedPosting>> findPosting(const QByteArray &key) override
    {
        for (size_t i = 0; i < postings.size(); ++i) {
            if (postings[i].key == key)
                return std::optional(bank::RecordedPosting{postings[i].bodyHash, transactions[i]});
        }
        return std::optional<bank::RecordedPosting>();
    }
    base::Result<bank::Account> addInternal(bank::Account draft) override
    {
        draft.id = bank::AccountId(--m_internal);
        accounts.push_back(draft);
        return draft;
    }
    base::Result<bank::Account> openAccount(bank::Account draft, events::AccountOpened event) override
    {
        draft.id = bank::AccountId(++m_client);
        draft.openedSeq = append(event).value();
        accounts.push_back(draft);
        return draft;
    }
    base::Result<events::TransactionPosted> record(bank::Posting draft, events::TransactionPosted event) override
    {
        if (auto ok = bank::checkBalanced(draft); !ok)
            return ok.error();
        move(draft);
        draft.id = event.id = static_cast<qint64>(postings.size()) + 1;
        event.seq = append(event).value();
        postings.push_back(draft);
        transactions.push_back(event);
        return event;
    }
    base::Result<events::CashMoved> recordInternal(bank::Posting draft, events::CashMoved event) override
    {
        if (auto ok = bank::checkBalanced(draft); !ok)
            return ok.error();
        move(draft);
        draft.id = event.postingId = static_cast<qint64>(postings.size()) + 1;
        event.seq = append(event).value();
        postings.push_back(draft);
        transactions.push_back({}); // none: only the numbering must fit
        return event;
    }
    base::Result<std::optional<bank::JournalEntry>> findEntry(qint64 id) override
    {
        if (id < 1 || id > static_cast<qint64>(postings.size()))
            return std::optional<bank::JournalEntry>();
        const auto at = static_cast<size_t>(id - 1);
        bank::JournalEntry entry{transactions[at], {}};
        for (const bank::Posting &p : postings) {
            if (p.reverses == id)
                entry.transaction.reversedBy = p.id;
        }
        for (const bank::Leg &leg : postings[at].legs) {
            for (const bank::Account &a : accounts) {
                if (a.id == leg.account)
                    entry.sides.push_back({a.owner, leg.amount});
            }
        }
        return std::optional(std::move(entry));
    }
    base::Result<base::Money> withdrawnOn(const bank::Account &account, QDate day) override
    {
        base::Money sum(account.currency());
        for (const bank::Posting &p : postings) {
            const auto takesBack = [&](const bank::Posting &other) { return other.reverses == p.id; };
            if (p.businessDay == day && p.legs.front().account == account.id && p.legs.front().amount.isNegative() &&
                !p.reverses && std::none_of(postings.begin(), postings.end(), takesBack))
                sum = sum.minus(p.legs.front().amount).value();
        }
        return sum;
    }
    base::Result<bank::Account> changeAccount(bank::Account changed, events::AccountChanged event) override
    {
        replace(changed);
        static_cast<void>(append(std::move(event)));
        return changed;
    }
    base::Result<std::optional<bank::Hold>> findHold(qint64 id) override
    {
        return id < 1 || id > static_cast<qint64>(holds.size()) ? std::nullopt
                                                                : std::optional(holds[static_cast<size_t>(id - 1)]);
    }
    base::Result<std::vector<bank::Hold>> dueHolds(base::UtcMs now, int limit) override
    {
        std::vector<bank::Hold> due;
        for (const bank::Hold &hold : holds) {
            const bool isDue = hold.expiresAt && hold.expiresAt->value <= now.value;
            if (hold.state == events::HoldState::Active && isDue && static_cast<int>(due.size()) < limit)
                due.push_back(hold);
        }
        return due;
    }
    base::Result<bank::Hold> saveHold(bank::Hold hold) override
    {
        bank::Account account = *findAccount(hold.cedula, hold.amount.currency()).value();
        account.held = (hold.id == 0 ? account.held.plus(hold.amount) : account.held.minus(hold.amount)).value();
        replace(account);
        if (hold.id == 0) {
            hold.id = static_cast<qint64>(holds.size()) + 1;
            holds.push_back(hold);
        }
        holds[static_cast<size_t>(hold.id - 1)] = hold;
        events::HoldChanged event;
        event.holdId = hold.id;
        event.state = hold.state;
        event.held = account.held;
        static_cast<void>(append(std::move(event)));
        return hold;
    }
    bank::ChainEnd chainEnd() const override { return {static_cast<qint64>(postings.size()), bank::genesisHash()}; }
    QDate lastClosedDay() const override { return closedDay; }
    base::Result<events::DayClosed> closeDay(events::DayClosed event) override
    {
        closedDay = event.day;
        event.seq = append(event).value();
        return event;
    }
    base::Result<bank::Proof> lastProof() override { return proof; }
    base::Result<> saveProof(const bank::Proof &made) override
    {
        proof = made;
        return {};
    }
    base::Result<qint64> append(events::Event event) override
    {
        log.push_back(event);
        return static_cast<qint64>(log.size());
    }
    std::vector<QString> alerts() const
    {
        std::vector<QString> types;
        for (const events::Event &e : log) {
            if (const auto *alert = std::get_if<events::AlertRaised>(&e))
                types.push_back(alert->type + u' ' + QString::fromLatin1(alert->balance->toWire()));
        }
        return types;
    }
    qint64 balance(const QString &owner, base::Currency currency = base::Currency::usd())
    {
        const auto account = findAccount(owner, currency).value();
        return account ? account->balance.minor() : -1;
    }

    bank::Tills *tills = nullptr; ///< null: a branch without tills
    bank::Books books() { return {*this, tills ? *tills : m_tills, m_approvals, *this, m_alerts}; }
    base::Result<std::optional<bank::RecordedRequest>> findRequest(const QByteArray &key) override
    {
        const auto found = m_requests.find(key);
        return found == m_requests.end() ? std::nullopt : std::optional(found->second);
    }
    base::Result<> addRequest(const QByteArray &key, const bank::RecordedRequest &request) override
    {
        m_requests.emplace(key, request);
        return {};
    }

    std::vector<bank::Account> accounts;
    std::vector<bank::Posting> postings;
    std::vector<events::TransactionPosted> transactions;
    std::vector<events::Event> log;
    std::vector<bank::Hold> holds;
    QDate closedDay;
    bank::Proof proof;

private:
    void replace(const bank::Account &changed)
    {
        for (bank::Account &a : accounts) {
            if (a.id == changed.id)
                a = changed;
        }
    }
    void move(const bank::Posting &posting)
    {
        for (const bank::Leg &leg : posting.legs) {
            for (bank::Account &a : accounts) {
                if (a.id == leg.account)
                    a.balance = a.balance.plus(leg.amount).value();
            }
        }
    }
    bank::Tills m_tills;
    NoApprovals m_approvals;
    NoAlerts m_alerts;
    std::map<QByteArray, bank::RecordedRequest> m_requests;
    qint64 m_internal = 0;
    qint64 m_client = 0;
};

} // namespace support
