// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "net/loop.h"
#include <memory>

namespace net {

/// The input side of a stream: where to receive, and what the reader has put back (ByteStream::read and putBack). Takes
/// a pointer while nothing is put back.
///
/// Large packets mostly come in rows of like size: after one, as much is received at once into a block of that very
/// size, so that a packet is one recv and lies in a block of its own, from which nothing needs to be copied.
class ReadBuffer
{
public:
    void putBack(base::Bytes rest, qsizetype expected);
    bool hasRest() const { return m_state && !m_state->rest.isEmpty(); }

    struct Space
    {
        char *data = nullptr;
        qsizetype size = 0; ///< > 0, ≤ ByteStream::maxRead; for a large packet ≤ ByteStream::maxLargeRead
    };
    /// Where the next bytes must be received; take() must follow before anything else is done with the Loop.
    Space space(Loop &loop);
    /// What was put back followed by the `received` bytes that were written to space(). When nothing was received:
    /// empty, and the rest stays.
    base::Bytes take(Loop &loop, qsizetype received);
    /// The rest alone: for an attached stream, which must announce it.
    base::Bytes takeRest();
    /// Whether the last take() filled a large packet's block to the brim, so that more is likely to wait already.
    bool isStreaming() const { return m_state && m_state->isStreaming; }

private:
    struct State
    {
        base::Bytes rest;
        qsizetype expected = 0;  ///< size of the packet of which `rest` is the beginning; 0: unknown
        qsizetype lastLarge = 0; ///< size of the large packet before, which the next one is taken to have; 0: none
        bool isStreaming = false;
    };
    bool needsOwnBlock() const;
    Space receiveInto(Loop &loop, Loop::ReadSpace target) const;
    void growOwnBlock();
    void forgetIfIdle();

    std::unique_ptr<State> m_state;
};

} // namespace net
