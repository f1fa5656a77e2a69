// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/json.h"
#include "contract/values.h"
#include <span>

/// The bank's values in the words of docs/api.md, both ways. Readers ignore members that they do not know.
namespace contract {

void write(JsonWriter &out, const Transaction &value);
/// The same into an object that is open, without `id`: where that is another's word (bank socket).
void writeMembers(JsonWriter &out, const Transaction &value);
void write(JsonWriter &out, const Account &value);
/// The same into an object that is open.
void writeMembers(JsonWriter &out, const Account &value);
void write(JsonWriter &out, const StatementEntry &value);
void write(JsonWriter &out, const Alert &value);
void write(JsonWriter &out, const Summary &value);

base::Result<Transaction> readTransaction(const JsonValue &json);
base::Result<Account> readAccount(const JsonValue &json);
base::Result<StatementEntry> readStatementEntry(const JsonValue &json);
/// Tolerant: what `mosquitto_pub -t banco/alertas -m '{"type":"TEST","message":"Prueba"}'` sends is an alert (S0-41).
base::Result<Alert> readAlert(const JsonValue &json);
base::Result<Summary> readSummary(const JsonValue &json);

template <typename T>
QByteArray toJson(const T &value)
{
    JsonWriter out;
    write(out, value);
    return out.take();
}

/// {"items":[…],"next_cursor":…,"epoch":…,"seq":…}
template <typename T>
QByteArray pageToJson(const Page<T> &page)
{
    JsonWriter out;
    out.beginObject().key(QLatin1StringView("items")).beginArray();
    for (const T &item : page.items)
        write(out, item);
    out.endArray().key(QLatin1StringView("next_cursor"));
    if (page.nextCursor.isEmpty())
        out.null();
    else
        out.value(QStringView(page.nextCursor));
    out.member(QLatin1StringView("epoch"), page.epoch).member(QLatin1StringView("seq"), page.seq).endObject();
    return out.take();
}

/// The way back; `read` is one of the functions above.
template <typename T>
base::Result<Page<T>> readPage(const JsonValue &json, base::Result<T> (*read)(const JsonValue &))
{
    JsonFields fields(json);
    Page<T> page;
    page.nextCursor = fields.textOr(QLatin1StringView("next_cursor"), QString());
    page.epoch = fields.text(QLatin1StringView("epoch"));
    page.seq = fields.integer(QLatin1StringView("seq"));
    if (!fields.value(QLatin1StringView("items")).isArray())
        fields.fail(QStringLiteral("items: an array is needed"));
    if (auto ok = fields.result(); !ok)
        return ok.error();
    for (const JsonValue &item : fields.value(QLatin1StringView("items")).items()) {
        auto value = read(item);
        if (!value)
            return value.error();
        page.items.push_back(std::move(value).value());
    }
    return page;
}

/// Body of POST …/transactions. The amount is read from its token.
struct PostingRequest
{
    QString cedula;
    TransactionKind kind = TransactionKind::Deposit;
    base::Money amount{base::Currency::usd()};
    QString description;
    friend bool operator==(const PostingRequest &, const PostingRequest &) = default;
};
void write(JsonWriter &out, const PostingRequest &value);
/// `moneda` absent: `fallback`. InvalidArgument names the member that is wrong.
base::Result<PostingRequest> readPostingRequest(const JsonValue &json, base::Currency fallback);

/// Body of POST …/accounts.
struct AccountRequest
{
    QString cedula;
    QString holderName;
    base::Currency currency = base::Currency::usd();
    friend bool operator==(const AccountRequest &, const AccountRequest &) = default;
};
void write(JsonWriter &out, const AccountRequest &value);
base::Result<AccountRequest> readAccountRequest(const JsonValue &json, base::Currency fallback);

} // namespace contract
