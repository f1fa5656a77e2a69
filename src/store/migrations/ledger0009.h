// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// Requests for approval and what was decided of them, alerts and who has seen them, PINs. Released: never change it,
/// add the next number.
inline constexpr const char *ledger0009[] = {
    // operation: one JSON object (bank/operation.h); hash: what approvers sign for (bank/approvals.h). state: that of
    // events::ApprovalState. approvers: user names with blanks between.
    "CREATE TABLE approval (id INTEGER PRIMARY KEY CHECK (id > 0), state INTEGER NOT NULL CHECK (state BETWEEN 0 AND "
    "5),"
    " operation TEXT NOT NULL, cedula TEXT NOT NULL, amount INTEGER, currency TEXT, hash BLOB NOT NULL CHECK "
    "(length(hash) = 32),"
    " maker TEXT NOT NULL CHECK (maker <> ''),"
    " needed INTEGER NOT NULL CHECK (needed IN (1, 2)), approvers TEXT NOT NULL, created_at INTEGER NOT NULL,"
    " expires_at INTEGER NOT NULL, decided_at INTEGER NOT NULL, decided_by TEXT NOT NULL, note TEXT NOT NULL,"
    " posting INTEGER REFERENCES posting (id)) STRICT",
    "CREATE INDEX approval_pending ON approval (expires_at) WHERE state = 0",
    "CREATE INDEX approval_state ON approval (state, id)",
    "CREATE TRIGGER approval_no_delete BEFORE DELETE ON approval"
    " BEGIN SELECT RAISE(ABORT, 'requests are never deleted'); END",
    "CREATE TRIGGER approval_identity BEFORE UPDATE OF id, operation, cedula, amount, currency, hash, maker, needed, "
    "created_at, expires_at"
    " ON approval BEGIN SELECT RAISE(ABORT, 'a request stays what it was made as'); END",
    "CREATE TRIGGER approval_final BEFORE UPDATE ON approval WHEN OLD.state <> 0"
    " BEGIN SELECT RAISE(ABORT, 'what was decided stays decided'); END",

    // kind: that of bank::ApprovalDecision.
    "CREATE TABLE approval_decision (id INTEGER PRIMARY KEY, approval INTEGER NOT NULL REFERENCES approval (id),"
    " kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 4), user TEXT NOT NULL, at_utc_ms INTEGER NOT NULL,"
    " note TEXT NOT NULL, by_pin INTEGER NOT NULL CHECK (by_pin IN (0, 1))) STRICT",
    "CREATE INDEX approval_decision_of ON approval_decision (approval)",
    "CREATE TRIGGER approval_decision_no_update BEFORE UPDATE ON approval_decision"
    " BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END",
    "CREATE TRIGGER approval_decision_no_delete BEFORE DELETE ON approval_decision"
    " BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END",

    // By the sequence of its event, which holds all else. seen_by: '' while nobody has.
    "CREATE TABLE alert (seq INTEGER PRIMARY KEY REFERENCES event (seq), type TEXT NOT NULL, cedula TEXT NOT NULL,"
    " at_utc_ms INTEGER NOT NULL, seen_by TEXT NOT NULL DEFAULT '', seen_at INTEGER NOT NULL DEFAULT 0,"
    " note TEXT NOT NULL DEFAULT '') STRICT",
    "CREATE INDEX alert_new ON alert (seq) WHERE seen_by = ''",
    "CREATE INDEX alert_subject ON alert (type, cedula, seq)",
    "CREATE TRIGGER alert_no_delete BEFORE DELETE ON alert"
    " BEGIN SELECT RAISE(ABORT, 'alerts are never deleted'); END",
    "CREATE TRIGGER alert_seen_once BEFORE UPDATE ON alert WHEN OLD.seen_by <> ''"
    " BEGIN SELECT RAISE(ABORT, 'who has seen an alert stays'); END",
    "INSERT INTO alert (seq, type, cedula, at_utc_ms) SELECT seq, json_extract(CAST(payload AS TEXT), '$.type'),"
    " json_extract(CAST(payload AS TEXT), '$.cedula'), at_utc_ms FROM event WHERE type = 'alert_raised'",

    // Argon2id. failures: wrong ones since the last right one; at five only a new PIN helps.
    "CREATE TABLE user_pin (user_id INTEGER PRIMARY KEY REFERENCES user (id), hash BLOB NOT NULL,"
    " failures INTEGER NOT NULL CHECK (failures >= 0), set_at INTEGER NOT NULL) STRICT",
};

} // namespace store::migrations
