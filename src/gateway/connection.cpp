// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/connection.h"
#include "gateway/accesslog.h"

namespace gateway {
namespace {

using namespace std::chrono_literals;

constexpr base::Monotonic idleTimeout = 60s;
constexpr base::Monotonic headTimeout = 10s;
constexpr base::Monotonic bodyTimeout = headTimeout + 30s;
constexpr base::Monotonic answerTimeout = 30s;
constexpr base::Monotonic sendTimeout = 60s;
/// A client that does not read its answers is not read either.
constexpr qsizetype maxUnsent = 64 * 1024;
/// What is read ahead during a long poll.
constexpr qsizetype maxUnread = 64 * 1024;

QString plainAddress(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4); // ::ffff:192.0.2.1 is 192.0.2.1
    return isV4 ? QHostAddress(v4).toString() : address.toString();
}

} // namespace

Connection::Connection(std::unique_ptr<net::ByteStream> stream, ConnectionHost &host, ConnectionId id,
                       Entrance entrance, const web::HttpLimits &limits, const base::Clock &clock)
    : m_stream(std::move(stream))
    , m_host(host)
    , m_id(id)
    , m_entrance(entrance)
    , m_limits(limits)
    , m_clock(clock)
    , m_address(plainAddress(m_stream->endpoints().peer))
    , m_since(clock.monotonicNow())
{
    m_stream->setHalfCloseAllowed(true); // "echo … | nc" ends its side and still wants the answer
    m_stream->setHandler(this);
}

Connection::~Connection() = default;

bool Connection::isQuiet() const
{
    return !m_stream || (!m_waiting && !m_closing && !m_parser && m_stream->pending() == 0);
}

void Connection::bytesArrived()
{
    if (m_waiting && m_gone)
        watchPeer();
    else if (m_waiting)
        m_stream->pauseReading(true); // it waits in the kernel for its turn; most clients send nothing, so only now
    else
        process();
}

/// During a long poll: what the client sends already waits for its turn, so that we hear when the client goes.
void Connection::watchPeer()
{
    const base::Bytes bytes = m_stream->read();
    if (!bytes.isEmpty()) {
        QByteArray all = m_unread.toByteArray();
        all.append(bytes.view());
        m_unread = base::Bytes::copyOf(all);
    }
    m_stream->pauseReading(m_unread.size() >= maxUnread);
}

void Connection::drained()
{
    process();
}

void Connection::inputEnded()
{
    m_inputEnded = true;
    if (m_gone) // nobody ends his side and still waits for a long poll
        std::exchange(m_gone, nullptr)();
    if (!m_waiting)
        finish();
}

void Connection::closed(net::CloseReason)
{
    m_stream.reset();
    m_waiting = false;
    if (m_gone)
        std::exchange(m_gone, nullptr)();
    m_host.connectionEnded(*this);
}

void Connection::awaitLong(base::Monotonic limit, std::function<void()> gone)
{
    m_answerLimit = limit;
    m_gone = gone ? std::move(gone) : [] {};
    m_stream->pauseReading(false);
}

void Connection::process()
{
    if (m_processing)
        return;
    m_processing = true;
    while (m_stream && !m_waiting && !m_closing && m_stream->pending() < maxUnsent && feedOnce()) {
    }
    m_processing = false;
    if (!m_stream)
        return;
    const bool isFull = m_gone ? m_unread.size() >= maxUnread : m_stream->pending() >= maxUnsent;
    if (isFull || !m_waiting)
        m_stream->pauseReading(isFull);
    if (m_inputEnded && !m_waiting)
        finish();
}

bool Connection::feedOnce()
{
    const base::Bytes bytes = m_unread.isEmpty() ? m_stream->read() : std::exchange(m_unread, {});
    if (bytes.isEmpty())
        return false;
    if (!m_parser) {
        m_parser.emplace(m_limits);
        m_since = m_clock.monotonicNow();
    }
    auto progress = m_parser->feed(bytes.view());
    if (progress.state == web::HttpParser::State::NeedMore) {
        if (m_parser->takeExpectation())
            queue(web::encodeInterim(100));
        return true;
    }
    m_parser.reset();
    beginExchange(m_clock.monotonicNow());
    if (progress.fault) {
        m_head = false;
        m_context.keepAlive = false;
        m_host.faultArrived(*this, *progress.fault, progress.request ? &*progress.request : nullptr);
        return false;
    }
    if (progress.consumed < bytes.size())
        m_unread = bytes.slice(progress.consumed).compacted();
    m_head = progress.request->method == "HEAD";
    m_context.keepAlive = progress.request->keepAlive;
    m_context.method = progress.request->method;
    m_host.requestArrived(*this, std::move(*progress.request));
    return true;
}

void Connection::beginExchange(base::Monotonic now)
{
    m_since = now;
    m_waiting = true;
    m_answerLimit = answerTimeout;
    ++m_exchange;
    m_context = {};
    m_context.started = now;
    m_context.address = m_address;
    m_context.secure = m_entrance.secure;
}

void Connection::reply(const web::HttpResponse &response)
{
    if (!m_stream || !m_waiting)
        return;
    m_waiting = false;
    m_gone = nullptr;
    m_since = m_clock.monotonicNow();
    const bool keepAlive = m_context.keepAlive && (!m_inputEnded || !m_unread.isEmpty());
    const QByteArray bytes = web::encodeResponse(response, {m_clock.utcNow(), keepAlive, m_head});
    queue(bytes);
    logAccess(m_context, response.status, bytes.size(), m_since);
    if (!keepAlive)
        finish();
    else
        process();
}

std::unique_ptr<net::ByteStream> Connection::takeStream()
{
    m_waiting = false;
    m_stream->setHandler(nullptr);
    if (!m_unread.isEmpty())
        m_stream->putBack(std::exchange(m_unread, {}), 0);
    m_stream->setHalfCloseAllowed(false);
    m_stream->pauseReading(false);
    m_host.connectionEnded(*this);
    return std::move(m_stream);
}

void Connection::queue(const QByteArray &bytes)
{
    m_stream->queueCopy(bytes);
    m_sentAt = m_clock.monotonicNow();
    m_unsent = m_stream->pending();
}

void Connection::finish()
{
    if (m_closing || !m_stream)
        return;
    m_closing = true;
    m_stream->closeAfterFlush();
}

void Connection::stopAfterAnswer()
{
    m_context.keepAlive = false;
    if (m_stream && !m_waiting)
        finish();
}

void Connection::tick(base::Monotonic now)
{
    if (!m_stream)
        return;
    const qsizetype pending = m_stream->pending();
    if (pending != m_unsent) {
        m_unsent = pending;
        m_sentAt = now;
    } else if (pending > 0 && now - m_sentAt > sendTimeout) {
        m_stream->abort();
        closed(net::CloseReason::Failed);
        return;
    }
    if (!m_closing)
        timeOut(now);
}

void Connection::timeOut(base::Monotonic now)
{
    const base::Monotonic spent = now - m_since;
    if (m_waiting && spent > m_answerLimit) {
        m_context.keepAlive = false;
        m_host.faultArrived(*this, {504, u"the hub did not answer in time: whether it was done is not known"_qs},
                            nullptr);
    } else if (m_parser && spent > (m_parser->headDone() ? bodyTimeout : headTimeout)) {
        m_parser.reset();
        beginExchange(now);
        m_context.keepAlive = false;
        m_host.faultArrived(*this, {408, u"the request took too long to arrive"_qs}, nullptr);
    } else if (!m_waiting && !m_parser && spent > idleTimeout) {
        finish();
    }
}

} // namespace gateway
