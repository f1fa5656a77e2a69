// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/aliveflag.h"
#include "net/bytestream.h"
#include "net/loop.h"
#include "net/outqueue.h"

namespace net {

/// Two streams in one thread, each the other's peer: what one queues the other reads, from the next turn on. A client
/// inside the hub speaks to a server of the same thread by it, with the server none the wiser. Back-pressure is real:
/// what the reader leaves unread stays with the writer and counts into his pending(). Nothing is copied but what is
/// small; so a reader must not rewrite the bytes. It cannot be detached.
class PipeStream final : public ByteStream, private LoopClient
{
public:
    using Pair = std::pair<std::unique_ptr<ByteStream>, std::unique_ptr<ByteStream>>;
    static Pair make(Loop &loop);

    explicit PipeStream(Loop &loop)
        : m_loop(loop)
    {
    }
    ~PipeStream() override;

    void setHandler(Handler *handler) override;
    base::Bytes read() override;
    void putBack(base::Bytes rest, qsizetype expected) override;
    void pauseReading(bool paused) override;
    void queue(base::Bytes bytes) override;
    void queueCopy(QByteArrayView bytes) override;
    void flush() override;
    qsizetype pending() const override;
    void setLowWater(qsizetype bytes) override { m_lowWater = bytes; }
    void setHalfCloseAllowed(bool) override {} ///< it ends on both sides at once
    void closeAfterFlush() override;
    void abort() override;
    std::unique_ptr<DetachedStream> detach() override { return nullptr; }
    bool isOpen() const override { return m_state == State::Open; }
    Endpoints endpoints() const override { return {QHostAddress(QHostAddress::LocalHost), 0, 0}; }
    void setPeer(const QHostAddress &, quint16) override {}

private:
    enum class State { Open, Closing, Ended };
    void endOfTurn() override;
    bool mayRead() const { return m_handler && !m_paused && m_state == State::Open; }
    void readOn(); ///< announces input, then the end of it
    void queued();
    void leave();
    void finish(CloseReason reason);

    Loop &m_loop;
    PipeStream *m_peer = nullptr; ///< null: gone
    Handler *m_handler = nullptr;
    OutQueue m_output;
    std::vector<base::Bytes> m_input; ///< from m_next
    size_t m_next = 0;
    qsizetype m_unread = 0; ///< bytes of m_input
    base::Bytes m_rest;     ///< put back
    qsizetype m_lowWater = 64 * 1024;
    State m_state = State::Open;
    AliveFlag m_alive;
    bool m_paused = false;
    bool m_announceRest = false;
    bool m_aboveLowWater = false;
};

} // namespace net
