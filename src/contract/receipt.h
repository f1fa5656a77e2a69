// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/bankjson.h"

namespace contract {

/// What a receipt is printed from: the transaction with its copy number. `{copia, impreso_por, impreso_utc_ms,
/// impreso, cedula_oculta, sucursal, transaccion}`.
struct Receipt
{
    int copy = 1;      ///< 1: the original; from 2 on it is printed as COPIA n
    QString printedBy; ///< user
    base::UtcMs printedAt;
    QString printedLocal; ///< branch wall time
    QString maskedCedula; ///< "••••••9525": what is printed (SPEC 2.4)
    QString branch;       ///< the hub's name
    Transaction transaction;
    friend bool operator==(const Receipt &, const Receipt &) = default;
};

/// All but the last four characters as "•"; of four or fewer, all.
QString maskedCedula(const QString &cedula);

void write(JsonWriter &out, const Receipt &value);
base::Result<Receipt> readReceipt(const JsonValue &json);

} // namespace contract
