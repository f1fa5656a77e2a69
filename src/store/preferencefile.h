// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "store/statement.h"
#include <QHash>
#include <memory>

namespace store {

class Database;

/// What the windows of this machine remember for each person (columns, language, theme): its own small SQLite file,
/// since a window may be attached to a hub whose ledger is elsewhere. Belongs to the thread that opened it.
class PreferenceFile
{
public:
    using Values = QHash<QString, QByteArray>;

    /// Creates the file (and its folder) when it is not there.
    static base::Result<std::unique_ptr<PreferenceFile>> open(const QString &path);
    ~PreferenceFile();
    PreferenceFile(const PreferenceFile &) = delete;
    PreferenceFile &operator=(const PreferenceFile &) = delete;

    /// All of a person's values; `user` empty: the machine's.
    base::Result<Values> all(const QString &user);
    /// Writes values and removes names, in one transaction.
    base::Result<> save(const QString &user, const Values &changed, const QStringList &removed);

private:
    explicit PreferenceFile(std::unique_ptr<Database> database);
    std::unique_ptr<Database> m_database;
    Statement m_all;
    Statement m_set;
    Statement m_remove;
};

} // namespace store
