// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/pipestream.h"
#include <cstring>

namespace net {

PipeStream::Pair PipeStream::make(Loop &loop)
{
    auto a = std::make_unique<PipeStream>(loop);
    auto b = std::make_unique<PipeStream>(loop);
    a->m_peer = b.get();
    b->m_peer = a.get();
    return {std::move(a), std::move(b)};
}

PipeStream::~PipeStream()
{
    leave();
    m_loop.forget(this);
}

/// The peer hears of it in a turn of his own.
void PipeStream::leave()
{
    m_state = State::Ended;
    if (!m_peer)
        return;
    m_loop.markDirty(m_peer);
    m_peer->m_peer = nullptr;
    m_peer = nullptr;
}

void PipeStream::setHandler(Handler *handler)
{
    m_announceRest = m_announceRest || (handler && handler != m_handler && !m_rest.isEmpty());
    m_handler = handler;
    m_loop.markDirty(this);
}

base::Bytes PipeStream::read()
{
    if (m_state != State::Open || (m_unread == 0 && !m_announceRest))
        return {};
    m_announceRest = false;
    base::Bytes all = std::exchange(m_rest, {});
    const qsizetype wanted = qMin(m_unread, qMax(maxRead, m_next < m_input.size() ? m_input[m_next].size() : 0));
    qsizetype taken = 0;
    base::Block::Ref block;
    const qsizetype before = all.size();
    while (m_next < m_input.size() && taken + m_input[m_next].size() <= wanted) {
        base::Bytes piece = std::move(m_input[m_next++]);
        if (before == 0 && piece.size() == wanted) { // the usual case: nothing is copied
            all = std::move(piece);
            taken = wanted;
            break;
        }
        if (!block) {
            block = base::Block::allocate(before + wanted);
            if (before > 0) // all is null otherwise, which memcpy may not get
                std::memcpy(block->data(), all.data(), static_cast<size_t>(before));
        }
        if (!piece.isEmpty())
            std::memcpy(block->data() + before + taken, piece.data(), static_cast<size_t>(piece.size()));
        taken += piece.size();
    }
    m_unread -= taken;
    if (m_peer && m_unread == 0)
        m_loop.markDirty(m_peer);
    return block ? base::Bytes(std::move(block), 0, before + taken) : all;
}

void PipeStream::putBack(base::Bytes rest, qsizetype)
{
    if (m_state == State::Open)
        m_rest = std::move(rest);
}

void PipeStream::pauseReading(bool paused)
{
    m_paused = paused;
    if (!paused)
        m_loop.markDirty(this);
}

void PipeStream::queue(base::Bytes bytes)
{
    if (m_state != State::Open || !m_peer)
        return;
    m_output.append(std::move(bytes));
    queued();
}

void PipeStream::queueCopy(QByteArrayView bytes)
{
    if (m_state != State::Open || !m_peer)
        return;
    m_output.appendCopy(bytes);
    queued();
}

void PipeStream::queued()
{
    m_aboveLowWater = m_aboveLowWater || pending() > m_lowWater;
    m_loop.markDirty(this);
}

qsizetype PipeStream::pending() const
{
    return m_output.size() + (m_peer ? m_peer->m_unread : 0);
}

/// The peer takes all at once, and the next lot when he has read it.
void PipeStream::flush()
{
    if (!m_peer || m_output.isEmpty() || m_peer->m_unread > 0)
        return;
    m_peer->m_unread = m_output.size();
    m_peer->m_input = m_output.takeAll();
    m_peer->m_next = 0;
    m_loop.markDirty(m_peer);
}

void PipeStream::closeAfterFlush()
{
    if (m_state != State::Open)
        return;
    m_state = State::Closing;
    m_loop.markDirty(this);
}

void PipeStream::abort()
{
    m_handler = nullptr;
    leave();
}

void PipeStream::endOfTurn()
{
    if (m_state == State::Ended)
        return;
    flush();
    if (m_state == State::Closing) {
        if (!m_peer || m_output.isEmpty())
            finish(CloseReason::Finished);
        return;
    }
    const AliveFlag::Watch watch(m_alive);
    if (m_aboveLowWater && pending() <= m_lowWater) {
        m_aboveLowWater = false;
        if (m_handler)
            m_handler->drained();
    }
    if (watch.isAlive())
        readOn();
}

void PipeStream::readOn()
{
    if (mayRead() && (m_unread > 0 || m_announceRest)) {
        const AliveFlag::Watch watch(m_alive);
        m_handler->bytesArrived();
        if (watch.isAlive() && (m_unread > 0 || !m_peer))
            m_loop.markDirty(this); // for what is left over
        return;
    }
    if (!m_peer && m_unread == 0 && m_state == State::Open)
        finish(CloseReason::PeerClosed);
}

void PipeStream::finish(CloseReason reason)
{
    leave();
    if (m_handler)
        m_handler->closed(reason);
}

} // namespace net
