// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/errorshape.h"
#include "contract/problem.h"
#include <algorithm>

namespace gateway {
namespace {

using namespace Qt::StringLiterals;

/// BANECO's: 0 is success, so the status says as well that it is none.
QByteArray qrSimpleForm(const contract::Problem &problem)
{
    contract::JsonWriter out;
    out.beginObject()
        .member("responseCode"_L1, problem.status)
        .member("message"_L1, problem.detail)
        .member("code"_L1, base::errorCodeName(problem.code))
        .member("request_id"_L1, problem.requestId)
        .endObject();
    return out.take();
}

QByteArray successForm(const contract::Problem &problem)
{
    contract::JsonWriter out;
    out.beginObject()
        .member("success"_L1, false)
        .member("message"_L1, problem.detail)
        .member("status"_L1, problem.status)
        .member("code"_L1, base::errorCodeName(problem.code))
        .member("request_id"_L1, problem.requestId)
        .endObject();
    return out.take();
}

/// "monto: an amount is needed" is about the field `monto`.
qsizetype fieldLength(const QString &detail)
{
    const qsizetype colon = detail.indexOf(u": ");
    const auto isNamePart = [](QChar c) { return c.isLetterOrNumber() || c == u'_'; };
    return colon > 0 && std::all_of(detail.begin(), detail.begin() + colon, isNamePart) ? colon : 0;
}

QByteArray djangoForm(const contract::Problem &problem)
{
    contract::JsonWriter out;
    out.beginObject();
    if (problem.code != base::ErrorCode::InvalidArgument) {
        out.member("detail"_L1, problem.detail);
    } else {
        const qsizetype length = fieldLength(problem.detail);
        const QByteArray field = length > 0 ? problem.detail.first(length).toUtf8() : QByteArray("non_field_errors");
        const QString text = length > 0 ? problem.detail.sliced(length + 2) : problem.detail;
        out.key(QLatin1StringView(field)).beginArray().value(QStringView(text)).endArray();
    }
    out.endObject();
    return out.take();
}

} // namespace

void applyErrorShape(web::HttpResponse &response, ErrorShape shape)
{
    if (shape == ErrorShape::Problem || response.header("Content-Type") != "application/problem+json")
        return;
    const auto json = contract::JsonValue::parse(response.body);
    const auto problem = json ? contract::readProblem(*json) : base::Result<contract::Problem>(json.error());
    if (!problem)
        return;
    response.set("Content-Type", "application/json");
    response.body = shape == ErrorShape::Success    ? successForm(*problem)
                    : shape == ErrorShape::QrSimple ? qrSimpleForm(*problem)
                                                    : djangoForm(*problem);
    if (shape == ErrorShape::Django && response.status == 422)
        response.status = 400;
}

} // namespace gateway
