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
    const bool isInOwn = m_own && rest.data() == m_own->data() && rest.pinned() == m_own->capacity();
    if (!isInOwn)
        m_own = {};
    m_expected = expected;
    // A short rest is copied out: it must not keep the thread's shared block.
    m_rest = isInOwn || rest.size() >= largePacket ? std::move(rest) : base::Bytes::copyOf(rest.view());
}

bool ReadBuffer::needsOwnBlock() const
{
    return !m_rest.isEmpty() && (m_expected >= largePacket || m_rest.size() >= largePacket);
}

void ReadBuffer::growOwnBlock()
{
    const qsizetype ahead = qMax(aheadAtOnce, m_rest.size() * 4);
    const qsizetype capacity =
        m_expected > m_rest.size() ? qMin(m_expected, ahead) : m_rest.size() + ByteStream::maxRead;
    base::Block::Ref block = base::Block::allocate(capacity);
    std::memcpy(block->data(), m_rest.data(), static_cast<size_t>(m_rest.size()));
    m_rest = base::Bytes(block, 0, m_rest.size());
    m_own = std::move(block);
}

ReadBuffer::Space ReadBuffer::space(Loop &loop)
{
    if (needsOwnBlock()) {
        if (!m_own || m_own->capacity() <= m_rest.size())
            growOwnBlock();
        m_target = m_own;
        m_offset = 0;
        return {m_own->data() + m_rest.size(), qMin(m_own->capacity() - m_rest.size(), ByteStream::maxRead)};
    }
    Loop::ReadSpace shared = loop.readSpace(m_rest.size() + ByteStream::maxRead);
    m_own = {};
    m_offset = shared.offset;
    char *begin = shared.block->data() + shared.offset;
    m_target = std::move(shared.block);
    if (!m_rest.isEmpty())
        std::memcpy(begin, m_rest.data(), static_cast<size_t>(m_rest.size()));
    return {begin + m_rest.size(), ByteStream::maxRead};
}

base::Bytes ReadBuffer::take(Loop &loop, qsizetype received)
{
    base::Block::Ref target = std::move(m_target);
    if (received == 0)
        return {};
    const qsizetype size = m_rest.size() + received;
    if (!m_own)
        loop.commit(size);
    m_rest = {};
    if (size == m_expected)
        m_own = {}; // the packet is whole: nothing of it will be put back
    return base::Bytes(std::move(target), m_offset, size);
}

base::Bytes ReadBuffer::takeRest()
{
    return std::exchange(m_rest, {});
}

} // namespace net
