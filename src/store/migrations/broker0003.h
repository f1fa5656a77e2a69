// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// From where a session's client was last connected: rules may ask for it while the session waits. Released: never
/// change it, add the next number.
inline constexpr const char *broker0003[] = {
    "ALTER TABLE session ADD COLUMN address BLOB NOT NULL DEFAULT x''",
};

} // namespace store::migrations
