// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/bytestream.h"
#include "net/loop.h"
#include "net/outqueue.h"
#include "net/readbuffer.h"
#include "net/tlscontext.h"

namespace net {

struct TlsSession;

/// The server's side of TLS over another stream, as a filter: OpenSSL never sees a socket. Usable at once: bytes queued
/// before the handshake has ended wait for it, and the first bytesArrived() comes after it. A handshake that fails or
/// takes longer than its limit ends the stream with CloseReason::Failed; failure() says why in a sentence that a
/// technician understands. At most one read's worth of bytes waits here in each direction, so back-pressure is the
/// stream's below. Thread and ownership: as ByteStream; owns the stream below; detach() takes the TLS state along.
class TlsStream final : public ByteStream, private ByteStream::Handler, private LoopClient
{
public:
    static constexpr int handshakeSeconds = 10;

    TlsStream(Loop &loop, std::unique_ptr<ByteStream> below, const TlsContextPtr &context,
              int secondsAllowed = handshakeSeconds);
    ~TlsStream() override;

    void setHandler(ByteStream::Handler *handler) override;
    base::Bytes read() override;
    void putBack(base::Bytes rest, qsizetype expected) override;
    void pauseReading(bool paused) override;
    void queue(base::Bytes bytes) override;
    void queueCopy(QByteArrayView bytes) override;
    void flush() override;
    qsizetype pending() const override { return m_output.size() + m_below->pending(); }
    void setLowWater(qsizetype bytes) override { m_below->setLowWater(bytes); }
    void setHalfCloseAllowed(bool allowed) override;
    /// Sends close_notify behind what is queued.
    void closeAfterFlush() override;
    void abort() override;
    std::unique_ptr<DetachedStream> detach() override;
    bool isOpen() const override;
    Endpoints endpoints() const override { return m_below->endpoints(); }
    void setPeer(const QHostAddress &address, quint16 port) override { m_below->setPeer(address, port); }
    QByteArray certificateName() const override;
    QString failure() const override { return m_failure; }

private:
    friend class DetachedTls;
    enum class State : quint8 { Handshaking, Open, Ending };
    TlsStream(Loop &loop, std::unique_ptr<ByteStream> below, std::unique_ptr<TlsSession> session);

    void bytesArrived() override;
    void drained() override;
    void inputEnded() override;
    void closed(CloseReason reason) override;
    void endOfTurn() override;
    void tick() override;

    void shakeHands();
    void established();
    qsizetype decrypt(char *to, qsizetype size);
    void readFailed(int error);
    void emitRecords();
    void encrypt(QByteArrayView bytes);
    void queued();
    void fail(const QString &why);
    void end(CloseReason reason);

    Loop &m_loop;
    std::unique_ptr<ByteStream> m_below;
    std::unique_ptr<TlsSession> m_session;
    ByteStream::Handler *m_handler = nullptr;
    ReadBuffer m_input; ///< plaintext that the user put back
    OutQueue m_output;  ///< plaintext of this turn
    QString m_failure;
    qsizetype m_unasked = 0; ///< ciphertext that TLS wrote by itself since the peer last took everything
    CloseReason m_reason = CloseReason::PeerClosed;
    State m_state = State::Handshaking;
    qint8 m_secondsLeft = handshakeSeconds;
    bool m_paused = false;
    bool m_announceRest = false; ///< a new user has not seen what the one before put back
    bool m_more = false;         ///< ciphertext or plaintext waits inside: announced without news from below
    bool m_halfCloseAllowed = false;
    bool m_inputEnded = false;
    bool m_inputEndTold = false;
};

} // namespace net
