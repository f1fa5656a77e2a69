// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "store/database.h"
#include <span>

namespace store {

/// One step of a file's schema: the statements that lead to `version` from the one before. Never changed once released.
struct Migration
{
    int version; ///< 1, 2, 3… without gap
    std::span<const char *const> statements;
};

/// Brings a file up to the last migration, each in a transaction of its own with its `user_version`. Unsupported when
/// the file is newer than this program.
base::Result<> migrate(Database &database, std::span<const Migration> migrations);

} // namespace store
