// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlreader.h"
#include "store/accountquery.h"
#include "store/readsnapshot.h"
#include "store/rowvalues.h"
#include "store/transactionquery.h"

namespace store {

using namespace Qt::StringLiterals;
using base::ErrorCode;

namespace {

QString cursorOfTransaction(const events::TransactionPosted &t)
{
    return QString::number(t.id);
}

QString cursorOfAccount(const bank::Account &a)
{
    return a.owner + u'~' + a.currency().toString();
}

} // namespace

SqlReader::SqlReader(std::unique_ptr<Database> database)
    : m_database(std::move(database))
    , m_log(*m_database)
    , m_accountLog(*m_database)
    , m_qrs(*m_database, m_log)
    , m_tills(*m_database, m_log)
    , m_ledger(*m_database)
    , m_approvals(*m_database)
{
}

SqlReader::~SqlReader() = default;

base::Result<std::unique_ptr<SqlReader>> SqlReader::open(const QString &path)
{
    auto database = Database::open(path, Database::Mode::ReadOnly);
    if (!database)
        return database.error();
    return std::unique_ptr<SqlReader>(new SqlReader(std::move(database).value()));
}

Statement &SqlReader::prepared(const QString &sql)
{
    auto &slot = m_statements[sql];
    if (!slot)
        slot = std::make_unique<Statement>(*m_database, sql);
    return *slot;
}

base::Result<> SqlReader::stamp(QString &epoch, qint64 &seq)
{
    auto last = m_log.lastSequence();
    if (!last)
        return last.error();
    auto name = m_log.epoch();
    if (!name)
        return name.error();
    seq = *last;
    epoch = std::move(name).value();
    return {};
}

base::Result<std::vector<events::TransactionPosted>> SqlReader::readTransactions(const bank::TransactionFilter &filter,
                                                                                 qint64 before, int limit)
{
    const TransactionQuery query(filter);
    auto bounds = query.bounds([this](const QString &sql) -> Statement & { return prepared(sql); });
    if (!bounds)
        return bounds.error();
    Statement &statement = prepared(query.sql());
    query.bind(statement, *bounds, before, limit);
    auto rows = statement.select();
    if (!rows)
        return rows.error();
    std::vector<events::TransactionPosted> items;
    while (true) {
        auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return items;
        auto item = transactionFrom(*rows);
        if (!item)
            return item.error();
        items.push_back(std::move(item).value());
    }
}

base::Result<desk::Page<events::TransactionPosted>> SqlReader::transactions(const bank::TransactionFilter &filter,
                                                                            const desk::PageRequest &request)
{
    if (auto ok = checkLimit(request.limit); !ok)
        return ok.error();
    auto before = idOf(request.cursor);
    if (!before)
        return before.error();
    auto snapshot = ReadSnapshot::begin(*m_database);
    if (!snapshot)
        return snapshot.error();
    auto items = readTransactions(filter, *before, request.limit + 1);
    if (!items)
        return items.error();
    auto page = pageOf(std::move(items).value(), request.limit, cursorOfTransaction);
    if (auto ok = stamp(page.epoch, page.seq); !ok)
        return ok.error();
    return page;
}

base::Result<desk::Page<events::TransactionPosted>> SqlReader::statement(const bank::TransactionFilter &filter,
                                                                         const desk::PageRequest &page)
{
    if (!filter.currency)
        return {ErrorCode::InvalidArgument, u"a statement is of one currency"_s};
    auto owner = findAccount(filter.cedula, *filter.currency);
    if (!owner)
        return owner.error();
    if (!*owner)
        return {ErrorCode::NotFound,
                u"there is no account of %1 in %2"_s.arg(filter.cedula, filter.currency->toString())};
    return transactions(filter, page);
}

base::Result<std::optional<bank::Account>> SqlReader::findAccount(const QString &owner, base::Currency currency)
{
    auto rows = prepared(u"SELECT "_s + accountColumns +
                         u" FROM account a WHERE a.owner = ? AND a.currency = ?"
                         " AND a.id > 0"_s)
                    .bind(owner)
                    .bind(currency.toString())
                    .select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return std::optional<bank::Account>();
    auto account = accountFrom(*rows);
    if (!account)
        return account.error();
    return std::optional(std::move(account).value());
}

base::Result<desk::Snapshot<bank::Account>> SqlReader::account(const QString &cedula, base::Currency currency)
{
    auto snapshot = ReadSnapshot::begin(*m_database);
    if (!snapshot)
        return snapshot.error();
    auto found = findAccount(cedula, currency);
    if (!found)
        return found.error();
    if (!*found)
        return {ErrorCode::NotFound, u"there is no account of %1 in %2"_s.arg(cedula, currency.toString())};
    desk::Snapshot<bank::Account> answer{std::move(**found), {}, 0};
    if (auto ok = stamp(answer.epoch, answer.seq); !ok)
        return ok.error();
    return answer;
}

base::Result<desk::Page<bank::Account>> SqlReader::accounts(const QString &query, const desk::PageRequest &request)
{
    if (auto ok = checkLimit(request.limit); !ok)
        return ok.error();
    if (!request.cursor.isEmpty() && request.cursor.count(u'~') != 1)
        return {ErrorCode::InvalidArgument, u"cursor: not one of ours"_s};
    auto snapshot = ReadSnapshot::begin(*m_database);
    if (!snapshot)
        return snapshot.error();
    auto items = AccountQuery(query, request.cursor)
                     .run([this](const QString &sql) -> Statement & { return prepared(sql); }, request.limit + 1);
    if (!items)
        return items.error();
    auto page = pageOf(std::move(items).value(), request.limit, cursorOfAccount);
    if (auto ok = stamp(page.epoch, page.seq); !ok)
        return ok.error();
    return page;
}

base::Result<> SqlReader::readTotals(bank::Summary &summary, QDate today)
{
    // All accounts of a currency sum to zero, so the clients' total is minus that of the bank's own few accounts, of
    // which each currency has the vault at least. Cash is what vault and drawers hold.
    auto rows =
        prepared(u"SELECT a.currency, -sum(a.balance), -sum(CASE WHEN a.owner = '#CASH' OR a.owner GLOB '#CAJA_*'"
                 " THEN a.balance ELSE 0 END),"
                 " d.movements, d.deposits, d.withdrawals FROM account a LEFT JOIN day_total d"
                 " ON d.branch_day = ? AND d.currency = a.currency WHERE a.id < 0"
                 " GROUP BY a.currency ORDER BY a.currency"_s)
            .bind(dayNumber(today))
            .select();
    if (!rows)
        return rows.error();
    while (true) {
        auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return {};
        auto currency = currencyFrom(rows->text(0));
        if (!currency)
            return currency.error();
        const auto money = [&](int column) { return base::Money::fromMinor(rows->integer(column), *currency); };
        const auto total = money(1);
        const auto cash = money(2);
        const auto deposits = money(4);
        const auto withdrawals = money(5);
        if (!total || !cash || !deposits || !withdrawals)
            return {ErrorCode::Corrupt, u"ledger: a total is out of range"_s};
        summary.totals.push_back(*total);
        summary.today.push_back({bank::DayTotals{today, rows->integer(3), *deposits, *withdrawals}, *cash});
    }
}

base::Result<bank::Summary> SqlReader::readSummary(QDate today)
{
    bank::Summary summary;
    auto accounts = prepared(u"SELECT max(max(id), 0) FROM account"_s).integer(); // clients are numbered without gap
    auto low = prepared(u"SELECT count(*) FROM account INDEXED BY account_low WHERE id > 0 AND balance < threshold"_s)
                   .integer();
    auto total = transactionCount();
    for (const auto *number : {&accounts, &low, &total}) {
        if (!*number)
            return number->error();
    }
    summary.accounts = *accounts;
    summary.lowBalanceAccounts = *low;
    summary.totalTransactions = *total;
    if (auto ok = readTotals(summary, today); !ok)
        return ok.error();
    auto rows = prepared(u"SELECT name, value FROM meta WHERE name IN ('verified_at', 'verified_ok')"_s).select();
    if (!rows)
        return rows.error();
    while (true) {
        auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return summary;
        if (rows->text(0) == "verified_at"_L1)
            summary.verifiedAt.value = rows->text(1).toLongLong();
        else
            summary.balanced = rows->text(1) == "true"_L1;
    }
}

base::Result<desk::Snapshot<bank::Summary>> SqlReader::summary(QDate today)
{
    auto snapshot = ReadSnapshot::begin(*m_database);
    if (!snapshot)
        return snapshot.error();
    auto value = readSummary(today);
    if (!value)
        return value.error();
    desk::Snapshot<bank::Summary> answer{std::move(value).value(), {}, 0};
    if (auto ok = stamp(answer.epoch, answer.seq); !ok)
        return ok.error();
    return answer;
}

base::Result<std::vector<bank::BalanceState>> SqlReader::balances(qint64 afterAccount, int limit)
{
    if (auto ok = checkLimit(limit); !ok)
        return ok.error();
    auto rows =
        prepared(u"SELECT a.id, a.owner, a.currency, a.balance, a.opened_at, a.opened_seq, p.id, p.seq,"
                 " p.at_utc_ms, e.amount FROM account a"
                 " LEFT JOIN posting p ON p.id = (SELECT max(posting) FROM entry WHERE leg = 0 AND account = a.id)"
                 " LEFT JOIN entry e ON e.posting = p.id AND e.leg = 0 WHERE a.id > ? ORDER BY a.id LIMIT ?"_s)
            .bind(std::max<qint64>(afterAccount, 0))
            .bind(limit)
            .select();
    if (!rows)
        return rows.error();
    std::vector<bank::BalanceState> states;
    while (true) {
        auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return states;
        auto currency = currencyFrom(rows->text(2));
        if (!currency)
            return currency.error();
        const bool hasMoved = !rows->isNull(6);
        const auto balance = base::Money::fromMinor(rows->integer(3), *currency);
        const auto previous = base::Money::fromMinor(rows->integer(3) - rows->integer(9), *currency);
        if (!balance || !previous)
            return {ErrorCode::Corrupt, u"ledger: a balance is out of range"_s};
        states.push_back({bank::AccountId(rows->integer(0)), rows->text(1), *balance, *previous,
                          base::UtcMs{rows->integer(hasMoved ? 8 : 4)}, rows->integer(6),
                          rows->integer(hasMoved ? 7 : 5)});
    }
}

base::Result<qint64> SqlReader::transactionCount()
{
    return prepared(u"SELECT sum(movements) FROM day_total"_s).integer(); // clients' alone
}

} // namespace store
