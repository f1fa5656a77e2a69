// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"

namespace net {

class Loop;

/// The input side of a stream: where to receive, and what the reader has put back (ByteStream::read and putBack). Holds
/// no memory while nothing is put back.
class ReadBuffer
{
public:
    void putBack(base::Bytes rest, qsizetype expected);
    bool hasRest() const { return !m_rest.isEmpty(); }

    struct Space
    {
        char *data = nullptr;
        qsizetype size = 0; ///< > 0, ≤ ByteStream::maxRead
    };
    /// Where the next bytes must be received; take() must follow before anything else is done with the Loop.
    Space space(Loop &loop);
    /// What was put back followed by the `received` bytes that were written to space(). When nothing was received:
    /// empty, and the rest stays.
    base::Bytes take(Loop &loop, qsizetype received);
    /// The rest alone: for an attached stream, which must announce it.
    base::Bytes takeRest();

private:
    bool needsOwnBlock() const;
    void growOwnBlock();

    base::Bytes m_rest;
    qsizetype m_expected = 0;
    base::Block::Ref m_own;    ///< the block of a large packet: m_rest is its beginning
    base::Block::Ref m_target; ///< what space() chose, until take()
    qsizetype m_offset = 0;    ///< where in it the rest begins
};

} // namespace net
