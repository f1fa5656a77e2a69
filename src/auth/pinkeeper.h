// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/authenticator.h"
#include "auth/pinstore.h"

namespace auth {

/// PINs: what an approver proves himself with at another's window (SPEC 2.4, M11). Argon2id like passwords; five wrong
/// ones and only setting it anew helps, which takes the password. Lives and is used where the Authenticator is.
class PinKeeper
{
public:
    static constexpr int maxFailures = 5;

    struct Parts
    {
        UserStore &users;
        PinStore &pins;
        Authenticator &authenticator;
        const base::Clock &clock;
    };
    PinKeeper(Parts parts, PasswordHasher hasher)
        : m_parts(parts)
        , m_hasher(std::move(hasher))
    {
    }
    /// Sets or replaces it. PermissionDenied for a wrong password; LimitExceeded with `retryAfter`; InvalidArgument
    /// unless it has 4–8 digits.
    Attempt<QString> set(const Principal &who, const QString &password, const QString &pin, const QString &address);
    /// The user whose PIN it is. PermissionDenied for a wrong name or PIN, one that nobody has set, an account that is
    /// off or has a one-time password, and after too many tries.
    base::Result<User> check(const QString &username, const QString &pin);

private:
    base::Result<User> compare(const User &user, PinRecord record, const QString &pin);

    const Parts m_parts;
    const PasswordHasher m_hasher;
};

} // namespace auth
