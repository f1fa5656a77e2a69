// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlledgerreader.h"
#include "events/codec.h"
#include "store/rowvalues.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;
using bank::JournalTotal;
using base::ErrorCode;

namespace {

/// Σ of a day's postings, grouped by `key`; one leg says what a posting comes to.
QString totalsSql(QLatin1StringView key, QLatin1StringView from)
{
    return u"SELECT "_s + key +
           u", a.currency, count(*), sum(abs(e.amount)) FROM posting p"
           " JOIN entry e ON e.posting = p.id AND e.leg = 0 JOIN account a ON a.id = e.account"_s +
           from + u" WHERE p.branch_day = ? GROUP BY 1, 2 ORDER BY 1, 2"_s;
}

base::Result<std::vector<JournalTotal>> readTotals(Statement &statement, QDate day, JournalTotal::By by)
{
    return rowsOf<JournalTotal>(statement.bind(dayNumber(day)), [by](const Rows &rows) -> base::Result<JournalTotal> {
        const auto currency = currencyFrom(rows.text(1));
        if (!currency)
            return currency.error();
        const auto amount = base::Money::fromMinor(rows.integer(3), *currency);
        if (!amount)
            return amount.error();
        const QString key = by == JournalTotal::By::Drawer ? bank::chart::tillOf(rows.text(0)) : rows.text(0);
        return JournalTotal{by, key, rows.integer(2), *amount};
    });
}

base::Result<qint64> numberIn(const QString &cursor, qint64 fallback)
{
    if (cursor.isEmpty())
        return fallback;
    bool ok = false;
    const qint64 number = cursor.toLongLong(&ok);
    if (!ok || number < 1)
        return {ErrorCode::InvalidArgument, u"cursor: not one of ours"_s};
    return number;
}

base::Result<> checkLimit(int limit)
{
    if (limit < 1 || limit > 500)
        return {ErrorCode::InvalidArgument, u"limit must be 1 to 500"_s};
    return {};
}

} // namespace

SqlLedgerReader::SqlLedgerReader(Database &database)
    : m_holds(database)
    , m_dayCloses(database)
    , m_postings(database)
    , m_proof(database)
    , m_account(database, u"SELECT id FROM account WHERE owner = ? AND currency = ? AND id > 0"_s)
    , m_changes(database, u"SELECT v.seq, v.at_utc_ms, v.type, v.version, v.payload FROM account_event x"
                          " CROSS JOIN event v ON v.seq = x.seq WHERE x.account = ? AND x.seq < ?"
                          " ORDER BY x.seq DESC LIMIT ?"_s)
    , m_own(database,
            QString(u"SELECT "_s + accountColumns + u" FROM account a WHERE a.id < 0 ORDER BY a.owner, a.currency"_s))
    , m_ofDay(database, u"SELECT id FROM posting WHERE branch_day = ? AND id > ? ORDER BY id LIMIT ?"_s)
    , m_byOperation(database, totalsSql("CASE WHEN p.operation <> '' THEN p.operation WHEN p.kind = 0 THEN 'DEPOSITO'"
                                        " ELSE 'RETIRO' END"_L1,
                                        ""_L1))
    , m_byTill(database, totalsSql("c.owner"_L1, " JOIN entry k ON k.posting = p.id JOIN account c ON c.id = k.account"
                                                 " AND substr(c.owner, 1, 6) = '#CAJA_'"_L1))
    , m_byUser(database, totalsSql("p.operator"_L1, ""_L1))
{
}

base::Result<qint64> SqlLedgerReader::accountId(const QString &cedula, base::Currency currency)
{
    auto found = rowsOf<qint64>(m_account.bind(cedula).bind(currency.toString()),
                                [](const Rows &rows) { return base::Result<qint64>(rows.integer(0)); });
    if (!found)
        return found.error();
    if (found->empty())
        return {ErrorCode::NotFound, u"there is no account of %1 in %2"_s.arg(cedula, currency.toString())};
    return found->front();
}

