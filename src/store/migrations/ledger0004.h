// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// API keys, foreign subjects, revoked tokens, the audit log. Released: never change it, add the next number.
inline constexpr const char *ledger0004[] = {
    // Tokens of foreign issuers that were issued before are worth nothing: what token_epoch is for our own.
    "ALTER TABLE user ADD COLUMN valid_from INTEGER NOT NULL DEFAULT 0",

    // Keys by the eight characters that name them; of the key itself its SHA-256. Revoked ones stay: the audit names
    // them. `scopes`: words with blanks between.
    "CREATE TABLE api_key (id TEXT PRIMARY KEY CHECK (length(id) = 8), hash BLOB NOT NULL CHECK (length(hash) = 32),"
    " name TEXT NOT NULL, scopes TEXT NOT NULL, account_id INTEGER REFERENCES account (id),"
    " user_id INTEGER REFERENCES user (id), expires_at INTEGER, created_at INTEGER NOT NULL, created_by TEXT NOT NULL,"
    " last_used_at INTEGER, revoked_at INTEGER) STRICT, WITHOUT ROWID",

    // Whom a foreign token's `sub` stands for.
    "CREATE TABLE foreign_subject (subject TEXT PRIMARY KEY CHECK (subject <> ''),"
    " user_id INTEGER NOT NULL REFERENCES user (id), created_at INTEGER NOT NULL, created_by TEXT NOT NULL)"
    " STRICT, WITHOUT ROWID",

    // Tokens by their `jti`, until they would have expired anyway.
    "CREATE TABLE revoked_token (jti TEXT PRIMARY KEY CHECK (jti <> ''), expires_at INTEGER NOT NULL,"
    " revoked_at INTEGER NOT NULL, revoked_by TEXT NOT NULL) STRICT, WITHOUT ROWID",

    // `entry` is one JSON object with all there is; the columns before it repeat what is searched by.
    // hash = SHA-256 (hash of the row before, or 32 zeros; then entry): auth/audit.h.
    "CREATE TABLE audit (seq INTEGER PRIMARY KEY CHECK (seq > 0), at_utc_ms INTEGER NOT NULL, who TEXT NOT NULL,"
    " action TEXT NOT NULL, entry TEXT NOT NULL, hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT",
    "CREATE INDEX audit_who ON audit (who, seq)",
    "CREATE INDEX audit_action ON audit (action, seq)",
    "CREATE INDEX audit_at ON audit (at_utc_ms)",
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
};

} // namespace store::migrations
