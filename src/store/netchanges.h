// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/durablechange.h"
#include <QHash>
#include <span>

namespace store {

/// What a batch of durable changes comes to: most messages arrive, are sent and acknowledged within one, and then
/// nothing of them is left to write. Refers to the changes, which outlive it.
class NetChanges
{
public:
    struct Delivery
    {
        const broker::DurableChange *enqueued = nullptr; ///< null: it is in the file already
        quint16 packetId = 0;                            ///< ≠ 0: sent in this batch
        bool isReleased = false;
        bool isDone = false;
    };
    /// Deliveries of a message that have come less those that have gone.
    struct References
    {
        broker::MessageRef message;
        int change = 0;
    };
    struct Inbound
    {
        broker::SavedInbound inbound;
        bool isFresh = false; ///< opened in this batch
        bool isOpen = false;  ///< at its end
    };

    explicit NetChanges(std::span<const broker::DurableChange> changes);

    /// Whether nothing is left to write.
    bool isEmpty() const;
    /// In order; of a session that is set several times the last word alone.
    const std::vector<const broker::DurableChange *> &sessions() const { return m_sessions; }
    /// By number, in order of their first change; those that have come and gone among them.
    const std::vector<std::pair<quint64, Delivery>> &deliveries() const { return m_deliveries; }
    const QHash<quint64, References> &messages() const { return m_messages; }
    const QHash<quint64, Inbound> &inbound() const { return m_inbound; }
    /// The last word on each topic.
    const QHash<QByteArray, const broker::DurableChange *> &retained() const { return m_retained; }
    const QHash<QByteArray, const broker::DurableChange *> &cursors() const { return m_cursors; }

private:
    void add(const broker::DurableChange &change);
    void addDelivery(const broker::DurableChange &change);
    void addInbound(const broker::DurableChange &change);
    void dropEarlierWords();
    void dropInboundOfEnded();

    std::vector<const broker::DurableChange *> m_sessions;
    std::vector<std::pair<quint64, Delivery>> m_deliveries;
    QHash<quint64, size_t> m_deliveryAt;
    QHash<quint64, References> m_messages;
    QHash<quint64, Inbound> m_inbound; ///< by session and packet id
    QHash<QByteArray, const broker::DurableChange *> m_retained;
    QHash<QByteArray, const broker::DurableChange *> m_cursors;
};

} // namespace store
