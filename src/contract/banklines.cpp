// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/banklines.h"

namespace contract {
namespace {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

constexpr qsizetype maxIdText = 64;
constexpr int maxEntries = 500;

/// A number keeps its token, so that a client finds what it has sent.
std::optional<QByteArray> idText(const JsonValue &id)
{
    if (id.isNull())
        return QByteArray("null");
    if (id.isNumber() && id.numberToken().size() <= maxIdText)
        return id.numberToken();
    if (!id.isString() || id.toString().size() > maxIdText)
        return {};
    JsonWriter out;
    out.value(QStringView(id.toString()));
    return out.take();
}

template <typename T>
Result<BankOperation> finish(const JsonFields &fields, T value)
{
    if (const auto ok = fields.result(); !ok)
        return ok.error();
    return BankOperation(std::move(value));
}

Result<BankOperation> readLogin(JsonFields &fields)
{
    LoginLine login;
    const bool byToken = !fields.isAbsent("token"_L1);
    if (byToken && (!fields.isAbsent("username"_L1) || !fields.isAbsent("password"_L1)))
        fields.fail(u"login: either token or username and password"_s);
    if (byToken) {
        login.token = fields.text("token"_L1).toUtf8();
        if (login.token.isEmpty())
            fields.fail(u"token: must not be empty"_s);
    } else {
        login.username = fields.text("username"_L1);
        login.password = fields.text("password"_L1);
    }
    return finish(fields, std::move(login));
}

Result<BankOperation> readPost(JsonFields &fields, TransactionKind kind, base::Currency fallback)
{
    PostLine post;
    post.posting.kind = kind;
    post.posting.cedula = fields.text("cedula"_L1);
    post.posting.amount = fields.money("monto"_L1, fields.currencyOr("moneda"_L1, fallback));
    post.posting.description = fields.textOr("concepto"_L1, {});
    post.key = fields.text("key"_L1).toUtf8();
    return finish(fields, std::move(post));
}

Result<BankOperation> readBalance(JsonFields &fields, base::Currency fallback)
{
    BalanceLine balance;
    balance.cedula = fields.text("cedula"_L1);
    balance.currency = fields.currencyOr("moneda"_L1, fallback);
    return finish(fields, std::move(balance));
}

QDate readDay(JsonFields &fields, QLatin1StringView name)
{
    const QString text = fields.textOr(name, {});
    if (text.isEmpty())
        return {};
    const QDate day = QDate::fromString(text, Qt::ISODate);
    if (!day.isValid() || text.size() != 10)
        fields.fail(QString(name + ": a day is needed, yyyy-mm-dd"_L1));
    return day;
}

Result<BankOperation> readStatement(JsonFields &fields, base::Currency fallback)
{
    StatementLine statement;
    statement.cedula = fields.text("cedula"_L1);
    statement.currency = fields.currencyOr("moneda"_L1, fallback);
    statement.from = readDay(fields, "from"_L1);
    statement.to = readDay(fields, "to"_L1);
    const qint64 limit = fields.integerOr("limit"_L1, statement.limit);
    if (limit < 1 || limit > maxEntries)
        fields.fail(u"limit: a number from 1 to %1 is needed"_s.arg(maxEntries));
    statement.limit = static_cast<int>(limit);
    statement.cursor = fields.textOr("cursor"_L1, {});
    return finish(fields, std::move(statement));
}

Result<BankOperation> readOperation(const JsonValue &json, base::Currency fallback)
{
    JsonFields fields(json);
    const QString op = fields.text("op"_L1);
    if (const auto ok = fields.result(); !ok)
        return ok.error();
    if (op == "login"_L1)
        return readLogin(fields);
    if (op == "deposit"_L1)
        return readPost(fields, TransactionKind::Deposit, fallback);
    if (op == "withdraw"_L1)
        return readPost(fields, TransactionKind::Withdrawal, fallback);
    if (op == "balance"_L1)
        return readBalance(fields, fallback);
    if (op == "statement"_L1)
        return readStatement(fields, fallback);
    if (op == "ping"_L1)
        return BankOperation(PingLine{});
    if (op == "quit"_L1)
        return BankOperation(QuitLine{});
    return Error(ErrorCode::Unsupported, u"op: login, deposit, withdraw, balance, statement, ping or quit is needed"_s);
}

} // namespace

BankLine parseBankLine(QByteArrayView line, base::Currency fallback)
{
    const JsonLimits limits{maxBankLine, 8, 256};
    const auto json = JsonValue::parse(line, limits);
    if (!json)
        return {"null", json.error().with(u"the line"_s)};
    if (!json->isObject())
        return {"null", Error(ErrorCode::Malformed, u"each line must be a JSON object"_s)};
    const auto id = idText((*json)["id"_L1]);
    if (!id)
        return {"null", Error(ErrorCode::InvalidArgument,
                              u"id: a number or a text of at most %1 characters is needed"_s.arg(maxIdText))};
    return {*id, readOperation(*json, fallback)};
}

QByteArray bankErrorLine(const QByteArray &id, const Error &error, std::chrono::seconds retryAfter,
                         QLatin1StringView word)
{
    JsonWriter out;
    out.beginObject().key("id"_L1).raw(id).member("ok"_L1, false).key("error"_L1).beginObject();
    out.member("code"_L1, word.isEmpty() ? base::errorCodeName(error.code()) : word)
        .member("message"_L1, error.message());
    if (retryAfter.count() > 0)
        out.member("retry_after_s"_L1, qint64{retryAfter.count()});
    out.endObject().endObject();
    return out.take() + '\n';
}

QByteArray bankAnswerLine(const QByteArray &id, const std::function<void(JsonWriter &)> &more)
{
    JsonWriter out;
    out.beginObject().key("id"_L1).raw(id).member("ok"_L1, true);
    if (more)
        more(out);
    out.endObject();
    return out.take() + '\n';
}

QByteArray postedLine(const QByteArray &id, const Transaction &transaction, bool replayed)
{
    return bankAnswerLine(id, [&](JsonWriter &out) {
        out.member("transaction_id"_L1, transaction.id);
        writeMembers(out, transaction);
        out.member("replayed"_L1, replayed);
        if (replayed)
            out.member("message"_L1, QString("Ya aplicada con folio "_L1 + transaction.folio));
    });
}

QByteArray awaitingLine(const QByteArray &id, const Approval &approval, bool replayed)
{
    return bankAnswerLine(id, [&](JsonWriter &out) {
        out.member("pending"_L1, approval.state == ApprovalState::Pending).key("approval"_L1);
        write(out, approval);
        out.member("replayed"_L1, replayed);
    });
}

QByteArray balanceLine(const QByteArray &id, const Account &account)
{
    return bankAnswerLine(id, [&](JsonWriter &out) {
        out.member("cedula"_L1, account.cedula)
            .member("nombre"_L1, account.holderName)
            .member("accountId"_L1, account.accountId)
            .member("saldo"_L1, account.balance)
            .member("disponible"_L1, account.available)
            .member("moneda"_L1, account.balance.currency().toString())
            .member("estado"_L1, word(account.state));
    });
}

QByteArray statementLine(const QByteArray &id, const StatementLine &asked, const Page<StatementEntry> &page)
{
    return bankAnswerLine(id, [&](JsonWriter &out) {
        out.member("cedula"_L1, asked.cedula).member("moneda"_L1, asked.currency.toString());
        out.key("items"_L1).beginArray();
        for (const StatementEntry &entry : page.items)
            write(out, entry);
        out.endArray().key("next_cursor"_L1);
        if (page.nextCursor.isEmpty())
            out.null();
        else
            out.value(QStringView(page.nextCursor));
        out.member("epoch"_L1, page.epoch).member("seq"_L1, page.seq);
    });
}

} // namespace contract
