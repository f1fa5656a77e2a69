// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/jsonbody.h"

namespace gateway {

base::Result<contract::JsonValue> jsonBody(const web::HttpRequest &request)
{
    const QByteArrayView type = request.header("Content-Type");
    const qsizetype parameters = type.indexOf(';');
    const QByteArrayView essence = (parameters < 0 ? type : type.first(parameters)).trimmed();
    if (!web::equalsIgnoringCase(essence, "application/json"))
        return {base::ErrorCode::Unsupported, u"the body must be application/json"_qs};
    auto json = contract::JsonValue::parse(request.body);
    if (json && !json->isObject())
        return {base::ErrorCode::Malformed, u"the body must be a JSON object"_qs};
    return json;
}

} // namespace gateway
