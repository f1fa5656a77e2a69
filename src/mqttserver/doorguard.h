// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/banlist.h"
#include "broker/flapping.h"
#include "broker/notices.h"
#include <QHostAddress>
#include <mutex>

namespace mqttserver {

/// Who may not come in for now: bans by operators, and the broker's own for flapping. Asked when a connection is
/// accepted (address) and at CONNECT (client id, user). Any thread (docs/threads.md "DoorGuard").
class DoorGuard
{
public:
    DoorGuard(const base::Clock &clock, const broker::FlappingLimits &flapping);

    /// `ban.since` is filled in here. Errors as broker::BanList::add; an Address that is none: InvalidArgument. Does
    /// not end live connections: MqttServer::ban does both.
    base::Result<> ban(broker::Ban ban);
    bool lift(broker::BanKind kind, const QByteArray &value);
    std::vector<broker::Ban> bans() const;

    bool isBanned(const QHostAddress &address) const;
    bool isBanned(broker::BanKind kind, const QByteArray &value) const;

    /// Counts what comes and goes. The ban that follows from it, which is in force already; empty otherwise.
    std::vector<broker::Ban> note(const broker::Notice &notice);
    /// Forgets what is over.
    void expire();

    /// How an address is written in a Ban: an IPv4 address in IPv6 form as IPv4.
    static QByteArray textOf(const QHostAddress &address);

private:
    const base::Clock &m_clock;
    const broker::FlappingLimits m_limits;
    mutable std::mutex m_mutex; ///< guards what follows
    broker::BanList m_bans;
    broker::FlappingCounter m_clients;
    broker::FlappingCounter m_addresses;
};

} // namespace mqttserver
