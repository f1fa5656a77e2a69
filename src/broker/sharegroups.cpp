// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/sharegroups.h"
#include "mqtt/topic.h"
#include <algorithm>

namespace broker {

namespace {

auto find(std::vector<Subscriber> &members, quint32 session)
{
    return std::find_if(members.begin(), members.end(),
                        [session](const Subscriber &member) { return member.session == session; });
}

} // namespace

/// Groups of one inner filter share a place in the index: each has an entry of its own there.
quint32 ShareGroups::findOrAdd(const QByteArray &shared)
{
    if (const auto known = m_numbers.constFind(shared); known != m_numbers.constEnd())
        return *known;
    auto number = static_cast<quint32>(m_groups.size());
    if (m_free.empty()) {
        m_groups.emplace_back();
    } else {
        number = m_free.back();
        m_free.pop_back();
    }
    m_groups[number].filter = shared;
    m_numbers.insert(shared, number);
    m_index.set(mqtt::splitShared(shared).filter, {number, {}});
    return number;
}

bool ShareGroups::set(const QByteArray &shared, const Subscriber &member)
{
    std::vector<Subscriber> &members = m_groups[findOrAdd(shared)].members;
    const auto known = broker::find(members, member.session);
    if (known != members.end()) {
        *known = member;
        return false;
    }
    members.push_back(member);
    ++m_size;
    return true;
}

bool ShareGroups::remove(const QByteArray &shared, quint32 session)
{
    ShareGroup *group = find(shared);
    if (!group)
        return false;
    const auto known = broker::find(group->members, session);
    if (known == group->members.end())
        return false;
    group->members.erase(known);
    --m_size;
    if (group->members.empty()) {
        const quint32 number = m_numbers.take(shared);
        m_index.remove(mqtt::splitShared(shared).filter, number);
        *group = ShareGroup();
        m_free.push_back(number);
    }
    return true;
}

ShareGroup *ShareGroups::find(const QByteArray &shared)
{
    const auto known = m_numbers.constFind(shared);
    return known == m_numbers.constEnd() ? nullptr : &m_groups[*known];
}

} // namespace broker
