// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/receipt.h"

namespace contract {

using namespace Qt::StringLiterals;

QString maskedCedula(const QString &cedula)
{
    constexpr qsizetype shown = 4;
    const qsizetype hidden = cedula.size() > shown ? cedula.size() - shown : cedula.size();
    return QString(hidden, QChar(0x2022)) + cedula.mid(hidden);
}

void write(JsonWriter &out, const Receipt &value)
{
    out.beginObject()
        .member("copia"_L1, value.copy)
        .member("impreso_por"_L1, value.printedBy)
        .member("impreso_utc_ms"_L1, value.printedAt.value)
        .member("impreso"_L1, value.printedLocal)
        .member("cedula_oculta"_L1, value.maskedCedula)
        .member("sucursal"_L1, value.branch)
        .key("transaccion"_L1);
    write(out, value.transaction);
    out.endObject();
}

base::Result<Receipt> readReceipt(const JsonValue &json)
{
    JsonFields fields(json);
    Receipt receipt;
    receipt.copy = static_cast<int>(fields.integer("copia"_L1));
    receipt.printedBy = fields.textOr("impreso_por"_L1, {});
    receipt.printedAt.value = fields.integer("impreso_utc_ms"_L1);
    receipt.printedLocal = fields.textOr("impreso"_L1, {});
    receipt.maskedCedula = fields.textOr("cedula_oculta"_L1, {});
    receipt.branch = fields.textOr("sucursal"_L1, {});
    if (auto ok = fields.result(); !ok)
        return ok.error();
    auto transaction = readTransaction(fields.value("transaccion"_L1));
    if (!transaction)
        return transaction.error().with(u"transaccion"_s);
    receipt.transaction = std::move(transaction).value();
    return receipt;
}

} // namespace contract
