// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/readbuffer.h"
#include "net/bytestream.h"
#include "net/loop.h"

namespace net {

namespace {

constexpr qsizetype largePacket = 16 * 1024;  // from here on a packet is received into a block of its own
constexpr qsizetype aheadAtOnce = 256 * 1024; // a peer's word for a length does not reserve more than this

bool mayGrowInPlace(const base::Bytes &rest)
{
    return rest.block() && rest.block()->isAppendable() && rest.data() == rest.block()->data();
}

base::Block::Ref ownBlock(qsizetype capacity)
{
    base::Block::Ref block = base::Block::allocate(capacity);
    block->setAppendable();
    return block;
}

} // namespace

void ReadBuffer::putBack(base::Bytes rest, qsizetype expected)
{
    if (!m_state)
        m_state = std::make_unique<State>();
    Q_ASSERT(m_state->rest.isEmpty());
    m_state->expected = expected;
    m_state->lastLarge = expected >= largePacket && expected <= ByteStream::maxLargeRead ? expected : 0;
    // A short rest is copied out: it must not keep the thread's shared block.
    const bool isKept = mayGrowInPlace(rest) || rest.size() >= largePacket;
    m_state->rest = isKept ? std::move(rest) : base::Bytes::copyOf(rest.view());
}

bool ReadBuffer::needsOwnBlock() const
{
    return hasRest() && (m_state->expected >= largePacket || m_state->rest.size() >= largePacket);
}

void ReadBuffer::growOwnBlock()
{
    const base::Bytes &rest = m_state->rest;
    const qsizetype ahead = qMax(aheadAtOnce, rest.size() * 4);
    const qsizetype capacity =
        m_state->expected > rest.size() ? qMin(m_state->expected, ahead) : rest.size() + ByteStream::maxRead;
    base::Block::Ref block = ownBlock(capacity);
    std::memcpy(block->data(), rest.data(), static_cast<size_t>(rest.size()));
    m_state->rest = base::Bytes(std::move(block), 0, rest.size());
}

ReadBuffer::Space ReadBuffer::space(Loop &loop)
{
    if (needsOwnBlock()) {
        if (!mayGrowInPlace(m_state->rest) || m_state->rest.pinned() <= m_state->rest.size())
            growOwnBlock();
        return receiveInto(loop, {m_state->rest.block(), 0, ByteStream::maxLargeRead});
    }
    if (m_state && m_state->rest.isEmpty() && m_state->lastLarge > 0)
        return receiveInto(loop, {ownBlock(m_state->lastLarge), 0, m_state->lastLarge});
    const qsizetype used = hasRest() ? m_state->rest.size() : 0;
    Loop::ReadSpace shared = loop.readSpace(used + ByteStream::maxRead);
    if (used > 0)
        std::memcpy(shared.block->data() + shared.offset, m_state->rest.data(), static_cast<size_t>(used));
    shared.size = ByteStream::maxRead;
    return receiveInto(loop, std::move(shared));
}

/// Remembered in the loop, not here: no stream needs it beyond take().
ReadBuffer::Space ReadBuffer::receiveInto(Loop &loop, Loop::ReadSpace target) const
{
    const qsizetype begin = target.offset + (hasRest() ? m_state->rest.size() : 0);
    const Space space{target.block->data() + begin, qMin(target.block->capacity() - begin, target.size)};
    loop.receiving() = std::move(target);
    return space;
}

base::Bytes ReadBuffer::take(Loop &loop, qsizetype received)
{
    Loop::ReadSpace target = std::exchange(loop.receiving(), {});
    const bool isOwn = target.block && target.block->isAppendable();
    const qsizetype size = (m_state ? m_state->rest.size() : 0) + received;
    if (m_state)
        m_state->isStreaming = isOwn && received > 0 && size == target.block->capacity();
    if (received == 0)
        return {};
    if (!isOwn)
        loop.commit(size);
    if (m_state)
        m_state->rest = {};
    if (m_state && size != m_state->lastLarge)
        m_state->lastLarge = 0; // unless putBack() tells of a large packet again
    forgetIfIdle();
    return base::Bytes(std::move(target.block), target.offset, size);
}

base::Bytes ReadBuffer::takeRest()
{
    return m_state ? std::exchange(m_state->rest, {}) : base::Bytes();
}

void ReadBuffer::forgetIfIdle()
{
    if (m_state && m_state->rest.isEmpty() && m_state->lastLarge == 0 && !m_state->isStreaming)
        m_state.reset();
}

} // namespace net
