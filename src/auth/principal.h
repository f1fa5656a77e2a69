// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/scope.h"
#include "auth/user.h"

namespace auth {

/// Who a request comes from, as its token or key and the snapshot say. A plain value.
struct Principal
{
    enum class Kind {
        Person,  ///< an access token of our own
        ApiKey,  ///< rights are those of `scopes`, and of the role if the key stands for a user
        Foreign, ///< a token of another issuer whose subject is mapped to a user
    };
    static constexpr qint64 never = std::numeric_limits<qint64>::max(); ///< `expiresAt` of a key without an end

    Kind kind = Kind::Person;
    std::optional<UserId> user; ///< none: an API key that stands for nobody
    QString username;           ///< of a key without a user "key:<id>", which is no user's name
    QString displayName;        ///< of a key its own name
    Role role = Role::Client;   ///< meaningless without `user`; mayDo() is what to ask
    bool mustChangePassword = false;
    bool hasPin = false;             ///< a PIN to approve with at another's window is set
    std::optional<qint64> accountId; ///< whose events may be streamed; none: nobody's
    QByteArray family;               ///< what counts as one session: the login, "key:<id>" or "sub:<subject>"
    base::UtcMs expiresAt;           ///< of the token or key
    qint64 tokenEpoch = 0;
    QByteArray jti;            ///< of a token; may be empty on foreign ones
    base::UtcMs issuedAt = {}; ///< of a foreign token
    QString subject;           ///< of a foreign token
    QByteArray keyId;          ///< of a key: its eight characters
    ScopeSet scopes;           ///< of a key
};

/// Whether two ways of saying who one is mean the same: the same user and account, or the same key (S2-09).
inline bool isSameIdentity(const Principal &a, const Principal &b)
{
    const bool who = a.user || b.user ? a.user == b.user : a.keyId == b.keyId;
    return who && a.accountId == b.accountId;
}

} // namespace auth
