// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/batch.h"

namespace desk {

base::Result<> Batch::begin()
{
    if (auto ok = m_unit.begin(); !ok)
        return ok;
    auto head = m_unit.head();
    if (!head)
        return head.error();
    m_head = std::move(head).value();
    return {};
}

base::Result<> Batch::beginCommand()
{
    m_savedHead = m_head;
    m_savedAccounts.clear();
    m_savedDays.clear();
    m_added.clear();
    return m_unit.savepoint();
}

base::Result<> Batch::keep()
{
    return m_unit.release();
}

base::Result<> Batch::undo()
{
    m_head = m_savedHead;
    // Newest first, so that the oldest note has the last word.
    for (auto note = m_savedAccounts.rbegin(); note != m_savedAccounts.rend(); ++note)
        m_accounts.at(note->first) = std::move(note->second);
    for (auto note = m_savedDays.rbegin(); note != m_savedDays.rend(); ++note)
        m_days.insert(note->first, std::move(note->second));
    for (const OwnerKey &key : m_added)
        m_accounts.erase(m_byOwner.take(key));
    if (auto ok = m_unit.rollbackToSavepoint(); !ok)
        return ok;
    return m_unit.release();
}

base::Result<> Batch::commit()
{
    for (const auto &[id, cached] : m_accounts) {
        if (!cached.isDirty)
            continue;
        if (auto ok = m_unit.updateAccount(cached.value); !ok)
            return ok;
    }
    for (const auto &cached : std::as_const(m_days)) {
        if (!cached.isDirty)
            continue;
        if (auto ok = m_unit.saveDayTotals(cached.value); !ok)
            return ok;
    }
    return m_unit.commit();
}

base::Result<std::optional<bank::Account>> Batch::findAccount(const QString &owner, base::Currency currency)
{
    const OwnerKey key{owner, currency};
    if (const auto known = m_byOwner.constFind(key); known != m_byOwner.constEnd())
        return std::optional(m_accounts.at(*known).value);
    auto found = m_unit.findAccount(owner, currency);
    if (found && *found) {
        const qint64 id = (*found)->id.value();
        m_byOwner.insert(key, id);
        m_accounts.insert_or_assign(id, Cached<bank::Account>{**found, false});
    }
    return found;
}

base::Result<std::optional<bank::RecordedPosting>> Batch::findPosting(const QByteArray &key)
{
    return m_unit.findPosting(key);
}

base::Result<bank::Account> Batch::insert(bank::Account account)
{
    if (auto ok = m_unit.insertAccount(account); !ok)
        return ok.error();
    const OwnerKey key{account.owner, account.currency()};
    const qint64 id = account.id.value();
    m_byOwner.insert(key, id);
    m_accounts.insert_or_assign(id, Cached<bank::Account>{account, false});
    m_added.push_back(key);
    return account;
}

base::Result<bank::Account> Batch::addInternal(bank::Account draft)
{
    draft.id = bank::AccountId(--m_head.lastInternal);
    return insert(std::move(draft));
}

base::Result<bank::Account> Batch::openAccount(bank::Account draft, events::AccountOpened event)
{
    draft.id = bank::AccountId(++m_head.lastClient);
    event.accountId = draft.id.value();
    auto seq = append(std::move(event));
    if (!seq)
        return seq.error();
    draft.openedSeq = *seq;
    return insert(std::move(draft));
}

base::Result<> Batch::move(const bank::Posting &posting, bank::Leg &leg)
{
    const qint64 id = leg.account.value();
    const auto found = m_accounts.find(id);
    if (found == m_accounts.end())
        return {base::ErrorCode::Internal, QStringLiteral("a leg's account was not read in this batch")};
    Cached<bank::Account> &cached = found->second;
    bank::Account next = cached.value;
    auto balance = next.balance.plus(leg.amount);
    if (!balance)
        return balance.error();
    auto change = next.changeOn(posting.businessDay).plus(leg.amount);
    if (!change)
        return change.error();
    next.balance = leg.balanceAfter = *balance;
    next.dayChange = *change;
    next.day = posting.businessDay;
    next.lastMovement = posting.at;
    m_savedAccounts.emplace_back(id, std::exchange(cached, {std::move(next), true}));
    return {};
}

base::Result<> Batch::addToDay(const bank::Posting &posting)
{
    const base::Money &amount = posting.legs.front().amount;
    const DayKey key{posting.businessDay, amount.currency()};
    auto cached = m_days.find(key);
    if (cached == m_days.end()) {
        auto stored = m_unit.dayTotals(key.day, key.currency);
        if (!stored)
            return stored.error();
        const base::Money nothing(key.currency);
        cached = m_days.insert(key, {stored->value_or(bank::DayTotals{key.day, 0, nothing, nothing}), false});
    }
    auto next = cached->value.plus(posting.kind, amount.isNegative() ? amount.negated() : amount);
    if (!next)
        return next.error();
    m_savedDays.emplace_back(key, std::exchange(*cached, {*next, true}));
    return {};
}

base::Result<> Batch::applyLegs(bank::Posting &posting)
{
    if (auto ok = checkBalanced(posting); !ok)
        return ok;
    for (bank::Leg &leg : posting.legs) {
        if (auto ok = move(posting, leg); !ok)
            return ok;
    }
    return {};
}

/// Allots number and sequence, chains, stores. The next event logged is the posting's.
base::Result<> Batch::seal(bank::Posting &posting)
{
    posting.id = ++m_head.lastPosting;
    posting.seq = m_head.lastSequence + 1; // what append() allots
    posting.hash = bank::chainHash(m_head.lastHash, posting);
    m_head.lastHash = posting.hash;
    return m_unit.insertPosting(posting);
}

base::Result<events::TransactionPosted> Batch::record(bank::Posting draft, events::TransactionPosted event)
{
    if (auto ok = applyLegs(draft); !ok)
        return ok.error();
    if (auto ok = addToDay(draft); !ok)
        return ok.error();
    if (auto ok = seal(draft); !ok)
        return ok.error();
    event.id = draft.id;
    event.balanceAfter = draft.legs.front().balanceAfter;
    event.seq = draft.seq;
    if (auto seq = append(event); !seq)
        return seq.error();
    return event;
}

base::Result<events::CashMoved> Batch::recordInternal(bank::Posting draft, events::CashMoved event)
{
    const auto isClients = [](const bank::Leg &leg) { return leg.account.value() > 0; };
    if (std::any_of(draft.legs.begin(), draft.legs.end(), isClients))
        return {base::ErrorCode::Internal, QStringLiteral("a client's account is moved as the bank's own")};
    if (auto ok = applyLegs(draft); !ok)
        return ok.error();
    if (auto ok = seal(draft); !ok)
        return ok.error();
    event.postingId = draft.id;
    event.seq = draft.seq;
    if (auto seq = append(event); !seq)
        return seq.error();
    return event;
}

base::Result<qint64> Batch::append(events::Event event)
{
    const qint64 seq = ++m_head.lastSequence;
    events::setSequence(event, seq);
    if (auto ok = m_unit.append(event); !ok)
        return ok.error();
    return seq;
}

} // namespace desk
