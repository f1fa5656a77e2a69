// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqltills.h"
#include "bank/drawer.h"
#include "store/rowvalues.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;
using base::Result;

namespace {

constexpr QLatin1StringView sessionColumns{
    "SELECT s.id, s.till, t.name, s.operator, s.state, s.day, s.opened_at, s.counted_at, s.closed_at, s.submissions,"
    " s.opening_reason, s.received_from, s.handed_to FROM till_session s JOIN till t ON t.id = s.till"};

std::optional<base::UtcMs> timeOf(const Rows &rows, int column)
{
    const auto ms = rows.optionalInteger(column);
    return ms ? std::optional(base::UtcMs{*ms}) : std::nullopt;
}

Result<bank::Till> tillFrom(const Rows &rows)
{
    return bank::Till{bank::TillId(rows.integer(0)), rows.text(1), base::UtcMs{rows.integer(2)}, rows.text(3)};
}

Result<bank::TillSession> sessionFrom(const Rows &rows)
{
    bank::TillSession s;
    s.id = bank::TillSessionId(rows.integer(0));
    s.till = bank::TillId(rows.integer(1));
    s.tillName = rows.text(2);
    s.user = rows.text(3);
    s.state = static_cast<bank::TillState>(rows.integer(4)); // 0–2 by the table's CHECK
    s.day = dayOf(rows.integer(5));
    s.openedAt = base::UtcMs{rows.integer(6)};
    s.countedAt = timeOf(rows, 7);
    s.closedAt = timeOf(rows, 8);
    s.submissions = static_cast<int>(rows.integer(9));
    s.openingReason = rows.text(10);
    s.receivedFrom = rows.text(11);
    s.handedTo = rows.text(12);
    return s;
}

/// Reads amounts in minor units of the currency in column 0.
class MoneyRow
{
public:
    explicit MoneyRow(const Rows &rows)
        : m_rows(rows)
        , m_currency(currencyFrom(rows.text(0)))
    {
    }
    base::Money amount(int column)
    {
        const base::Currency currency = m_currency.valueOr(base::Currency::usd());
        const auto money = base::Money::fromMinor(m_rows.integer(column), currency);
        m_ok = m_ok && money;
        return money.valueOr(base::Money(currency));
    }
    std::optional<base::Money> optional(int column)
    {
        return m_rows.isNull(column) ? std::nullopt : std::optional(amount(column));
    }
    template <typename T>
    Result<T> finish(T value) const
    {
        if (!m_currency)
            return m_currency.error();
        if (!m_ok)
            return {base::ErrorCode::Corrupt, u"tills: an amount is out of range"_s};
        return value;
    }

private:
    const Rows &m_rows;
    Result<base::Currency> m_currency;
    bool m_ok = true;
};

Result<bank::TillCash> cashFrom(const Rows &rows)
{
    MoneyRow row(rows);
    return row.finish(bank::TillCash{row.amount(1), row.optional(2), row.optional(3), row.amount(4), row.amount(5)});
}

Result<bank::CashLine> lineFrom(const Rows &rows)
{
    MoneyRow row(rows);
    return row.finish(bank::CashLine{row.amount(1), rows.integer(3), rows.integer(2) != 0});
}

Result<bank::TillTotal> totalFrom(const Rows &rows)
{
    MoneyRow row(rows);
    return row.finish(bank::TillTotal{rows.text(1), rows.integer(2), row.amount(3), row.amount(4)});
}

template <typename T>
Result<std::optional<T>> firstOf(Result<std::vector<T>> all)
{
    if (!all)
        return all.error();
    return all->empty() ? std::optional<T>() : std::optional(std::move(all->front()));
}

Result<> done(const Result<qint64> &run)
{
    return run ? Result<>() : Result<>(run.error());
}

} // namespace

Statement &SqlTills::prepared(const QString &sql)
{
    auto &slot = m_statements[sql];
    if (!slot)
        slot = std::make_unique<Statement>(m_database, sql);
    return *slot;
}

