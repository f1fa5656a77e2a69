// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/actions.h"
#include "broker/connection.h"
#include "broker/ringqueue.h"
#include "mqtt/packet.h"

namespace broker {

/// Numbers durable changes and holds what may not leave before the changes it rests on are durable. Off: nothing is
/// recorded, nothing held.
class JournalWriter
{
public:
    /// One thing that waits.
    struct Held
    {
        enum class Kind : quint8 {
            Acknowledgement, ///< type, packetId, reason
            Delivery,        ///< the PUBLISH of delivery, in flight under packetId
            Packet,          ///< UNSUBACK
            Subscribing,     ///< SUBACK and what is retained
        };
        quint64 number = 0; ///< leaves once this record is durable
        ConnectionId connection;
        Kind kind = Kind::Acknowledgement;
        mqtt::PacketType type = mqtt::PacketType::Puback;
        mqtt::ReasonCode reason = mqtt::ReasonCode::Success;
        quint64 receipt = 0; ///< and other shards have given receipts up to this one
        bool dup = false;
        quint16 packetId = 0;
        quint64 delivery = 0;
        std::unique_ptr<mqtt::Packet> packet;
        std::unique_ptr<Connection::Subscribing> subscribing;
    };

    JournalWriter(bool enabled, std::shared_ptr<JournalNumbers> numbers)
        : m_enabled(enabled)
        , m_numbers(numbers ? std::move(numbers) : std::make_shared<JournalNumbers>())
    {
    }

    bool isEnabled() const { return m_enabled; }

    /// A number for a session, a delivery or a message (SavedState).
    quint64 newNumber() { return ++m_numbers->given; }
    quint64 lastGiven() const { return m_numbers->given; }
    /// Those up to here are in use.
    void passOver(quint64 number) { m_numbers->given = std::max(m_numbers->given, number); }

    /// A new call of the engine: what it writes is durable together.
    void beginCall() { m_before = m_numbers->change; }
    /// Whether this call has written something.
    bool hasWritten() const { return m_numbers->change != m_before; }
    quint64 last() const { return m_numbers->change; }
    bool isDurable(quint64 number) const { return number <= m_durable; }

    void write(DurableChange change, Actions &actions)
    {
        change.number = ++m_numbers->change;
        if (change.message && change.kind != DurableChange::Kind::Done)
            countBytes(change.message->bytes());
        actions.persist(std::move(change));
    }
    quint64 durable() const { return m_durable; }

    /// Until all that is written now is durable. In order: acknowledgements leave in the order of what they
    /// acknowledge (MQTT-4.6.0-2).
    void hold(Held held)
    {
        held.number = last();
        m_held.pushBack(std::move(held));
    }
    void setDurable(quint64 number)
    {
        m_durable = std::max(m_durable, number);
        while (!m_marks.isEmpty() && m_marks.front().number <= m_durable) {
            m_bytes -= m_marks.front().bytes;
            m_marks.popFront();
        }
    }
    /// The acknowledgement of what was handed on under the receipt: the first that waits for it. Null: none does.
    Held *findHeld(quint64 receipt)
    {
        for (size_t i = 0; i < m_held.size(); ++i) {
            Held &held = m_held.at(i);
            if (held.receipt == receipt && held.kind == Held::Kind::Acknowledgement)
                return &held;
        }
        return nullptr;
    }
    /// The next one that may leave.
    bool takeReady(Held &held, quint64 receipts)
    {
        if (m_held.isEmpty() || m_held.front().number > m_durable || m_held.front().receipt > receipts)
            return false;
        held = std::move(m_held.front());
        m_held.popFront();
        return true;
    }

    /// Changes that are not durable yet, and the bytes of their messages (in steps of markBytes).
    quint64 waiting() const { return last() - m_durable; }
    qint64 waitingBytes() const { return m_bytes; }

private:
    struct Mark
    {
        quint64 number = 0;
        qint64 bytes = 0; ///< since the mark before
    };
    static constexpr qint64 markBytes = 64 * 1024;
    void countBytes(qint64 bytes)
    {
        m_unmarked += bytes;
        if (m_unmarked < markBytes)
            return;
        m_bytes += m_unmarked;
        m_marks.pushBack({last(), std::exchange(m_unmarked, 0)});
    }

    bool m_enabled;
    std::shared_ptr<JournalNumbers> m_numbers;
    quint64 m_before = 0;
    quint64 m_durable = 0;
    qint64 m_bytes = 0;
    qint64 m_unmarked = 0;
    RingQueue<Mark> m_marks;
    RingQueue<Held> m_held;
};

} // namespace broker
