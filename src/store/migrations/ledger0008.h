// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// Tills, their sessions, counts and Z; printed receipts. Released: never change it, add the next number.
inline constexpr const char *ledger0008[] = {
    "CREATE TABLE till (id INTEGER PRIMARY KEY CHECK (id > 0), name TEXT NOT NULL UNIQUE CHECK (name <> ''),"
    " created_at INTEGER NOT NULL, created_by TEXT NOT NULL) STRICT",
    "CREATE TRIGGER till_no_delete BEFORE DELETE ON till BEGIN SELECT RAISE(ABORT, 'tills are never deleted'); END",

    // state: 0 open, 1 counted, 2 closed.
    "CREATE TABLE till_session (id INTEGER PRIMARY KEY CHECK (id > 0), till INTEGER NOT NULL REFERENCES till (id),"
    " operator TEXT NOT NULL, state INTEGER NOT NULL CHECK (state IN (0, 1, 2)), day INTEGER NOT NULL,"
    " opened_at INTEGER NOT NULL, counted_at INTEGER, closed_at INTEGER, submissions INTEGER NOT NULL,"
    " opening_reason TEXT NOT NULL, received_from TEXT NOT NULL, handed_to TEXT NOT NULL,"
    " CHECK ((state = 2) = (closed_at IS NOT NULL))) STRICT",
    "CREATE UNIQUE INDEX till_session_at ON till_session (till) WHERE state < 2",
    "CREATE UNIQUE INDEX till_session_of ON till_session (operator) WHERE state < 2",
    "CREATE TRIGGER till_session_closed BEFORE UPDATE ON till_session WHEN OLD.state = 2"
    " BEGIN SELECT RAISE(ABORT, 'a closed till session is read-only'); END",
    "CREATE TRIGGER till_session_identity BEFORE UPDATE OF id, till, operator, day, opened_at ON till_session"
    " BEGIN SELECT RAISE(ABORT, 'a till session keeps its till and operator'); END",
    "CREATE TRIGGER till_session_no_delete BEFORE DELETE ON till_session"
    " BEGIN SELECT RAISE(ABORT, 'till sessions are never deleted'); END",

    "CREATE TABLE till_cash (session INTEGER NOT NULL REFERENCES till_session (id), currency TEXT NOT NULL,"
    " opening INTEGER NOT NULL, counted INTEGER, expected INTEGER, settled INTEGER NOT NULL, carried INTEGER NOT NULL,"
    " PRIMARY KEY (session, currency)) STRICT, WITHOUT ROWID",
    "CREATE TRIGGER till_cash_closed BEFORE UPDATE ON till_cash WHEN (SELECT state FROM till_session"
    " WHERE id = OLD.session) = 2 BEGIN SELECT RAISE(ABORT, 'a closed till session is read-only'); END",
    "CREATE TRIGGER till_cash_no_delete BEFORE DELETE ON till_cash"
    " BEGIN SELECT RAISE(ABORT, 'till sessions are never deleted'); END",

    // Each keystroke of a count is a row; the last one of a denomination counts. opening = 1: what a session began
    // with.
    "CREATE TABLE till_count (id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES till_session (id),"
    " opening INTEGER NOT NULL CHECK (opening IN (0, 1)), currency TEXT NOT NULL, denomination INTEGER NOT NULL"
    " CHECK (denomination > 0), is_coin INTEGER NOT NULL CHECK (is_coin IN (0, 1)), quantity INTEGER NOT NULL"
    " CHECK (quantity >= 0), counted_by TEXT NOT NULL, at_utc_ms INTEGER NOT NULL) STRICT",
    "CREATE INDEX till_count_session ON till_count (session, opening, currency, denomination, is_coin)",
    "CREATE TRIGGER till_count_no_update BEFORE UPDATE ON till_count"
    " BEGIN SELECT RAISE(ABORT, 'counts are append-only'); END",
    "CREATE TRIGGER till_count_no_delete BEFORE DELETE ON till_count"
    " BEGIN SELECT RAISE(ABORT, 'counts are append-only'); END",

    "CREATE TABLE till_submission (session INTEGER NOT NULL REFERENCES till_session (id), number INTEGER NOT NULL,"
    " currency TEXT NOT NULL, counted INTEGER NOT NULL, expected INTEGER NOT NULL, submitted_by TEXT NOT NULL,"
    " at_utc_ms INTEGER NOT NULL, PRIMARY KEY (session, number, currency)) STRICT, WITHOUT ROWID",
    "CREATE TRIGGER till_submission_no_update BEFORE UPDATE ON till_submission"
    " BEGIN SELECT RAISE(ABORT, 'counts are append-only'); END",
    "CREATE TRIGGER till_submission_no_delete BEFORE DELETE ON till_submission"
    " BEGIN SELECT RAISE(ABORT, 'counts are append-only'); END",

    // Cash that came from another session's drawer.
    "CREATE TABLE till_transfer (posting INTEGER PRIMARY KEY REFERENCES posting (id), to_session INTEGER NOT NULL"
    " REFERENCES till_session (id)) STRICT",
    "CREATE INDEX till_transfer_to ON till_transfer (to_session)",

    "CREATE TABLE till_closing (number INTEGER PRIMARY KEY CHECK (number > 0), session INTEGER NOT NULL UNIQUE"
    " REFERENCES till_session (id), at_utc_ms INTEGER NOT NULL, closed_by TEXT NOT NULL, reason TEXT NOT NULL,"
    " approvers TEXT NOT NULL, journal_posting INTEGER NOT NULL, journal_hash BLOB NOT NULL, previous_hash BLOB NOT "
    "NULL,"
    " hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT",
    "CREATE TRIGGER till_closing_no_update BEFORE UPDATE ON till_closing"
    " BEGIN SELECT RAISE(ABORT, 'a Z is never changed'); END",
    "CREATE TRIGGER till_closing_no_delete BEFORE DELETE ON till_closing"
    " BEGIN SELECT RAISE(ABORT, 'a Z is never deleted'); END",

    "CREATE TABLE receipt (posting INTEGER NOT NULL REFERENCES posting (id), copy INTEGER NOT NULL CHECK (copy > 0),"
    " printed_by TEXT NOT NULL, at_utc_ms INTEGER NOT NULL, PRIMARY KEY (posting, copy)) STRICT, WITHOUT ROWID",
    "CREATE TRIGGER receipt_no_update BEFORE UPDATE ON receipt"
    " BEGIN SELECT RAISE(ABORT, 'prints are append-only'); END",
    "CREATE TRIGGER receipt_no_delete BEFORE DELETE ON receipt"
    " BEGIN SELECT RAISE(ABORT, 'prints are append-only'); END",
};

} // namespace store::migrations