Result<std::optional<bank::Till>> SqlTills::findTill(bank::TillId id)
{
    Statement &select = prepared(u"SELECT id, name, created_at, created_by FROM till WHERE id = ?"_s);
    return firstOf(rowsOf<bank::Till>(select.bind(id.value()), &tillFrom));
}

Result<std::optional<bank::Till>> SqlTills::findTill(const QString &name)
{
    Statement &select = prepared(u"SELECT id, name, created_at, created_by FROM till WHERE name = ?"_s);
    return firstOf(rowsOf<bank::Till>(select.bind(name), &tillFrom));
}

Result<std::vector<bank::Till>> SqlTills::all()
{
    return rowsOf<bank::Till>(prepared(u"SELECT id, name, created_at, created_by FROM till ORDER BY id"_s), &tillFrom);
}

Result<bank::Till> SqlTills::addTill(bank::Till draft)
{
    const auto last = prepared(u"SELECT max(id) FROM till"_s).integer();
    if (!last)
        return last.error();
    draft.id = bank::TillId(*last + 1);
    const auto added = prepared(u"INSERT INTO till (id, name, created_at, created_by) VALUES (?, ?, ?, ?)"_s)
                           .bind(draft.id.value())
                           .bind(draft.name)
                           .bind(draft.createdAt.value)
                           .bind(draft.createdBy)
                           .run();
    if (!added)
        return added.error();
    return draft;
}

Result<bank::TillSession> SqlTills::withCash(bank::TillSession session)
{
    Statement &select = prepared(u"SELECT currency, opening, counted, expected, settled, carried FROM till_cash"
                                 " WHERE session = ? ORDER BY currency"_s);
    auto cash = rowsOf<bank::TillCash>(select.bind(session.id.value()), &cashFrom);
    if (!cash)
        return cash.error();
    session.cash = std::move(cash).value();
    return session;
}

Result<std::optional<bank::TillSession>> SqlTills::oneSession(Statement &select)
{
    auto session = firstOf(rowsOf<bank::TillSession>(select, &sessionFrom));
    if (!session || !*session)
        return session;
    auto whole = withCash(std::move(**session));
    if (!whole)
        return whole.error();
    return std::optional(std::move(whole).value());
}

Result<std::optional<bank::TillSession>> SqlTills::findSession(bank::TillSessionId id)
{
    return oneSession(prepared(sessionColumns + u" WHERE s.id = ?"_s).bind(id.value()));
}

Result<std::optional<bank::TillSession>> SqlTills::sessionOf(const QString &user)
{
    return oneSession(prepared(sessionColumns + u" WHERE s.operator = ? AND s.state < 2"_s).bind(user));
}

Result<std::optional<bank::TillSession>> SqlTills::sessionAt(bank::TillId till)
{
    return oneSession(prepared(sessionColumns + u" WHERE s.till = ? AND s.state < 2"_s).bind(till.value()));
}

Result<std::vector<bank::TillSession>> SqlTills::sessions(const SessionFilter &filter, qint64 before, int limit)
{
    QString sql = sessionColumns + u" WHERE s.id < ?"_s;
    if (filter.till)
        sql += u" AND s.till = ?"_s;
    if (!filter.user.isEmpty())
        sql += u" AND s.operator = ?"_s;
    if (filter.state)
        sql += u" AND s.state = ?"_s;
    Statement &select = prepared(sql + u" ORDER BY s.id DESC LIMIT ?"_s).bind(before);
    if (filter.till)
        select.bind(filter.till->value());
    if (!filter.user.isEmpty())
        select.bind(filter.user);
    if (filter.state)
        select.bind(static_cast<qint64>(*filter.state));
    auto found = rowsOf<bank::TillSession>(select.bind(limit), &sessionFrom);
    if (!found)
        return found;
    for (bank::TillSession &session : *found) {
        auto whole = withCash(std::move(session));
        if (!whole)
            return whole.error();
        session = std::move(whole).value();
    }
    return found;
}

