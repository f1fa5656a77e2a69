// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/ownedshares.h"
#include "mqtt/topic.h"
#include <algorithm>

namespace broker {

std::optional<quint32> OwnedShare::next(ShareOffered &offer)
{
    for (;;) {
        for (size_t i = 0; i < members.size(); ++i) {
            const size_t at = (turn + i) % members.size();
            const quint64 bit = quint64(1) << members[at];
            if ((offer.asked & bit) != 0)
                continue;
            offer.asked |= bit;
            turn = at + 1;
            return members[at];
        }
        if (offer.demand == ShareDemand::Anyone)
            return std::nullopt;
        offer.demand = static_cast<ShareDemand>(static_cast<quint8>(offer.demand) + 1);
        offer.asked = 0;
    }
}

bool OwnedShares::join(const QByteArray &share, quint32 shard)
{
    if (OwnedShare *known = find(share)) {
        known->members.push_back(shard);
        return false;
    }
    auto number = static_cast<quint32>(m_shares.size());
    if (m_free.empty()) {
        m_shares.emplace_back();
    } else {
        number = m_free.back();
        m_free.pop_back();
    }
    m_shares[number] = {share, {shard}, 0};
    m_numbers.insert(share, number);
    m_index.set(mqtt::splitShared(share).filter, {number, {}});
    return true;
}

bool OwnedShares::leave(const QByteArray &share, quint32 shard)
{
    OwnedShare *known = find(share);
    if (!known)
        return false;
    std::vector<quint32> &members = known->members;
    const auto member = std::find(members.begin(), members.end(), shard);
    if (member == members.end())
        return false;
    if (static_cast<size_t>(member - members.begin()) < known->turn)
        --known->turn;
    members.erase(member);
    if (!members.empty())
        return false;
    const quint32 number = m_numbers.take(share);
    m_index.remove(mqtt::splitShared(share).filter, number);
    *known = OwnedShare();
    m_free.push_back(number);
    return true;
}

OwnedShare *OwnedShares::find(const QByteArray &share)
{
    const auto known = m_numbers.constFind(share);
    return known == m_numbers.constEnd() ? nullptr : &m_shares[*known];
}

} // namespace broker
