// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/aliveflag.h"
#include "net/bytestream.h"
#include "net/loop.h"
#include "net/outqueue.h"
#include "net/readbuffer.h"
#include "web/websocketunframer.h"

namespace net {

/// MQTT's view of a WebSocket: the payloads of binary frames as a stream of bytes, over another stream whose handshake
/// is done (the 101 is queued already; what was read beyond the request was put back). Answers pings and closes by
/// itself. What is queued goes out as one binary frame a turn. Endpoints that speak in messages use
/// web::WebSocketReader on the stream below instead. Thread and ownership: as ByteStream; owns the stream below.
class WebSocketStream final : public ByteStream, private ByteStream::Handler, private LoopClient
{
public:
    WebSocketStream(Loop &loop, std::unique_ptr<ByteStream> below, web::WebSocketLimits limits = {});
    ~WebSocketStream() override;

    void setHandler(ByteStream::Handler *handler) override;
    base::Bytes read() override;
    void putBack(base::Bytes rest, qsizetype expected) override;
    void pauseReading(bool paused) override;
    void queue(base::Bytes bytes) override;
    void queueCopy(QByteArrayView bytes) override;
    void flush() override;
    qsizetype pending() const override { return m_output.size() + m_below->pending(); }
    void setLowWater(qsizetype bytes) override { m_below->setLowWater(bytes); }
    void setHalfCloseAllowed(bool) override {} // WebSocket knows no half-close
    /// Sends Close 1000 behind what is queued.
    void closeAfterFlush() override;
    void abort() override;
    std::unique_ptr<DetachedStream> detach() override;
    bool isOpen() const override { return !m_ending && m_below->isOpen(); }
    Endpoints endpoints() const override { return m_below->endpoints(); }
    void setPeer(const QHostAddress &address, quint16 port) override { m_below->setPeer(address, port); }
    QByteArray certificateName() const override { return m_below->certificateName(); }
    QString failure() const override { return m_below->failure(); }

private:
    friend class DetachedWebSocket;
    void bytesArrived() override;
    void drained() override;
    void closed(CloseReason reason) override;
    void endOfTurn() override;
    void queued();
    void emitFrame();
    base::Bytes readFrames();
    void handleControls(const std::vector<web::WebSocketMessage> &controls);
    void end(quint16 closeCode, CloseReason reason);

    Loop &m_loop;
    std::unique_ptr<ByteStream> m_below;
    web::WebSocketUnframer m_unframer;
    ByteStream::Handler *m_handler = nullptr;
    ReadBuffer m_input;
    base::Bytes m_leftover; ///< payload that did not fit behind what was put back
    OutQueue m_output;      ///< the next frame's payload
    CloseReason m_reason = CloseReason::PeerClosed;
    bool m_ending = false;
    bool m_paused = false;
    bool m_announceRest = false;
};

} // namespace net
