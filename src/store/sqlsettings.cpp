// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlsettings.h"

namespace store {

using namespace Qt::StringLiterals;

SqlSettings::SqlSettings(Database &database)
    : m_all(database, u"SELECT name, value FROM setting"_s)
    , m_get(database, u"SELECT value FROM setting WHERE name = ?"_s)
    , m_set(database, u"INSERT INTO setting (name, value, changed_at, changed_by) VALUES (?, ?, ?, ?)"
                      " ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at,"
                      " changed_by = excluded.changed_by"_s)
    , m_remove(database, u"DELETE FROM setting WHERE name = ?"_s)
{
}

base::Result<QHash<QString, QString>> SqlSettings::all()
{
    auto rows = m_all.select();
    if (!rows)
        return rows.error();
    QHash<QString, QString> settings;
    while (true) {
        auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return settings;
        settings.insert(rows->text(0), rows->text(1));
    }
}

base::Result<std::optional<QString>> SqlSettings::text(const QString &name)
{
    auto rows = m_get.bind(name).select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    return *has ? std::optional(rows->text(0)) : std::nullopt;
}

base::Result<std::optional<qint64>> SqlSettings::integer(const QString &name)
{
    auto value = text(name);
    if (!value)
        return value.error();
    if (!*value)
        return std::optional<qint64>();
    bool ok = false;
    const qint64 number = (*value)->toLongLong(&ok);
    if (!ok)
        return {base::ErrorCode::Corrupt, u"setting %1: not an integer"_s.arg(name)};
    return std::optional(number);
}

base::Result<std::optional<bool>> SqlSettings::boolean(const QString &name)
{
    auto value = text(name);
    if (!value)
        return value.error();
    if (!*value)
        return std::optional<bool>();
    if (**value != "true"_L1 && **value != "false"_L1)
        return {base::ErrorCode::Corrupt, u"setting %1: neither true nor false"_s.arg(name)};
    return std::optional(**value == "true"_L1);
}

base::Result<> SqlSettings::setText(const QString &name, const QString &value, const QString &user, base::UtcMs at)
{
    if (auto ok = m_set.bind(name).bind(value).bind(at.value).bind(user).run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlSettings::setInteger(const QString &name, qint64 value, const QString &user, base::UtcMs at)
{
    return setText(name, QString::number(value), user, at);
}

base::Result<> SqlSettings::setBoolean(const QString &name, bool value, const QString &user, base::UtcMs at)
{
    return setText(name, value ? u"true"_s : u"false"_s, user, at);
}

base::Result<> SqlSettings::remove(const QString &name)
{
    if (auto ok = m_remove.bind(name).run(); !ok)
        return ok.error();
    return {};
}

} // namespace store
