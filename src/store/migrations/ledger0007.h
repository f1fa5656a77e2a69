// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// What a posting was for, and who agreed. Released: never change it, add the next number.
inline constexpr const char *ledger0007[] = {
    // A word of events::wordOf(); empty in the rows of before, whose hash is that of "posting/1".
    "ALTER TABLE posting ADD COLUMN operation TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE posting ADD COLUMN till_session INTEGER",
    // User names with blanks between.
    "ALTER TABLE posting ADD COLUMN approvers TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE posting ADD COLUMN reason TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX posting_till_session ON posting (till_session) WHERE till_session IS NOT NULL",
};

} // namespace store::migrations
