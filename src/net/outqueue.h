// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include <span>
#include <vector>

namespace net {

/// What waits to be sent on one stream. Small pieces are copied together into one block, large ones kept by reference,
/// so that a turn's output is few pieces for one gathering write. Holds no memory when empty (but see reset()).
class OutQueue
{
public:
    /// Pieces above this many bytes are kept by reference.
    static constexpr qsizetype copyLimit = 1024;

    void append(base::Bytes bytes);
    void appendCopy(QByteArrayView bytes);
    qsizetype size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    /// The first pieces, as many as `pieces` holds; returns how many. Valid until the queue is changed.
    size_t gather(std::span<QByteArrayView> pieces) const;
    /// The first `n` bytes have been sent.
    void consume(qsizetype n);
    void clear();
    /// As clear(), but keeps a few KiB for the next use.
    void reset();
    /// Everything, in order; the queue is then empty.
    std::vector<base::Bytes> takeAll();

private:
    char *tailSpace(qsizetype wanted);
    void seal();

    std::vector<base::Bytes> m_parts; ///< from m_first; the tail follows them
    size_t m_first = 0;
    base::Block::Ref m_tail; ///< where small pieces are gathered: [m_tailBegin, m_tailEnd) waits
    qsizetype m_tailBegin = 0;
    qsizetype m_tailEnd = 0;
    qsizetype m_size = 0;
};

} // namespace net
