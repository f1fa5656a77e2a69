// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/aliveflag.h"
#include "net/descriptorwatch.h"
#include "net/loop.h"
#include "net/outqueue.h"
#include "net/packedaddress.h"
#include "net/readbuffer.h"
#include "net/socketstream.h"

namespace net {

/// ByteStream on a unix socket: the dispatcher's word, recv and gathering sendmsg, nothing between.
class RawStream final : public ByteStream, private LoopClient, private DescriptorUser
{
public:
    /// What survives a move between threads.
    struct Connection
    {
        int descriptor = -1;
        quint16 peerPort = 0;
        quint16 localPort = 0;
        PackedAddress peer;
        Ticket ticket;
        ReadBuffer input;
        std::unique_ptr<OutQueue> output; ///< while something waits
    };

    /// Takes ownership of a connected, non-blocking socket.
    RawStream(Loop &loop, Connection connection);
    ~RawStream() override;
    static std::unique_ptr<ByteStream> open(Loop &loop, qintptr descriptor, Ticket ticket);

    void setHandler(Handler *handler) override;
    base::Bytes read() override;
    bool isStreaming() const override { return m_connection.input.isStreaming(); }
    void putBack(base::Bytes rest, qsizetype expected) override;
    void pauseReading(bool paused) override;
    void queue(base::Bytes bytes) override;
    void queueCopy(QByteArrayView bytes) override;
    void flush() override;
    qsizetype pending() const override { return m_connection.output ? m_connection.output->size() : 0; }
    void setLowWater(qsizetype bytes) override { m_lowWater = bytes; }
    void setHalfCloseAllowed(bool allowed) override { m_halfCloseAllowed = allowed; }
    void closeAfterFlush() override;
    void abort() override;
    std::unique_ptr<DetachedStream> detach() override;
    bool isOpen() const override { return m_state == State::Open; }
    Endpoints endpoints() const override;
    void setPeer(const QHostAddress &address, quint16 port) override
    {
        m_connection.peer = PackedAddress(address);
        m_connection.peerPort = port;
    }

private:
    enum class State : quint8 {
        Open,
        Closing,   ///< sending the rest
        Lingering, ///< our side is shut; what the peer still sends is read away, else it would get a reset
        Ended,
    };

    void endOfTurn() override;
    void tick() override;
    void descriptorReady(bool readable, bool writable) override;
    void readable();
    void writable();
    void endOfInput(CloseReason reason);
    void queued();
    void writeSome();
    void afterWrite();
    void discardInput();
    void startLinger();
    void finish(CloseReason reason);
    void release();
    void updateReadInterest();
    void watch(bool reading, bool writing);
    OutQueue &output();
    void dropOutput();

    Loop &m_loop;
    Connection m_connection;
    Handler *m_handler = nullptr;
    AliveFlag m_alive;
    qsizetype m_lowWater = 64 * 1024;
    [[no_unique_address]] DescriptorWatch m_watch; ///< for writing: while the kernel's buffer is full
    State m_state = State::Open;
    qint8 m_idleTicks = 0; ///< since the last progress while ending
    bool m_paused = false;
    bool m_inputEnded = false;
    bool m_inputEndTold = false;
    bool m_failed = false;
    bool m_aboveLowWater = false;
    bool m_halfCloseAllowed = false;
    bool m_announceRest = false;
};

} // namespace net
