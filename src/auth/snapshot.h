// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/apikey.h"
#include "auth/foreigntokens.h"
#include <QHash>
#include <QSet>
#include <memory>

namespace auth {

/// What a checker of tokens and keys must know of users and keys, without secrets. Immutable; swapped as a whole on
/// every change and shared by threads (ARCHITECTURE "Threads").
struct Snapshot
{
    struct Entry
    {
        QString username;
        QString displayName;
        Role role = Role::Client;
        qint64 tokenEpoch = 0;
        bool enabled = true;
        bool mustChangePassword = false;
        std::optional<qint64> accountId;
        QString cedula = {};        ///< of a customer: his topics are all of the bank that he may read
        base::UtcMs validFrom = {}; ///< foreign tokens issued before are worth nothing
        bool hasPin = false;
    };
    quint64 number = 0; ///< counts changes, so that cached decisions know their age
    QHash<UserId, Entry> users;
    QSet<QByteArray> revokedFamilies;                  ///< those whose access tokens may not have run out
    QHash<QByteArray, base::UtcMs> revokedTokens = {}; ///< `jti` and until when it matters
    QHash<QByteArray, ApiKey> keys = {};               ///< those that are not revoked, by their id
    std::shared_ptr<const ForeignTokens> foreign = {}; ///< checks tokens of another issuer; null: there is none
    QHash<QString, UserId> subjects = {};              ///< whom the `sub` of a foreign token stands for
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace auth
