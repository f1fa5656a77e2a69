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
    m_command.head = m_head;
    m_savedAccounts.clear();
    m_savedDays.clear();
    m_added.clear();
    m_attempt.reset();
    return m_unit.savepoint();
}

base::Result<> Batch::keep()
{
    return m_unit.release();
}

base::Result<> Batch::undo()
{
    return revert(m_command);
}

base::Result<> Batch::beginAttempt()
{
    if (m_attempt)
        return {base::ErrorCode::Internal, QStringLiteral("an attempt within an attempt")};
    m_attempt = Mark{m_head, m_savedAccounts.size(), m_savedDays.size(), m_added.size()};
    return m_unit.savepoint();
}

base::Result<> Batch::keepAttempt()
{
    m_attempt.reset();
    return m_unit.release();
}

base::Result<> Batch::undoAttempt()
{
    const Mark mark = *std::exchange(m_attempt, std::nullopt);
    return revert(mark);
}

/// To the innermost savepoint, which was set at `mark`.
base::Result<> Batch::revert(const Mark &mark)
{
    m_head = mark.head;
    // Newest first, so that the oldest note has the last word.
    for (; m_savedAccounts.size() > mark.accounts; m_savedAccounts.pop_back())
        m_accounts.at(m_savedAccounts.back().first) = std::move(m_savedAccounts.back().second);
    for (; m_savedDays.size() > mark.days; m_savedDays.pop_back())
        m_days.insert(m_savedDays.back().first, std::move(m_savedDays.back().second));
    for (; m_added.size() > mark.added; m_added.pop_back())
        m_accounts.erase(m_byOwner.take(m_added.back()));
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

/// Nothing is booked on a closed day.
QDate Batch::openDay(QDate day) const
{
    const QDate closed = m_head.lastClosedDay;
    return closed.isValid() && day <= closed ? closed.addDays(1) : day;
}

base::Result<events::TransactionPosted> Batch::record(bank::Posting draft, events::TransactionPosted event)
{
    draft.businessDay = event.businessDay = openDay(draft.businessDay);
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
    draft.businessDay = openDay(draft.businessDay);
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

base::Result<std::optional<bank::JournalEntry>> Batch::findEntry(qint64 posting)
{
    return m_unit.findEntry(posting);
}

base::Result<base::Money> Batch::withdrawnOn(const bank::Account &account, QDate day)
{
    return m_unit.withdrawnOn(account, openDay(day));
}

/// Written at once: with the balance as the batch knows it, since the row's may be older.
base::Result<> Batch::changeTerms(const bank::Account &next)
{
    const qint64 id = next.id.value();
    const auto found = m_accounts.find(id);
    if (found == m_accounts.end())
        return {base::ErrorCode::Internal, QStringLiteral("an account that changes was not read in this batch")};
    const QString nameBefore = found->second.value.holderName;
    m_savedAccounts.emplace_back(id, std::exchange(found->second, {next, true}));
    return m_unit.updateTerms(next, nameBefore);
}

base::Result<bank::Account> Batch::changeAccount(bank::Account changed, events::AccountChanged event)
{
    if (auto ok = changeTerms(changed); !ok)
        return ok.error();
    if (auto seq = append(std::move(event)); !seq)
        return seq.error();
    return changed;
}

base::Result<std::optional<bank::Hold>> Batch::findHold(qint64 id)
{
    return m_unit.findHold(id);
}

base::Result<std::vector<bank::Hold>> Batch::dueHolds(base::UtcMs now, int limit)
{
    return m_unit.dueHolds(now, limit);
}

namespace {

events::HoldChanged eventOf(const bank::Hold &hold, const bank::Account &account)
{
    events::HoldChanged event;
    event.at = hold.endedAt.value_or(hold.placedAt);
    event.holdId = hold.id;
    event.accountId = account.id.value();
    event.cedula = hold.cedula;
    event.amount = hold.amount;
    event.state = hold.state;
    event.reason = hold.reason;
    event.placedAt = hold.placedAt;
    event.placedBy = hold.placedBy;
    event.expiresAt = hold.expiresAt;
    event.endedBy = hold.endedBy;
    event.balance = account.balance;
    event.held = account.held;
    return event;
}

} // namespace

base::Result<bank::Hold> Batch::saveHold(bank::Hold hold)
{
    auto account = findAccount(hold.cedula, hold.amount.currency());
    if (!account)
        return account.error();
    if (!*account)
        return {base::ErrorCode::Internal, QStringLiteral("a hold's account is not there")};
    bank::Account next = std::move(**account);
    auto held = hold.id == 0 ? next.held.plus(hold.amount) : next.held.minus(hold.amount);
    if (!held)
        return held.error();
    next.held = *held;
    if (auto ok = changeTerms(next); !ok)
        return ok.error();
    auto id = m_unit.saveHold(hold);
    if (!id)
        return id.error();
    hold.id = *id;
    if (auto seq = append(eventOf(hold, next)); !seq)
        return seq.error();
    return hold;
}

base::Result<events::DayClosed> Batch::closeDay(events::DayClosed event)
{
    event.seq = m_head.lastSequence + 1; // what append() allots
    if (auto ok = m_unit.insertDayClose(event); !ok)
        return ok.error();
    m_head.lastClosedDay = event.day;
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
