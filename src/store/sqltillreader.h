// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/tillreader.h"
#include "store/sqltills.h"

namespace store {

class SqlEventLog;

/// Tills on a reader's connection, each answer from one snapshot.
class SqlTillReader final : public desk::TillReader
{
public:
    SqlTillReader(Database &database, SqlEventLog &log)
        : m_database(database)
        , m_log(log)
        , m_tills(database)
    {
    }
    base::Result<std::vector<desk::TillView>> tills() override;
    base::Result<std::optional<bank::TillSession>> sessionOf(const QString &user) override;
    base::Result<desk::Page<bank::TillSession>> sessions(const desk::TillSessionFilter &filter,
                                                         const desk::PageRequest &page) override;
    base::Result<desk::TillReport> report(bank::TillSessionId id) override;
    base::Result<std::vector<bank::CashLine>> count(bank::TillSessionId id) override;
    base::Result<bank::TillClosing> closing(bank::TillSessionId id) override;

private:
    template <typename T>
    base::Result<T> inSnapshot(const std::function<base::Result<T>()> &read);
    base::Result<std::vector<base::Money>> leftIn(bank::TillId till);
    base::Result<desk::TillView> view(bank::Till till);

    Database &m_database;
    SqlEventLog &m_log;
    SqlTills m_tills;
};

} // namespace store
