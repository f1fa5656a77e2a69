// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/bankjson.h"

namespace contract {
namespace {

using namespace Qt::StringLiterals;

/// `data` of S0-24. The currency is told where it is not the seed's.
void writeData(JsonWriter &out, const Alert &value)
{
    out.key("data"_L1).beginObject();
    if (value.balance)
        out.member("saldo"_L1, *value.balance);
    if (value.amount)
        out.member("monto"_L1, *value.amount);
    const auto &money = value.balance ? value.balance : value.amount;
    if (money && money->currency() != base::Currency::usd())
        out.member("moneda"_L1, money->currency().toString());
    if (!value.operation.isEmpty())
        out.member("operacion"_L1, value.operation);
    if (!value.user.isEmpty())
        out.member("usuario"_L1, value.user);
    if (!value.till.isEmpty())
        out.member("caja"_L1, value.till);
    if (value.approvalId)
        out.member("aprobacion"_L1, *value.approvalId);
    out.endObject();
}

base::Result<> readData(const JsonValue &data, Alert &a)
{
    JsonFields fields(data);
    const base::Currency currency = fields.currencyOr("moneda"_L1, base::Currency::usd());
    if (!fields.isAbsent("saldo"_L1))
        a.balance = fields.money("saldo"_L1, currency);
    if (!fields.isAbsent("monto"_L1))
        a.amount = fields.money("monto"_L1, currency);
    a.operation = fields.textOr("operacion"_L1, {});
    a.user = fields.textOr("usuario"_L1, {});
    a.till = fields.textOr("caja"_L1, {});
    if (!fields.isAbsent("aprobacion"_L1))
        a.approvalId = fields.integer("aprobacion"_L1);
    return fields.result();
}

} // namespace

void write(JsonWriter &out, const Alert &value)
{
    out.beginObject()
        .member("type"_L1, value.type)
        .member("message"_L1, value.message)
        .member("cedula"_L1, value.cedula);
    writeData(out, value);
    out.member("timestamp"_L1, value.localTime).member("seq"_L1, value.seq);
    if (!value.folio.isEmpty())
        out.member("folio"_L1, value.folio);
    if (value.at.value != 0)
        out.member("utc_ms"_L1, value.at.value);
    out.member("estado"_L1, value.seenBy.isEmpty() ? "NUEVA"_L1 : "VISTA"_L1);
    if (!value.seenBy.isEmpty()) {
        out.member("vista_por"_L1, value.seenBy);
        if (value.seenAt)
            out.member("vista_utc_ms"_L1, value.seenAt->value);
        out.member("nota"_L1, value.note);
    }
    out.endObject();
}

base::Result<Alert> readAlert(const JsonValue &json)
{
    JsonFields fields(json);
    Alert a;
    a.type = fields.textOr("type"_L1, {});
    a.message = fields.textOr("message"_L1, {});
    a.cedula = fields.textOr("cedula"_L1, {});
    a.localTime = fields.textOr("timestamp"_L1, {});
    a.seq = fields.integerOr("seq"_L1, 0);
    a.folio = fields.textOr("folio"_L1, {});
    a.at.value = fields.integerOr("utc_ms"_L1, 0);
    a.seenBy = fields.textOr("vista_por"_L1, {});
    if (!fields.isAbsent("vista_utc_ms"_L1))
        a.seenAt = base::UtcMs{fields.integer("vista_utc_ms"_L1)};
    a.note = fields.textOr("nota"_L1, {});
    if (fields.value("data"_L1).isObject()) {
        if (auto ok = readData(fields.value("data"_L1), a); !ok)
            return ok.error().with(u"data"_s);
    }
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return a;
}

} // namespace contract
