// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/json.h"
#include "web/httprequest.h"

namespace gateway {

/// The body as a JSON object. Unsupported (415) for another Content-Type, Malformed for anything that is no JSON
/// object.
base::Result<contract::JsonValue> jsonBody(const web::HttpRequest &request);

} // namespace gateway
