// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/aclrules.h"
#include "auth/devicecredential.h"

namespace auth {

/// What the broker must know of devices and rules, without secrets. Immutable; swapped as a whole on every change and
/// shared by threads.
struct AccessSnapshot
{
    struct Device
    {
        CredentialId id;
        bool enabled = true;
        qint64 epoch = 0;
        QByteArray deviceId;
        QByteArray cedula;
        QByteArrayList clientIds;
    };
    quint64 number = 0;
    QHash<QByteArray, Device> devices; ///< by user name
    std::shared_ptr<const AclRules> rules = AclRules::compile({});
};
using AccessSnapshotPtr = std::shared_ptr<const AccessSnapshot>;

} // namespace auth
