// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// Users and their logins. Released: never change it, add the next number.
inline constexpr const char *ledger0002[] = {
    "CREATE TABLE user (id INTEGER PRIMARY KEY CHECK (id > 0), username TEXT NOT NULL UNIQUE CHECK (username <> ''),"
    " display_name TEXT NOT NULL, role TEXT NOT NULL, password_hash BLOB NOT NULL,"
    " must_change_password INTEGER NOT NULL CHECK (must_change_password IN (0, 1)),"
    " enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)), token_epoch INTEGER NOT NULL, account_id INTEGER,"
    " created_at INTEGER NOT NULL) STRICT",
    // One login and the refresh tokens that descend from it.
    "CREATE TABLE token_family (id BLOB PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES user (id),"
    " started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, revoked_at INTEGER) STRICT, WITHOUT ROWID",
    "CREATE INDEX token_family_user ON token_family (user_id)",
    "CREATE INDEX token_family_revoked ON token_family (revoked_at) WHERE revoked_at IS NOT NULL",
    "CREATE INDEX token_family_expires ON token_family (expires_at)",
    // Refresh tokens by their SHA-256; the token itself is kept by its owner alone.
    "CREATE TABLE refresh_token (hash BLOB PRIMARY KEY CHECK (length(hash) = 32),"
    " family BLOB NOT NULL REFERENCES token_family (id) ON DELETE CASCADE, issued_at INTEGER NOT NULL,"
    " expires_at INTEGER NOT NULL, spent_at INTEGER) STRICT, WITHOUT ROWID",
    "CREATE INDEX refresh_token_family ON refresh_token (family)",
};

} // namespace store::migrations
