// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlauditlog.h"
#include <QJsonDocument>

namespace store {

using namespace Qt::StringLiterals;

namespace {

using base::Result;

constexpr qint64 latest = std::numeric_limits<qint64>::max();

/// `who` and `action` exactly, or `action` by its beginning; times; which side of a number.
QString selectText(bool newestFirst)
{
    return u"SELECT seq, entry, hash FROM audit WHERE (? = '' OR who = ?) AND (? = '' OR action = ? OR"
           " (? LIKE '%.' AND substr(action, 1, length(?)) = ?)) AND at_utc_ms >= ? AND at_utc_ms < ? AND seq"_s +
           (newestFirst ? u" < ? ORDER BY seq DESC LIMIT ?"_s : u" > ? ORDER BY seq LIMIT ?"_s);
}

auth::AuditRecord recordFrom(const Rows &rows)
{
    return {rows.integer(0), rows.text(1).toUtf8(), rows.blob(2)};
}

/// What the columns beside the text must be.
bool columnsAgree(const Rows &rows, const QByteArray &text)
{
    const QJsonObject entry = QJsonDocument::fromJson(text).object();
    return entry.value(u"seq").toInteger() == rows.integer(0) &&
           entry.value(u"at_utc_ms").toInteger(-1) == rows.integer(3) && entry.value(u"who") == rows.text(4) &&
           entry.value(u"action") == rows.text(5);
}

} // namespace

SqlAuditLog::SqlAuditLog(Database &database)
    : m_insert(database, u"INSERT INTO audit (seq, at_utc_ms, who, action, entry, hash) VALUES (?, ?, ?, ?, ?, ?)"_s)
    , m_head(database, u"SELECT seq, entry, hash FROM audit ORDER BY seq DESC LIMIT 1"_s)
    , m_newest(database, selectText(true))
    , m_oldest(database, selectText(false))
{
}

Result<auth::AuditRecord> SqlAuditLog::head()
{
    auto rows = m_head.select();
    if (!rows)
        return rows.error();
    const auto has = rows->next();
    if (!has)
        return has.error();
    return *has ? recordFrom(*rows) : auth::AuditRecord{0, {}, auth::auditGenesis()};
}

Result<> SqlAuditLog::append(std::span<const auth::AuditEntry> entries)
{
    auto last = head();
    if (!last)
        return last.error();
    for (const auth::AuditEntry &entry : entries) {
        const qint64 seq = last->seq + 1;
        const QByteArray text = auth::auditText(seq, entry);
        const QByteArray hash = auth::auditHash(last->hash, text);
        m_insert.bind(seq).bind(entry.at.value).bind(entry.who).bind(entry.action).bind(QString::fromUtf8(text));
        if (const auto added = m_insert.bind(hash).run(); !added)
            return added.error();
        *last = {seq, text, hash};
    }
    return {};
}

Result<std::vector<auth::AuditRecord>> SqlAuditLog::read(const auth::AuditFilter &filter)
{
    Statement &statement = filter.after ? m_oldest : m_newest;
    statement.bind(filter.who).bind(filter.who);
    for (int i = 0; i < 5; ++i)
        statement.bind(filter.action);
    statement.bind(filter.since ? filter.since->value : qint64{0}).bind(filter.until ? filter.until->value : latest);
    const qint64 before = filter.before > 0 ? filter.before : latest;
    auto rows = statement.bind(filter.after.value_or(before)).bind(filter.limit).select();
    if (!rows)
        return rows.error();
    std::vector<auth::AuditRecord> found;
    while (true) {
        const auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return found;
        found.push_back(recordFrom(*rows));
    }
}

Result<QStringList> checkAudit(Database &database, auth::AuditRecord &last)
{
    last = {0, {}, auth::auditGenesis()};
    QStringList problems;
    Statement statement(database, u"SELECT seq, entry, hash, at_utc_ms, who, action FROM audit ORDER BY seq"_s);
    auto rows = statement.select();
    if (!rows)
        return rows.error();
    while (true) {
        const auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return problems;
        const auth::AuditRecord row = recordFrom(*rows);
        if (row.seq != last.seq + 1)
            problems.append(u"the audit log jumps from %1 to %2"_s.arg(last.seq).arg(row.seq));
        if (row.hash != auth::auditHash(last.hash, row.text))
            problems.append(u"the audit log's chain is broken at %1"_s.arg(row.seq));
        if (!columnsAgree(*rows, row.text))
            problems.append(u"row %1 of the audit log says two different things"_s.arg(row.seq));
        last = row;
    }
}

} // namespace store
