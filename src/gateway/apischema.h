// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QJsonObject>

namespace gateway {

/// A schema as routedoc.h writes it, as JSON Schema (OpenAPI 3.1). Malformed names the place.
///
/// one of: `string integer number boolean null any money date datetime utc_ms`, `'a constant'`, `$Component`,
/// `[items]`, `{name:…, may_be_missing?:…, *:any_other_member}`; alternatives with `|`.
base::Result<QJsonObject> parseSchema(QByteArrayView text);

} // namespace gateway
