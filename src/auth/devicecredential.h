// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include "base/strongid.h"
#include <QByteArray>
#include <QString>
#include <QStringList>
#include <optional>

namespace auth {

using CredentialId = base::StrongId<struct CredentialTag, qint64>;

/// What a machine connects to the broker with (S1-13 … S1-18, S1-66). A plain value. Hashes never leave auth and store.
struct DeviceCredential
{
    CredentialId id;         ///< given by the store
    QString username;        ///< unique, case matters: what a CONNECT says, or the CN of its certificate
    QStringList clientIds;   ///< that it may connect as; empty: any
    QString deviceId;        ///< gets the device's own topics (S1-69 … S1-71); empty: only what rules permit
    QString cedula;          ///< of the bank's topics it reads those of this customer alone; empty: as rules permit
    QByteArray secretHash;   ///< argon2id; imported `$7$` and `$6$` until first used; empty: by certificate only
    QByteArray exportHash;   ///< for a mosquitto password_file; empty: cannot be exported
    QByteArray previousHash; ///< the secret before the last rotation…
    std::optional<base::UtcMs> graceUntil; ///< …which is good until then (S1-67)
    bool enabled = true;
    QString note;
    qint64 epoch = 0; ///< counts changes of what decides about a login
    base::UtcMs createdAt;
    base::UtcMs rotatedAt; ///< when the present secret was set
    std::optional<base::UtcMs> lastUsedAt;
    friend bool operator==(const DeviceCredential &, const DeviceCredential &) = default;
};

/// InvalidArgument unless 1–128 bytes without control characters, blanks at the ends, and + # / : (topic levels,
/// password files).
base::Result<> checkDeviceName(const QString &name);
/// At least 8 and at most 1024 bytes. InvalidArgument.
base::Result<> checkDeviceSecret(QByteArrayView secret);

} // namespace auth
