// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/bytestream.h"
#include <QByteArray>

namespace net {

/// A connection without a network, for tests: the house's side is a ByteStream, the peer's side is this object, driven
/// by hand. Nothing happens but inside step() and run(), so a test decides every order of things. One thread.
class LoopbackWire
{
public:
    LoopbackWire();
    ~LoopbackWire();
    LoopbackWire(const LoopbackWire &) = delete;
    LoopbackWire &operator=(const LoopbackWire &) = delete;

    /// The house's side; once. May outlive the wire (and is then dead).
    std::unique_ptr<ByteStream> takeStream();

    /// The peer sends. Arrives by step(), at most `chunk` bytes at a time (setChunk).
    void send(QByteArrayView bytes);
    /// 1 splits the input at every byte. Default: no splitting.
    void setChunk(qsizetype bytes);
    /// How many bytes more the peer takes before it stalls; −1 (default): no end.
    void setWindow(qsizetype bytes);
    /// The peer closes after what it has sent.
    void close();
    /// The network breaks now.
    void fail();

    /// What the peer has received since the last call.
    QByteArray takeReceived();
    /// True once our side has ended (closeAfterFlush with all sent, abort, deletion).
    bool isClosed() const;
    /// True while our side has paused reading.
    bool isPaused() const;

    /// One turn: at most one bytesArrived(), then one flush and what follows from it. False: nothing was to be done.
    bool step();
    /// step() until nothing is to be done.
    void run();

private:
    class Stream;
    class Detached;
    struct State;
    std::shared_ptr<State> m_state;
    std::unique_ptr<ByteStream> m_stream;
};

} // namespace net
