// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/desk.h"
#include "bank/rules.h"
#include "desk/batch.h"

namespace desk {
namespace {

using namespace Qt::StringLiterals;

template <typename T>
Answer answerOf(base::Result<T> result)
{
    if (!result)
        return result.error();
    return Answer(std::move(result).value());
}

Answer decide(const bank::OpenAccount &command, Batch &batch, const bank::Policy &policy, base::UtcMs now)
{
    return answerOf(bank::open(command, batch, policy, now));
}

Answer decide(const bank::Post &command, Batch &batch, const bank::Policy &policy, base::UtcMs now)
{
    return answerOf(bank::post(command, batch, policy, now));
}

/// What a command that nobody saved is told. Io: the same key may be sent again.
base::Error lost(const base::Error &cause)
{
    return base::Error(base::ErrorCode::Io, u"the operation was not saved: "_s + cause.toString());
}

/// Was this account opened by the command that failed, or had it been there before?
Answer found(const bank::OpenAccount &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    auto account = unit.findAccount(command.cedula.toString(), command.currency);
    if (!account)
        return lost(account.error());
    if (!*account)
        return lost(cause);
    if ((*account)->openedAt != now || (*account)->openedBy != command.user)
        return {base::ErrorCode::AlreadyExists, u"the account exists"_s};
    return Answer(bank::Opened{**account});
}

Answer found(const bank::Post &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    auto recorded = unit.findPosting(command.idempotencyKey);
    if (!recorded)
        return lost(recorded.error());
    if (!*recorded)
        return lost(cause);
    if ((*recorded)->bodyHash != bank::bodyHash(command))
        return {base::ErrorCode::Conflict, u"the idempotency key was used for another operation"_s};
    const events::TransactionPosted &transaction = (*recorded)->transaction;
    return Answer(bank::Posted{transaction, transaction.at != now});
}

} // namespace

Desk::Desk(UnitOfWork &unit, const base::Clock &clock, bank::Policy policy)
    : m_unit(unit)
    , m_clock(clock)
    , m_policy(std::move(policy))
{
}

std::vector<Answer> Desk::run(std::span<const Command> batch)
{
    const base::UtcMs now = m_clock.utcNow();
    if (m_mustReopen) {
        if (auto ok = m_unit.reopen(); !ok)
            return std::vector<Answer>(batch.size(), Answer(ok.error().with(u"the ledger cannot be opened"_s)));
        m_mustReopen = false;
    }
    auto answers = tryBatch(batch, now);
    return answers ? std::move(answers).value() : recover(batch, now, answers.error());
}

base::Result<std::vector<Answer>> Desk::tryBatch(std::span<const Command> batch, base::UtcMs now)
{
    Batch ledger(m_unit);
    if (auto ok = ledger.begin(); !ok)
        return ok.error().with(u"beginning a batch"_s);
    std::vector<Answer> answers;
    answers.reserve(batch.size());
    for (const Command &command : batch) {
        if (auto ok = ledger.beginCommand(); !ok)
            return ok.error().with(u"setting a savepoint"_s);
        answers.push_back(std::visit([&](const auto &c) { return decide(c, ledger, m_policy, now); }, command));
        if (auto ok = answers.back() ? ledger.keep() : ledger.undo(); !ok)
            return ok.error().with(u"ending a savepoint"_s);
    }
    if (auto ok = ledger.commit(); !ok)
        return ok.error().with(u"committing a batch"_s);
    m_lastSequence = ledger.lastSequence();
    return answers;
}

std::vector<Answer> Desk::recover(std::span<const Command> batch, base::UtcMs now, const base::Error &cause)
{
    // A failed commit may have reached the disk or not: only a fresh connection can tell (ARCHITECTURE "Group commit").
    if (auto ok = m_unit.reopen(); !ok) {
        m_mustReopen = true;
        return std::vector<Answer>(batch.size(), Answer(lost(cause).with(ok.error().toString())));
    }
    std::vector<Answer> answers;
    answers.reserve(batch.size());
    for (const Command &command : batch)
        answers.push_back(std::visit([&](const auto &c) { return found(c, m_unit, now, cause); }, command));
    if (auto head = m_unit.head())
        m_lastSequence = head->lastSequence;
    return answers;
}

} // namespace desk
