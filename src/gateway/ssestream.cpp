// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ssestream.h"

namespace gateway {

SseStream::SseStream(std::unique_ptr<net::ByteStream> stream, SseHost &host, quint64 id, const StreamCaller &caller,
                     QByteArray connectionId)
    : m_stream(std::move(stream))
    , m_host(host)
    , m_id(id)
    , m_principal(caller.principal)
    , m_connectionId(std::move(connectionId))
    , m_isApiKey(caller.authType == AuthType::ApiKey)
    , m_isInQuery(caller.tokenSource == TokenSource::Query)
{
    m_stream->setHandler(this);
}

SseStream::~SseStream() = default;

bool SseStream::send(const base::Bytes &bytes, qsizetype budget)
{
    if (!isOpen())
        return true;
    if (m_stream->pending() + bytes.size() > budget)
        return false;
    m_stream->queue(bytes);
    return true;
}

void SseStream::finish()
{
    if (!isOpen())
        return;
    m_closing = true;
    m_stream->closeAfterFlush();
}

void SseStream::abort()
{
    if (m_stream)
        m_stream->abort();
    m_closing = true;
}

void SseStream::bytesArrived()
{
    while (m_stream && !m_stream->read().isEmpty()) {
    }
}

void SseStream::drained()
{
    if (isOpen())
        m_host.streamDrained(*this);
}

void SseStream::closed(net::CloseReason)
{
    m_stream.reset();
    m_host.streamEnded(*this);
}

} // namespace gateway
