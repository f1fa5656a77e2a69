// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrator.h"

namespace store {
namespace {

using namespace Qt::StringLiterals;

base::Result<> apply(Database &database, const Migration &migration)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return transaction.error();
    for (const char *const statement : migration.statements) {
        if (auto ok = database.execute(QString::fromUtf8(statement)); !ok)
            return ok;
    }
    if (auto ok = database.execute(u"PRAGMA user_version="_s + QString::number(migration.version)); !ok)
        return ok;
    return transaction->commit();
}

} // namespace

base::Result<> migrate(Database &database, std::span<const Migration> migrations)
{
    const auto present = database.scalar(u"PRAGMA user_version"_s);
    if (!present)
        return present.error();
    const int version = present->toInt();
    const int newest = migrations.empty() ? 0 : migrations.back().version;
    if (version > newest)
        return {base::ErrorCode::Unsupported, database.path() + u" was written by a newer Ventanilla (schema "_s +
                                                  QString::number(version) + u", this program knows "_s +
                                                  QString::number(newest) + u")"_s};
    for (const Migration &migration : migrations) {
        if (migration.version <= version)
            continue;
        if (auto ok = apply(database, migration); !ok)
            return ok.error().with(u"migrating to schema "_s + QString::number(migration.version));
    }
    return {};
}

} // namespace store