Result<bank::TillSession> SqlTills::addSession(bank::TillSession draft)
{
    const auto last = prepared(u"SELECT max(id) FROM till_session"_s).integer();
    if (!last)
        return last.error();
    draft.id = bank::TillSessionId(*last + 1);
    Statement &insert =
        prepared(u"INSERT INTO till_session (id, till, operator, state, day, opened_at, submissions, opening_reason,"
                 " received_from, handed_to) VALUES (?, ?, ?, 0, ?, ?, 0, ?, ?, '')"_s);
    insert.bind(draft.id.value()).bind(draft.till.value()).bind(draft.user).bind(dayNumber(draft.day));
    insert.bind(draft.openedAt.value).bind(draft.openingReason).bind(draft.receivedFrom);
    if (const auto added = insert.run(); !added)
        return added.error();
    if (auto ok = updateSession(draft); !ok)
        return ok.error();
    return draft;
}

Result<> SqlTills::updateSession(const bank::TillSession &session)
{
    // Its cash first: a closed session takes no more.
    Statement &cash =
        prepared(u"INSERT INTO till_cash (session, currency, opening, counted, expected, settled, carried)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (session, currency) DO UPDATE SET"
                 " counted = excluded.counted, expected = excluded.expected, settled = excluded.settled,"
                 " carried = excluded.carried"_s);
    const auto minor = [](const std::optional<base::Money> &amount) {
        return amount ? std::optional(amount->minor()) : std::nullopt;
    };
    for (const bank::TillCash &one : session.cash) {
        cash.bind(session.id.value()).bind(one.currency().toString()).bind(one.opening.minor());
        cash.bind(minor(one.counted)).bind(minor(one.expected)).bind(one.settled.minor()).bind(one.carried.minor());
        if (auto ok = done(cash.run()); !ok)
            return ok;
    }
    Statement &update = prepared(u"UPDATE till_session SET state = ?, counted_at = ?, closed_at = ?, submissions = ?,"
                                 " handed_to = ? WHERE id = ?"_s);
    const auto ms = [](const std::optional<base::UtcMs> &at) { return at ? std::optional(at->value) : std::nullopt; };
    update.bind(static_cast<qint64>(session.state)).bind(ms(session.countedAt)).bind(ms(session.closedAt));
    return done(update.bind(session.submissions).bind(session.handedTo).bind(session.id.value()).run());
}

Result<std::vector<base::Currency>> SqlTills::currenciesOf(bank::TillId till)
{
    Statement &select = prepared(u"SELECT currency FROM account WHERE owner = ? ORDER BY currency"_s);
    return rowsOf<base::Currency>(select.bind(bank::tillCode(till)),
                                  [](const Rows &rows) { return currencyFrom(rows.text(0)); });
}

