// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/websocketstream.h"

namespace net {

namespace {
constexpr qsizetype largestFrame = 64 * 1024; // then the next one begins, without waiting for the end of the turn
}

class DetachedWebSocket final : public DetachedStream
{
public:
    explicit DetachedWebSocket(std::unique_ptr<DetachedStream> below)
        : m_below(std::move(below))
    {
    }
    std::unique_ptr<ByteStream> attach(Loop &loop) override
    {
        auto stream = std::make_unique<WebSocketStream>(loop, m_below->attach(loop));
        stream->m_unframer = std::move(unframer);
        stream->m_input = std::move(input);
        stream->m_leftover = std::move(leftover);
        stream->m_output = std::move(output);
        loop.markDirty(stream.get());
        return stream;
    }

    web::WebSocketUnframer unframer;
    ReadBuffer input;
    base::Bytes leftover;
    OutQueue output;

private:
    std::unique_ptr<DetachedStream> m_below;
};

WebSocketStream::WebSocketStream(Loop &loop, std::unique_ptr<ByteStream> below, web::WebSocketLimits limits)
    : m_loop(loop)
    , m_below(std::move(below))
    , m_unframer(limits)
{
}

WebSocketStream::~WebSocketStream()
{
    m_loop.forget(this);
}

void WebSocketStream::setHandler(ByteStream::Handler *handler)
{
    if (handler && handler != m_handler && m_input.hasRest()) {
        m_announceRest = true;
        m_loop.markDirty(this);
    }
    m_handler = handler;
    m_below->setHandler(handler ? this : nullptr);
}

base::Bytes WebSocketStream::read()
{
    if (m_ending)
        return {};
    const bool isRestNew = std::exchange(m_announceRest, false);
    base::Bytes payload = m_leftover.isEmpty() ? readFrames() : std::exchange(m_leftover, {});
    if (payload.isEmpty())
        return isRestNew ? m_input.takeRest() : base::Bytes();
    if (!m_input.hasRest())
        return payload;
    const ReadBuffer::Space space = m_input.space(m_loop);
    const qsizetype n = qMin(space.size, payload.size());
    std::memcpy(space.data, payload.data(), static_cast<size_t>(n));
    if (n < payload.size()) {
        m_leftover = payload.slice(n);
        m_loop.markDirty(this); // announced there: the stream below has nothing new
    }
    return m_input.take(m_loop, n);
}

base::Bytes WebSocketStream::readFrames()
{
    base::Bytes raw = m_below->read();
    if (raw.isEmpty())
        return {};
    // Unmasking writes into the bytes: they are ours alone until a slice has been passed on (ByteStream::read).
    const auto outcome = m_unframer.unframe(const_cast<char *>(raw.data()), raw.size());
    if (!outcome) {
        end(web::closeCodeFor(outcome.error()), CloseReason::Failed);
        return {};
    }
    handleControls(outcome->controls);
    return raw.slice(0, outcome->size);
}

void WebSocketStream::handleControls(const std::vector<web::WebSocketMessage> &controls)
{
    for (const web::WebSocketMessage &message : controls) {
        if (message.opcode == web::Opcode::Ping) {
            emitFrame(); // keeps the order of what was queued before
            m_below->queue(web::encodeFrame(web::Opcode::Pong, message.payload.view()));
        } else if (message.opcode == web::Opcode::Close) {
            end(message.closeCode, CloseReason::PeerClosed);
        }
    }
}

void WebSocketStream::end(quint16 closeCode, CloseReason reason)
{
    if (m_ending)
        return;
    emitFrame();
    m_ending = true;
    m_reason = reason;
    m_below->queue(web::encodeClose(closeCode));
    m_below->closeAfterFlush();
}

void WebSocketStream::putBack(base::Bytes rest, qsizetype expected)
{
    if (!m_ending && !rest.isEmpty())
        m_input.putBack(std::move(rest), expected);
}

void WebSocketStream::pauseReading(bool paused)
{
    m_paused = paused;
    m_below->pauseReading(paused);
    if (!paused && (m_announceRest || !m_leftover.isEmpty()))
        m_loop.markDirty(this);
}

void WebSocketStream::queue(base::Bytes bytes)
{
    if (!isOpen())
        return;
    m_output.append(std::move(bytes));
    queued();
}

void WebSocketStream::queueCopy(QByteArrayView bytes)
{
    if (!isOpen())
        return;
    m_output.appendCopy(bytes);
    queued();
}

void WebSocketStream::queued()
{
    m_loop.markDirty(this);
    if (m_output.size() >= largestFrame)
        emitFrame();
}

void WebSocketStream::emitFrame()
{
    if (m_output.isEmpty())
        return;
    m_below->queueCopy(web::encodeFrameHead(web::Opcode::Binary, m_output.size()));
    for (base::Bytes &part : m_output.takeAll())
        m_below->queue(std::move(part));
}

void WebSocketStream::flush()
{
    emitFrame();
    m_below->flush();
}

void WebSocketStream::endOfTurn()
{
    flush();
    if ((m_announceRest || !m_leftover.isEmpty()) && !m_paused && !m_ending && m_handler)
        m_handler->bytesArrived(); // the last thing: we may be gone then
}

void WebSocketStream::closeAfterFlush()
{
    end(web::closecode::Normal, CloseReason::Finished);
}

void WebSocketStream::abort()
{
    m_ending = true;
    m_handler = nullptr;
    m_output.clear();
    m_below->abort();
}

std::unique_ptr<DetachedStream> WebSocketStream::detach()
{
    if (m_ending)
        return nullptr;
    std::unique_ptr<DetachedStream> below = m_below->detach();
    if (!below)
        return nullptr;
    auto detached = std::make_unique<DetachedWebSocket>(std::move(below));
    detached->unframer = std::move(m_unframer);
    detached->input = std::move(m_input);
    detached->leftover = std::move(m_leftover);
    detached->output = std::move(m_output);
    m_output = {};
    m_ending = true;
    m_handler = nullptr;
    return detached;
}

void WebSocketStream::bytesArrived()
{
    m_handler->bytesArrived();
}

void WebSocketStream::drained()
{
    m_handler->drained();
}

void WebSocketStream::closed(CloseReason reason)
{
    const CloseReason told = m_ending ? m_reason : reason;
    m_ending = true;
    m_handler->closed(told);
}

} // namespace net
