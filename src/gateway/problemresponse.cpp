// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/problemresponse.h"
#include "contract/problem.h"
#include "gateway/httpstatus.h"

namespace gateway {
namespace {

web::HttpResponse problem(contract::Problem value)
{
    web::HttpResponse response;
    response.status = value.status;
    response.set("Content-Type", "application/problem+json");
    contract::JsonWriter out;
    write(out, value);
    response.body = out.take();
    return response;
}

} // namespace

QString shownDetail(const base::Error &error)
{
    switch (error.code()) {
    case base::ErrorCode::Io:
    case base::ErrorCode::Corrupt:
    case base::ErrorCode::Internal:
        return u"something went wrong inside the hub; its log tells more under this request id"_qs;
    default:
        return error.message();
    }
}

web::HttpResponse problemResponse(const base::Error &error, const QByteArray &requestId,
                                  std::chrono::seconds retryAfter)
{
    const int status = httpStatus(error.code());
    web::HttpResponse response = problem(
        {contract::titleOf(error.code()), status, error.code(), shownDetail(error), QString::fromLatin1(requestId)});
    if (status == 401)
        response.set("WWW-Authenticate", "Bearer");
    if (status == 429 || status == 503)
        response.set("Retry-After", QByteArray::number(std::max<qint64>(1, retryAfter.count())));
    return response;
}

web::HttpResponse httpProblem(int status, const QString &detail, const QByteArray &requestId)
{
    return problem({QString::fromLatin1(web::reasonPhrase(status)), status, codeForStatus(status), detail,
                    QString::fromLatin1(requestId)});
}

web::HttpResponse passwordChangeRequired(const QByteArray &requestId)
{
    contract::Problem value{QString::fromLatin1(web::reasonPhrase(403)), 403, base::ErrorCode::PermissionDenied,
                            u"change the password first: POST /auth/password"_qs, QString::fromLatin1(requestId)};
    value.word = u"password_change_required"_qs;
    return problem(std::move(value));
}

web::HttpResponse jsonResponse(int status, QByteArray body)
{
    web::HttpResponse response;
    response.status = status;
    response.set("Content-Type", "application/json");
    response.body = std::move(body);
    return response;
}

} // namespace gateway
