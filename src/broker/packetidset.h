// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <memory>
#include <vector>

namespace broker {

/// Packet ids of QoS 2 messages that a client has sent and not yet released. A short list for the usual few, a bit a
/// packet id (8 KiB) beyond: no sequence of ids makes it slow.
class PacketIdSet
{
public:
    bool contains(quint16 id) const;
    /// False when it was there already.
    bool insert(quint16 id);
    /// False when it was not there.
    bool remove(quint16 id);
    /// In no order.
    std::vector<quint16> ids() const;
    int size() const { return m_bits ? m_count : static_cast<int>(m_list.size()); }

private:
    static constexpr size_t longestList = 64;
    static constexpr size_t words = 65536 / 64;
    void useBits();

    std::vector<quint16> m_list;
    std::unique_ptr<quint64[]> m_bits;
    int m_count = 0; ///< with m_bits
};

} // namespace broker
