// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/books.h"
#include "bank/policy.h"
#include "desk/attempts.h"
#include "desk/desk.h"
#include "payments/qrbook.h"
#include "payments/qrpolicy.h"

namespace desk {

/// What a command is decided with: the books inside its savepoint, and the settings.
struct Context
{
    bank::Books books;
    const bank::Policy &policy;
    payments::QrBook &qrs;
    const payments::QrPolicy &qrPolicy;
    Attempts &attempts;
};

/// A rule's value or refusal as the desk's answer.
template <typename T>
Answer answerOf(base::Result<T> result)
{
    if (!result)
        return result.error();
    return Answer(std::move(result).value());
}

/// What a command that nobody saved is told. Io: the same key may be sent again.
inline base::Error lost(const base::Error &cause)
{
    return base::Error(base::ErrorCode::Io, QStringLiteral("the operation was not saved: ") + cause.toString());
}

} // namespace desk
