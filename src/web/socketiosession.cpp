// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/socketiosession.h"

namespace web {
namespace {

using Type = SocketPacketType;
using Kind = SocketNotice::Kind;

Kind kindOf(Type type)
{
    switch (type) {
    case Type::Connect:
        return Kind::Connect;
    case Type::Disconnect:
        return Kind::Leave;
    case Type::Ack:
    case Type::BinaryAck:
        return Kind::Ack;
    default:
        return Kind::Event;
    }
}

} // namespace

SocketSession::SocketSession(const Options &options, base::Monotonic now)
    : m_options(options)
    , m_connectBy(now + options.connectTimeout)
{
}

bool SocketSession::receive(const base::Bytes &data, bool isBinary, std::vector<SocketNotice> &out)
{
    if (isBinary != m_open.has_value()) // attachments come next, with nothing between, and never without their packet
        return false;
    if (isBinary)
        return takeAttachment(data, out);
    auto packet = decodeSocketPacket(data.view(), m_options.maxAttachments);
    if (!packet || !isExpected(*packet))
        return false;
    if (packet->attachments == 0)
        return take(std::move(*packet), out);
    m_open = std::move(*packet);
    return true;
}

/// Whether the client may say this of its namespace as it stands.
bool SocketSession::isExpected(const SocketPacket &packet) const
{
    const auto found = m_namespaces.find(packet.nsp);
    if (packet.type == Type::Connect)
        return found == m_namespaces.end() && static_cast<int>(m_namespaces.size()) < m_options.maxNamespaces;
    return found != m_namespaces.end() && found->second;
}

bool SocketSession::takeAttachment(const base::Bytes &data, std::vector<SocketNotice> &out)
{
    m_attachedBytes += data.size();
    if (m_attachedBytes > m_options.maxAttachedBytes)
        return false;
    m_attachments.push_back(data.compacted());
    if (static_cast<int>(m_attachments.size()) < m_open->attachments)
        return true;
    m_attachedBytes = 0;
    SocketPacket packet = std::move(*m_open);
    m_open.reset();
    return take(std::move(packet), out);
}

bool SocketSession::take(SocketPacket packet, std::vector<SocketNotice> &out)
{
    if (packet.type == Type::Connect)
        m_namespaces[packet.nsp] = false;
    else if (packet.type == Type::Disconnect)
        m_namespaces.erase(packet.nsp);
    out.push_back({kindOf(packet.type), std::move(packet.nsp), std::move(packet.event), std::move(packet.arguments),
                   packet.id, std::exchange(m_attachments, {})});
    return true;
}

EngineMessage SocketSession::accept(const QByteArray &nsp, QByteArrayView sid)
{
    m_namespaces[nsp] = true;
    m_wasJoined = true;
    return socketConnected(nsp, sid);
}

EngineMessage SocketSession::refuse(const QByteArray &nsp, QByteArrayView message)
{
    m_namespaces.erase(nsp);
    return socketRefused(nsp, message);
}

EngineMessage SocketSession::leave(const QByteArray &nsp)
{
    m_namespaces.erase(nsp);
    return socketDisconnected(nsp);
}

bool SocketSession::hasJoined(const QByteArray &nsp) const
{
    const auto found = m_namespaces.find(nsp);
    return found != m_namespaces.end() && found->second;
}

bool SocketSession::tick(base::Monotonic now) const
{
    return m_wasJoined || now < m_connectBy;
}

} // namespace web
