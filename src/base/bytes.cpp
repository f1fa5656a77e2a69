// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/bytes.h"
#include <new>

namespace base {

Block::Ref Block::allocate(qsizetype capacity)
{
    Q_ASSERT(capacity > 0);
    void *memory = ::operator new(sizeof(Block) + static_cast<size_t>(capacity));
    return Ref(new (memory) Block(capacity));
}

void Block::Ref::release() const
{
    if (m_block && m_block->m_refs.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        m_block->~Block();
        ::operator delete(m_block);
    }
}

Bytes Bytes::copyOf(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return {};
    Block::Ref block = Block::allocate(bytes.size());
    std::memcpy(block->data(), bytes.data(), static_cast<size_t>(bytes.size()));
    return Bytes(std::move(block), 0, bytes.size());
}

} // namespace base
