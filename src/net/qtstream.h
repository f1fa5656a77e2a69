// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/aliveflag.h"
#include "net/loop.h"
#include "net/outqueue.h"
#include "net/readbuffer.h"
#include "net/socketstream.h"
#include <QTcpSocket>

namespace net {

/// ByteStream over a QTcpSocket: what Windows and portable builds use. Differs from RawStream in two things: a peer's
/// half-close always ends the stream, and closeAfterFlush() does not read away what the peer still sends.
class QtStream final : public ByteStream, private LoopClient
{
public:
    /// What survives a move between threads. The socket has no thread meanwhile.
    struct Connection
    {
        std::unique_ptr<QTcpSocket> socket;
        Ticket ticket;
        Endpoints endpoints;
        ReadBuffer input;
        OutQueue output;
    };

    QtStream(Loop &loop, Connection connection);
    ~QtStream() override;
    static std::unique_ptr<ByteStream> open(Loop &loop, qintptr descriptor, Ticket ticket);

    void setHandler(Handler *handler) override;
    base::Bytes read() override;
    void putBack(base::Bytes rest, qsizetype expected) override;
    void pauseReading(bool paused) override;
    void queue(base::Bytes bytes) override;
    void queueCopy(QByteArrayView bytes) override;
    void flush() override;
    qsizetype pending() const override;
    void setLowWater(qsizetype bytes) override { m_lowWater = bytes; }
    void setHalfCloseAllowed(bool) override {}
    void closeAfterFlush() override;
    void abort() override;
    std::unique_ptr<DetachedStream> detach() override;
    bool isOpen() const override { return m_state == State::Open; }
    Endpoints endpoints() const override { return m_connection.endpoints; }
    void setPeer(const QHostAddress &address, quint16 port) override
    {
        m_connection.endpoints.peer = address;
        m_connection.endpoints.peerPort = port;
    }

private:
    enum class State : quint8 { Open, Closing, Ended };

    void endOfTurn() override;
    void tick() override;
    void queued();
    void writeSome();
    void wantsAttention() { m_loop.markDirty(this); }
    bool hasInput() const;
    void afterWrite();
    void finish(CloseReason reason);
    void release();

    Loop &m_loop;
    Connection m_connection;
    QObject m_context; ///< ends our connections to the socket's signals
    Handler *m_handler = nullptr;
    AliveFlag m_alive;
    qsizetype m_lowWater = 64 * 1024;
    State m_state = State::Open;
    qint8 m_idleTicks = 0;
    bool m_paused = false;
    bool m_disconnected = false;
    bool m_failed = false;
    bool m_aboveLowWater = false;
    bool m_announceRest = false;
};

} // namespace net
