// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/publishrate.h"
#include <QByteArray>
#include <QByteArrayView>

namespace broker {

/// Who stands behind a connection, as the host found it out. Part of a session: another identity may not take a
/// session over.
struct Identity
{
    QByteArray user; ///< UTF-8; empty: anonymous
    QByteArray clientId;
    QByteArray address;        ///< of the peer, without port
    bool isCertified = false;  ///< `user` is the CN of a verified client certificate
    PublishRate publishRate{}; ///< of its credential; off: its listener's

    /// The user of the hub's own clients, which may do everything. No name of this form can be registered, and the host
    /// gives it to its own connections alone.
    static constexpr QByteArrayView hubUser = "$hub";
    bool isHub() const { return user == hubUser; }
    bool isAnonymous() const { return user.isEmpty(); }
};

} // namespace broker
