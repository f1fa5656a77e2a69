// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/outqueue.h"

namespace net {

namespace {
constexpr qsizetype firstTail = 2 * 1024;
constexpr qsizetype largestTail = 64 * 1024;
constexpr qsizetype keptTail = 8 * 1024;
constexpr size_t keptParts = 64;
} // namespace

void OutQueue::append(base::Bytes bytes)
{
    if (bytes.isEmpty())
        return;
    // The first piece of a turn waits by reference even if small: often it stays the only one.
    if (bytes.size() <= copyLimit && m_size > 0)
        return appendCopy(bytes.view());
    seal();
    m_size += bytes.size();
    m_parts.push_back(std::move(bytes));
}

void OutQueue::appendCopy(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    std::memcpy(tailSpace(bytes.size()), bytes.data(), static_cast<size_t>(bytes.size()));
    m_tailEnd += bytes.size();
    m_size += bytes.size();
}

char *OutQueue::tailSpace(qsizetype wanted)
{
    if (!m_tail || m_tail->capacity() - m_tailEnd < wanted) {
        const qsizetype next = m_tail ? qMin(largestTail, m_tail->capacity() * 4) : firstTail;
        seal();
        m_tail = base::Block::allocate(qMax(next, wanted));
        m_tailBegin = m_tailEnd = 0;
    }
    return m_tail->data() + m_tailEnd;
}

void OutQueue::seal()
{
    if (m_tailEnd == m_tailBegin)
        return;
    m_parts.emplace_back(m_tail, m_tailBegin, m_tailEnd - m_tailBegin);
    m_tailBegin = m_tailEnd;
}

size_t OutQueue::gather(std::span<QByteArrayView> pieces) const
{
    size_t n = 0;
    for (size_t i = m_first; i < m_parts.size() && n < pieces.size(); ++i)
        pieces[n++] = m_parts[i].view();
    if (n < pieces.size() && m_tailEnd > m_tailBegin)
        pieces[n++] = QByteArrayView(m_tail->data() + m_tailBegin, m_tailEnd - m_tailBegin);
    return n;
}

void OutQueue::consume(qsizetype n)
{
    Q_ASSERT(n <= m_size);
    m_size -= n;
    if (m_size == 0)
        return clear();
    for (; m_first < m_parts.size() && n > 0; ++m_first) {
        base::Bytes &part = m_parts[m_first];
        if (n < part.size()) {
            part = part.slice(n);
            return;
        }
        n -= part.size();
        part = {};
    }
    m_tailBegin += n;
    if (m_first > 64 && m_first * 2 > m_parts.size()) {
        m_parts.erase(m_parts.begin(), m_parts.begin() + static_cast<std::ptrdiff_t>(m_first));
        m_first = 0;
    }
}

std::vector<base::Bytes> OutQueue::takeAll()
{
    seal();
    std::vector<base::Bytes> all(std::make_move_iterator(m_parts.begin() + static_cast<std::ptrdiff_t>(m_first)),
                                 std::make_move_iterator(m_parts.end()));
    clear();
    return all;
}

void OutQueue::clear()
{
    m_parts = {};
    m_tail = {};
    reset();
}

void OutQueue::reset()
{
    m_parts.clear();
    if (m_parts.capacity() > keptParts)
        m_parts = {};
    if (!m_tail.unique() || m_tail->capacity() > keptTail)
        m_tail = {};
    m_first = 0;
    m_tailBegin = m_tailEnd = m_size = 0;
}

} // namespace net
