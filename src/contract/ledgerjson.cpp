// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/ledgerjson.h"
#include "contract/jsonlists.h"
#include <array>

namespace contract {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array holdWords{"ACTIVA"_L1, "LIBERADA"_L1, "VENCIDA"_L1};

void writeTime(JsonWriter &out, QLatin1StringView name, const std::optional<base::UtcMs> &at)
{
    out.key(name);
    if (at)
        out.value(at->value);
    else
        out.null();
}

std::optional<base::UtcMs> readTime(JsonFields &fields, QLatin1StringView name)
{
    return fields.isAbsent(name) ? std::nullopt : std::optional(base::UtcMs{fields.integer(name)});
}

void writeNames(JsonWriter &out, QLatin1StringView name, const QStringList &names)
{
    out.key(name).beginArray();
    for (const QString &one : names)
        out.value(QStringView(one));
    out.endArray();
}

QStringList readNames(JsonFields &fields, QLatin1StringView name)
{
    QStringList names;
    for (const JsonValue &item : fields.value(name).items())
        names.append(item.toString());
    return names;
}

QString hex(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

QByteArray readHex(JsonFields &fields, QLatin1StringView name)
{
    return QByteArray::fromHex(fields.textOr(name, {}).toLatin1());
}

QDate readDay(JsonFields &fields, QLatin1StringView name)
{
    const QDate day = QDate::fromString(fields.text(name), Qt::ISODate);
    if (!day.isValid())
        fields.fail(QString(name + ": a day is needed, yyyy-mm-dd"_L1));
    return day;
}

base::Result<FieldChange> readFieldChange(const JsonValue &json)
{
    JsonFields fields(json);
    FieldChange c{fields.text("campo"_L1), fields.text("antes"_L1), fields.text("despues"_L1)};
    return finish(fields, std::move(c));
}

base::Result<JournalTotal> readTotal(const JsonValue &json)
{
    JsonFields fields(json);
    JournalTotal t;
    t.by = fields.text("por"_L1);
    t.key = fields.text("clave"_L1);
    t.postings = fields.integer("asientos"_L1);
    t.amount = fields.money("monto"_L1, fields.currency("moneda"_L1));
    return finish(fields, std::move(t));
}

void writeText(JsonWriter &out, QLatin1StringView name, const QString &text)
{
    if (!text.isEmpty())
        out.member(name, text);
}

base::Result<JournalLine> readLine(const JsonValue &json)
{
    JsonFields fields(json);
    JournalLine l;
    l.id = fields.integer("id"_L1);
    l.folio = fields.text("folio"_L1);
    l.localTime = fields.text("timestamp"_L1);
    l.at.value = fields.integer("utc_ms"_L1);
    l.operation = fields.text("operacion"_L1);
    l.debit = fields.text("cuenta_debe"_L1);
    l.credit = fields.text("cuenta_haber"_L1);
    l.amount = fields.money("monto"_L1, fields.currency("moneda"_L1));
    l.channel = readWord(fields, "canal"_L1, parseChannel);
    l.user = fields.text("usuario"_L1);
    l.description = fields.textOr("concepto"_L1, {});
    l.till = fields.textOr("caja"_L1, {});
    l.reason = fields.textOr("motivo"_L1, {});
    l.approvers = readNames(fields, "aprobadores"_L1);
    l.reverses = fields.textOr("reverso_de"_L1, {});
    return finish(fields, std::move(l));
}

base::Result<ChartAccount> readChartAccount(const JsonValue &json)
{
    JsonFields fields(json);
    ChartAccount a;
    a.code = fields.text("codigo"_L1);
    a.balance = fields.money("saldo"_L1, fields.currency("moneda"_L1));
    a.id = fields.integer("cuenta"_L1);
    return finish(fields, std::move(a));
}

base::Result<base::Money> readClients(const JsonValue &json)
{
    JsonFields fields(json);
    base::Money sum = fields.money("saldo"_L1, fields.currency("moneda"_L1));
    return finish(fields, sum);
}

} // namespace

void write(JsonWriter &out, const FieldChange &change)
{
    out.beginObject()
        .member("campo"_L1, change.field)
        .member("antes"_L1, change.before)
        .member("despues"_L1, change.after)
        .endObject();
}

void write(JsonWriter &out, const JournalTotal &total)
{
    out.beginObject()
        .member("por"_L1, total.by)
        .member("clave"_L1, total.key)
        .member("moneda"_L1, total.amount.currency().toString())
        .member("asientos"_L1, total.postings)
        .member("monto"_L1, total.amount)
        .endObject();
}

void write(JsonWriter &out, const JournalLine &line)
{
    out.beginObject()
        .member("id"_L1, line.id)
        .member("folio"_L1, line.folio)
        .member("timestamp"_L1, line.localTime)
        .member("utc_ms"_L1, line.at.value)
        .member("operacion"_L1, line.operation)
        .member("cuenta_debe"_L1, line.debit)
        .member("cuenta_haber"_L1, line.credit)
        .member("monto"_L1, line.amount)
        .member("moneda"_L1, line.amount.currency().toString())
        .member("canal"_L1, word(line.channel))
        .member("usuario"_L1, line.user)
        .member("concepto"_L1, line.description);
    writeText(out, "caja"_L1, line.till);
    writeText(out, "motivo"_L1, line.reason);
    if (!line.approvers.isEmpty())
        writeNames(out, "aprobadores"_L1, line.approvers);
    writeText(out, "reverso_de"_L1, line.reverses);
    out.endObject();
}

void write(JsonWriter &out, const ChartAccount &account)
{
    out.beginObject()
        .member("codigo"_L1, account.code)
        .member("moneda"_L1, account.balance.currency().toString())
        .member("saldo"_L1, account.balance)
        .member("cuenta"_L1, account.id)
        .endObject();
}

QLatin1StringView word(HoldState state)
{
    return holdWords[static_cast<size_t>(state)];
}

std::optional<HoldState> parseHoldState(QStringView text)
{
    const auto at = std::find(holdWords.begin(), holdWords.end(), text);
    return at == holdWords.end() ? std::nullopt : std::optional(static_cast<HoldState>(at - holdWords.begin()));
}

void write(JsonWriter &out, const Hold &value)
{
    out.beginObject()
        .member("id"_L1, value.id)
        .member("cedula"_L1, value.cedula)
        .member("monto"_L1, value.amount)
        .member("moneda"_L1, value.amount.currency().toString())
        .member("motivo"_L1, value.reason)
        .member("estado"_L1, word(value.state))
        .member("creada_utc_ms"_L1, value.placedAt.value)
        .member("creada_por"_L1, value.placedBy);
    writeTime(out, "vence_utc_ms"_L1, value.expiresAt);
    writeTime(out, "fin_utc_ms"_L1, value.endedAt);
    out.member("fin_por"_L1, value.endedBy).endObject();
}

base::Result<Hold> readHold(const JsonValue &json)
{
    JsonFields fields(json);
    Hold h;
    h.id = fields.integer("id"_L1);
    h.cedula = fields.text("cedula"_L1);
    h.amount = fields.money("monto"_L1, fields.currency("moneda"_L1));
    h.reason = fields.text("motivo"_L1);
    h.state = readWord(fields, "estado"_L1, parseHoldState);
    h.placedAt.value = fields.integer("creada_utc_ms"_L1);
    h.placedBy = fields.text("creada_por"_L1);
    h.expiresAt = readTime(fields, "vence_utc_ms"_L1);
    h.endedAt = readTime(fields, "fin_utc_ms"_L1);
    h.endedBy = fields.textOr("fin_por"_L1, {});
    return finish(fields, std::move(h));
}

void write(JsonWriter &out, const AccountChange &value)
{
    out.beginObject()
        .member("seq"_L1, value.seq)
        .member("utc_ms"_L1, value.at.value)
        .member("timestamp"_L1, value.localTime)
        .member("usuario"_L1, value.user);
    writeNames(out, "aprobadores"_L1, value.approvers);
    out.member("motivo"_L1, value.reason);
    writeAll(out, "cambios"_L1, value.changes);
    writeOptional(out, "retencion"_L1, value.hold);
    writeOptional(out, "cuenta"_L1, value.account);
    out.endObject();
}

base::Result<AccountChange> readAccountChange(const JsonValue &json)
{
    JsonFields fields(json);
    AccountChange c;
    c.seq = fields.integer("seq"_L1);
    c.at.value = fields.integer("utc_ms"_L1);
    c.localTime = fields.text("timestamp"_L1);
    c.user = fields.textOr("usuario"_L1, {});
    c.approvers = readNames(fields, "aprobadores"_L1);
    c.reason = fields.textOr("motivo"_L1, {});
    c.changes = readAll(fields, "cambios"_L1, readFieldChange);
    c.hold = readOptional(fields, "retencion"_L1, readHold);
    c.account = readOptional(fields, "cuenta"_L1, readAccount);
    return finish(fields, std::move(c));
}

void write(JsonWriter &out, const DayClose &value)
{
    out.beginObject()
        .member("seq"_L1, value.seq)
        .member("dia"_L1, value.day.toString(Qt::ISODate))
        .member("utc_ms"_L1, value.at.value)
        .member("usuario"_L1, value.user)
        .member("asientos"_L1, value.lastPosting)
        .member("hash"_L1, hex(value.lastHash))
        .member("clave"_L1, QString::fromLatin1(value.keyId))
        .member("firma"_L1, hex(value.signature))
        .endObject();
}

base::Result<DayClose> readDayClose(const JsonValue &json)
{
    JsonFields fields(json);
    DayClose c;
    c.seq = fields.integerOr("seq"_L1, 0);
    c.day = readDay(fields, "dia"_L1);
    c.at.value = fields.integer("utc_ms"_L1);
    c.user = fields.text("usuario"_L1);
    c.lastPosting = fields.integer("asientos"_L1);
    c.lastHash = readHex(fields, "hash"_L1);
    c.keyId = fields.textOr("clave"_L1, {}).toLatin1();
    c.signature = readHex(fields, "firma"_L1);
    return finish(fields, std::move(c));
}

void write(JsonWriter &out, const Proof &value)
{
    out.beginObject()
        .member("cuadrado"_L1, value.ok)
        .member("utc_ms"_L1, value.at.value)
        .member("asientos"_L1, value.postings)
        .member("partidas"_L1, value.entries)
        .member("cuentas"_L1, value.accounts)
        .member("eventos"_L1, value.events)
        .member("anclas"_L1, value.anchors)
        .member("hash"_L1, hex(value.lastHash));
    writeNames(out, "problemas"_L1, value.problems);
    out.member("problemas_total"_L1, value.problemCount).member("tardo_ms"_L1, value.tookMs).endObject();
}

base::Result<Proof> readProof(const JsonValue &json)
{
    JsonFields fields(json);
    Proof p;
    p.ok = fields.boolean("cuadrado"_L1);
    p.at.value = fields.integer("utc_ms"_L1);
    p.postings = fields.integerOr("asientos"_L1, 0);
    p.entries = fields.integerOr("partidas"_L1, 0);
    p.accounts = fields.integerOr("cuentas"_L1, 0);
    p.events = fields.integerOr("eventos"_L1, 0);
    p.anchors = fields.integerOr("anclas"_L1, 0);
    p.lastHash = readHex(fields, "hash"_L1);
    p.problems = readNames(fields, "problemas"_L1);
    p.problemCount = fields.integerOr("problemas_total"_L1, 0);
    p.tookMs = fields.integerOr("tardo_ms"_L1, 0);
    return finish(fields, std::move(p));
}

void write(JsonWriter &out, const Chart &value)
{
    out.beginObject();
    writeAll(out, "cuentas"_L1, value.accounts);
    out.key("clientes"_L1).beginArray();
    for (const base::Money &sum : value.clients)
        out.beginObject().member("moneda"_L1, sum.currency().toString()).member("saldo"_L1, sum).endObject();
    out.endArray().endObject();
}

base::Result<Chart> readChart(const JsonValue &json)
{
    JsonFields fields(json);
    Chart c;
    c.accounts = readAll(fields, "cuentas"_L1, readChartAccount);
    c.clients = readAll(fields, "clientes"_L1, readClients);
    return finish(fields, std::move(c));
}

void write(JsonWriter &out, const Journal &value)
{
    out.beginObject().member("dia"_L1, value.day.toString(Qt::ISODate));
    writeAll(out, "items"_L1, value.items);
    writeAll(out, "totales"_L1, value.totals);
    out.key("next_cursor"_L1);
    if (value.nextCursor.isEmpty())
        out.null();
    else
        out.value(QStringView(value.nextCursor));
    writeOptional(out, "cierre"_L1, value.close);
    out.endObject();
}

base::Result<Journal> readJournal(const JsonValue &json)
{
    JsonFields fields(json);
    Journal j;
    j.day = readDay(fields, "dia"_L1);
    j.items = readAll(fields, "items"_L1, readLine);
    j.totals = readAll(fields, "totales"_L1, readTotal);
    j.nextCursor = fields.textOr("next_cursor"_L1, {});
    j.close = readOptional(fields, "cierre"_L1, readDayClose);
    return finish(fields, std::move(j));
}

void write(JsonWriter &out, const HoldRequest &value)
{
    out.beginObject()
        .member("monto"_L1, value.amount)
        .member("moneda"_L1, value.amount.currency().toString())
        .member("motivo"_L1, value.reason);
    if (value.expiresAt)
        out.member("vence_utc_ms"_L1, value.expiresAt->value);
    out.endObject();
}

base::Result<HoldRequest> readHoldRequest(const JsonValue &json, base::Currency currency)
{
    JsonFields fields(json);
    HoldRequest r;
    r.amount = fields.money("monto"_L1, fields.currencyOr("moneda"_L1, currency));
    r.reason = fields.text("motivo"_L1);
    r.expiresAt = readTime(fields, "vence_utc_ms"_L1);
    return finish(fields, std::move(r));
}

void write(JsonWriter &out, const AccountPatch &value)
{
    out.beginObject();
    if (value.lowBalanceThreshold)
        out.member("umbral_saldo_bajo"_L1, *value.lowBalanceThreshold);
    if (value.overdraftLimit)
        out.member("limite_sobregiro"_L1, *value.overdraftLimit);
    if (value.dailyLimit)
        out.member("limite_diario_retiros"_L1, *value.dailyLimit);
    if (value.holderName)
        out.member("nombre"_L1, *value.holderName);
    out.endObject();
}

base::Result<AccountPatch> readAccountPatch(const JsonValue &json, base::Currency currency)
{
    JsonFields fields(json);
    AccountPatch p;
    p.currency = currency;
    if (json.has("umbral_saldo_bajo"_L1))
        p.lowBalanceThreshold = fields.money("umbral_saldo_bajo"_L1, currency);
    if (json.has("limite_sobregiro"_L1))
        p.overdraftLimit = fields.money("limite_sobregiro"_L1, currency);
    if (json.has("limite_diario_retiros"_L1)) {
        p.dailyLimit = fields.isAbsent("limite_diario_retiros"_L1)
                           ? std::optional<base::Money>()
                           : std::optional(fields.money("limite_diario_retiros"_L1, currency));
    }
    if (json.has("nombre"_L1))
        p.holderName = fields.text("nombre"_L1);
    return finish(fields, std::move(p));
}

QByteArray reasonToJson(const QString &reason)
{
    JsonWriter out;
    out.beginObject().member("motivo"_L1, reason).endObject();
    return out.take();
}

base::Result<QString> readReason(const JsonValue &json)
{
    JsonFields fields(json);
    QString reason = fields.text("motivo"_L1);
    return finish(fields, std::move(reason));
}

} // namespace contract
