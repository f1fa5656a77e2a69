// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/session.h"
#include <QHash>

namespace broker {

/// The sessions of one shard, by index and by client id. Addresses are stable.
class SessionTable
{
public:
    explicit SessionTable(quint32 shard)
        : m_shard(shard)
    {
    }

    Session *find(const QByteArray &clientId) const { return m_byClient.value(clientId, nullptr); }
    Session &at(quint32 index) const { return *m_slots[index]; }
    /// The client id must not have a session yet.
    Session &create(const Identity &identity);
    void remove(Session &session);
    qsizetype size() const { return m_byClient.size(); }
    /// With holes; index 0 is never used.
    const std::vector<std::unique_ptr<Session>> &slots() const { return m_slots; }

private:
    quint32 m_shard;
    std::vector<std::unique_ptr<Session>> m_slots = std::vector<std::unique_ptr<Session>>(1);
    std::vector<quint32> m_free;
    QHash<QByteArray, Session *> m_byClient;
};

} // namespace broker
