// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// Ledger, journal, event log. Released: never change it, add the next number.
inline constexpr const char *ledger0001[] = {
    // What is known of the file itself: epoch, result of the last check.
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",

    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL, changed_at INTEGER NOT NULL,"
    " changed_by TEXT NOT NULL) STRICT, WITHOUT ROWID",

    // id > 0: a client's (owner = cédula); id < 0: the bank's own (owner = '#CODE'). Amounts in minor units,
    // credit-positive.
    "CREATE TABLE account (id INTEGER PRIMARY KEY CHECK (id <> 0), owner TEXT NOT NULL CHECK (owner <> ''),"
    " currency TEXT NOT NULL CHECK (length(currency) = 3), holder TEXT NOT NULL, balance INTEGER NOT NULL,"
    " overdraft_limit INTEGER NOT NULL CHECK (overdraft_limit >= 0), threshold INTEGER NOT NULL CHECK (threshold >= 0),"
    " state INTEGER NOT NULL CHECK (state IN (0, 1)), opened_at INTEGER NOT NULL, opened_by TEXT NOT NULL,"
    " opened_seq INTEGER NOT NULL, moved_at INTEGER, day INTEGER, day_change INTEGER NOT NULL,"
    " UNIQUE (owner, currency), CHECK ((id < 0) = (substr(owner, 1, 1) = '#')),"
    " CHECK (id < 0 OR balance >= -overdraft_limit)) STRICT",
    "CREATE INDEX account_low ON account (currency) WHERE id > 0 AND balance < threshold",
    "CREATE TRIGGER account_no_delete BEFORE DELETE ON account"
    " BEGIN SELECT RAISE(ABORT, 'accounts are never deleted'); END",
    "CREATE TRIGGER account_identity BEFORE UPDATE OF id, owner, currency ON account"
    " BEGIN SELECT RAISE(ABORT, 'an account keeps its owner and currency'); END",
    // rowid = account id; text = cédula and folded name (store/searchtext.h). Trigrams find any part of three or more.
    "CREATE VIRTUAL TABLE account_search USING fts5 (text, content='', tokenize='trigram')",

    "CREATE TABLE posting (id INTEGER PRIMARY KEY CHECK (id > 0), seq INTEGER NOT NULL, idem_key TEXT NOT NULL UNIQUE,"
    " body_hash BLOB NOT NULL CHECK (length(body_hash) = 32), kind INTEGER NOT NULL CHECK (kind IN (0, 1)),"
    " at_utc_ms INTEGER NOT NULL, branch_day INTEGER NOT NULL, channel INTEGER NOT NULL, operator TEXT NOT NULL,"
    " description TEXT NOT NULL, reverses INTEGER REFERENCES posting (id),"
    " hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT",
    "CREATE INDEX posting_day ON posting (branch_day)",
    "CREATE UNIQUE INDEX posting_reverses ON posting (reverses) WHERE reverses IS NOT NULL",
    "CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting"
    " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting"
    " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",

    "CREATE TABLE entry (posting INTEGER NOT NULL REFERENCES posting (id), leg INTEGER NOT NULL CHECK (leg >= 0),"
    " account INTEGER NOT NULL REFERENCES account (id), amount INTEGER NOT NULL CHECK (amount <> 0),"
    " balance_after INTEGER NOT NULL, PRIMARY KEY (posting, leg)) STRICT, WITHOUT ROWID",
    "CREATE INDEX entry_client ON entry (account, posting) WHERE leg = 0",
    "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry"
    " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry"
    " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",

    "CREATE TABLE day_total (branch_day INTEGER NOT NULL, currency TEXT NOT NULL, movements INTEGER NOT NULL,"
    " deposits INTEGER NOT NULL, withdrawals INTEGER NOT NULL, PRIMARY KEY (branch_day, currency))"
    " STRICT, WITHOUT ROWID",

    "CREATE TABLE event (seq INTEGER PRIMARY KEY CHECK (seq > 0), at_utc_ms INTEGER NOT NULL, type TEXT NOT NULL,"
    " version INTEGER NOT NULL, payload BLOB NOT NULL) STRICT",
    "CREATE TRIGGER event_no_update BEFORE UPDATE ON event"
    " BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END",
    "CREATE TRIGGER event_no_delete BEFORE DELETE ON event"
    " BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END",

    // Up to where a consumer inside the hub has got.
    "CREATE TABLE event_cursor (name TEXT PRIMARY KEY, epoch TEXT NOT NULL, seq INTEGER NOT NULL,"
    " saved_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
};

} // namespace store::migrations
