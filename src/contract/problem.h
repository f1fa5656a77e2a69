// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/json.h"

namespace contract {

/// An error as the API tells it (RFC 9457). The status is chosen by gateway/httpstatus alone.
struct Problem
{
    QString title;
    int status = 500;
    base::ErrorCode code = base::ErrorCode::Internal;
    QString detail;
    QString requestId;
    QString word = {}; ///< more exact than the code's own, which it replaces; empty: none
    friend bool operator==(const Problem &, const Problem &) = default;
};

void write(JsonWriter &out, const Problem &value);
/// Tolerant of what is missing: an unknown code becomes Internal.
base::Result<Problem> readProblem(const JsonValue &json);

/// "Insufficient funds": the title of a code.
QString titleOf(base::ErrorCode code);
/// The code of its wire word ("insufficient_funds").
std::optional<base::ErrorCode> parseErrorCode(QStringView word);

} // namespace contract
