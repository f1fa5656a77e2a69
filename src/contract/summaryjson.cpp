// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/bankjson.h"

namespace contract {
namespace {

using namespace Qt::StringLiterals;

base::Result<base::Money> readTotal(const JsonValue &json)
{
    JsonFields fields(json);
    const base::Money total = fields.money("saldo"_L1, fields.currency("moneda"_L1));
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return total;
}

base::Result<DayTotals> readDay(const JsonValue &json)
{
    JsonFields fields(json);
    DayTotals day;
    day.currency = fields.currency("moneda"_L1);
    day.movements = fields.integer("movimientos"_L1);
    day.deposits = fields.money("depositos"_L1, day.currency);
    day.withdrawals = fields.money("retiros"_L1, day.currency);
    day.net = fields.money("neto"_L1, day.currency);
    day.till = fields.money("caja"_L1, day.currency);
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return day;
}

/// The array `name`, each item by `read`; false when an item is wrong, with the failure noted.
template <typename T>
std::vector<T> readList(JsonFields &fields, QLatin1StringView name, base::Result<T> (*read)(const JsonValue &))
{
    std::vector<T> list;
    if (!fields.value(name).isArray())
        fields.fail(QString(name + ": an array is needed"_L1));
    for (const JsonValue &item : fields.value(name).items()) {
        auto value = read(item);
        if (!value) {
            fields.fail(QString(name + ": "_L1 + value.error().message()));
            break;
        }
        list.push_back(std::move(value).value());
    }
    return list;
}

} // namespace

void write(JsonWriter &out, const Summary &value)
{
    out.beginObject().member("cuentas"_L1, value.accounts).member("con_saldo_bajo"_L1, value.lowBalanceAccounts);
    out.key("totales"_L1).beginArray();
    for (const base::Money &total : value.totals) {
        out.beginObject().member("moneda"_L1, total.currency().toString()).member("saldo"_L1, total).endObject();
    }
    out.endArray().key("hoy"_L1).beginArray();
    for (const DayTotals &day : value.today) {
        out.beginObject()
            .member("moneda"_L1, day.currency.toString())
            .member("movimientos"_L1, day.movements)
            .member("depositos"_L1, day.deposits)
            .member("retiros"_L1, day.withdrawals)
            .member("neto"_L1, day.net)
            .member("caja"_L1, day.till)
            .endObject();
    }
    out.endArray()
        .member("total_transacciones"_L1, value.totalTransactions)
        .member("cuadrado"_L1, value.balanced)
        .member("verificado_utc_ms"_L1, value.verifiedAt.value)
        .endObject();
}

base::Result<Summary> readSummary(const JsonValue &json)
{
    JsonFields fields(json);
    Summary s;
    s.accounts = fields.integer("cuentas"_L1);
    s.lowBalanceAccounts = fields.integer("con_saldo_bajo"_L1);
    s.totals = readList(fields, "totales"_L1, readTotal);
    s.today = readList(fields, "hoy"_L1, readDay);
    s.totalTransactions = fields.integer("total_transacciones"_L1);
    s.balanced = fields.boolean("cuadrado"_L1);
    s.verifiedAt.value = fields.integer("verificado_utc_ms"_L1);
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return s;
}

} // namespace contract
