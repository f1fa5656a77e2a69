// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/readbuffer.h"
#include "net/bytestream.h"
#include "net/loop.h"

namespace net {

namespace {
constexpr qsizetype largePacket = 16 * 1024;  // from here on a packet is received into a block of its own
constexpr qsizetype aheadAtOnce = 256 * 1024; // a peer's word for a length does not reserve more than this
} // namespace

void ReadBuffer::putBack(base::Bytes rest, qsizetype expected)
{
    Q_ASSERT(m_rest.isEmpty());
    m_isOwn = m_isOwn && rest.block() && rest.data() == rest.block()->data();
    m_expected = static_cast<qint32>(qMin(expected, qsizetype(std::numeric_limits<qint32>::max())));
    m_lastLarge = m_expected >= largePacket && m_expected <= ByteStream::maxLargeRead ? m_expected : 0;
    // A short rest is copied out: it must not keep the thread's shared block.
    m_rest = m_isOwn || rest.size() >= largePacket ? std::move(rest) : base::Bytes::copyOf(rest.view());
}

bool ReadBuffer::needsOwnBlock() const
{
    return !m_rest.isEmpty() && (m_expected >= largePacket || m_rest.size() >= largePacket);
}

void ReadBuffer::growOwnBlock()
{
    const qsizetype ahead = qMax(aheadAtOnce, m_rest.size() * 4);
    const qsizetype capacity =
        m_expected > m_rest.size() ? qMin<qsizetype>(m_expected, ahead) : m_rest.size() + ByteStream::maxRead;
    base::Block::Ref block = base::Block::allocate(capacity);
    std::memcpy(block->data(), m_rest.data(), static_cast<size_t>(m_rest.size()));
    m_rest = base::Bytes(std::move(block), 0, m_rest.size());
    m_isOwn = true;
}

ReadBuffer::Space ReadBuffer::space(Loop &loop)
{
    if (needsOwnBlock()) {
        if (!m_isOwn || m_rest.pinned() <= m_rest.size())
            growOwnBlock();
        m_target = m_rest.block();
        m_offset = 0;
        return {m_target->data() + m_rest.size(), qMin(m_target->capacity() - m_rest.size(), ByteStream::maxLargeRead)};
    }
    m_isOwn = m_rest.isEmpty() && m_lastLarge > 0;
    if (m_isOwn) {
        m_target = base::Block::allocate(m_lastLarge);
        m_offset = 0;
        return {m_target->data(), m_lastLarge};
    }
    Loop::ReadSpace shared = loop.readSpace(m_rest.size() + ByteStream::maxRead);
    m_offset = static_cast<qint32>(shared.offset);
    char *begin = shared.block->data() + shared.offset;
    m_target = std::move(shared.block);
    if (!m_rest.isEmpty())
        std::memcpy(begin, m_rest.data(), static_cast<size_t>(m_rest.size()));
    return {begin + m_rest.size(), ByteStream::maxRead};
}

base::Bytes ReadBuffer::take(Loop &loop, qsizetype received)
{
    base::Block::Ref target = std::move(m_target);
    const qsizetype size = m_rest.size() + received;
    m_isStreaming = m_isOwn && received > 0 && size == target->capacity();
    if (received == 0)
        return {};
    if (!m_isOwn)
        loop.commit(size);
    m_rest = {};
    if (m_isOwn && size != m_lastLarge)
        m_lastLarge = 0; // unless putBack() tells of a large packet again
    return base::Bytes(std::move(target), m_offset, size);
}

base::Bytes ReadBuffer::takeRest()
{
    return std::exchange(m_rest, {});
}

} // namespace net
