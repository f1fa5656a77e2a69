// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// Whether a session's user is the CN of a certificate: rules ask for it while the session waits for its client.
/// Released: never change it, add the next number.
inline constexpr const char *broker0002[] = {
    "ALTER TABLE session ADD COLUMN certified INTEGER NOT NULL DEFAULT 0 CHECK (certified IN (0, 1))",
};

} // namespace store::migrations
