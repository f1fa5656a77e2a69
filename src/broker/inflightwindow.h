// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/deliveryextras.h"
#include "broker/message.h"
#include "broker/ringqueue.h"

namespace broker {

/// A QoS 1 or 2 message sent to a client and not yet wholly acknowledged.
struct InflightMessage
{
    enum class Stage : quint8 {
        Published, ///< PUBACK or PUBREC is due
        Released,  ///< PUBREC came, PUBCOMP is due; the message itself is no longer needed
    };
    MessageRef message;
    quint16 packetId = 0;
    mqtt::QoS qos = mqtt::QoS::AtLeastOnce;
    Stage stage = Stage::Published;
    bool retain = false; ///< as it was sent
    ExtrasRef extras{};
    quint64 number = 0; ///< in the journal
};

/// The messages in flight to one client, in the order in which they were sent (and are sent again, MQTT-4.6.0-1).
/// Packet ids go round and pass over those in use.
class InflightWindow
{
public:
    size_t size() const { return m_messages.size(); }
    bool isEmpty() const { return m_messages.isEmpty(); }
    /// From the oldest.
    InflightMessage &at(size_t i) { return m_messages.at(i); }
    const InflightMessage &at(size_t i) const { return m_messages.at(i); }

    /// Adds a message under a new packet id. At most 65,534 may be in flight. Valid until the next call.
    InflightMessage &add(MessageRef message, mqtt::QoS qos, bool retain, ExtrasRef extras = {});
    /// One that was in flight before a restart, after those that were sent before it.
    void restore(InflightMessage message);
    /// Null: no such packet id. Acknowledgements come mostly in order: the oldest are looked at first.
    InflightMessage *find(quint16 packetId);
    void remove(quint16 packetId);
    void clear() { m_messages.clear(); }

private:
    quint16 nextId();

    RingQueue<InflightMessage> m_messages;
    quint16 m_lastId = 0;
    quint16 m_freeRun = 0; ///< so many ids after m_lastId are known to be free
};

} // namespace broker
