// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/error.h"
#include <QSqlError>

namespace store {

/// SQLite's result code as one of ours: busy → Busy, corrupt or not a database → Corrupt, constraint → Conflict,
/// anything else → Io. The text is SQLite's; values that were bound are not in it.
base::Error errorOf(const QSqlError &error);

} // namespace store
