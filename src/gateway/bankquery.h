// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/views.h"
#include "base/result.h"
#include "desk/ports.h"
#include "web/httptarget.h"

/// The query parameters of the bank's lists. InvalidArgument names the parameter that is wrong.
namespace gateway {

/// `limit` (1–500, default 100) and `cursor`.
base::Result<desk::PageRequest> pageRequest(const web::HttpTarget &target);

/// `cedula`, and the days `desde` and `hasta` (yyyy-mm-dd, inclusive): what every list of the bank knows.
base::Result<bank::TransactionFilter> accountAndDays(const web::HttpTarget &target);

/// Those, `tipo`, `moneda`, `canal`, `estado`, `usuario`, `monto_min`, `monto_max`, `q`, `caja`.
base::Result<bank::TransactionFilter> transactionFilter(const web::HttpTarget &target);

/// `moneda`; `fallback` when it was not sent.
base::Result<base::Currency> currencyParameter(const web::HttpTarget &target, base::Currency fallback);

} // namespace gateway
