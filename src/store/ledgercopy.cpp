// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledgercopy.h"
#include "store/database.h"
#include "store/statement.h"
#include <QFile>

namespace store {

using namespace Qt::StringLiterals;
using base::Result;

namespace {

/// What is somebody's secret or leads to somewhere else. Tables that a ledger of before has not are passed over.
constexpr QLatin1StringView leftOut[] = {"setting"_L1,         "refresh_token"_L1, "token_family"_L1,     "api_key"_L1,
                                         "foreign_subject"_L1, "revoked_token"_L1, "device_credential"_L1};

Result<> leaveOut(Database &copy)
{
    for (const QLatin1StringView table : leftOut) {
        const auto exists = Statement(copy, u"SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?"_s)
                                .bind(QString(table))
                                .integer();
        if (!exists)
            return exists.error();
        if (*exists == 0)
            continue;
        if (auto ok = copy.execute(u"DELETE FROM "_s + table); !ok)
            return ok;
    }
    return {};
}

} // namespace

Result<> copyForPractice(const QString &source, const QString &target)
{
    if (!QFile::exists(source))
        return {base::ErrorCode::NotFound, u"there is no ledger at %1"_s.arg(source)};
    {
        const auto original = Database::open(source, Database::Mode::ReadOnly);
        if (!original)
            return original.error().with(u"copying the ledger"_s);
        // "Into" writes to another file, which the pragma does not know; the connection itself stays read-only.
        if (auto ok = (*original)->execute(u"PRAGMA query_only=OFF"_s); !ok)
            return ok;
        if (auto done = Statement(**original, u"VACUUM INTO ?"_s).bind(target).run(); !done)
            return done.error().with(u"copying the ledger"_s);
    }
    QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner);
    const auto copy = Database::open(target, Database::Mode::ReadWrite);
    if (!copy)
        return copy.error().with(u"opening the copy of the ledger"_s);
    return leaveOut(**copy);
}

} // namespace store
