// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/actions.h"
#include <cstring>

namespace broker {

namespace {

/// A burst may leave large vectors behind; beyond this they are given back.
constexpr size_t keptItems = 64 * 1024;
constexpr size_t keptHeadBytes = 1024 * 1024;

template <typename T>
void reset(std::vector<T> &list, size_t kept)
{
    list.clear();
    if (list.capacity() > kept)
        std::vector<T>().swap(list);
}

template <typename T>
quint32 append(std::vector<T> &list, T value)
{
    list.push_back(std::move(value));
    return static_cast<quint32>(list.size() - 1);
}

} // namespace

void Actions::clear()
{
    reset(m_items, keptItems);
    reset(m_heads, keptHeadBytes);
    m_bodies.resize(1);
    m_requests.clear();
    m_records.clear();
    m_notices.clear();
    m_forwards.clear();
}

void Actions::send(ConnectionId connection, QByteArrayView packet)
{
    quint32 offset = 0;
    char *head = newHead(packet.size(), offset);
    std::memcpy(head, packet.data(), static_cast<size_t>(packet.size()));
    send(connection, offset, packet.size());
}

void Actions::close(ConnectionId connection)
{
    m_items.push_back({connection, Action::Kind::Close, false, 0, 0, 0});
}

void Actions::authenticate(AuthenticationRequest request)
{
    const ConnectionId connection = request.connection;
    m_items.push_back({connection, Action::Kind::Authenticate, false, 0, 0, append(m_requests, std::move(request))});
}

void Actions::persist(DurableChange record)
{
    m_items.push_back({{}, Action::Kind::Persist, false, 0, 0, append(m_records, std::move(record))});
}

void Actions::forward(quint32 shard, ShardMessage message) // inline, GCC 12 at -O3 thinks that it reads uninitialised
{
    m_forwards.push_back({shard, std::move(message)});
}

void Actions::notify(Notice notice)
{
    const ConnectionId connection = notice.connection;
    m_items.push_back({connection, Action::Kind::Notify, false, 0, 0, append(m_notices, std::move(notice))});
}

} // namespace broker
