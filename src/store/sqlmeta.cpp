// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlmeta.h"
#include <QUuid>

namespace store {

using namespace Qt::StringLiterals;

namespace {
constexpr QLatin1StringView epochName{"epoch"};
}

SqlMeta::SqlMeta(Database &database)
    : m_get(database, u"SELECT value FROM meta WHERE name = ?"_s)
    , m_set(database, u"INSERT INTO meta (name, value) VALUES (?, ?)"
                      " ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s)
{
}

base::Result<std::optional<QString>> SqlMeta::get(const QString &name)
{
    auto rows = m_get.bind(name).select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    return *has ? std::optional(rows->text(0)) : std::nullopt;
}

base::Result<> SqlMeta::set(const QString &name, const QString &value)
{
    if (auto ok = m_set.bind(name).bind(value).run(); !ok)
        return ok.error();
    return {};
}

base::Result<QString> SqlMeta::epoch()
{
    auto value = get(epochName);
    if (!value)
        return value.error();
    if (!*value)
        return {base::ErrorCode::NotFound, u"the event log has no epoch"_s};
    return **value;
}

base::Result<> SqlMeta::ensureEpoch(Epoch policy)
{
    if (policy == Epoch::Keep) {
        auto present = get(epochName);
        if (!present)
            return present.error();
        if (*present)
            return {};
    }
    return set(epochName, QUuid::createUuid().toString(QUuid::Id128).left(16));
}

} // namespace store
