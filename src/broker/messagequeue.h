// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/deliveryextras.h"
#include "broker/limits.h"
#include "broker/message.h"
#include "broker/ringqueue.h"

namespace broker {

/// A message that waits for room in the window, or for its client to come back.
struct QueuedMessage
{
    MessageRef message;
    mqtt::QoS qos = mqtt::QoS::AtLeastOnce;
    bool retain = false; ///< to be sent with the retain flag
    bool counted = true; ///< false: it answers a new subscription from the retained store
    ExtrasRef extras{};
    quint64 number = 0; ///< in the journal
};

/// The waiting messages of one session. Limited by count and bytes; what answers a new subscription from the retained
/// store is not counted among them, since its payload is kept anyway and it must stay in order with what follows; it
/// has a limit of its own (sendRetained).
class MessageQueue
{
public:
    bool isEmpty() const { return m_messages.isEmpty(); }
    size_t size() const { return m_messages.size(); }
    int counted() const { return m_counted; }
    /// Of the counted ones.
    qint64 bytes() const { return m_bytes; }

    bool hasRoom(const Message &message, const Limits &limits) const
    {
        return m_counted < limits.maxQueued && m_bytes + message.bytes() <= limits.maxQueuedBytes;
    }

    /// Of one that is not empty.
    const QueuedMessage &front() const { return m_messages.front(); }
    const QueuedMessage &at(size_t i) const { return m_messages.at(i); }
    QueuedMessage &at(size_t i) { return m_messages.at(i); }

    void push(QueuedMessage queued)
    {
        if (queued.counted) {
            ++m_counted;
            m_bytes += queued.message->bytes();
        }
        m_messages.pushBack(std::move(queued));
    }

    QueuedMessage pop()
    {
        QueuedMessage first = std::move(m_messages.front());
        m_messages.popFront();
        if (first.counted) {
            --m_counted;
            m_bytes -= first.message->bytes();
        }
        return first;
    }

private:
    RingQueue<QueuedMessage> m_messages;
    int m_counted = 0;
    qint64 m_bytes = 0;
};

} // namespace broker
