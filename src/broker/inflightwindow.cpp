// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/inflightwindow.h"
#include <algorithm>

namespace broker {

namespace {

constexpr int idCount = 65535; // 1…65535

quint16 following(quint16 id)
{
    return id == idCount ? quint16(1) : static_cast<quint16>(id + 1);
}

} // namespace

/// Ids are given out in a circle, so only a message that has been in flight for a whole round can be in the way. How
/// far the nearest one is gets looked up once, then that many ids are given without looking.
quint16 InflightWindow::nextId()
{
    Q_ASSERT(m_messages.size() < idCount);
    while (m_freeRun == 0) {
        int nearest = idCount - 1;
        for (size_t i = 0; i < m_messages.size(); ++i) {
            const int ahead = (m_messages.at(i).packetId - m_lastId + idCount) % idCount;
            nearest = std::min(nearest, ahead == 0 ? idCount - 1 : ahead - 1);
        }
        m_freeRun = static_cast<quint16>(nearest);
        if (m_freeRun == 0)
            m_lastId = following(m_lastId);
    }
    --m_freeRun;
    m_lastId = following(m_lastId);
    return m_lastId;
}

InflightMessage &InflightWindow::add(MessageRef message, mqtt::QoS qos, bool retain, ExtrasRef extras)
{
    const quint16 id = nextId();
    m_messages.pushBack({std::move(message), id, qos, InflightMessage::Stage::Published, retain, std::move(extras)});
    return m_messages.back();
}

void InflightWindow::restore(InflightMessage message)
{
    m_lastId = message.packetId;
    m_freeRun = 0;
    m_messages.pushBack(std::move(message));
}

InflightMessage *InflightWindow::find(quint16 packetId)
{
    for (size_t i = 0; i < m_messages.size(); ++i) {
        if (m_messages.at(i).packetId == packetId)
            return &m_messages.at(i);
    }
    return nullptr;
}

void InflightWindow::remove(quint16 packetId)
{
    for (size_t i = 0; i < m_messages.size(); ++i) {
        if (m_messages.at(i).packetId == packetId) {
            m_messages.erase(i);
            return;
        }
    }
}

} // namespace broker