Result<> SqlTills::insertCount(const CountRow &row, const bank::CashLine &line)
{
    Statement &insert = prepared(u"INSERT INTO till_count (session, opening, currency, denomination, is_coin, quantity,"
                                 " counted_by, at_utc_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s);
    insert.bind(row.session.value()).bind(qint64{row.isOpening}).bind(line.denomination.currency().toString());
    insert.bind(line.denomination.minor()).bind(qint64{line.isCoin}).bind(line.quantity);
    return done(insert.bind(row.user).bind(row.at.value).run());
}

Result<> SqlTills::addCount(bank::TillSessionId session, const bank::CashLine &line, const QString &user,
                            base::UtcMs at)
{
    return insertCount({session, false, user, at}, line);
}

Result<> SqlTills::addOpening(const bank::TillSession &session, const std::vector<bank::CashLine> &lines)
{
    for (const bank::CashLine &line : lines) {
        if (auto ok = insertCount({session.id, true, session.user, session.openedAt}, line); !ok)
            return ok;
    }
    return {};
}

Result<> SqlTills::addSubmission(const bank::TillSession &session, const QString &user)
{
    Statement &insert = prepared(u"INSERT INTO till_submission (session, number, currency, counted, expected,"
                                 " submitted_by, at_utc_ms) VALUES (?, ?, ?, ?, ?, ?, ?)"_s);
    for (const bank::TillCash &cash : session.cash) {
        insert.bind(session.id.value()).bind(session.submissions).bind(cash.currency().toString());
        insert.bind(cash.counted->minor()).bind(cash.expected->minor()).bind(user).bind(session.countedAt->value);
        if (auto ok = done(insert.run()); !ok)
            return ok;
    }
    return {};
}

Result<> SqlTills::addTransfer(qint64 posting, bank::TillSessionId to)
{
    return done(prepared(u"INSERT INTO till_transfer (posting, to_session) VALUES (?, ?)"_s)
                    .bind(posting)
                    .bind(to.value())
                    .run());
}

Result<std::optional<bank::TillSession>> SqlTills::receiverOf(qint64 posting)
{
    return oneSession(
        prepared(sessionColumns + u" JOIN till_transfer f ON f.to_session = s.id WHERE f.posting = ?"_s).bind(posting));
}

Result<std::vector<bank::CashLine>> SqlTills::countOf(bank::TillSessionId session)
{
    Statement &select = prepared(u"SELECT currency, denomination, is_coin, quantity FROM till_count WHERE id IN"
                                 " (SELECT max(id) FROM till_count WHERE session = ? AND opening = 0"
                                 " GROUP BY currency, denomination, is_coin) AND quantity > 0"
                                 " ORDER BY currency, denomination DESC, is_coin"_s);
    return rowsOf<bank::CashLine>(select.bind(session.value()), &lineFrom);
}

Result<std::vector<bank::TillTotal>> SqlTills::totalsOf(const bank::TillSession &session)
{
    // Balances are credit-positive: what went into the drawer is negative.
    Statement &select = prepared(
        u"SELECT a.currency, p.operation, count(*), sum(CASE WHEN e.amount < 0 THEN -e.amount ELSE 0 END),"
        " sum(CASE WHEN e.amount > 0 THEN e.amount ELSE 0 END) FROM (SELECT id FROM posting WHERE till_session = ?"
        " UNION SELECT posting FROM till_transfer WHERE to_session = ?) m CROSS JOIN posting p ON p.id = m.id"
        " CROSS JOIN entry e ON e.posting = p.id CROSS JOIN account a ON a.id = e.account"
        " WHERE a.owner = ? GROUP BY a.currency, p.operation ORDER BY a.currency, p.operation"_s);
    select.bind(session.id.value()).bind(session.id.value()).bind(bank::tillCode(session.till));
    return rowsOf<bank::TillTotal>(select, &totalFrom);
}

Result<std::optional<events::TransactionPosted>> SqlTills::findTransaction(qint64 posting)
{
    Statement &select = prepared(u"SELECT "_s + transactionColumns +
                                 u" FROM posting p JOIN entry e ON e.posting = p.id AND e.leg = 0 AND e.account > 0"
                                 " JOIN account a ON a.id = e.account LEFT JOIN posting r ON r.reverses = p.id"
                                 " WHERE p.id = ?"_s);
    return firstOf(rowsOf<events::TransactionPosted>(select.bind(posting), &transactionFrom));
}

Result<int> SqlTills::receiptCount(qint64 posting)
{
    const auto last = prepared(u"SELECT max(copy) FROM receipt WHERE posting = ?"_s).bind(posting).integer();
    if (!last)
        return last.error();
    return static_cast<int>(*last);
}

Result<> SqlTills::addReceipt(qint64 posting, int copy, const QString &user, base::UtcMs at)
{
    return done(prepared(u"INSERT INTO receipt (posting, copy, printed_by, at_utc_ms) VALUES (?, ?, ?, ?)"_s)
                    .bind(posting)
                    .bind(copy)
                    .bind(user)
                    .bind(at.value)
                    .run());
}

} // namespace store
