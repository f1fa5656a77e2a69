// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <atomic>
#include <cstring>
#include <utility>

namespace base {

/// A writable block of memory with a reference count; what `recv` fills. Holders share it through Bytes.
/// The count is atomic: blocks cross threads. Bytes that another Bytes can see must not be written again.
class Block
{
public:
    /// A handle to a new block of `capacity` bytes (> 0), not initialised.
    class Ref
    {
    public:
        Ref() = default;
        Ref(const Ref &other)
            : m_block(other.m_block)
        {
            acquire();
        }
        Ref(Ref &&other) noexcept
            : m_block(std::exchange(other.m_block, nullptr))
        {
        }
        Ref &operator=(Ref other) noexcept
        {
            std::swap(m_block, other.m_block);
            return *this;
        }
        ~Ref() { release(); }
        explicit operator bool() const { return m_block != nullptr; }
        Block *operator->() const { return m_block; }
        Block &operator*() const { return *m_block; }
        /// True when no other handle and no Bytes shares the block, so that it may be written from the start again.
        bool unique() const { return m_block && m_block->m_refs.load(std::memory_order_acquire) == 1; }

    private:
        friend class Block;
        explicit Ref(Block *block)
            : m_block(block)
        {
        }
        void acquire() const
        {
            if (m_block)
                m_block->m_refs.fetch_add(1, std::memory_order_relaxed);
        }
        void release() const;
        Block *m_block = nullptr;
    };

    static Ref allocate(qsizetype capacity);
    char *data() { return reinterpret_cast<char *>(this + 1); }
    const char *data() const { return reinterpret_cast<const char *>(this + 1); }
    qsizetype capacity() const { return m_capacity; }
    /// Says that who holds the slice at the block's beginning may go on writing behind it: nobody else will.
    void setAppendable() { m_appendable = true; }
    bool isAppendable() const { return m_appendable; }
    Block(const Block &) = delete;
    Block &operator=(const Block &) = delete;

private:
    explicit Block(qsizetype capacity)
        : m_capacity(capacity)
    {
    }
    ~Block() = default;
    std::atomic<int> m_refs{1};
    bool m_appendable = false;
    qsizetype m_capacity;
};

/// An immutable slice of a Block (or of static memory): copying and slicing cost one atomic increment, no bytes.
/// The unit in which payloads and packets travel. Distinct objects may be used from any thread.
class Bytes
{
public:
    Bytes() = default;
    /// `size` bytes at `offset` of `block`. The range must lie inside the block.
    Bytes(Block::Ref block, qsizetype offset, qsizetype size)
        : m_block(std::move(block))
        , m_data(m_block ? m_block->data() + offset : nullptr)
        , m_size(size)
    {
        Q_ASSERT(offset >= 0 && size >= 0 && (!m_block || offset + size <= m_block->capacity()));
    }
    /// A copy in a block of its own.
    static Bytes copyOf(QByteArrayView bytes);
    /// Refers to memory that outlives every use (string literals); no block, no copy.
    static Bytes fromStatic(QByteArrayView bytes)
    {
        Bytes b;
        b.m_data = bytes.data();
        b.m_size = bytes.size();
        return b;
    }

    const char *data() const { return m_data; }
    qsizetype size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    QByteArrayView view() const { return QByteArrayView(m_data, m_size); }
    QByteArray toByteArray() const { return QByteArray(m_data, m_size); }

    /// `length` bytes from `offset` (to the end when −1), sharing the block.
    Bytes slice(qsizetype offset, qsizetype length = -1) const
    {
        Bytes b = *this;
        Q_ASSERT(offset >= 0 && offset <= m_size);
        b.m_data = m_data + offset;
        b.m_size = length < 0 ? m_size - offset : length;
        Q_ASSERT(offset + b.m_size <= m_size);
        return b;
    }
    /// The block of which it is a slice; null for static memory.
    const Block::Ref &block() const { return m_block; }
    /// What this slice keeps alive, in bytes; 0 for static memory.
    qsizetype pinned() const { return m_block ? m_block->capacity() : 0; }
    /// Itself, or a copy of its own when it would pin more than `maxWaste` bytes beyond its size. Use it before
    /// keeping something for long (retained messages, offline queues).
    Bytes compacted(qsizetype maxWaste = 1024) const { return pinned() - m_size > maxWaste ? copyOf(view()) : *this; }

    friend bool operator==(const Bytes &a, const Bytes &b) { return a.view() == b.view(); }

private:
    Block::Ref m_block;
    const char *m_data = nullptr;
    qsizetype m_size = 0;
};

} // namespace base
