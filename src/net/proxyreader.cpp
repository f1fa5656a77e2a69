// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxyreader.h"

namespace net {

ProxyReader::ProxyReader(Loop &loop, std::unique_ptr<ByteStream> stream, Ticket ticket, Finished finished)
    : m_loop(loop)
    , m_stream(std::move(stream))
    , m_ticket(std::move(ticket))
    , m_finished(std::move(finished))
{
    m_loop.startTicking(this);
    m_stream->setHandler(this);
}

ProxyReader::~ProxyReader()
{
    m_loop.forget(this);
}

void ProxyReader::bytesArrived()
{
    base::Bytes input = m_stream->read();
    if (input.isEmpty())
        return;
    const auto header = parseProxyHeader(input.view());
    if (!header)
        return giveUp();
    if (!*header)
        return m_stream->putBack(std::move(input), 0);
    m_stream->putBack(input.slice((*header)->size), 0);
    m_stream->setHandler(nullptr);
    m_loop.stopTicking(this);
    if (!(*header)->source.isNull())
        m_stream->setPeer((*header)->source, (*header)->sourcePort);
    m_finished(this, {std::move(m_stream), std::move(m_ticket), (*header)->source});
}

void ProxyReader::closed(CloseReason)
{
    giveUp();
}

void ProxyReader::tick()
{
    if (--m_secondsLeft < 0)
        giveUp();
}

void ProxyReader::giveUp()
{
    m_loop.stopTicking(this);
    m_stream->abort();
    m_finished(this, {nullptr, std::move(m_ticket), {}}); // the last thing: this may be gone then
}

} // namespace net
