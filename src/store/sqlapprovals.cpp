// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlapprovals.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;

SqlApprovals::SqlApprovals(Database &database)
    : m_next(database, u"SELECT coalesce(max(id), 0) + 1 FROM approval"_s)
    , m_find(database, u"SELECT "_s + approvalColumns + u" FROM approval q WHERE q.id = ?"_s)
    , m_insert(database, u"INSERT INTO approval (id, state, operation, cedula, amount, currency, hash, maker, needed, "
                         u"approvers, created_at,"
                         " expires_at, decided_at, decided_by, note, posting)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
    , m_update(database, u"UPDATE approval SET state = ?, approvers = ?, decided_at = ?, decided_by = ?, note = ?,"
                         " posting = ? WHERE id = ? AND state = 0"_s)
    , m_decide(database, u"INSERT INTO approval_decision (approval, kind, user, at_utc_ms, note, by_pin)"
                         " VALUES (?, ?, ?, ?, ?, ?)"_s)
    , m_due(database, u"SELECT "_s + approvalColumns +
                          u" FROM approval q WHERE q.state = 0 AND q.expires_at <= ? ORDER BY q.expires_at, q.id"
                          " LIMIT ?"_s)
{
}

base::Result<bank::ApprovalRequest> approvalFrom(const Rows &rows)
{
    auto operation = bank::readOperation(rows.text(2).toUtf8());
    if (!operation)
        return operation.error().with(u"request "_s + QString::number(rows.integer(0)));
    const qint64 state = rows.integer(1);
    if (state < 0 || state > static_cast<qint64>(bank::ApprovalState::Refused))
        return {base::ErrorCode::Corrupt, u"ledger: a request's state is unknown"_s};
    bank::ApprovalRequest request{std::move(*operation)};
    request.id = rows.integer(0);
    request.state = static_cast<bank::ApprovalState>(state);
    request.hash = rows.blob(3);
    request.needed = static_cast<int>(rows.integer(4));
    request.approvers = rows.text(5).split(u' ', Qt::SkipEmptyParts);
    request.createdAt.value = rows.integer(6);
    request.expiresAt.value = rows.integer(7);
    request.decidedAt.value = rows.integer(8);
    request.decidedBy = rows.text(9);
    request.note = rows.text(10);
    request.posting = rows.optionalInteger(11);
    request.facts.cedula = rows.text(12);
    if (!rows.isNull(13)) {
        const auto currency = base::Currency::parse(rows.text(14).toLatin1());
        const auto amount = currency ? base::Money::fromMinor(rows.integer(13), *currency)
                                     : base::Result<base::Money>(currency.error());
        if (!amount)
            return {base::ErrorCode::Corrupt, u"ledger: a request's amount is out of range"_s};
        request.facts.amount = *amount;
    }
    return request;
}

base::Result<qint64> SqlApprovals::nextApproval()
{
    return m_next.integer();
}

base::Result<std::optional<bank::ApprovalRequest>> SqlApprovals::findApproval(qint64 id)
{
    auto found = rowsOf<bank::ApprovalRequest>(m_find.bind(id), approvalFrom);
    if (!found)
        return found.error();
    if (found->empty())
        return std::optional<bank::ApprovalRequest>();
    return std::optional(std::move(found->front()));
}

base::Result<> SqlApprovals::addApproval(const bank::ApprovalRequest &r)
{
    m_insert.bind(r.id).bind(static_cast<qint64>(r.state));
    m_insert.bind(QString::fromUtf8(bank::storedOperation(r.operation))).bind(r.facts.cedula);
    if (r.facts.amount)
        m_insert.bind(r.facts.amount->minor()).bind(r.facts.amount->currency().toString());
    else
        m_insert.bindNull().bindNull();
    m_insert.bind(r.hash).bind(r.facts.maker);
    m_insert.bind(r.needed).bind(r.approvers.join(u' ')).bind(r.createdAt.value).bind(r.expiresAt.value);
    auto added = m_insert.bind(r.decidedAt.value).bind(r.decidedBy).bind(r.note).bind(r.posting).run();
    return added ? base::Result<>() : base::Result<>(added.error());
}

base::Result<> SqlApprovals::updateApproval(const bank::ApprovalRequest &r)
{
    m_update.bind(static_cast<qint64>(r.state)).bind(r.approvers.join(u' ')).bind(r.decidedAt.value);
    auto changed = m_update.bind(r.decidedBy).bind(r.note).bind(r.posting).bind(r.id).run();
    if (!changed)
        return changed.error();
    if (*changed != 1)
        return {base::ErrorCode::Internal, u"a request that is not pending was to be changed"_s};
    return {};
}

base::Result<> SqlApprovals::addDecision(const bank::ApprovalDecision &d)
{
    m_decide.bind(d.request).bind(static_cast<qint64>(d.kind)).bind(d.user).bind(d.at.value);
    auto added = m_decide.bind(d.note).bind(d.byPin ? 1 : 0).run();
    return added ? base::Result<>() : base::Result<>(added.error());
}

base::Result<std::vector<bank::ApprovalRequest>> SqlApprovals::dueApprovals(base::UtcMs now, int limit)
{
    return rowsOf<bank::ApprovalRequest>(m_due.bind(now.value).bind(limit), approvalFrom);
}

} // namespace store
