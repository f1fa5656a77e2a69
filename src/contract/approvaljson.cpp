// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/approvaljson.h"
#include "contract/eventvalues.h"
#include <array>

namespace contract {
namespace {

using namespace Qt::StringLiterals;

// Indexed by the enumeration's value.
constexpr std::array stateWords{"PENDIENTE"_L1, "APROBADA"_L1,  "RECHAZADA"_L1,
                                "VENCIDA"_L1,   "CANCELADA"_L1, "NO_EJECUTADA"_L1};

/// null for an empty text.
void writeText(JsonWriter &out, QLatin1StringView name, const QString &text)
{
    out.key(name);
    if (text.isEmpty())
        out.null();
    else
        out.value(QStringView(text));
}

QStringList readTexts(JsonFields &fields, QLatin1StringView name)
{
    QStringList texts;
    if (!fields.value(name).isArray())
        fields.fail(QString(name + ": an array is needed"_L1));
    for (const JsonValue &item : fields.value(name).items()) {
        if (!item.isString())
            fields.fail(QString(name + ": texts are needed"_L1));
        texts.append(item.toString());
    }
    return texts;
}

} // namespace

QLatin1StringView word(ApprovalState state)
{
    return stateWords[static_cast<size_t>(state)];
}

std::optional<ApprovalState> parseApprovalState(QStringView text)
{
    for (size_t i = 0; i < stateWords.size(); ++i) {
        if (text == stateWords[i])
            return static_cast<ApprovalState>(i);
    }
    return std::nullopt;
}

void write(JsonWriter &out, const Approval &value)
{
    out.beginObject().member("id"_L1, value.id).member("seq"_L1, value.seq).member("estado"_L1, word(value.state));
    out.member("operacion"_L1, value.operation).member("cedula"_L1, value.cedula);
    out.key("monto"_L1).value(value.amount);
    writeText(out, "moneda"_L1, value.amount ? value.amount->currency().toString() : QString());
    out.member("motivo"_L1, value.reason)
        .member("creador"_L1, value.maker)
        .member("hash"_L1, value.hash)
        .member("necesarios"_L1, value.needed)
        .key("aprobadores"_L1)
        .beginArray();
    for (const QString &user : value.approvers)
        out.value(QStringView(user));
    out.endArray()
        .member("creado_utc_ms"_L1, value.createdAt.value)
        .member("vence_utc_ms"_L1, value.expiresAt.value)
        .member("decidido_por"_L1, value.decidedBy)
        .member("nota"_L1, value.note);
    writeText(out, "folio"_L1, value.folio);
    if (value.transaction) {
        out.key("transaccion"_L1);
        write(out, *value.transaction);
    }
    out.endObject();
}

base::Result<Approval> readApproval(const JsonValue &json)
{
    JsonFields fields(json);
    Approval a;
    a.id = fields.integer("id"_L1);
    a.seq = fields.integerOr("seq"_L1, 0);
    const auto state = parseApprovalState(fields.text("estado"_L1));
    if (!state)
        fields.fail(u"estado: unknown word"_s);
    a.state = state.value_or(ApprovalState::Pending);
    a.operation = fields.text("operacion"_L1);
    a.cedula = fields.textOr("cedula"_L1, {});
    if (!fields.isAbsent("monto"_L1))
        a.amount = fields.money("monto"_L1, fields.currency("moneda"_L1));
    a.reason = fields.textOr("motivo"_L1, {});
    a.maker = fields.text("creador"_L1);
    a.hash = fields.text("hash"_L1);
    a.needed = static_cast<int>(fields.integer("necesarios"_L1));
    a.approvers = readTexts(fields, "aprobadores"_L1);
    a.createdAt.value = fields.integer("creado_utc_ms"_L1);
    a.expiresAt.value = fields.integer("vence_utc_ms"_L1);
    a.decidedBy = fields.textOr("decidido_por"_L1, {});
    a.note = fields.textOr("nota"_L1, {});
    a.folio = fields.textOr("folio"_L1, {});
    if (auto ok = fields.result(); !ok)
        return ok.error();
    if (!fields.isAbsent("transaccion"_L1)) {
        auto transaction = readTransaction(fields.value("transaccion"_L1));
        if (!transaction)
            return transaction.error().with(u"transaccion"_s);
        a.transaction = std::move(*transaction);
    }
    return a;
}

void write(JsonWriter &out, const AlertSeen &value)
{
    out.beginObject()
        .member("alerta"_L1, value.alert)
        .member("seq"_L1, value.seq)
        .member("usuario"_L1, value.user)
        .member("nota"_L1, value.note)
        .member("utc_ms"_L1, value.at.value)
        .endObject();
}

base::Result<AlertSeen> readAlertSeen(const JsonValue &json)
{
    JsonFields fields(json);
    AlertSeen s;
    s.alert = fields.integer("alerta"_L1);
    s.seq = fields.integerOr("seq"_L1, 0);
    s.user = fields.text("usuario"_L1);
    s.note = fields.textOr("nota"_L1, {});
    s.at.value = fields.integer("utc_ms"_L1);
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return s;
}

void write(JsonWriter &out, const UnusualCash &value)
{
    out.beginObject()
        .member("cedula"_L1, value.cedula)
        .member("nombre"_L1, value.holderName)
        .member("moneda"_L1, value.total.currency().toString())
        .member("depositos"_L1, value.deposits)
        .member("retiros"_L1, value.withdrawals)
        .member("total"_L1, value.total)
        .member("movimientos"_L1, value.movements)
        .endObject();
}

void write(JsonWriter &out, const UnusualReport &value)
{
    out.beginObject()
        .member("desde"_L1, value.from)
        .member("hasta"_L1, value.to)
        .member("moneda"_L1, value.threshold.currency().toString())
        .member("umbral"_L1, value.threshold)
        .key("items"_L1)
        .beginArray();
    for (const UnusualCash &item : value.items)
        write(out, item);
    out.endArray().endObject();
}

base::Result<UnusualReport> readUnusualReport(const JsonValue &json)
{
    JsonFields fields(json);
    UnusualReport report;
    report.from = fields.text("desde"_L1);
    report.to = fields.text("hasta"_L1);
    const base::Currency currency = fields.currency("moneda"_L1);
    report.threshold = fields.money("umbral"_L1, currency);
    if (!fields.value("items"_L1).isArray())
        fields.fail(u"items: an array is needed"_s);
    for (const JsonValue &item : fields.value("items"_L1).items()) {
        JsonFields one(item);
        UnusualCash cash;
        cash.cedula = one.text("cedula"_L1);
        cash.holderName = one.textOr("nombre"_L1, {});
        cash.deposits = one.money("depositos"_L1, currency);
        cash.withdrawals = one.money("retiros"_L1, currency);
        cash.total = one.money("total"_L1, currency);
        cash.movements = one.integer("movimientos"_L1);
        if (auto ok = one.result(); !ok)
            return ok.error().with(u"items"_s);
        report.items.push_back(std::move(cash));
    }
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return report;
}

void write(JsonWriter &out, const DecisionRequest &value)
{
    out.beginObject();
    if (!value.hash.isEmpty())
        out.member("hash"_L1, value.hash);
    if (!value.user.isEmpty())
        out.member("usuario"_L1, value.user).member("pin"_L1, value.pin);
    if (!value.reason.isEmpty())
        out.member("motivo"_L1, value.reason);
    out.endObject();
}

base::Result<DecisionRequest> readDecisionRequest(const JsonValue &json)
{
    JsonFields fields(json);
    DecisionRequest r;
    r.hash = fields.textOr("hash"_L1, {});
    r.user = fields.textOr("usuario"_L1, {});
    r.pin = fields.textOr("pin"_L1, {});
    r.reason = fields.textOr("motivo"_L1, {});
    if (r.user.isEmpty() != r.pin.isEmpty())
        fields.fail(u"usuario and pin: both or none"_s);
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return r;
}

Approval approvalOf(const events::ApprovalChanged &changed)
{
    Approval a;
    a.id = changed.id;
    a.seq = changed.seq;
    a.state = static_cast<ApprovalState>(changed.state); // the same states in the same order (a test looks)
    a.operation = changed.operation;
    a.cedula = changed.cedula;
    a.amount = changed.amount;
    a.reason = changed.reason;
    a.maker = changed.maker;
    a.hash = changed.hash;
    a.needed = changed.needed;
    a.approvers = changed.approvers;
    a.createdAt = changed.createdAt;
    a.expiresAt = changed.expiresAt;
    a.decidedBy = changed.decidedBy;
    a.note = changed.note;
    if (changed.posting)
        a.folio = events::folioOf(*changed.posting);
    return a;
}

AlertSeen alertSeenOf(const events::AlertAcknowledged &seen)
{
    return {seen.alert, seen.seq, seen.user, seen.note, seen.at};
}

} // namespace contract
