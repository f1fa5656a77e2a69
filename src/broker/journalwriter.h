// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/actions.h"
#include "broker/ringqueue.h"
#include "mqtt/packet.h"

namespace broker {

/// Numbers journal records and holds the acknowledgements that may not leave before the records they rest on are
/// durable. Off: nothing is recorded, nothing held.
class JournalWriter
{
public:
    struct HeldAcknowledgement
    {
        quint64 number = 0; ///< leaves once this record is durable
        ConnectionId connection;
        mqtt::PacketType type = mqtt::PacketType::Puback;
        quint16 packetId = 0;
        mqtt::ReasonCode reason = mqtt::ReasonCode::Success;
        quint64 receipt = 0; ///< and other shards have given receipts up to this one
    };

    explicit JournalWriter(bool enabled)
        : m_enabled(enabled)
    {
    }

    bool isEnabled() const { return m_enabled; }
    void write(JournalRecord record, Actions &actions)
    {
        record.number = ++m_last;
        actions.persist(std::move(record));
    }
    quint64 last() const { return m_last; }
    quint64 durable() const { return m_durable; }
    /// Whether an acknowledgement given now must wait.
    bool mustWait() const { return m_durable < m_last; }
    /// In order: acknowledgements leave in the order of what they acknowledge (MQTT-4.6.0-2).
    void hold(HeldAcknowledgement acknowledgement)
    {
        acknowledgement.number = m_last;
        m_held.pushBack(acknowledgement);
    }
    void setDurable(quint64 number) { m_durable = std::max(m_durable, number); }
    /// The next one that may leave.
    bool takeReady(HeldAcknowledgement &acknowledgement, quint64 receipts)
    {
        if (m_held.isEmpty() || m_held.front().number > m_durable || m_held.front().receipt > receipts)
            return false;
        acknowledgement = m_held.front();
        m_held.popFront();
        return true;
    }

private:
    bool m_enabled;
    quint64 m_last = 0;
    quint64 m_durable = 0;
    RingQueue<HeldAcknowledgement> m_held;
};

} // namespace broker
