// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/bankjson.h"

namespace contract {
namespace {

using namespace Qt::StringLiterals;

/// A word of a closed list, or the first one with the failure noted.
template <typename Enum>
Enum readWord(JsonFields &fields, QLatin1StringView name, std::optional<Enum> (*parse)(QStringView))
{
    const QString text = fields.text(name);
    const auto parsed = parse(text);
    if (!parsed)
        fields.fail(QString(name + ": unknown word"_L1));
    return parsed.value_or(Enum{});
}

std::optional<base::UtcMs> readTimeOr(JsonFields &fields, QLatin1StringView name)
{
    if (fields.isAbsent(name))
        return std::nullopt;
    return base::UtcMs{fields.integer(name)};
}

template <typename T>
base::Result<T> finish(const JsonFields &fields, T value)
{
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return value;
}

/// Additive members are left out where there is nothing to say.
void writeText(JsonWriter &out, QLatin1StringView name, const QString &text)
{
    if (!text.isEmpty())
        out.member(name, text);
}

void writeOrigin(JsonWriter &out, const QString &operation, const QString &reverses, const QString &reversedBy)
{
    writeText(out, "operacion"_L1, operation);
    writeText(out, "reverso_de"_L1, reverses);
    writeText(out, "reversada_por"_L1, reversedBy);
}

QStringList readNames(JsonFields &fields, QLatin1StringView name)
{
    QStringList names;
    for (const JsonValue &item : fields.value(name).items())
        names.append(item.toString());
    return names;
}

} // namespace

void write(JsonWriter &out, const Transaction &value)
{
    out.beginObject().member("id"_L1, value.id);
    writeMembers(out, value);
    out.endObject();
}

void writeMembers(JsonWriter &out, const Transaction &value)
{
    out.member("folio"_L1, value.folio)
        .member("seq"_L1, value.seq)
        .member("cedula"_L1, value.cedula)
        .member("nombre"_L1, value.holderName)
        .member("tipo"_L1, word(value.kind))
        .member("monto"_L1, value.amount)
        .member("saldo_nuevo"_L1, value.balanceAfter)
        .member("saldo_anterior"_L1, value.balanceBefore)
        .member("moneda"_L1, value.amount.currency().toString())
        .member("timestamp"_L1, value.localTime)
        .member("utc_ms"_L1, value.at.value)
        .member("canal"_L1, word(value.channel))
        .member("usuario"_L1, value.user)
        .member("concepto"_L1, value.description)
        .member("estado"_L1, word(value.state));
    writeOrigin(out, value.operation, value.reverses, value.reversedBy);
    if (value.channel == Channel::Qr)
        out.member("origen"_L1, "QR"_L1);
    if (!value.approvers.isEmpty()) {
        out.key("aprobadores"_L1).beginArray();
        for (const QString &name : value.approvers)
            out.value(QStringView(name));
        out.endArray();
    }
    writeText(out, "caja"_L1, value.till);
    writeText(out, "motivo"_L1, value.reason);
}

base::Result<Transaction> readTransaction(const JsonValue &json)
{
    JsonFields fields(json);
    Transaction t;
    const base::Currency currency = fields.currency("moneda"_L1);
    t.id = fields.integer("id"_L1);
    t.folio = fields.text("folio"_L1);
    t.seq = fields.integer("seq"_L1);
    t.cedula = fields.text("cedula"_L1);
    t.holderName = fields.textOr("nombre"_L1, {});
    t.kind = readWord(fields, "tipo"_L1, parseTransactionKind);
    t.amount = fields.money("monto"_L1, currency);
    t.balanceAfter = fields.money("saldo_nuevo"_L1, currency);
    t.balanceBefore = fields.money("saldo_anterior"_L1, currency);
    t.localTime = fields.text("timestamp"_L1);
    t.at.value = fields.integer("utc_ms"_L1);
    t.channel = readWord(fields, "canal"_L1, parseChannel);
    t.user = fields.textOr("usuario"_L1, {});
    t.description = fields.textOr("concepto"_L1, {});
    t.state = readWord(fields, "estado"_L1, parseTransactionState);
    t.operation = fields.textOr("operacion"_L1, {});
    t.reverses = fields.textOr("reverso_de"_L1, {});
    t.reversedBy = fields.textOr("reversada_por"_L1, {});
    t.approvers = readNames(fields, "aprobadores"_L1);
    t.till = fields.textOr("caja"_L1, {});
    t.reason = fields.textOr("motivo"_L1, {});
    return finish(fields, std::move(t));
}

void write(JsonWriter &out, const Account &value)
{
    out.beginObject();
    writeMembers(out, value);
    out.endObject();
}

void writeMembers(JsonWriter &out, const Account &value)
{
    out.member("accountId"_L1, value.accountId)
        .member("cedula"_L1, value.cedula)
        .member("nombre"_L1, value.holderName)
        .member("moneda"_L1, value.balance.currency().toString())
        .member("saldo"_L1, value.balance)
        .member("disponible"_L1, value.available)
        .member("umbral_saldo_bajo"_L1, value.lowBalanceThreshold)
        .member("estado"_L1, word(value.state));
    out.key("ultimo_movimiento_utc_ms"_L1);
    if (value.lastMovement)
        out.value(value.lastMovement->value);
    else
        out.null();
    out.member("delta_hoy"_L1, value.changeToday).member("saldo_bajo"_L1, value.lowBalance);
    if (!value.overdraftLimit.isZero())
        out.member("limite_sobregiro"_L1, value.overdraftLimit);
    if (value.dailyLimit)
        out.member("limite_diario_retiros"_L1, *value.dailyLimit);
}

base::Result<Account> readAccount(const JsonValue &json)
{
    JsonFields fields(json);
    Account a;
    const base::Currency currency = fields.currency("moneda"_L1);
    a.accountId = fields.integer("accountId"_L1);
    a.cedula = fields.text("cedula"_L1);
    a.holderName = fields.textOr("nombre"_L1, {});
    a.balance = fields.money("saldo"_L1, currency);
    a.available = fields.money("disponible"_L1, currency);
    a.lowBalanceThreshold = fields.money("umbral_saldo_bajo"_L1, currency);
    a.state = readWord(fields, "estado"_L1, parseAccountState);
    a.lastMovement = readTimeOr(fields, "ultimo_movimiento_utc_ms"_L1);
    a.changeToday = fields.money("delta_hoy"_L1, currency);
    a.lowBalance = fields.boolean("saldo_bajo"_L1);
    a.overdraftLimit =
        fields.isAbsent("limite_sobregiro"_L1) ? base::Money(currency) : fields.money("limite_sobregiro"_L1, currency);
    if (!fields.isAbsent("limite_diario_retiros"_L1))
        a.dailyLimit = fields.money("limite_diario_retiros"_L1, currency);
    return finish(fields, std::move(a));
}

void write(JsonWriter &out, const StatementEntry &value)
{
    out.beginObject()
        .member("id"_L1, value.id)
        .member("folio"_L1, value.folio)
        .member("seq"_L1, value.seq)
        .member("fecha"_L1, value.localTime)
        .member("utc_ms"_L1, value.at.value)
        .member("tipo"_L1, word(value.kind))
        .member("concepto"_L1, value.description)
        .member("debe"_L1, value.debit)
        .member("haber"_L1, value.credit)
        .member("saldo"_L1, value.balance)
        .member("moneda"_L1, value.balance.currency().toString())
        .member("canal"_L1, word(value.channel))
        .member("usuario"_L1, value.user)
        .member("estado"_L1, word(value.state));
    writeOrigin(out, value.operation, value.reverses, value.reversedBy);
    out.endObject();
}

base::Result<StatementEntry> readStatementEntry(const JsonValue &json)
{
    JsonFields fields(json);
    StatementEntry e;
    const base::Currency currency = fields.currencyOr("moneda"_L1, base::Currency::usd());
    e.id = fields.integer("id"_L1);
    e.folio = fields.text("folio"_L1);
    e.seq = fields.integer("seq"_L1);
    e.localTime = fields.text("fecha"_L1);
    e.at.value = fields.integer("utc_ms"_L1);
    e.kind = readWord(fields, "tipo"_L1, parseTransactionKind);
    e.description = fields.textOr("concepto"_L1, {});
    e.debit = fields.money("debe"_L1, currency);
    e.credit = fields.money("haber"_L1, currency);
    e.balance = fields.money("saldo"_L1, currency);
    e.channel = readWord(fields, "canal"_L1, parseChannel);
    e.user = fields.textOr("usuario"_L1, {});
    e.state = readWord(fields, "estado"_L1, parseTransactionState);
    e.operation = fields.textOr("operacion"_L1, {});
    e.reverses = fields.textOr("reverso_de"_L1, {});
    e.reversedBy = fields.textOr("reversada_por"_L1, {});
    return finish(fields, std::move(e));
}

void write(JsonWriter &out, const PostingRequest &value)
{
    out.beginObject()
        .member("cedula"_L1, value.cedula)
        .member("tipo"_L1, word(value.kind))
        .member("monto"_L1, value.amount)
        .member("moneda"_L1, value.amount.currency().toString())
        .member("concepto"_L1, value.description)
        .endObject();
}

base::Result<PostingRequest> readPostingRequest(const JsonValue &json, base::Currency fallback)
{
    JsonFields fields(json);
    PostingRequest r;
    r.cedula = fields.text("cedula"_L1);
    r.kind = readWord(fields, "tipo"_L1, parseTransactionKind);
    r.amount = fields.money("monto"_L1, fields.currencyOr("moneda"_L1, fallback));
    r.description = fields.textOr("concepto"_L1, {});
    return finish(fields, std::move(r));
}

void write(JsonWriter &out, const AccountRequest &value)
{
    out.beginObject()
        .member("cedula"_L1, value.cedula)
        .member("nombre"_L1, value.holderName)
        .member("moneda"_L1, value.currency.toString())
        .endObject();
}

base::Result<AccountRequest> readAccountRequest(const JsonValue &json, base::Currency fallback)
{
    JsonFields fields(json);
    AccountRequest r;
    r.cedula = fields.text("cedula"_L1);
    r.holderName = fields.textOr("nombre"_L1, {});
    r.currency = fields.currencyOr("moneda"_L1, fallback);
    return finish(fields, std::move(r));
}

} // namespace contract
