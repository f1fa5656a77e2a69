// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "store/statement.h"
#include <QHash>

namespace store {

/// Table `setting`: texts by name, with who changed them and when. What a text means is its reader's affair; the typed
/// getters are for the common cases. Writing goes inside a transaction of the writing connection (DeskThread::perform).
class SqlSettings
{
public:
    explicit SqlSettings(Database &database);

    base::Result<QHash<QString, QString>> all();
    base::Result<std::optional<QString>> text(const QString &name);
    /// Corrupt when the stored text is no integer.
    base::Result<std::optional<qint64>> integer(const QString &name);
    /// "true" or "false"; Corrupt otherwise.
    base::Result<std::optional<bool>> boolean(const QString &name);

    base::Result<> setText(const QString &name, const QString &value, const QString &user, base::UtcMs at);
    base::Result<> setInteger(const QString &name, qint64 value, const QString &user, base::UtcMs at);
    base::Result<> setBoolean(const QString &name, bool value, const QString &user, base::UtcMs at);
    /// Back to the default. No error when it was not set.
    base::Result<> remove(const QString &name);

private:
    Statement m_all;
    Statement m_get;
    Statement m_set;
    Statement m_remove;
};

} // namespace store
