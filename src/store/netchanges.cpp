// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/netchanges.h"
#include <QSet>
#include <algorithm>

namespace store {

using broker::DurableChange;
using Kind = DurableChange::Kind;

NetChanges::NetChanges(std::span<const DurableChange> changes)
{
    for (const DurableChange &change : changes)
        add(change);
    dropEarlierWords();
    dropInboundOfEnded();
}

bool NetChanges::isEmpty() const
{
    const auto cancels = [](const auto &delivery) { return delivery.second.enqueued && delivery.second.isDone; };
    const auto isClosed = [](const Inbound &inbound) { return inbound.isFresh && !inbound.isOpen; };
    return m_sessions.empty() && m_retained.isEmpty() && m_cursors.isEmpty() &&
           std::all_of(m_deliveries.begin(), m_deliveries.end(), cancels) &&
           std::all_of(m_inbound.begin(), m_inbound.end(), isClosed);
}

void NetChanges::add(const DurableChange &change)
{
    switch (change.kind) {
    case Kind::SessionSet:
    case Kind::SessionEnded:
    case Kind::SubscriptionSet:
    case Kind::SubscriptionRemoved:
        m_sessions.push_back(&change);
        return;
    case Kind::Enqueued:
    case Kind::Sent:
    case Kind::Received:
    case Kind::Done:
        addDelivery(change);
        return;
    case Kind::InboundOpened:
    case Kind::InboundReleased:
        addInbound(change);
        return;
    case Kind::RetainedSet:
        m_retained.insert(change.message->topic.toByteArray(), &change);
        return;
    case Kind::RetainedCleared:
        m_retained.insert(change.text, &change);
        return;
    case Kind::CursorSet:
        m_cursors.insert(change.cursor->name, &change);
        return;
    }
}

void NetChanges::addDelivery(const DurableChange &change)
{
    const auto known = m_deliveryAt.constFind(change.delivery);
    const size_t at = known == m_deliveryAt.cend() ? m_deliveries.size() : *known;
    if (at == m_deliveries.size()) {
        m_deliveryAt.insert(change.delivery, at);
        m_deliveries.push_back({change.delivery, {}});
    }
    Delivery &delivery = m_deliveries[at].second;
    if (change.message) {
        References &references = m_messages[change.message->number];
        references.message = change.message;
        references.change += change.kind == Kind::Enqueued ? 1 : -1;
    }
    if (change.kind == Kind::Enqueued)
        delivery.enqueued = &change;
    if (change.packetId != 0)
        delivery.packetId = change.packetId;
    delivery.isReleased |= change.kind == Kind::Received;
    delivery.isDone |= change.kind == Kind::Done;
}

void NetChanges::addInbound(const DurableChange &change)
{
    const bool opened = change.kind == Kind::InboundOpened;
    const quint64 key = (change.session << 16) | change.packetId;
    const auto known = m_inbound.find(key);
    if (known != m_inbound.end())
        known->isOpen = opened;
    else
        m_inbound.insert(key, {{change.session, change.packetId}, opened, opened});
}

void NetChanges::dropEarlierWords()
{
    QHash<quint64, size_t> last;
    for (size_t i = 0; i < m_sessions.size(); ++i) {
        if (m_sessions[i]->kind == Kind::SessionSet)
            last.insert(m_sessions[i]->session, i);
    }
    size_t i = 0;
    std::erase_if(m_sessions, [&](const DurableChange *change) {
        const size_t at = i++;
        return change->kind == Kind::SessionSet && last.value(change->session) != at;
    });
}

void NetChanges::dropInboundOfEnded()
{
    QSet<quint64> ended;
    for (const DurableChange *change : m_sessions) {
        if (change->kind == Kind::SessionEnded)
            ended.insert(change->session);
    }
    if (!ended.isEmpty())
        m_inbound.removeIf([&ended](const auto &it) { return ended.contains(it.value().inbound.session); });
}

} // namespace store
