// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/identification.h"
#include "net/bytestream.h"

namespace gateway {

class SseStream;

/// Who owns streams of events.
class SseHost
{
public:
    /// It takes bytes again after having had many to send.
    virtual void streamDrained(SseStream &stream) = 0;
    /// The connection has ended; delete the stream after this turn.
    virtual void streamEnded(SseStream &stream) = 0;

protected:
    SseHost() = default;
    ~SseHost() = default;
};

/// One client of the event stream: bytes out; what it still sends is thrown away. Small, as there may be thousands.
class SseStream final : public net::ByteStream::Handler
{
public:
    enum class Stage : quint8 {
        Opening,    ///< where it begins is not known yet
        CatchingUp, ///< gets what it has missed
        Live,
    };

    SseStream(std::unique_ptr<net::ByteStream> stream, SseHost &host, quint64 id, const StreamCaller &caller,
              QByteArray connectionId);
    ~SseStream() override;

    quint64 id() const { return m_id; }
    qint64 account() const { return *m_principal.accountId; }
    const auth::Principal &principal() const { return m_principal; }
    const QByteArray &connectionId() const { return m_connectionId; }
    bool isApiKey() const { return m_isApiKey; }
    bool isInQuery() const { return m_isInQuery; }
    bool isOpen() const { return m_stream != nullptr && !m_closing; }
    qsizetype pending() const { return m_stream ? m_stream->pending() : 0; }

    /// False, and nothing is queued, when more than `budget` bytes would wait: the client is too slow.
    bool send(const base::Bytes &bytes, qsizetype budget);
    /// Ends it after what is queued.
    void finish();
    /// Ends it at once; streamEnded() does not follow.
    void abort();

    // The hub's notes.
    Stage stage = Stage::Opening;
    bool isReading = false; ///< a read of the log is under way for it
    bool isGreeted = false; ///< its first event is out
    qint64 position = 0;    ///< up to here it has had what its account's log holds, unless Live
    QByteArray lastEventId; ///< what it asked to continue from, until that is found
    QString address;
    size_t slotInAccount = 0;
    size_t slotInBeat = 0;
    quint8 beat = 0;

    void bytesArrived() override;
    void drained() override;
    void closed(net::CloseReason reason) override;

private:
    std::unique_ptr<net::ByteStream> m_stream;
    SseHost &m_host;
    const quint64 m_id;
    const auth::Principal m_principal;
    const QByteArray m_connectionId;
    const bool m_isApiKey;
    const bool m_isInQuery;
    bool m_closing = false;
};

} // namespace gateway
