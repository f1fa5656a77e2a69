// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/packetidset.h"
#include <algorithm>

namespace broker {

namespace {

quint64 maskOf(quint16 id)
{
    return quint64(1) << (id & 63);
}

} // namespace

bool PacketIdSet::contains(quint16 id) const
{
    if (m_bits)
        return m_bits[id >> 6] & maskOf(id);
    return std::find(m_list.begin(), m_list.end(), id) != m_list.end();
}

bool PacketIdSet::insert(quint16 id)
{
    if (contains(id))
        return false;
    if (!m_bits && m_list.size() == longestList)
        useBits();
    if (m_bits) {
        m_bits[id >> 6] |= maskOf(id);
        ++m_count;
    } else {
        m_list.push_back(id);
    }
    return true;
}

bool PacketIdSet::remove(quint16 id)
{
    if (!m_bits) {
        const auto at = std::find(m_list.begin(), m_list.end(), id);
        if (at == m_list.end())
            return false;
        m_list.erase(at);
        return true;
    }
    if (!contains(id))
        return false;
    m_bits[id >> 6] &= ~maskOf(id);
    if (--m_count == 0)
        m_bits.reset();
    return true;
}

std::vector<quint16> PacketIdSet::ids() const
{
    if (!m_bits)
        return m_list;
    std::vector<quint16> all;
    for (int id = 0; id < 65536; ++id) {
        if (m_bits[static_cast<size_t>(id >> 6)] & maskOf(static_cast<quint16>(id)))
            all.push_back(static_cast<quint16>(id));
    }
    return all;
}

void PacketIdSet::useBits()
{
    m_bits = std::make_unique<quint64[]>(words);
    for (const quint16 id : m_list)
        m_bits[id >> 6] |= maskOf(id);
    m_count = static_cast<int>(m_list.size());
    m_list.clear();
}

} // namespace broker
