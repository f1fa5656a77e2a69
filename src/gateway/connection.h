// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/door.h"
#include "gateway/responder.h"
#include "net/bytestream.h"
#include "web/httpparser.h"
#include <functional>
#include <memory>
#include <optional>

namespace gateway {

class Connection;
struct Route;
struct UpgradeRoute;

/// How a request's answer goes out, and what the access log says of it.
struct ReplyContext
{
    QByteArray requestId;
    QByteArray allowedOrigin; ///< of a browser page that may read the answer
    QByteArray method;
    QByteArray path; ///< without query
    QString user;
    QString address;                       ///< of who asks, without port; behind a proxy what that tells
    QByteArray ifNoneMatch;                ///< what the client has already, for tagged routes
    const Route *route = nullptr;          ///< that was found
    const UpgradeRoute *upgrade = nullptr; ///< the same of a WebSocket's
    bool isAct = false; ///< changes something beside the bank's books: the audit is told how it ended
    QByteArray act;     ///< the beginning of its body, for the audit
    bool takesGzip = false;
    bool tagged = false; ///< the route's answers carry an ETag
    bool secure = false; ///< came over TLS
    bool keepAlive = true;
    base::Monotonic started{};
};

/// Who owns connections and answers their requests.
class ConnectionHost
{
public:
    /// Answer with connection.reply(), now or later, or take the stream away (takeStream).
    virtual void requestArrived(Connection &connection, web::HttpRequest request) = 0;
    /// A request that broke HTTP or took too long: answer with connection.reply(). `request`: what of it could be
    /// read, null before its head was whole.
    virtual void faultArrived(Connection &connection, const web::HttpFault &fault, const web::HttpRequest *request) = 0;
    /// The connection is of no further use; delete it after this turn.
    virtual void connectionEnded(Connection &connection) = 0;

protected:
    ConnectionHost() = default;
    ~ConnectionHost() = default;
};

/// One HTTP/1.1 connection: requests in, one at a time, answers out in the same order (pipelining waits in the stream).
/// Deadlines run on the injected clock, checked by tick(): a first byte within 60 s, a head within 10 s of its first
/// byte, a body within 30 s more, an answer within 30 s, and progress of what is sent within 60 s.
class Connection final : public net::ByteStream::Handler
{
public:
    /// How a connection came in.
    struct Entrance
    {
        Door door = Door::Public;
        bool secure = false; ///< over TLS
    };
    Connection(std::unique_ptr<net::ByteStream> stream, ConnectionHost &host, ConnectionId id, Entrance entrance,
               const web::HttpLimits &limits, const base::Clock &clock);
    ~Connection() override;

    ConnectionId id() const { return m_id; }
    Door door() const { return m_entrance.door; }
    const QString &address() const { return m_address; }
    /// Number of the open exchange; 0 when none waits for an answer.
    quint64 waiting() const { return m_waiting ? m_exchange : 0; }
    /// Nothing is being read, answered or sent.
    bool isQuiet() const;

    /// Set before a request is answered.
    void setContext(ReplyContext context) { m_context = std::move(context); }
    const ReplyContext &context() const { return m_context; }
    /// Answers the open exchange and goes on with what has been read meanwhile.
    void reply(const web::HttpResponse &response);
    /// The open exchange's answer may take this long; `gone` is called if the peer ends the connection before.
    void awaitLong(base::Monotonic limit, std::function<void()> gone);
    /// After an upgrade's 101 was queued: the stream goes elsewhere, unread bytes with it. The connection has ended.
    std::unique_ptr<net::ByteStream> takeStream();

    /// Ends a quiet connection; a busy one ends after its answer.
    void stopAfterAnswer();
    void tick(base::Monotonic now);

    void bytesArrived() override;
    void drained() override;
    void inputEnded() override;
    void closed(net::CloseReason reason) override;

private:
    void process();
    bool feedOnce();
    void watchPeer();
    void finish();
    void timeOut(base::Monotonic now);
    void beginExchange(base::Monotonic now);
    void queue(const QByteArray &bytes);

    std::unique_ptr<net::ByteStream> m_stream;
    ConnectionHost &m_host;
    const ConnectionId m_id;
    const Entrance m_entrance;
    const web::HttpLimits m_limits;
    const base::Clock &m_clock;
    const QString m_address;
    std::optional<web::HttpParser> m_parser;
    base::Bytes m_unread; ///< of pipelined requests, until the one before is answered
    ReplyContext m_context;
    quint64 m_exchange = 0;
    base::Monotonic m_since{}; ///< when the present phase began: idle, reading, waiting
    base::Monotonic m_sentAt{};
    qsizetype m_unsent = 0;        ///< pending bytes at m_sentAt
    base::Monotonic m_answerLimit; ///< of the open exchange
    std::function<void()> m_gone;  ///< of a long poll
    bool m_head = false;
    bool m_waiting = false;
    bool m_processing = false;
    bool m_closing = false;
    bool m_inputEnded = false;
};

} // namespace gateway
