// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// Device credentials and the access list of the broker. Released: never change it, add the next number.
inline constexpr const char *ledger0003[] = {
    "CREATE TABLE device_credential (id INTEGER PRIMARY KEY CHECK (id > 0),"
    " username TEXT NOT NULL UNIQUE CHECK (username <> ''), client_ids TEXT NOT NULL, device_id TEXT NOT NULL,"
    " cedula TEXT NOT NULL, secret_hash BLOB NOT NULL, export_hash BLOB NOT NULL, previous_hash BLOB NOT NULL,"
    " grace_until INTEGER, enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)), note TEXT NOT NULL,"
    " epoch INTEGER NOT NULL, created_at INTEGER NOT NULL, rotated_at INTEGER NOT NULL, last_used_at INTEGER) STRICT",
    // The operator's rules in order; what each says is one JSON object (auth/acljson.h).
    "CREATE TABLE acl_rule (id INTEGER PRIMARY KEY CHECK (id > 0), position INTEGER NOT NULL UNIQUE,"
    " rule TEXT NOT NULL) STRICT",
};

} // namespace store::migrations
