// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "store/statement.h"

namespace store {

/// Table `meta`: what is known of the ledger's file itself.
class SqlMeta
{
public:
    explicit SqlMeta(Database &database);
    base::Result<std::optional<QString>> get(const QString &name);
    base::Result<> set(const QString &name, const QString &value);

    /// The event log's epoch; NotFound in a file that never had a writer.
    base::Result<QString> epoch();
    /// Gives the log an epoch if it has none; `Fresh` always, because after a restore it does not continue what was
    /// seen.
    enum class Epoch { Keep, Fresh };
    base::Result<> ensureEpoch(Epoch policy);

private:
    Statement m_get;
    Statement m_set;
};

} // namespace store
