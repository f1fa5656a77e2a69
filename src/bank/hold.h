// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/account.h"
#include "base/cedula.h"
#include "events/event.h"

namespace bank {

/// Money that stays on an account but may not be withdrawn. It ends once: released by somebody, or by time.
struct Hold
{
    qint64 id = 0; ///< consecutive from 1
    AccountId account;
    QString cedula;
    base::Money amount{base::Currency::usd()}; ///< > 0
    QString reason;
    base::UtcMs placedAt;
    QString placedBy;
    std::optional<base::UtcMs> expiresAt;
    events::HoldState state = events::HoldState::Active;
    std::optional<base::UtcMs> endedAt;
    QString endedBy; ///< empty: active, or by time
    friend bool operator==(const Hold &, const Hold &) = default;
};

/// Keeps an amount from being withdrawn. Errors: InvalidArgument, NotFound (no such account), InsufficientFunds (not so
/// much is available), Conflict (key used for another body).
struct PlaceHold
{
    base::Cedula cedula;
    base::Money amount;                        ///< > 0; its currency chooses the account
    QString reason;                            ///< 1–140 characters
    std::optional<base::UtcMs> expiresAt = {}; ///< in the future; none: until it is released
    QString user;
    QByteArray idempotencyKey;
};
QByteArray bodyHash(const PlaceHold &command);

/// Ends a hold. NotFound; Conflict when it has ended by time. Doing it twice is harmless.
struct ReleaseHold
{
    qint64 id = 0;
    QString user;
};

/// Ends what has waited too long; the hub asks for it when something is due.
struct ExpireHolds
{
    int limit = 100; ///< at once
};

/// Answer to PlaceHold and ReleaseHold.
struct HoldAnswer
{
    Hold hold;
    bool replayed = false; ///< it was so before
};
/// Answer to ExpireHolds.
struct HoldsExpired
{
    int holds = 0;
};

} // namespace bank
