// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "store/migrator.h"

namespace store {

/// The schema of ledger.db, oldest step first. To add one: a new file in migrations/ with the next number, and its line
/// in ledgermigrations.cpp.
std::span<const Migration> ledgerMigrations();

} // namespace store
