// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// What becomes of the bank's messages on their way (broker/trace.h), written behind the rest. Released: never change
/// it, add the next number.
inline constexpr const char *broker0004[] = {
    // event, epoch: of the hub's log that caused it; 0: none. deliveries: SqlTraces says how they are written.
    "CREATE TABLE trace (id INTEGER PRIMARY KEY, event INTEGER NOT NULL, epoch BLOB NOT NULL, topic BLOB NOT NULL,"
    " publisher BLOB NOT NULL, qos INTEGER NOT NULL, retain INTEGER NOT NULL, bytes INTEGER NOT NULL,"
    " at INTEGER NOT NULL, unlisted INTEGER NOT NULL, deliveries BLOB NOT NULL) STRICT",
    "CREATE INDEX trace_at ON trace (at)",

    // The trace that follows the message; 0: none does.
    "ALTER TABLE message ADD COLUMN trace INTEGER NOT NULL DEFAULT 0",
};

} // namespace store::migrations
