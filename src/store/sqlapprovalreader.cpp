// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlapprovalreader.h"
#include "store/readsnapshot.h"
#include "store/rowvalues.h"
#include "store/sqlalerts.h"
#include "store/sqlapprovals.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;
using base::Result;

namespace {

QString approvalSql(const QString &condition)
{
    return u"SELECT "_s + approvalColumns + u" FROM approval q WHERE "_s + condition;
}

QString alertSql(const QString &condition)
{
    return u"SELECT "_s + alertColumns + u" FROM alert l JOIN event v ON v.seq = l.seq WHERE l.seq < ?"_s + condition +
           u" ORDER BY l.seq DESC LIMIT ?"_s;
}

Result<bank::UnusualCash> unusualFrom(const Rows &rows, base::Currency currency)
{
    const auto in = base::Money::fromMinor(rows.integer(2), currency);
    const auto out = base::Money::fromMinor(rows.integer(3), currency);
    if (!in || !out)
        return {base::ErrorCode::LimitExceeded, u"the operations sum to more than can be told"_s};
    return bank::UnusualCash{rows.text(0), rows.text(1), *in, *out, rows.integer(4)};
}

} // namespace

SqlApprovalReader::SqlApprovalReader(Database &database)
    : m_database(database)
    , m_meta(database)
    , m_last(database, u"SELECT max(seq) FROM event"_s)
    , m_all(database, approvalSql(u"q.id < ? ORDER BY q.id DESC LIMIT ?"_s))
    , m_ofState(database, approvalSql(u"q.state = ? AND q.id < ? ORDER BY q.id DESC LIMIT ?"_s))
    , m_one(database, approvalSql(u"q.id = ?"_s))
    , m_posting(database, u"SELECT "_s + transactionColumns +
                              u" FROM posting p JOIN entry e ON e.posting = p.id AND e.leg = 0"
                              " JOIN account a ON a.id = e.account LEFT JOIN posting r ON r.reverses = p.id"
                              " WHERE p.id = ? AND a.id > 0"_s)
    , m_due(database, u"SELECT count(*) FROM (SELECT 1 FROM approval WHERE state = 0 AND expires_at <= ? LIMIT 1)"_s)
    , m_alerts(database, alertSql({}))
    , m_newAlerts(database, alertSql(u" AND l.seen_by = ''"_s))
    , m_seenAlerts(database, alertSql(u" AND l.seen_by <> ''"_s))
    , m_unusual(database,
                u"SELECT a.owner, a.holder, sum(max(e.amount, 0)) AS paid_in, sum(max(-e.amount, 0)) AS paid_out,"
                " count(*) FROM posting p JOIN entry e ON e.posting = p.id AND e.leg = 0"
                " JOIN account a ON a.id = e.account WHERE p.branch_day >= ? AND p.channel = 0 AND a.id > 0"
                " AND a.currency = ? AND p.reverses IS NULL"
                " AND NOT EXISTS (SELECT 1 FROM posting r WHERE r.reverses = p.id)"
                " GROUP BY a.id HAVING paid_in + paid_out >= ? ORDER BY paid_in + paid_out DESC, a.owner LIMIT 500"_s)
{
}

Result<> SqlApprovalReader::stamp(QString &epoch, qint64 &seq)
{
    auto last = m_last.integer();
    if (!last)
        return last.error();
    auto name = m_meta.epoch();
    if (!name)
        return name.error();
    seq = *last;
    epoch = std::move(*name);
    return {};
}

Result<desk::Page<bank::ApprovalAnswer>> SqlApprovalReader::approvals(std::optional<bank::ApprovalState> state,
                                                                      const desk::PageRequest &page)
{
    if (auto ok = checkLimit(page.limit); !ok)
        return ok.error();
    const auto before = idOf(page.cursor);
    if (!before)
        return before.error();
    auto snapshot = ReadSnapshot::begin(m_database);
    if (!snapshot)
        return snapshot.error();
    Statement &select = state ? m_ofState.bind(static_cast<qint64>(*state)) : m_all;
    auto found = rowsOf<bank::ApprovalAnswer>(select.bind(*before).bind(page.limit + 1),
                                              [](const Rows &rows) -> Result<bank::ApprovalAnswer> {
                                                  auto request = approvalFrom(rows);
                                                  if (!request)
                                                      return request.error();
                                                  return bank::ApprovalAnswer{std::move(*request)};
                                              });
    if (!found)
        return found.error();
    auto answer = pageOf(std::move(*found), page.limit,
                         [](const bank::ApprovalAnswer &a) { return QString::number(a.request.id); });
    if (auto ok = stamp(answer.epoch, answer.seq); !ok)
        return ok.error();
    return answer;
}

Result<std::optional<events::TransactionPosted>> SqlApprovalReader::transaction(qint64 posting)
{
    auto found = rowsOf<events::TransactionPosted>(m_posting.bind(posting), transactionFrom);
    if (!found)
        return found.error();
    return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

Result<desk::Snapshot<bank::ApprovalAnswer>> SqlApprovalReader::approval(qint64 id)
{
    auto snapshot = ReadSnapshot::begin(m_database);
    if (!snapshot)
        return snapshot.error();
    auto found = rowsOf<bank::ApprovalRequest>(m_one.bind(id), approvalFrom);
    if (!found)
        return found.error();
    if (found->empty())
        return {base::ErrorCode::NotFound, u"there is no such request for approval"_s};
    desk::Snapshot<bank::ApprovalAnswer> answer{{std::move(found->front())}, {}, 0};
    if (const auto posting = answer.value.request.posting) {
        auto booked = transaction(*posting);
        if (!booked)
            return booked.error();
        answer.value.transaction = std::move(*booked);
    }
    if (auto ok = stamp(answer.epoch, answer.seq); !ok)
        return ok.error();
    return answer;
}

Result<bool> SqlApprovalReader::hasDueApprovals(base::UtcMs now)
{
    const auto count = m_due.bind(now.value).integer();
    return count ? Result<bool>(*count > 0) : Result<bool>(count.error());
}

Result<desk::Page<bank::AlertRecord>> SqlApprovalReader::alerts(desk::AlertChoice choice, const desk::PageRequest &page)
{
    if (auto ok = checkLimit(page.limit); !ok)
        return ok.error();
    const auto before = idOf(page.cursor);
    if (!before)
        return before.error();
    auto snapshot = ReadSnapshot::begin(m_database);
    if (!snapshot)
        return snapshot.error();
    Statement &select = choice == desk::AlertChoice::All   ? m_alerts
                        : choice == desk::AlertChoice::New ? m_newAlerts
                                                           : m_seenAlerts;
    auto found = rowsOf<bank::AlertRecord>(select.bind(*before).bind(page.limit + 1), alertFrom);
    if (!found)
        return found.error();
    auto answer =
        pageOf(std::move(*found), page.limit, [](const bank::AlertRecord &a) { return QString::number(a.alert.seq); });
    if (auto ok = stamp(answer.epoch, answer.seq); !ok)
        return ok.error();
    return answer;
}

Result<std::vector<bank::UnusualCash>> SqlApprovalReader::unusual(const bank::UnusualFilter &filter)
{
    const base::Currency currency = filter.threshold.currency();
    m_unusual.bind(dayNumber(filter.from)).bind(currency.toString()).bind(filter.threshold.minor());
    return rowsOf<bank::UnusualCash>(m_unusual, [currency](const Rows &rows) { return unusualFrom(rows, currency); });
}

} // namespace store
