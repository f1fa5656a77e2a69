// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "store/migrator.h"

namespace store {

/// The schema of broker.db, step by step.
std::span<const Migration> brokerMigrations();

} // namespace store
