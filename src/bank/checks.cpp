// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/checks.h"
#include <algorithm>

namespace bank {

using namespace Qt::StringLiterals;
using base::ErrorCode;

namespace {

constexpr qsizetype maxKey = 64;
constexpr qsizetype maxUser = 100;

} // namespace

base::Result<> checkText(const QString &text, qsizetype limit, QLatin1StringView name)
{
    if (text.size() > limit)
        return {ErrorCode::InvalidArgument, name + " is longer than "_L1 + QString::number(limit) + " characters"_L1};
    if (std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; }))
        return {ErrorCode::InvalidArgument, name + " holds control characters"_L1};
    return {};
}

base::Result<> checkReason(const QString &reason, QLatin1StringView name)
{
    if (reason.trimmed().isEmpty())
        return {ErrorCode::InvalidArgument, name + " is needed"_L1};
    return checkText(reason, maxReason, name);
}

base::Result<> checkUser(const QString &user)
{
    if (user.isEmpty())
        return {ErrorCode::InvalidArgument, u"nobody is responsible for the operation"_s};
    return checkText(user, maxUser, "the user's name"_L1);
}

base::Result<> checkKey(const QByteArray &key)
{
    const bool isVisible = std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (key.isEmpty() || key.size() > maxKey || !isVisible)
        return {ErrorCode::InvalidArgument, u"the idempotency key must be 1 to 64 visible ASCII characters"_s};
    return {};
}

} // namespace bank
