// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QString>

/// What every command's texts must keep to. InvalidArgument says which one does not.
namespace bank {

inline constexpr qsizetype maxReason = 140; ///< characters of a reason or description

/// At most `limit` characters, none of control.
base::Result<> checkText(const QString &text, qsizetype limit, QLatin1StringView name);
/// The same, and not empty.
base::Result<> checkReason(const QString &reason, QLatin1StringView name);
/// 1–100 characters: somebody must be responsible.
base::Result<> checkUser(const QString &user);
/// 1–64 visible ASCII characters.
base::Result<> checkKey(const QByteArray &key);

} // namespace bank
