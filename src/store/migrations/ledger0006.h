// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// Idempotency of commands that are no posting. Released: never change it, add the next number.
inline constexpr const char *ledger0006[] = {
    "CREATE TABLE request (idem_key TEXT PRIMARY KEY CHECK (idem_key <> ''),"
    " body_hash BLOB NOT NULL CHECK (length(body_hash) = 32), kind TEXT NOT NULL, reference TEXT NOT NULL,"
    " at_utc_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID",
};

} // namespace store::migrations
