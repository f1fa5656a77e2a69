// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

namespace base {

QLatin1StringView errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return QLatin1StringView("invalid_argument");
    case ErrorCode::Malformed:
        return QLatin1StringView("malformed");
    case ErrorCode::Unauthenticated:
        return QLatin1StringView("unauthenticated");
    case ErrorCode::PermissionDenied:
        return QLatin1StringView("permission_denied");
    case ErrorCode::NotFound:
        return QLatin1StringView("not_found");
    case ErrorCode::AlreadyExists:
        return QLatin1StringView("already_exists");
    case ErrorCode::Conflict:
        return QLatin1StringView("conflict");
    case ErrorCode::InsufficientFunds:
        return QLatin1StringView("insufficient_funds");
    case ErrorCode::LimitExceeded:
        return QLatin1StringView("limit_exceeded");
    case ErrorCode::TooLarge:
        return QLatin1StringView("too_large");
    case ErrorCode::Unsupported:
        return QLatin1StringView("unsupported");
    case ErrorCode::Busy:
        return QLatin1StringView("busy");
    case ErrorCode::Unavailable:
        return QLatin1StringView("unavailable");
    case ErrorCode::Timeout:
        return QLatin1StringView("timeout");
    case ErrorCode::Io:
        return QLatin1StringView("io");
    case ErrorCode::Corrupt:
        return QLatin1StringView("corrupt");
    case ErrorCode::Internal:
        return QLatin1StringView("internal");
    }
    Q_UNREACHABLE();
}

QString Error::toString() const
{
    QString text;
    for (auto it = m_context.crbegin(); it != m_context.crend(); ++it)
        text += *it + u": ";
    return text + m_message;
}

} // namespace base
