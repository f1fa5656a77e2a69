// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "store/database.h"

namespace store {

/// A read transaction: everything in it sees one state. Ending it cannot lose anything, so its failure is not told.
class ReadSnapshot
{
public:
    static base::Result<ReadSnapshot> begin(Database &database)
    {
        if (auto ok = database.beginRead(); !ok)
            return ok.error();
        return ReadSnapshot(database);
    }
    ReadSnapshot(ReadSnapshot &&other) noexcept
        : m_database(std::exchange(other.m_database, nullptr))
    {
    }
    ReadSnapshot &operator=(ReadSnapshot &&) = delete;
    ~ReadSnapshot()
    {
        if (m_database)
            static_cast<void>(m_database->commit());
    }

private:
    explicit ReadSnapshot(Database &database)
        : m_database(&database)
    {
    }
    Database *m_database;
};

} // namespace store
