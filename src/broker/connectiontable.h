// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/connection.h"

namespace broker {

/// The open connections by the host's numbers. Addresses are stable.
class ConnectionTable
{
public:
    /// Null: never opened, closed, or of another generation.
    Connection *find(ConnectionId id)
    {
        if (id.index >= m_slots.size() || !m_slots[id.index] || m_slots[id.index]->id != id)
            return nullptr;
        return m_slots[id.index].get();
    }
    /// In place of whatever the host left under the same index.
    Connection &open(ConnectionId id)
    {
        if (id.index >= m_slots.size())
            m_slots.resize(id.index + size_t(1));
        m_slots[id.index] = std::make_unique<Connection>();
        m_slots[id.index]->id = id;
        return *m_slots[id.index];
    }
    /// One that comes from another shard.
    Connection &put(std::unique_ptr<Connection> connection)
    {
        const ConnectionId id = connection->id;
        open(id);
        m_slots[id.index] = std::move(connection);
        return *m_slots[id.index];
    }
    /// One that goes to another shard.
    std::unique_ptr<Connection> take(ConnectionId id) { return find(id) ? std::move(m_slots[id.index]) : nullptr; }
    void remove(ConnectionId id)
    {
        if (find(id))
            m_slots[id.index].reset();
    }
    /// With holes: null where no connection is.
    const std::vector<std::unique_ptr<Connection>> &slots() const { return m_slots; }

private:
    std::vector<std::unique_ptr<Connection>> m_slots;
};

} // namespace broker