base::Result<std::vector<bank::Hold>> SqlLedgerReader::holds(const QString &cedula, base::Currency currency,
                                                             bool onlyActive)
{
    const auto id = accountId(cedula, currency);
    if (!id)
        return id.error();
    return m_holds.ofAccount(*id, onlyActive, 500);
}

base::Result<desk::Page<events::Event>> SqlLedgerReader::changes(const QString &cedula, base::Currency currency,
                                                                 const desk::PageRequest &request)
{
    if (auto ok = checkLimit(request.limit); !ok)
        return ok.error();
    const auto before = numberIn(request.cursor, std::numeric_limits<qint64>::max());
    if (!before)
        return before.error();
    const auto id = accountId(cedula, currency);
    if (!id)
        return id.error();
    auto found = rowsOf<events::Event>(m_changes.bind(*id).bind(*before).bind(request.limit + 1), [](const Rows &rows) {
        return events::decode(rows.text(2), static_cast<int>(rows.integer(3)), rows.blob(4), rows.integer(0),
                              base::UtcMs{rows.integer(1)});
    });
    if (!found)
        return found.error();
    desk::Page<events::Event> page;
    page.items = std::move(found).value();
    if (static_cast<int>(page.items.size()) > request.limit) {
        page.items.pop_back();
        page.nextCursor = QString::number(events::sequenceOf(page.items.back()));
    }
    return page;
}

base::Result<bank::Chart> SqlLedgerReader::chart()
{
    auto own = rowsOf<bank::Account>(m_own, accountFrom);
    if (!own)
        return own.error();
    bank::Chart chart{std::move(own).value(), {}};
    // All accounts of a currency sum to zero, so the clients' sum is minus that of the bank's own.
    std::vector<base::Money> sums;
    for (const bank::Account &account : chart.own) {
        const auto same = [&](const base::Money &m) { return m.currency() == account.currency(); };
        auto sum = std::find_if(sums.begin(), sums.end(), same);
        if (sum == sums.end())
            sum = sums.insert(sums.end(), base::Money(account.currency()));
        const auto next = sum->minus(account.balance);
        if (!next)
            return next.error();
        *sum = *next;
    }
    chart.clients = std::move(sums);
    return chart;
}

base::Result<std::vector<JournalTotal>> SqlLedgerReader::totals(QDate day)
{
    std::vector<JournalTotal> all;
    const std::array groups{std::pair(&m_byOperation, JournalTotal::By::Kind),
                            std::pair(&m_byTill, JournalTotal::By::Drawer),
                            std::pair(&m_byUser, JournalTotal::By::Person)};
    for (const auto &[statement, by] : groups) {
        auto some = readTotals(*statement, day, by);
        if (!some)
            return some.error();
        std::move(some->begin(), some->end(), std::back_inserter(all));
    }
    return all;
}

base::Result<bank::Journal> SqlLedgerReader::journal(QDate day, const desk::PageRequest &request)
{
    if (auto ok = checkLimit(request.limit); !ok)
        return ok.error();
    const auto after = numberIn(request.cursor, 0);
    if (!after)
        return after.error();
    auto ids = rowsOf<qint64>(m_ofDay.bind(dayNumber(day)).bind(*after).bind(request.limit + 1),
                              [](const Rows &rows) { return base::Result<qint64>(rows.integer(0)); });
    if (!ids)
        return ids.error();
    bank::Journal journal;
    journal.day = day;
    if (static_cast<int>(ids->size()) > request.limit) {
        ids->pop_back();
        journal.nextCursor = QString::number(ids->back());
    }
    for (const qint64 id : *ids) {
        auto entry = m_postings.findEntry(id);
        if (!entry)
            return entry.error();
        if (*entry)
            journal.entries.push_back(std::move(**entry));
    }
    auto sums = totals(day);
    if (!sums)
        return sums.error();
    journal.totals = std::move(sums).value();
    auto close = m_dayCloses.find(day);
    if (!close)
        return close.error();
    journal.close = std::move(close).value();
    return journal;
}

base::Result<std::vector<events::DayClosed>> SqlLedgerReader::closedDays(int limit)
{
    if (auto ok = checkLimit(limit); !ok)
        return ok.error();
    return m_dayCloses.list({}, limit);
}

} // namespace store
