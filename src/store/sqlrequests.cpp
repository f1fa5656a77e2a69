// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlrequests.h"

namespace store {

using namespace Qt::StringLiterals;

SqlRequests::SqlRequests(Database &database)
    : m_find(database, u"SELECT body_hash, kind, reference, at_utc_ms FROM request WHERE idem_key = ?"_s)
    , m_insert(database, u"INSERT INTO request (idem_key, body_hash, kind, reference, at_utc_ms)"
                         " VALUES (?, ?, ?, ?, ?)"_s)
{
}

base::Result<std::optional<bank::RecordedRequest>> SqlRequests::findRequest(const QByteArray &key)
{
    auto rows = m_find.bind(QString::fromLatin1(key)).select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return std::optional<bank::RecordedRequest>();
    return std::optional(
        bank::RecordedRequest{rows->blob(0), rows->text(1), rows->text(2), base::UtcMs{rows->integer(3)}});
}

base::Result<> SqlRequests::addRequest(const QByteArray &key, const bank::RecordedRequest &request)
{
    auto added = m_insert.bind(QString::fromLatin1(key))
                     .bind(request.bodyHash)
                     .bind(request.kind)
                     .bind(request.reference)
                     .bind(request.at.value)
                     .run();
    return added ? base::Result<>() : base::Result<>(added.error());
}

} // namespace store
