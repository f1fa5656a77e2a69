// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/problem.h"

namespace contract {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;

constexpr std::array codes{ErrorCode::InvalidArgument,  ErrorCode::Malformed,         ErrorCode::Unauthenticated,
                           ErrorCode::PermissionDenied, ErrorCode::NotFound,          ErrorCode::AlreadyExists,
                           ErrorCode::Conflict,         ErrorCode::InsufficientFunds, ErrorCode::LimitExceeded,
                           ErrorCode::TooLarge,         ErrorCode::Unsupported,       ErrorCode::Busy,
                           ErrorCode::Unavailable,      ErrorCode::Timeout,           ErrorCode::Io,
                           ErrorCode::Corrupt,          ErrorCode::Internal};

} // namespace

QString titleOf(base::ErrorCode code)
{
    // "insufficient_funds" → "Insufficient funds": one list of words, not two.
    QString title = QString(base::errorCodeName(code)).replace(u'_', u' ');
    title[0] = title[0].toUpper();
    return title;
}

std::optional<base::ErrorCode> parseErrorCode(QStringView word)
{
    for (const ErrorCode code : codes) {
        if (word == base::errorCodeName(code))
            return code;
    }
    return std::nullopt;
}

void write(JsonWriter &out, const Problem &value)
{
    out.beginObject()
        .member("type"_L1, "about:blank"_L1)
        .member("title"_L1, value.title)
        .member("status"_L1, value.status)
        .member("code"_L1, value.word.isEmpty() ? QString(base::errorCodeName(value.code)) : value.word)
        .member("detail"_L1, value.detail)
        .member("request_id"_L1, value.requestId)
        .endObject();
}

base::Result<Problem> readProblem(const JsonValue &json)
{
    JsonFields fields(json);
    Problem problem;
    problem.title = fields.textOr("title"_L1, {});
    problem.status = static_cast<int>(std::clamp<qint64>(fields.integerOr("status"_L1, 500), 100, 599));
    const QString word = fields.textOr("code"_L1, {});
    const auto code = parseErrorCode(word);
    if (!code && problem.status < 500) // a word of today's hub that yesterday's client does not know
        problem.word = word;
    problem.code = code.value_or(problem.status == 403 ? base::ErrorCode::PermissionDenied : base::ErrorCode::Internal);
    problem.detail = fields.textOr("detail"_L1, {});
    problem.requestId = fields.textOr("request_id"_L1, {});
    if (auto ok = fields.result(); !ok)
        return ok.error();
    return problem;
}

} // namespace contract
