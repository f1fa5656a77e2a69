// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// QR codes and their payments (SPEC 2.6). Released: never change it, add the next number.
inline constexpr const char *ledger0010[] = {
    // status: events::QrStatus; changed_by: events::QrChangeSource. qr_id is NULL until the bank that issues has told
    // it. Amounts in minor units of `currency`.
    "CREATE TABLE qr (number INTEGER PRIMARY KEY CHECK (number > 0), qr_id TEXT UNIQUE CHECK (qr_id <> ''),"
    " account INTEGER NOT NULL REFERENCES account (id) CHECK (account > 0), transaction_id TEXT NOT NULL,"
    " body_hash BLOB NOT NULL CHECK (length(body_hash) = 32), currency TEXT NOT NULL CHECK (length(currency) = 3),"
    " amount INTEGER NOT NULL CHECK (amount >= 0), description TEXT NOT NULL, due_utc_ms INTEGER NOT NULL,"
    " single_use INTEGER NOT NULL CHECK (single_use IN (0, 1)),"
    " modify_amount INTEGER NOT NULL CHECK (modify_amount IN (0, 1)), branch_code TEXT NOT NULL,"
    " provider TEXT NOT NULL CHECK (provider <> ''), content TEXT NOT NULL, image BLOB NOT NULL,"
    " status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 4), changed_by INTEGER CHECK (changed_by BETWEEN 0 AND 3),"
    " changed_utc_ms INTEGER NOT NULL, paid INTEGER NOT NULL CHECK (paid >= 0), payments INTEGER NOT NULL,"
    " in_suspense INTEGER NOT NULL CHECK (in_suspense >= 0), created_utc_ms INTEGER NOT NULL,"
    " created_by TEXT NOT NULL, channel INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " UNIQUE (account, transaction_id)) STRICT",
    "CREATE INDEX qr_overdue ON qr (due_utc_ms) WHERE status = 0 AND qr_id IS NOT NULL",
    "CREATE INDEX qr_account ON qr (account, number)",
    "CREATE INDEX qr_suspense ON qr (number) WHERE in_suspense > 0",
    "CREATE TRIGGER qr_facts BEFORE UPDATE OF number, account, transaction_id, body_hash, currency, amount,"
    " description, due_utc_ms, single_use, modify_amount, branch_code, provider, created_utc_ms, created_by, channel"
    " ON qr BEGIN SELECT RAISE(ABORT, 'what was ordered never changes'); END",
    "CREATE TRIGGER qr_id_once BEFORE UPDATE OF qr_id, content, image ON qr WHEN old.qr_id IS NOT NULL"
    " AND (new.qr_id IS NOT old.qr_id OR new.content IS NOT old.content OR new.image IS NOT old.image)"
    " BEGIN SELECT RAISE(ABORT, 'an issued QR keeps its code'); END",
    "CREATE TRIGGER qr_no_delete BEFORE DELETE ON qr WHEN old.qr_id IS NOT NULL"
    " BEGIN SELECT RAISE(ABORT, 'an issued QR is never deleted'); END",

    // account: of the QR; NULL: we knew no such QR. outcome: payments::PaymentOutcome; reason: SuspenseReason.
    "CREATE TABLE qr_payment (number INTEGER PRIMARY KEY CHECK (number > 0), qr_id TEXT NOT NULL,"
    " account INTEGER REFERENCES account (id), provider TEXT NOT NULL, transaction_id TEXT NOT NULL,"
    " currency TEXT NOT NULL CHECK (length(currency) = 3), amount INTEGER NOT NULL CHECK (amount > 0),"
    " sender_name TEXT NOT NULL, sender_document TEXT NOT NULL, sender_account TEXT NOT NULL,"
    " sender_bank TEXT NOT NULL, description TEXT NOT NULL, paid_utc_ms INTEGER NOT NULL,"
    " received_utc_ms INTEGER NOT NULL, outcome INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 3),"
    " reason INTEGER NOT NULL CHECK (reason BETWEEN 0 AND 5), posting INTEGER NOT NULL REFERENCES posting (id),"
    " resolved_by TEXT NOT NULL, resolved_utc_ms INTEGER NOT NULL, note TEXT NOT NULL, resolution INTEGER NOT NULL,"
    " UNIQUE (provider, transaction_id), CHECK ((reason = 0) = (outcome = 0))) STRICT",
    "CREATE INDEX qr_payment_qr ON qr_payment (qr_id, number)",
    "CREATE INDEX qr_payment_paid ON qr_payment (paid_utc_ms)",
    "CREATE INDEX qr_payment_waiting ON qr_payment (number) WHERE outcome = 1",
    "CREATE TRIGGER qr_payment_facts BEFORE UPDATE OF number, qr_id, account, provider, transaction_id, currency,"
    " amount, sender_name, sender_document, sender_account, sender_bank, description, paid_utc_ms, received_utc_ms,"
    " reason, posting ON qr_payment BEGIN SELECT RAISE(ABORT, 'what was paid never changes'); END",
    "CREATE TRIGGER qr_payment_once BEFORE UPDATE ON qr_payment WHEN old.outcome <> 1"
    " BEGIN SELECT RAISE(ABORT, 'money is decided on once'); END",
    "CREATE TRIGGER qr_payment_no_delete BEFORE DELETE ON qr_payment"
    " BEGIN SELECT RAISE(ABORT, 'payments are never deleted'); END",
};

} // namespace store::migrations
