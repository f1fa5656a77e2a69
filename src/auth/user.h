// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/role.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/strongid.h"
#include <QByteArray>
#include <QString>

namespace auth {

using UserId = base::StrongId<struct UserTag, qint64>;

/// A person or service that may log in. A plain value.
struct User
{
    UserId id;        ///< given by the store
    QString username; ///< in the form of normalUsername()
    QString displayName;
    Role role = Role::Auditor;
    QByteArray passwordHash; ///< libsodium's string form; never leaves auth and store
    bool mustChangePassword = false;
    bool enabled = true;
    qint64 tokenEpoch = 0;           ///< access tokens of an older epoch are worth nothing
    std::optional<qint64> accountId; ///< the bank account of a customer (Role::Client alone); none for staff
    QString cedula;                  ///< of that account's owner, as the store knows it; empty for staff
    base::UtcMs createdAt;
    base::UtcMs validFrom = {}; ///< foreign tokens issued before are worth nothing
    bool hasPin = false;        ///< as the store knows it; set by PinKeeper alone
    friend bool operator==(const User &, const User &) = default;
};

/// The one form in which a name is stored and compared: lower case, 1–64 of `a–z 0–9 . _ - @`, beginning with a letter
/// or digit. So it is safe as an MQTT topic level and in patterns (no + # / NUL). InvalidArgument otherwise.
base::Result<QString> normalUsername(const QString &typed);

/// 8–256 characters, at most 1024 bytes, and not the user name. InvalidArgument with a sentence for the user otherwise.
base::Result<> checkNewPassword(const QString &password, const QString &username);

/// A password as it is hashed: Unicode NFC, UTF-8, so that every keyboard gives the same bytes (RFC 8265 4.2).
QByteArray passwordBytes(const QString &password);

} // namespace auth
