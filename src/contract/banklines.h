// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/approvaljson.h"
#include <QDate>
#include <chrono>
#include <functional>
#include <variant>

/// The lines of the bank socket (docs/api.md "Bank socket", S0-09): one JSON object each, requests in, answers out.
/// Values, any thread.
namespace contract {

/// `login {username,password}` or `login {token}`: an access token or an API key.
struct LoginLine
{
    QString username;
    QString password;
    QByteArray token; ///< empty: by name and password
};
/// `deposit`, `withdraw` `{cedula,monto,key,concepto?,moneda?}`.
struct PostLine
{
    PostingRequest posting;
    QByteArray key; ///< idempotency key
};
/// `balance {cedula,moneda?}`.
struct BalanceLine
{
    QString cedula;
    base::Currency currency = base::Currency::usd();
};
/// `statement {cedula,from?,to?,limit?,cursor?,moneda?}`: newest first; days are the branch's, both inclusive.
struct StatementLine
{
    QString cedula;
    base::Currency currency = base::Currency::usd();
    QDate from;
    QDate to;
    int limit = 50; ///< 1–500
    QString cursor;
};
struct PingLine
{
};
struct QuitLine
{
};
using BankOperation = std::variant<LoginLine, PostLine, BalanceLine, StatementLine, PingLine, QuitLine>;

/// A request as it came: `id` is echoed in its answer, as JSON text; "null" when there was none (or none that we take:
/// a number or a string of ≤ 64 characters).
struct BankLine
{
    QByteArray id = "null";
    base::Result<BankOperation> operation;
};

/// Longest line that is read, without its end (SPEC "Bank socket").
inline constexpr qsizetype maxBankLine = 8 * 1024;

/// `fallback`: the currency where none is named. Malformed: no JSON object. InvalidArgument names the member that is
/// wrong. Unsupported: no such op. Unknown members are ignored.
BankLine parseBankLine(QByteArrayView line, base::Currency fallback);

/// The answers. Each is a whole line with its LF; `id` as BankLine has it. `word`: a code of its own instead of the
/// error's.
QByteArray bankErrorLine(const QByteArray &id, const base::Error &error, std::chrono::seconds retryAfter = {},
                         QLatin1StringView word = {});
/// {id, ok:true} and what `more` adds to the object.
QByteArray bankAnswerLine(const QByteArray &id, const std::function<void(JsonWriter &)> &more = {});
/// S0-18's fields, folio, seq and what REST tells besides; `id` is the request's, the movement's is `transaction_id`.
QByteArray postedLine(const QByteArray &id, const Transaction &transaction, bool replayed);
/// Nothing is booked: it waits for a second person, or did: {id, ok:true, pending, approval:{…}, replayed}.
QByteArray awaitingLine(const QByteArray &id, const Approval &approval, bool replayed);
QByteArray balanceLine(const QByteArray &id, const Account &account);
QByteArray statementLine(const QByteArray &id, const StatementLine &asked, const Page<StatementEntry> &page);

} // namespace contract
