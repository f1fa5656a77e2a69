// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlpinstore.h"

namespace store {

using namespace Qt::StringLiterals;

SqlPinStore::SqlPinStore(Database &database)
    : m_find(database, u"SELECT hash, failures, set_at FROM user_pin WHERE user_id = ?"_s)
    , m_save(database, u"INSERT INTO user_pin (user_id, hash, failures, set_at) VALUES (?, ?, ?, ?)"
                       " ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, failures = excluded.failures,"
                       " set_at = excluded.set_at"_s)
{
}

base::Result<std::optional<auth::PinRecord>> SqlPinStore::findPin(auth::UserId user)
{
    auto rows = m_find.bind(user.value()).select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return std::optional<auth::PinRecord>();
    return std::optional(auth::PinRecord{user, rows->blob(0), static_cast<int>(rows->integer(1)), {rows->integer(2)}});
}

base::Result<> SqlPinStore::savePin(const auth::PinRecord &record)
{
    m_save.bind(record.user.value()).bind(record.hash).bind(record.failures);
    auto saved = m_save.bind(record.setAt.value).run();
    return saved ? base::Result<>() : base::Result<>(saved.error());
}

} // namespace store
