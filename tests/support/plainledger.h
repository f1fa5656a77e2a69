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

    bank::Books books() { return {*this, m_tills, m_approvals, *this, m_alerts}; }
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

private:
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
