// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttserver/doorguard.h"

using namespace Qt::StringLiterals;

namespace mqttserver {

namespace {

/// Ends that say nothing about the client.
bool isOurDoing(broker::CloseReason reason)
{
    return reason == broker::CloseReason::Kicked || reason == broker::CloseReason::ServerShutdown;
}

} // namespace

DoorGuard::DoorGuard(const base::Clock &clock, const broker::FlappingLimits &flapping)
    : m_clock(clock)
    , m_limits(flapping)
{
}

QByteArray DoorGuard::textOf(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return (isV4 ? QHostAddress(v4) : address).toString().toLatin1();
}

base::Result<> DoorGuard::ban(broker::Ban ban)
{
    if (ban.kind == broker::BanKind::Address) {
        const QHostAddress address(QString::fromUtf8(ban.value));
        if (address.isNull())
            return {base::ErrorCode::InvalidArgument,
                    u"\"%1\" is not an IP address"_s.arg(QString::fromUtf8(ban.value.left(60)))};
        ban.value = textOf(address);
    }
    ban.since = m_clock.utcNow();
    const std::scoped_lock lock(m_mutex);
    return m_bans.add(ban, ban.since);
}

bool DoorGuard::lift(broker::BanKind kind, const QByteArray &value)
{
    const QHostAddress address(QString::fromUtf8(value));
    const bool isAddress = kind == broker::BanKind::Address && !address.isNull();
    const std::scoped_lock lock(m_mutex);
    return m_bans.lift(kind, isAddress ? textOf(address) : value);
}

std::vector<broker::Ban> DoorGuard::bans() const
{
    const std::scoped_lock lock(m_mutex);
    return m_bans.list(m_clock.utcNow());
}

bool DoorGuard::isBanned(const QHostAddress &address) const
{
    const std::scoped_lock lock(m_mutex);
    return !m_bans.isEmpty() && m_bans.find(broker::BanKind::Address, textOf(address), m_clock.utcNow());
}

bool DoorGuard::isBanned(broker::BanKind kind, const QByteArray &value) const
{
    const std::scoped_lock lock(m_mutex);
    return !m_bans.isEmpty() && m_bans.find(kind, value, m_clock.utcNow());
}

std::vector<broker::Ban> DoorGuard::note(const broker::Notice &notice)
{
    using Kind = broker::Notice::Kind;
    const bool isEnd = notice.kind == Kind::Disconnected || notice.kind == Kind::ConnectRefused;
    if (!isEnd || isOurDoing(notice.reason))
        return {};
    const base::UtcMs now = m_clock.utcNow();
    const auto banOf = [&](broker::BanKind kind, const QByteArray &value) {
        return broker::Ban{
            kind,      value, now, {now.value + m_limits.ban.count()}, u"connected and disconnected too often"_s,
            "flapping"};
    };
    std::vector<broker::Ban> bans;
    const std::scoped_lock lock(m_mutex);
    const base::Monotonic at = m_clock.monotonicNow();
    if (!notice.clientId.isEmpty() && m_clients.note(notice.clientId, m_limits.perClient, m_limits.window, at))
        bans.push_back(banOf(broker::BanKind::ClientId, notice.clientId));
    const QHostAddress address(QString::fromLatin1(notice.address));
    const QByteArray text = textOf(address);
    if (!address.isNull() && m_addresses.note(text, m_limits.perAddress, m_limits.window, at))
        bans.push_back(banOf(broker::BanKind::Address, text));
    std::erase_if(bans, [&](const broker::Ban &ban) { return !m_bans.add(ban, now); });
    return bans;
}

void DoorGuard::expire()
{
    const std::scoped_lock lock(m_mutex);
    m_bans.expire(m_clock.utcNow());
}

} // namespace mqttserver
