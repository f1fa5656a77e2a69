// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/views.h"
#include "store/sqlmeta.h"

namespace store {

/// The last proof of the ledger, in table `meta`.
class SqlProof
{
public:
    explicit SqlProof(Database &database)
        : m_database(database)
    {
    }
    base::Result<bank::Proof> find();
    /// What summaries tell, and the rest.
    base::Result<> save(const bank::Proof &proof);

private:
    Database &m_database;
};

} // namespace store
