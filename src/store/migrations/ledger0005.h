// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// Where an account's QR events are in the log: movements are found by their entries, these by nothing else. Released:
/// never change it, add the next number.
inline constexpr const char *ledger0005[] = {
    // kind: that of events::EventMark. key: the QR's id; of a payment its transaction's.
    "CREATE TABLE qr_event (seq INTEGER PRIMARY KEY REFERENCES event (seq), account INTEGER NOT NULL,"
    " kind INTEGER NOT NULL CHECK (kind IN (0, 1, 2)), key TEXT NOT NULL, at_utc_ms INTEGER NOT NULL) STRICT",
    "CREATE INDEX qr_event_account ON qr_event (account, seq)",
    "CREATE INDEX qr_event_key ON qr_event (key, kind)",
    "CREATE TRIGGER qr_event_no_update BEFORE UPDATE ON qr_event"
    " BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END",
    "CREATE TRIGGER qr_event_no_delete BEFORE DELETE ON qr_event"
    " BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END",
};

} // namespace store::migrations
