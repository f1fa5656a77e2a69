// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/ownedshares.h"
#include "mqtt/topic.h"
#include <algorithm>

namespace broker {

ShareOffered OwnedShare::offer(const MessageRef &message) const
{
    ShareOffered offer;
    offer.share = share;
    offer.message = message;
    offer.first = turn;
    return offer;
}

bool OwnedShare::next(ShareOffered &offer)
{
    if (offer.asked >= members.size()) {
        if (offer.demand == ShareDemand::Anyone || members.empty())
            return false;
        offer.demand = static_cast<ShareDemand>(static_cast<quint8>(offer.demand) + 1);
        offer.asked = 0;
    }
    const size_t at = (offer.first + offer.asked++) % members.size();
    offer.member = members[at];
    turn = at + 1;
    return true;
}

bool OwnedShares::join(const QByteArray &share, SessionId member)
{
    if (OwnedShare *known = find(share)) {
        known->members.push_back(member);
        return false;
    }
    auto number = static_cast<quint32>(m_shares.size());
    if (m_free.empty()) {
        m_shares.emplace_back();
    } else {
        number = m_free.back();
        m_free.pop_back();
    }
    m_shares[number] = {share, {member}, 0};
    m_numbers.insert(share, number);
    m_index.set(mqtt::splitShared(share).filter, {number, {}});
    return true;
}

bool OwnedShares::leave(const QByteArray &share, SessionId member)
{
    OwnedShare *known = find(share);
    if (!known)
        return false;
    std::vector<SessionId> &members = known->members;
    const auto place = std::find(members.begin(), members.end(), member);
    if (place == members.end())
        return false;
    members.erase(place);
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
