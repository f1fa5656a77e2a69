// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/preferencefile.h"
#include "store/database.h"
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;
using base::Result;

namespace store {

PreferenceFile::PreferenceFile(std::unique_ptr<Database> database)
    : m_database(std::move(database))
    , m_all(*m_database, u"SELECT name, value FROM preference WHERE user = ?"_s)
    , m_set(*m_database, u"INSERT INTO preference (user, name, value) VALUES (?, ?, ?) "
                         "ON CONFLICT (user, name) DO UPDATE SET value = excluded.value"_s)
    , m_remove(*m_database, u"DELETE FROM preference WHERE user = ? AND name = ?"_s)
{
}

PreferenceFile::~PreferenceFile() = default;

Result<std::unique_ptr<PreferenceFile>> PreferenceFile::open(const QString &path)
{
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return base::Error(base::ErrorCode::Io, u"the folder of %1 cannot be created"_s.arg(path));
    auto database = Database::open(path, Database::Mode::ReadWrite);
    if (!database)
        return database.error();
    const auto made =
        (*database)->execute(u"CREATE TABLE IF NOT EXISTS preference (user TEXT NOT NULL, name TEXT NOT NULL, "
                             "value BLOB NOT NULL, PRIMARY KEY (user, name)) STRICT, WITHOUT ROWID"_s);
    if (!made)
        return made.error();
    return std::unique_ptr<PreferenceFile>(new PreferenceFile(std::move(database).value()));
}

Result<PreferenceFile::Values> PreferenceFile::all(const QString &user)
{
    auto rows = m_all.bind(user).select();
    if (!rows)
        return rows.error();
    Values values;
    while (true) {
        const auto more = rows->next();
        if (!more)
            return more.error();
        if (!*more)
            return values;
        values.insert(rows->text(0), rows->blob(1));
    }
}

Result<> PreferenceFile::save(const QString &user, const Values &changed, const QStringList &removed)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return transaction.error();
    for (auto it = changed.cbegin(); it != changed.cend(); ++it) {
        if (const auto set = m_set.bind(user).bind(it.key()).bind(it.value()).run(); !set)
            return set.error();
    }
    for (const QString &name : removed) {
        if (const auto gone = m_remove.bind(user).bind(name).run(); !gone)
            return gone.error();
    }
    return transaction->commit();
}

} // namespace store
