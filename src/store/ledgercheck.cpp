// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledgercheck.h"
#include "store/journalwalk.h"
#include "store/rowvalues.h"
#include "store/sqlauditlog.h"
#include "store/sqldaycloses.h"
#include "store/sqlmeta.h"

namespace store {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 recentPostings = 1000;

base::Result<> checkZeroSums(Database &database, LedgerReport &report)
{
    Statement statement(database,
                        u"SELECT currency, sum(balance) FROM account GROUP BY currency HAVING sum(balance) <> 0"_s);
    auto rows = statement.select();
    if (!rows)
        return rows.error();
    while (true) {
        auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return {};
        note(report, u"the accounts in %1 do not sum to zero"_s.arg(rows->text(0)));
    }
}

base::Result<> checkEvents(Database &database, LedgerReport &report)
{
    Statement statement(database, u"SELECT count(*), min(seq), max(seq) FROM event"_s);
    auto rows = statement.select();
    if (!rows)
        return rows.error();
    if (auto has = rows->next(); !has)
        return has.error();
    report.events = rows->integer(0);
    if (report.events > 0 && (rows->integer(1) != 1 || rows->integer(2) != report.events))
        note(report, u"the event log has gaps"_s);
    return {};
}

base::Result<> checkDayTotals(Database &database, LedgerReport &report)
{
    // Both directions: a total without postings is as wrong as postings without a total.
    const QString sums =
        u"SELECT p.branch_day AS branch_day, a.currency AS currency, count(*) AS movements,"
        " sum(CASE WHEN p.kind = 0 THEN abs(e.amount) ELSE 0 END) AS deposits,"
        " sum(CASE WHEN p.kind = 1 THEN abs(e.amount) ELSE 0 END) AS withdrawals FROM posting p"
        " JOIN entry e ON e.posting = p.id AND e.leg = 0 AND e.account > 0 JOIN account a ON a.id = e.account"
        " GROUP BY p.branch_day, a.currency"_s;
    const QString stored = u"SELECT branch_day, currency, movements, deposits, withdrawals FROM day_total"_s;
    Statement statement(database, u"SELECT branch_day, currency FROM (SELECT * FROM (%1) EXCEPT SELECT * FROM (%2))"
                                  " UNION SELECT branch_day, currency FROM (SELECT * FROM (%2) EXCEPT"
                                  " SELECT * FROM (%1))"_s.arg(sums, stored));
    auto rows = statement.select();
    if (!rows)
        return rows.error();
    while (true) {
        auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return {};
        note(report, u"the totals of day %1 in %2 differ from its postings"_s.arg(rows->text(0), rows->text(1)));
    }
}

/// An anchor says how the journal stood when a day was closed: nobody can write the past anew without its key.
base::Result<> checkAnchors(Database &database, LedgerReport &report, const AnchorCheck &isSigned)
{
    auto closes = SqlDayCloses(database).list({}, std::numeric_limits<int>::max());
    if (!closes)
        return closes.error();
    Statement hash(database, u"SELECT hash FROM posting WHERE id = ?"_s);
    Statement later(database, u"SELECT count(*) FROM posting WHERE branch_day <= ? AND id > ?"_s);
    for (const events::DayClosed &close : *closes) {
        ++report.anchors;
        const QString day = close.day.toString(Qt::ISODate);
        QByteArray found = bank::genesisHash();
        if (close.lastPosting > 0) {
            auto rows = hash.bind(close.lastPosting).select();
            if (!rows)
                return rows.error();
            auto has = rows->next();
            if (!has)
                return has.error();
            found = *has ? rows->blob(0) : QByteArray();
        }
        if (found != close.lastHash)
            note(report, u"the journal is not what it was when %1 was closed"_s.arg(day));
        if (isSigned && !isSigned(close))
            note(report, u"the anchor of %1 does not bear this hub's signature"_s.arg(day));
        const auto booked = later.bind(dayNumber(close.day)).bind(close.lastPosting).integer();
        if (!booked)
            return booked.error();
        if (*booked > 0)
            note(report, u"%1 was closed, but has later postings"_s.arg(day));
    }
    return {};
}

base::Result<> checkAuditLog(Database &database, LedgerReport &report)
{
    auth::AuditRecord last;
    const auto problems = checkAudit(database, last);
    if (!problems)
        return problems.error();
    for (const QString &problem : *problems)
        note(report, problem);
    report.auditRows = last.seq;
    report.auditHash = last.hash;
    return {};
}

} // namespace

void note(LedgerReport &report, const QString &problem)
{
    constexpr qsizetype kept = 20;
    ++report.problemCount;
    if (report.problems.size() < kept)
        report.problems.append(problem);
}

base::Result<LedgerReport> checkLedger(Database &database, CheckScope scope, const AnchorCheck &isSigned)
{
    LedgerReport report;
    if (auto ok = database.beginRead(); !ok)
        return ok.error();
    JournalWalk walk(database, report);
    const auto all = [&]() -> base::Result<> {
        auto last = Statement(database, u"SELECT max(id) FROM posting"_s).integer();
        if (!last)
            return last.error();
        const qint64 first = scope == CheckScope::Whole ? 1 : std::max<qint64>(1, *last - recentPostings + 1);
        if (auto ok = walk.run(first); !ok)
            return ok;
        if (auto ok = checkZeroSums(database, report); !ok)
            return ok;
        if (scope == CheckScope::Whole) {
            if (auto ok = checkDayTotals(database, report); !ok)
                return ok;
            if (auto ok = checkAnchors(database, report, isSigned); !ok)
                return ok;
            if (auto ok = checkAuditLog(database, report); !ok)
                return ok;
        }
        return checkEvents(database, report);
    };
    auto done = all();
    auto ended = database.commit();
    if (!done)
        return done.error().with(u"checking the ledger"_s);
    if (!ended)
        return ended.error().with(u"checking the ledger"_s);
    return report;
}

bank::Proof proofOf(const LedgerReport &report, base::UtcMs at, qint64 tookMs)
{
    bank::Proof proof;
    proof.ok = report.ok();
    proof.at = at;
    proof.postings = report.postings;
    proof.entries = report.entries;
    proof.accounts = report.accounts;
    proof.events = report.events;
    proof.anchors = report.anchors;
    proof.lastHash = report.lastHash;
    proof.problems = report.problems;
    proof.problemCount = report.problemCount;
    proof.tookMs = tookMs;
    return proof;
}

base::Result<> recordCheck(Database &database, const LedgerReport &report, base::UtcMs at)
{
    SqlMeta meta(database);
    if (auto ok = meta.set(u"verified_ok"_s, report.ok() ? u"true"_s : u"false"_s); !ok)
        return ok;
    return meta.set(u"verified_at"_s, QString::number(at.value));
}

} // namespace store
