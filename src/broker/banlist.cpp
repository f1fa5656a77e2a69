// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/banlist.h"
#include <algorithm>

using namespace Qt::StringLiterals;

namespace broker {

QLatin1StringView banKindName(BanKind kind)
{
    switch (kind) {
    case BanKind::ClientId:
        return "client_id"_L1;
    case BanKind::User:
        return "user"_L1;
    case BanKind::Address:
        return "address"_L1;
    }
    Q_UNREACHABLE();
}

base::Result<> BanList::add(const Ban &ban, base::UtcMs now)
{
    if (ban.value.isEmpty())
        return {base::ErrorCode::InvalidArgument, u"a ban needs a client id, a user name or an address"_s};
    if (ban.isOver(now))
        return {base::ErrorCode::InvalidArgument, u"a ban must end in the future"_s};
    auto &bans = m_bans[static_cast<size_t>(ban.kind)];
    if (bans.size() >= maxBans && !bans.contains(ban.value))
        return {base::ErrorCode::LimitExceeded, u"there are %1 bans already: lift some first"_s.arg(maxBans)};
    bans.insert(ban.value, ban);
    return {};
}

bool BanList::lift(BanKind kind, const QByteArray &value)
{
    return m_bans[static_cast<size_t>(kind)].remove(value);
}

const Ban *BanList::find(BanKind kind, const QByteArray &value, base::UtcMs now) const
{
    const auto &bans = m_bans[static_cast<size_t>(kind)];
    const auto it = bans.constFind(value);
    return it != bans.cend() && !it->isOver(now) ? &*it : nullptr;
}

std::vector<Ban> BanList::list(base::UtcMs now) const
{
    std::vector<Ban> all;
    for (const auto &bans : m_bans)
        std::copy_if(bans.begin(), bans.end(), std::back_inserter(all), [now](const Ban &b) { return !b.isOver(now); });
    std::sort(all.begin(), all.end(), [](const Ban &a, const Ban &b) {
        return std::tie(b.since, a.kind, a.value) < std::tie(a.since, b.kind, b.value);
    });
    return all;
}

void BanList::expire(base::UtcMs now)
{
    for (auto &bans : m_bans)
        bans.removeIf([now](QHash<QByteArray, Ban>::iterator it) { return it->isOver(now); });
}

bool BanList::isEmpty() const
{
    return std::all_of(m_bans.begin(), m_bans.end(), [](const auto &bans) { return bans.isEmpty(); });
}

} // namespace broker
