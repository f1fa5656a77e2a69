// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <memory>
#include <utility>

namespace broker {

/// A first-in-first-out queue in one ring of memory. Empty ones own no memory (std::deque takes 600 bytes each, and
/// there is a pair of queues a session); what a burst grew is given back when the queue runs empty.
template <typename T>
class RingQueue
{
public:
    bool isEmpty() const { return m_size == 0; }
    size_t size() const { return m_size; }
    /// Element `i` from the front, 0 ≤ i < size().
    T &at(size_t i) { return m_slots[(m_first + i) & (m_capacity - 1)]; }
    const T &at(size_t i) const { return m_slots[(m_first + i) & (m_capacity - 1)]; }
    T &front() { return at(0); }
    const T &front() const { return at(0); }
    T &back() { return at(m_size - 1); }

    void pushBack(T value)
    {
        if (m_size == m_capacity)
            resize(m_capacity == 0 ? smallest : m_capacity * 2);
        ++m_size;
        at(m_size - 1) = std::move(value);
    }

    void popFront()
    {
        front() = T();
        m_first = (m_first + 1) & (m_capacity - 1);
        if (--m_size == 0)
            shrink();
    }

    /// Removes element `i`, keeping the order; moves the shorter side.
    void erase(size_t i)
    {
        if (i < m_size / 2) {
            for (; i > 0; --i)
                at(i) = std::move(at(i - 1));
            popFront();
            return;
        }
        for (; i + 1 < m_size; ++i)
            at(i) = std::move(at(i + 1));
        back() = T();
        if (--m_size == 0)
            shrink();
    }

    void clear() { *this = RingQueue(); }

    RingQueue() = default;
    RingQueue(RingQueue &&other) noexcept { swap(other); }
    RingQueue &operator=(RingQueue &&other) noexcept
    {
        RingQueue moved(std::move(other));
        swap(moved);
        return *this;
    }

private:
    static constexpr size_t smallest = 4;
    static constexpr size_t kept = 32;

    void swap(RingQueue &other) noexcept
    {
        std::swap(m_slots, other.m_slots);
        std::swap(m_capacity, other.m_capacity);
        std::swap(m_first, other.m_first);
        std::swap(m_size, other.m_size);
    }
    void shrink()
    {
        m_first = 0;
        if (m_capacity > kept)
            clear();
    }
    void resize(size_t capacity)
    {
        auto slots = std::make_unique<T[]>(capacity);
        for (size_t i = 0; i < m_size; ++i)
            slots[i] = std::move(at(i));
        m_slots = std::move(slots);
        m_capacity = capacity;
        m_first = 0;
    }

    std::unique_ptr<T[]> m_slots;
    size_t m_capacity = 0; ///< a power of two, or 0
    size_t m_first = 0;
    size_t m_size = 0;
};

} // namespace broker
