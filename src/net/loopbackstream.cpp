// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/loopbackstream.h"
#include "net/aliveflag.h"
#include "net/outqueue.h"
#include <array>

namespace net {

/// What both ends see.
struct LoopbackWire::State
{
    QByteArray toStream;
    QByteArray toPeer;
    qsizetype chunk = ByteStream::maxRead;
    qsizetype window = -1;
    bool peerClosed = false;
    bool failed = false;
    Stream *stream = nullptr; ///< null: ended, or between threads
    bool ended = false;
    base::Bytes rest; ///< of a detached stream
    OutQueue output;  ///< of our side
    Endpoints endpoints{QHostAddress(QHostAddress::LocalHost), 50'000, 1883};
};

class LoopbackWire::Stream final : public ByteStream
{
public:
    explicit Stream(std::shared_ptr<State> state)
        : m_state(std::move(state))
    {
        m_state->stream = this;
    }
    ~Stream() override { end(); }

    void setHandler(Handler *handler) override
    {
        m_announceRest = m_announceRest || (handler && handler != m_handler && !m_state->rest.isEmpty());
        m_handler = handler;
    }
    base::Bytes read() override;
    void putBack(base::Bytes rest, qsizetype) override
    {
        if (isOpen())
            m_state->rest = std::move(rest);
    }
    void pauseReading(bool paused) override { m_paused = paused; }
    void queue(base::Bytes bytes) override
    {
        if (isOpen() && !m_closing) {
            m_state->output.append(std::move(bytes));
            m_aboveLowWater = m_aboveLowWater || pending() > m_lowWater;
        }
    }
    void queueCopy(QByteArrayView bytes) override { queue(base::Bytes::copyOf(bytes)); }
    void flush() override { transmit(); }
    qsizetype pending() const override { return m_state->output.size(); }
    void setLowWater(qsizetype bytes) override { m_lowWater = bytes; }
    void setHalfCloseAllowed(bool allowed) override { m_halfCloseAllowed = allowed; }
    void closeAfterFlush() override { m_closing = true; }
    void abort() override
    {
        m_handler = nullptr;
        end();
    }
    std::unique_ptr<DetachedStream> detach() override;
    bool isOpen() const override { return m_state->stream == this && !m_closing; }
    Endpoints endpoints() const override { return m_state->endpoints; }
    void setPeer(const QHostAddress &address, quint16 port) override
    {
        m_state->endpoints.peer = address;
        m_state->endpoints.peerPort = port;
    }

    bool isPaused() const { return m_paused; }
    bool step();

private:
    bool arrive();
    bool transmit();
    bool conclude();
    void finish(CloseReason reason);
    void end();

    std::shared_ptr<State> m_state;
    Handler *m_handler = nullptr;
    AliveFlag m_alive;
    qsizetype m_lowWater = 64 * 1024;
    bool m_paused = false;
    bool m_closing = false;
    bool m_aboveLowWater = false;
    bool m_halfCloseAllowed = false;
    bool m_announceRest = false;
    bool m_inputEndTold = false;
};

class LoopbackWire::Detached final : public DetachedStream
{
public:
    explicit Detached(std::shared_ptr<State> state)
        : m_state(std::move(state))
    {
    }
    ~Detached() override
    {
        if (!m_attached)
            m_state->ended = true;
    }
    std::unique_ptr<ByteStream> attach(Loop &) override
    {
        m_attached = true;
        return std::make_unique<Stream>(m_state);
    }

private:
    std::shared_ptr<State> m_state;
    bool m_attached = false;
};

base::Bytes LoopbackWire::Stream::read()
{
    if (!isOpen())
        return {};
    const qsizetype n = qMin(m_state->chunk, m_state->toStream.size());
    if (n == 0 && !m_announceRest)
        return {};
    m_announceRest = false;
    QByteArray all = std::exchange(m_state->rest, {}).toByteArray();
    all.append(QByteArrayView(m_state->toStream).first(n));
    m_state->toStream.remove(0, n);
    return base::Bytes::copyOf(all);
}

bool LoopbackWire::Stream::step()
{
    AliveFlag::Watch watch(m_alive);
    bool did = arrive();
    if (!watch.isAlive() || m_state->stream != this)
        return true;
    did = transmit() || did;
    if (m_aboveLowWater && pending() <= m_lowWater) {
        m_aboveLowWater = false;
        did = true;
        if (m_handler)
            m_handler->drained();
    }
    if (!watch.isAlive() || m_state->stream != this)
        return true;
    return conclude() || did;
}

bool LoopbackWire::Stream::arrive()
{
    const bool some = m_announceRest || !m_state->toStream.isEmpty();
    if (!some || m_paused || !m_handler || m_closing || m_state->failed)
        return false;
    m_handler->bytesArrived();
    return true;
}

bool LoopbackWire::Stream::transmit()
{
    bool did = false;
    std::array<QByteArrayView, 1> piece;
    while (m_state->window != 0 && m_state->output.gather(piece) > 0) {
        const qsizetype n = m_state->window < 0 ? piece[0].size() : qMin(m_state->window, piece[0].size());
        m_state->toPeer.append(piece[0].first(n));
        m_state->output.consume(n);
        if (m_state->window > 0)
            m_state->window -= n;
        did = true;
    }
    return did;
}

bool LoopbackWire::Stream::conclude()
{
    if (m_state->failed) {
        finish(CloseReason::Failed);
        return true;
    }
    if (m_closing && m_state->output.isEmpty()) {
        finish(CloseReason::Finished);
        return true;
    }
    if (!m_state->peerClosed || !m_state->toStream.isEmpty() || m_closing || m_inputEndTold)
        return false;
    m_inputEndTold = true;
    if (!m_halfCloseAllowed)
        finish(CloseReason::PeerClosed);
    else if (m_handler)
        m_handler->inputEnded();
    return true;
}

void LoopbackWire::Stream::finish(CloseReason reason)
{
    end();
    if (m_handler)
        m_handler->closed(reason);
}

void LoopbackWire::Stream::end()
{
    if (m_state->stream != this)
        return;
    m_state->stream = nullptr;
    m_state->ended = true;
    m_state->output.clear();
}

std::unique_ptr<DetachedStream> LoopbackWire::Stream::detach()
{
    if (!isOpen())
        return nullptr;
    m_state->stream = nullptr;
    m_handler = nullptr;
    return std::make_unique<Detached>(m_state);
}

LoopbackWire::LoopbackWire()
    : m_state(std::make_shared<State>())
    , m_stream(std::make_unique<Stream>(m_state))
{
}

LoopbackWire::~LoopbackWire() = default;

std::unique_ptr<ByteStream> LoopbackWire::takeStream()
{
    return std::move(m_stream);
}

void LoopbackWire::send(QByteArrayView bytes)
{
    m_state->toStream.append(bytes);
}

void LoopbackWire::setChunk(qsizetype bytes)
{
    m_state->chunk = bytes;
}

void LoopbackWire::setWindow(qsizetype bytes)
{
    m_state->window = bytes;
}

void LoopbackWire::close()
{
    m_state->peerClosed = true;
}

void LoopbackWire::fail()
{
    m_state->failed = true;
}

QByteArray LoopbackWire::takeReceived()
{
    return std::exchange(m_state->toPeer, {});
}

bool LoopbackWire::isClosed() const
{
    return m_state->ended;
}

bool LoopbackWire::isPaused() const
{
    return m_state->stream && m_state->stream->isPaused();
}

bool LoopbackWire::step()
{
    return m_state->stream && m_state->stream->step();
}

void LoopbackWire::run()
{
    while (step()) {
    }
}

} // namespace net
