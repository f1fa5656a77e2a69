// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/statement.h"
#include "store/database.h"
#include "store/sqlerror.h"

namespace store {

base::Result<bool> Rows::next()
{
    if (m_query->next())
        return true;
    if (m_query->lastError().isValid())
        return errorOf(m_query->lastError());
    return false;
}

Statement &Statement::put(const QVariant &value)
{
    m_values.push_back(value);
    return *this;
}

Statement &Statement::bind(qint64 number)
{
    return put(QVariant(number));
}

Statement &Statement::bind(const QString &text)
{
    return put(text.isNull() ? QVariant(QStringLiteral("")) : QVariant(text));
}

Statement &Statement::bind(const QByteArray &blob)
{
    return put(blob.isNull() ? QVariant(QByteArray("", 0)) : QVariant(blob));
}

Statement &Statement::bind(const std::optional<qint64> &number)
{
    return number ? bind(*number) : bindNull();
}

Statement &Statement::bindNull()
{
    return put(QVariant());
}

base::Result<> Statement::execute()
{
    if (!m_query) {
        QSqlQuery query(m_database.connection());
        query.setForwardOnly(true); // otherwise QSQLITE caches every row
        if (!query.prepare(m_sql))
            return errorOf(query.lastError()).with(m_sql);
        m_query.emplace(std::move(query));
    }
    for (size_t i = 0; i < m_values.size(); ++i)
        m_query->bindValue(static_cast<int>(i), m_values[i]);
    m_values.clear();
    if (!m_query->exec()) {
        const base::Error error = errorOf(m_query->lastError()).with(m_sql);
        m_query->finish();
        return error;
    }
    return {};
}

base::Result<qint64> Statement::run()
{
    if (auto ok = execute(); !ok)
        return ok.error();
    const qint64 changed = m_query->numRowsAffected();
    m_query->finish();
    return changed;
}

base::Result<Rows> Statement::select()
{
    if (auto ok = execute(); !ok)
        return ok.error();
    return Rows(*m_query);
}

base::Result<qint64> Statement::integer()
{
    auto rows = select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return {base::ErrorCode::Internal, QStringLiteral("no row: ") + m_sql};
    return rows->integer(0);
}

} // namespace store
