// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlerror.h"

namespace store {

base::Error errorOf(const QSqlError &error)
{
    constexpr int busy = 5;
    constexpr int locked = 6;
    constexpr int corrupt = 11;
    constexpr int constraint = 19;
    constexpr int notADatabase = 26;
    base::ErrorCode code = base::ErrorCode::Io;
    switch (error.nativeErrorCode().toInt() & 0xff) { // the low byte of an extended code is the primary one
    case busy:
    case locked:
        code = base::ErrorCode::Busy;
        break;
    case corrupt:
    case notADatabase:
        code = base::ErrorCode::Corrupt;
        break;
    case constraint:
        code = base::ErrorCode::Conflict;
        break;
    default:
        break;
    }
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return base::Error(code, QStringLiteral("SQLite: ") + text);
}

} // namespace store
