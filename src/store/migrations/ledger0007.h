// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// What a posting was for, and who agreed; holds, limits, an account's history, closed days. Released: never change it,
/// add the next number.
inline constexpr const char *ledger0007[] = {
    // A word of events::wordOf(); empty in the rows of before, whose hash is that of "posting/1".
    "ALTER TABLE posting ADD COLUMN operation TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE posting ADD COLUMN till_session INTEGER",
    // User names with blanks between.
    "ALTER TABLE posting ADD COLUMN approvers TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE posting ADD COLUMN reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE account ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0)",
    "ALTER TABLE account ADD COLUMN daily_limit INTEGER CHECK (daily_limit > 0)",

    // state: 0 active, 1 released, 2 ended by time.
    "CREATE TABLE hold (id INTEGER PRIMARY KEY CHECK (id > 0), account INTEGER NOT NULL REFERENCES account (id),"
    " amount INTEGER NOT NULL CHECK (amount > 0), reason TEXT NOT NULL, placed_at INTEGER NOT NULL,"
    " placed_by TEXT NOT NULL, expires_at INTEGER, state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),"
    " ended_at INTEGER, ended_by TEXT NOT NULL) STRICT",
    "CREATE INDEX hold_account ON hold (account, id)",
    "CREATE INDEX hold_due ON hold (expires_at) WHERE state = 0 AND expires_at IS NOT NULL",
    "CREATE TRIGGER hold_no_delete BEFORE DELETE ON hold"
    " BEGIN SELECT RAISE(ABORT, 'holds are never deleted'); END",

    // Where an account's changes are in the log.
    "CREATE TABLE account_event (account INTEGER NOT NULL, seq INTEGER NOT NULL REFERENCES event (seq),"
    " PRIMARY KEY (account, seq)) STRICT, WITHOUT ROWID",
    "CREATE TRIGGER account_event_no_update BEFORE UPDATE ON account_event"
    " BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END",
    "CREATE TRIGGER account_event_no_delete BEFORE DELETE ON account_event"
    " BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END",

    // A closed day's anchor; the signature is over bank::anchorBytes().
    "CREATE TABLE day_close (branch_day INTEGER PRIMARY KEY, seq INTEGER NOT NULL,"
    " at_utc_ms INTEGER NOT NULL, closed_by TEXT NOT NULL, last_posting INTEGER NOT NULL,"
    " last_hash BLOB NOT NULL CHECK (length(last_hash) = 32), key_id TEXT NOT NULL, signature BLOB NOT NULL) STRICT",
    "CREATE TRIGGER day_close_no_update BEFORE UPDATE ON day_close"
    " BEGIN SELECT RAISE(ABORT, 'a closed day stays as it is'); END",
    "CREATE TRIGGER day_close_no_delete BEFORE DELETE ON day_close"
    " BEGIN SELECT RAISE(ABORT, 'a closed day stays as it is'); END",
    "CREATE INDEX posting_till_session ON posting (till_session) WHERE till_session IS NOT NULL",
};

} // namespace store::migrations
