// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/desk.h"
#include "bank/alertrules.h"
#include "desk/approvalcommands.h"
#include "desk/bankcommands.h"
#include "desk/batch.h"
#include "desk/ledgercommands.h"
#include "desk/qrcommands.h"
#include "desk/tillcommands.h"

namespace desk {

using namespace Qt::StringLiterals;

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
    const Context context{{ledger, m_unit.tills(), m_unit.approvals(), m_unit.requests(), m_unit.alerts()},
                          m_policy,
                          m_unit.qrs(),
                          m_qrPolicy,
                          ledger};
    std::vector<Answer> answers;
    answers.reserve(batch.size());
    for (const Command &command : batch) {
        if (auto ok = ledger.beginCommand(); !ok)
            return ok.error().with(u"setting a savepoint"_s);
        answers.push_back(std::visit([&](const auto &c) { return decide(c, context, now); }, command));
        if (auto ok = answers.back() ? ledger.keep() : ledger.undo(); !ok)
            return ok.error().with(u"ending a savepoint"_s);
        if (answers.back())
            continue;
        if (auto ok = noteRefusal(command, answers.back().error(), context, now); !ok)
            return ok.error().with(u"noting a refusal"_s);
    }
    if (auto ok = ledger.commit(); !ok)
        return ok.error().with(u"committing a batch"_s);
    m_lastSequence = ledger.lastSequence();
    return answers;
}

/// What a refusal leaves behind all the same: written as a command of its own, whose failure changes nothing.
base::Result<> Desk::noteRefusal(const Command &command, const base::Error &refusal, const Context &context,
                                 base::UtcMs now)
{
    const auto *const post = std::get_if<bank::Post>(&command);
    if (!post || refusal.code() != base::ErrorCode::InsufficientFunds)
        return {};
    if (auto ok = context.attempts.beginAttempt(); !ok)
        return ok;
    const auto raised = bank::alertOfShortfall(*post, context.books, now);
    return raised ? context.attempts.keepAttempt() : context.attempts.undoAttempt();
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
