// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/account.h"
#include "store/statement.h"

namespace store {

/// Tables `account` and `account_search`, as the writer uses them.
class SqlAccounts
{
public:
    explicit SqlAccounts(Database &database);
    base::Result<std::optional<bank::Account>> find(const QString &owner, base::Currency currency);
    base::Result<> insert(const bank::Account &account);
    /// Balance, last movement and day figures.
    base::Result<> update(const bank::Account &account);

    /// Balance, name, limits, state and what is held; `nameBefore` is what the search knows the account by.
    base::Result<> updateTerms(const bank::Account &account, const QString &nameBefore);

private:
    Statement m_find;
    Statement m_insert;
    Statement m_insertSearch;
    Statement m_removeSearch;
    Statement m_updateTerms;
    Statement m_update;
};

} // namespace store
