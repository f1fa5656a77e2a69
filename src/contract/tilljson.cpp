// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/tilljson.h"
#include "contract/jsonlists.h"

namespace contract {
namespace {

using namespace Qt::StringLiterals;

constexpr QLatin1StringView note{"BILLETE"};
constexpr QLatin1StringView coin{"MONEDA"};

std::optional<base::UtcMs> readTime(JsonFields &fields, QLatin1StringView name)
{
    if (fields.isAbsent(name))
        return std::nullopt;
    return base::UtcMs{fields.integer(name)};
}

void writeTime(JsonWriter &out, QLatin1StringView name, const std::optional<base::UtcMs> &at)
{
    out.key(name);
    if (at)
        out.value(at->value);
    else
        out.null();
}

base::Result<TillCash> readTillCash(const JsonValue &json)
{
    JsonFields fields(json);
    const base::Currency currency = fields.currency("moneda"_L1);
    const auto optional = [&](QLatin1StringView name) {
        return fields.isAbsent(name) ? std::nullopt : std::optional(fields.money(name, currency));
    };
    TillCash cash;
    cash.opening = fields.money("apertura"_L1, currency);
    cash.counted = optional("contado"_L1);
    cash.expected = optional("esperado"_L1);
    cash.difference = optional("diferencia"_L1);
    cash.settled = fields.money("a_boveda"_L1, currency);
    cash.carried = fields.money("arrastre"_L1, currency);
    return finish(fields, std::move(cash));
}

base::Result<TillTotal> readTillTotal(const JsonValue &json)
{
    JsonFields fields(json);
    const base::Currency currency = fields.currency("moneda"_L1);
    TillTotal total;
    total.operation = fields.text("operacion"_L1);
    total.movements = fields.integer("movimientos"_L1);
    total.in = fields.money("entra"_L1, currency);
    total.out = fields.money("sale"_L1, currency);
    return finish(fields, std::move(total));
}

/// `{moneda, monto}`: sums are never added over currencies, so they come in a list.
void writeSum(JsonWriter &out, const base::Money &sum)
{
    out.beginObject().member("moneda"_L1, sum.currency().toString()).member("monto"_L1, sum).endObject();
}

void writeSums(JsonWriter &out, QLatin1StringView name, const std::vector<base::Money> &sums)
{
    out.key(name).beginArray();
    for (const base::Money &sum : sums)
        writeSum(out, sum);
    out.endArray();
}

base::Result<base::Money> readSum(const JsonValue &json)
{
    JsonFields fields(json);
    const base::Money sum = fields.money("monto"_L1, fields.currency("moneda"_L1));
    return finish(fields, sum);
}

void writeAmounts(JsonWriter &out, QLatin1StringView name, const std::vector<base::Money> &amounts)
{
    out.key(name).beginArray();
    for (const base::Money &amount : amounts)
        out.value(amount);
    out.endArray();
}

std::vector<base::Money> readAmounts(JsonFields &fields, QLatin1StringView name, base::Currency currency)
{
    std::vector<base::Money> amounts;
    for (const JsonValue &item : fields.value(name).items()) {
        const auto amount = item.toMoney(currency);
        if (!amount)
            fields.fail(QString(name + ": "_L1 + amount.error().message()));
        amounts.push_back(amount.valueOr(base::Money(currency)));
    }
    return amounts;
}

base::Result<Denominations> readDenominations(const JsonValue &json)
{
    JsonFields fields(json);
    Denominations d;
    d.currency = fields.currency("moneda"_L1);
    d.notes = readAmounts(fields, "billetes"_L1, d.currency);
    d.coins = readAmounts(fields, "monedas"_L1, d.currency);
    return finish(fields, std::move(d));
}

base::Result<QString> readText(const JsonValue &json)
{
    if (!json.isString())
        return {base::ErrorCode::InvalidArgument, u"a text is needed"_s};
    return json.toString();
}

} // namespace

void write(JsonWriter &out, const TillCash &value)
{
    out.beginObject()
        .member("moneda"_L1, value.currency().toString())
        .member("apertura"_L1, value.opening)
        .member("contado"_L1, value.counted)
        .member("esperado"_L1, value.expected)
        .member("diferencia"_L1, value.difference)
        .member("a_boveda"_L1, value.settled)
        .member("arrastre"_L1, value.carried)
        .endObject();
}

void write(JsonWriter &out, const TillTotal &value)
{
    out.beginObject()
        .member("operacion"_L1, value.operation)
        .member("moneda"_L1, value.in.currency().toString())
        .member("movimientos"_L1, value.movements)
        .member("entra"_L1, value.in)
        .member("sale"_L1, value.out)
        .endObject();
}

void write(JsonWriter &out, const Denominations &value)
{
    out.beginObject().member("moneda"_L1, value.currency.toString());
    writeAmounts(out, "billetes"_L1, value.notes);
    writeAmounts(out, "monedas"_L1, value.coins);
    out.endObject();
}

void write(JsonWriter &out, const CashLine &value)
{
    out.beginObject()
        .member("moneda"_L1, value.denomination.currency().toString())
        .member("denominacion"_L1, value.denomination)
        .member("pieza"_L1, value.isCoin ? coin : note)
        .member("cantidad"_L1, value.quantity)
        .endObject();
}

base::Result<CashLine> readCashLine(const JsonValue &json)
{
    JsonFields fields(json);
    CashLine line;
    line.denomination = fields.money("denominacion"_L1, fields.currency("moneda"_L1));
    line.quantity = fields.integer("cantidad"_L1);
    const QString piece = fields.textOr("pieza"_L1, note);
    if (piece != note && piece != coin)
        fields.fail(u"pieza: BILLETE or MONEDA"_s);
    line.isCoin = piece == coin;
    return finish(fields, std::move(line));
}

void write(JsonWriter &out, const TillSession &value)
{
    out.beginObject()
        .member("id"_L1, value.id)
        .member("caja"_L1, value.tillId)
        .member("caja_nombre"_L1, value.tillName)
        .member("operador"_L1, value.user)
        .member("estado"_L1, word(value.state))
        .member("dia"_L1, value.day)
        .member("apertura_utc_ms"_L1, value.openedAt.value);
    writeTime(out, "conteo_utc_ms"_L1, value.countedAt);
    writeTime(out, "cierre_utc_ms"_L1, value.closedAt);
    out.member("conteos"_L1, value.submissions)
        .member("motivo_apertura"_L1, value.openingReason)
        .member("recibida_de"_L1, value.receivedFrom)
        .member("entregada_a"_L1, value.handedTo);
    writeAll(out, "efectivo"_L1, value.cash);
    out.endObject();
}

base::Result<TillSession> readTillSession(const JsonValue &json)
{
    JsonFields fields(json);
    TillSession s;
    s.id = fields.integer("id"_L1);
    s.tillId = fields.integer("caja"_L1);
    s.tillName = fields.textOr("caja_nombre"_L1, {});
    s.user = fields.text("operador"_L1);
    s.state = readWord(fields, "estado"_L1, parseTillState);
    s.day = fields.textOr("dia"_L1, {});
    s.openedAt.value = fields.integer("apertura_utc_ms"_L1);
    s.countedAt = readTime(fields, "conteo_utc_ms"_L1);
    s.closedAt = readTime(fields, "cierre_utc_ms"_L1);
    s.submissions = static_cast<int>(fields.integerOr("conteos"_L1, 0));
    s.openingReason = fields.textOr("motivo_apertura"_L1, {});
    s.receivedFrom = fields.textOr("recibida_de"_L1, {});
    s.handedTo = fields.textOr("entregada_a"_L1, {});
    s.cash = readAll(fields, "efectivo"_L1, &readTillCash);
    return finish(fields, std::move(s));
}

void write(JsonWriter &out, const Till &value)
{
    out.beginObject().member("id"_L1, value.id).member("nombre"_L1, value.name);
    writeSums(out, "propuesto"_L1, value.proposed);
    writeOptional(out, "sesion"_L1, value.session);
    out.endObject();
}

base::Result<Till> readTill(const JsonValue &json)
{
    JsonFields fields(json);
    Till till;
    till.id = fields.integer("id"_L1);
    till.name = fields.text("nombre"_L1);
    till.proposed = readAll(fields, "propuesto"_L1, &readSum);
    till.session = readOptional(fields, "sesion"_L1, &readTillSession);
    return finish(fields, std::move(till));
}

base::Result<std::vector<Till>> readTills(const JsonValue &json)
{
    JsonFields fields(json);
    auto tills = readAll(fields, "items"_L1, &readTill);
    return finish(fields, std::move(tills));
}

void write(JsonWriter &out, const MyTill &value)
{
    out.beginObject();
    writeOptional(out, "sesion"_L1, value.session);
    writeAll(out, "denominaciones"_L1, value.denominations);
    out.endObject();
}

base::Result<MyTill> readMyTill(const JsonValue &json)
{
    JsonFields fields(json);
    MyTill mine;
    mine.session = readOptional(fields, "sesion"_L1, &readTillSession);
    mine.denominations = readAll(fields, "denominaciones"_L1, &readDenominations);
    return finish(fields, std::move(mine));
}

void write(JsonWriter &out, const TillReport &value)
{
    out.beginObject().key("sesion"_L1);
    write(out, value.session);
    writeAll(out, "totales"_L1, value.totals);
    out.key("pendientes"_L1)
        .beginObject()
        .member("aprobaciones"_L1, value.pendingApprovals)
        .member("qr"_L1, value.activeQrs)
        .endObject();
    out.member("utc_ms"_L1, value.at.value).endObject();
}

base::Result<TillReport> readTillReport(const JsonValue &json)
{
    JsonFields fields(json);
    JsonFields ties(fields.value("pendientes"_L1));
    TillReport report;
    if (auto session = readTillSession(fields.value("sesion"_L1)); session)
        report.session = std::move(session).value();
    else
        fields.fail(u"sesion: "_s + session.error().message());
    report.totals = readAll(fields, "totales"_L1, &readTillTotal);
    report.pendingApprovals = ties.integerOr("aprobaciones"_L1, 0);
    report.activeQrs = ties.integerOr("qr"_L1, 0);
    report.at.value = fields.integer("utc_ms"_L1);
    return finish(fields, std::move(report));
}

void write(JsonWriter &out, const TillCount &value)
{
    out.beginObject().member("sesion"_L1, value.session);
    writeAll(out, "conteo"_L1, value.lines);
    writeSums(out, "totales"_L1, value.totals);
    out.endObject();
}

base::Result<TillCount> readTillCount(const JsonValue &json)
{
    JsonFields fields(json);
    TillCount count;
    count.session = fields.integer("sesion"_L1);
    count.lines = readAll(fields, "conteo"_L1, &readCashLine);
    count.totals = readAll(fields, "totales"_L1, &readSum);
    return finish(fields, std::move(count));
}

void write(JsonWriter &out, const TillMovement &value)
{
    out.beginObject()
        .member("id"_L1, value.id)
        .member("folio"_L1, value.folio)
        .member("tipo"_L1, word(value.kind))
        .member("monto"_L1, value.amount)
        .member("moneda"_L1, value.amount.currency().toString())
        .member("sesion"_L1, value.session)
        .member("caja"_L1, value.tillId)
        .member("operador"_L1, value.user)
        .member("a_caja"_L1, value.toTill)
        .member("a_operador"_L1, value.toUser)
        .member("motivo"_L1, value.reason)
        .member("timestamp"_L1, value.localTime)
        .member("utc_ms"_L1, value.at.value)
        .endObject();
}

base::Result<TillMovement> readTillMovement(const JsonValue &json)
{
    JsonFields fields(json);
    TillMovement m;
    m.id = fields.integer("id"_L1);
    m.folio = fields.text("folio"_L1);
    m.kind = readWord(fields, "tipo"_L1, parseCashMove);
    m.amount = fields.money("monto"_L1, fields.currency("moneda"_L1));
    m.session = fields.integer("sesion"_L1);
    m.tillId = fields.integer("caja"_L1);
    m.user = fields.textOr("operador"_L1, {});
    if (!fields.isAbsent("a_caja"_L1))
        m.toTill = fields.integer("a_caja"_L1);
    m.toUser = fields.textOr("a_operador"_L1, {});
    m.reason = fields.textOr("motivo"_L1, {});
    m.localTime = fields.textOr("timestamp"_L1, {});
    m.at.value = fields.integer("utc_ms"_L1);
    return finish(fields, std::move(m));
}

void write(JsonWriter &out, const TillClosing &value)
{
    out.beginObject().member("numero"_L1, value.number).key("sesion"_L1);
    write(out, value.session);
    writeAll(out, "totales"_L1, value.totals);
    writeAll(out, "conteo"_L1, value.count);
    out.member("cerrada_por"_L1, value.closedBy).member("motivo"_L1, value.reason).key("aprobadores"_L1).beginArray();
    for (const QString &name : value.approvers)
        out.value(QStringView(name));
    out.endArray()
        .member("ultimo_folio"_L1, value.lastFolio)
        .member("huella_diario"_L1, value.journalHash)
        .member("huella_anterior"_L1, value.previousHash)
        .member("huella"_L1, value.hash)
        .member("verificado"_L1, value.isVerified);
    writeOptional(out, "siguiente"_L1, value.next);
    out.member("timestamp"_L1, value.localTime).member("utc_ms"_L1, value.at.value).endObject();
}

base::Result<TillClosing> readTillClosing(const JsonValue &json)
{
    JsonFields fields(json);
    TillClosing z;
    z.number = fields.integer("numero"_L1);
    if (auto session = readTillSession(fields.value("sesion"_L1)); session)
        z.session = std::move(session).value();
    else
        fields.fail(u"sesion: "_s + session.error().message());
    z.totals = readAll(fields, "totales"_L1, &readTillTotal);
    z.count = readAll(fields, "conteo"_L1, &readCashLine);
    z.closedBy = fields.textOr("cerrada_por"_L1, {});
    z.reason = fields.textOr("motivo"_L1, {});
    const std::vector<QString> approvers = readAll(fields, "aprobadores"_L1, &readText);
    z.approvers = QStringList(approvers.begin(), approvers.end());
    z.lastFolio = fields.textOr("ultimo_folio"_L1, {});
    z.journalHash = fields.textOr("huella_diario"_L1, {});
    z.previousHash = fields.textOr("huella_anterior"_L1, {});
    z.hash = fields.text("huella"_L1);
    z.isVerified = fields.booleanOr("verificado"_L1, false);
    z.next = readOptional(fields, "siguiente"_L1, &readTillSession);
    z.localTime = fields.textOr("timestamp"_L1, {});
    z.at.value = fields.integer("utc_ms"_L1);
    return finish(fields, std::move(z));
}

} // namespace contract
