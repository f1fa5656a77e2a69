// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/sessiontable.h"

namespace broker {

Session &SessionTable::create(const Identity &identity)
{
    Q_ASSERT(!m_byClient.contains(identity.clientId));
    auto index = static_cast<quint32>(m_slots.size());
    if (m_free.empty()) {
        m_slots.emplace_back();
    } else {
        index = m_free.back();
        m_free.pop_back();
    }
    m_slots[index] = std::make_unique<Session>();
    Session &session = *m_slots[index];
    session.id = SessionId((quint64(m_shard) << 32) | index);
    session.identity = identity;
    m_byClient.insert(identity.clientId, &session);
    return session;
}

void SessionTable::remove(Session &session)
{
    m_byClient.remove(session.identity.clientId);
    const quint32 index = session.index();
    m_slots[index].reset();
    m_free.push_back(index);
}

} // namespace broker
