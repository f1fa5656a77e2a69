// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/httpstatus.h"

namespace gateway {

int httpStatus(base::ErrorCode code)
{
    using base::ErrorCode;
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::InsufficientFunds:
        return 422;
    case ErrorCode::Malformed:
        return 400;
    case ErrorCode::Unauthenticated:
        return 401;
    case ErrorCode::PermissionDenied:
        return 403;
    case ErrorCode::NotFound:
        return 404;
    case ErrorCode::AlreadyExists:
    case ErrorCode::Conflict:
        return 409;
    case ErrorCode::LimitExceeded:
        return 429;
    case ErrorCode::TooLarge:
        return 413;
    case ErrorCode::Unsupported:
        return 415;
    case ErrorCode::Busy:
    case ErrorCode::Unavailable:
        return 503;
    case ErrorCode::Timeout:
        return 504;
    case ErrorCode::Io:
    case ErrorCode::Corrupt:
    case ErrorCode::Internal:
        break;
    }
    return 500;
}

base::ErrorCode codeForStatus(int status)
{
    using base::ErrorCode;
    switch (status) {
    case 401:
        return ErrorCode::Unauthenticated;
    case 403:
    case 421:
        return ErrorCode::PermissionDenied;
    case 404:
        return ErrorCode::NotFound;
    case 408:
    case 504:
        return ErrorCode::Timeout;
    case 413:
    case 414:
    case 431:
        return ErrorCode::TooLarge;
    case 405:
    case 415:
    case 417:
    case 426:
    case 501:
    case 505:
        return ErrorCode::Unsupported;
    case 422:
        return ErrorCode::InvalidArgument;
    case 503:
        return ErrorCode::Unavailable;
    default:
        return status < 500 ? ErrorCode::Malformed : ErrorCode::Internal;
    }
}

} // namespace gateway
