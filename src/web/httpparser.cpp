// SPDX-License-Identifier: GPL-3.0-or-later
// The only file that sees Boost.Beast: it costs seconds to compile and has its own types for everything.
#include "web/httpparser.h"
#include "web/httpchunks.h"
#include "web/httphead.h"
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/parser.hpp>

namespace web {
namespace {

namespace http = boost::beast::http;
using BeastError = boost::beast::error_code;

/// Beast counts a head in its own way: it may be that much larger than we let it be.
constexpr qsizetype headSlack = 4 * 1024;

/// A Beast body that grows a QByteArray with what has arrived, and never by what a peer announces.
struct ByteArrayBody
{
    using value_type = QByteArray;
    class reader
    {
    public:
        template <bool isRequest, typename Fields>
        reader(http::header<isRequest, Fields> &, value_type &body)
            : m_body(body)
        {
        }
        void init(const boost::optional<std::uint64_t> &, BeastError &error) { error = {}; }
        template <typename Buffers>
        std::size_t put(const Buffers &buffers, BeastError &error)
        {
            error = {};
            std::size_t taken = 0;
            for (const auto buffer : boost::beast::buffers_range_ref(buffers)) {
                m_body.append(static_cast<const char *>(buffer.data()), static_cast<qsizetype>(buffer.size()));
                taken += buffer.size();
            }
            return taken;
        }
        void finish(BeastError &error) { error = {}; }

    private:
        value_type &m_body;
    };
};

HttpFault faultOf(const BeastError &error, const HttpLimits &limits)
{
    if (error == http::error::body_limit)
        return {413, u"the body is larger than %1 bytes"_qs.arg(limits.body)};
    if (error == http::error::header_limit)
        return {431, u"the headers are larger than %1 bytes"_qs.arg(limits.head)};
    if (error == http::error::bad_version)
        return {505, u"only HTTP/1.0 and HTTP/1.1 are spoken here"_qs};
    return {400, u"the request breaks HTTP: %1"_qs.arg(QString::fromStdString(error.message()))};
}

} // namespace

class HttpParser::Private
{
public:
    explicit Private(const HttpLimits &given)
        : limits(given)
        , scanner(given)
        , chunks(given.body)
    {
        // The head is checked and limited before Beast sees it; some bytes more for its own way of counting.
        beast.header_limit(static_cast<std::uint32_t>(given.head + headSlack));
        beast.body_limit(static_cast<std::uint64_t>(given.body));
        beast.eager(true);
    }

    HttpLimits limits;
    HttpHeadScanner scanner;
    HttpChunkReader chunks;
    http::request_parser<ByteArrayBody> beast;
    QByteArray pending; ///< bytes taken from the caller that Beast has not used yet
    HttpRequest request;
    HttpFraming framing;
    bool started = false;
    bool headDone = false;
    bool mayBeEmptyLine = true;

    Progress failed(HttpFault fault)
    {
        Progress progress{State::Failed, 0, {}, std::move(fault)};
        if (headDone)
            progress.request = std::move(request);
        return progress;
    }
    /// Feeds what is pending; empty when all is well.
    std::optional<HttpFault> advance();
    std::optional<HttpFault> takeHead();
    std::optional<HttpFault> takeBody();
    /// Lets Beast read `size` bytes of what is pending, or less.
    std::optional<HttpFault> putToBeast(qsizetype size);
    bool isDone() const { return headDone && (framing.chunked ? chunks.isDone() : beast.is_done()); }
    Progress finish(qsizetype given);
};

std::optional<HttpFault> HttpParser::Private::takeHead()
{
    if (mayBeEmptyLine && pending.size() >= 2) {
        mayBeEmptyLine = false;
        if (pending.startsWith("\r\n")) // RFC 9112 2.2: one empty line before a request is ignored
            pending.remove(0, 2);
    }
    if (mayBeEmptyLine && pending == "\r")
        return {};
    const qsizetype size = scanner.scan(pending);
    if (scanner.fault())
        return scanner.fault();
    if (size == 0)
        return {};
    headDone = true;
    if (auto fault = readHead(QByteArrayView(pending).first(size), limits, request, framing))
        return fault;
    return putToBeast(size);
}

std::optional<HttpFault> HttpParser::Private::putToBeast(qsizetype size)
{
    BeastError error;
    const std::size_t used =
        beast.put(boost::asio::const_buffer(pending.constData(), static_cast<std::size_t>(size)), error);
    pending.remove(0, static_cast<qsizetype>(used));
    if (error && error != http::error::need_more)
        return faultOf(error, limits);
    return {};
}

std::optional<HttpFault> HttpParser::Private::takeBody()
{
    if (framing.chunked) {
        pending.remove(0, chunks.feed(pending, request.body));
        return chunks.fault();
    }
    for (qsizetype before = -1; !beast.is_done() && !pending.isEmpty() && before != pending.size();) {
        before = pending.size();
        if (auto fault = putToBeast(before))
            return fault;
    }
    return {};
}

std::optional<HttpFault> HttpParser::Private::advance()
{
    if (!headDone) {
        if (auto fault = takeHead())
            return fault;
    }
    return headDone ? takeBody() : std::nullopt;
}

HttpParser::Progress HttpParser::Private::finish(qsizetype given)
{
    // What Beast left belongs to the next request, and all of it came with the last feed: a request never ends in
    // bytes that were pending before.
    Progress progress{State::Done, given - pending.size(), {}, {}};
    if (!framing.chunked)
        request.body = std::move(beast.get().body());
    progress.request = std::move(request);
    return progress;
}

HttpParser::HttpParser(const HttpLimits &limits)
    : d(std::make_unique<Private>(limits))
{
}
HttpParser::~HttpParser() = default;
HttpParser::HttpParser(HttpParser &&) noexcept = default;
HttpParser &HttpParser::operator=(HttpParser &&) noexcept = default;

HttpParser::Progress HttpParser::feed(QByteArrayView bytes)
{
    d->started = d->started || !bytes.isEmpty();
    d->pending.append(bytes);
    if (auto fault = d->advance())
        return d->failed(std::move(*fault));
    if (d->isDone())
        return d->finish(bytes.size());
    return {State::NeedMore, bytes.size(), {}, {}};
}

bool HttpParser::started() const
{
    return d->started;
}

bool HttpParser::headDone() const
{
    return d->headDone;
}

bool HttpParser::takeExpectation()
{
    return d->headDone && std::exchange(d->framing.expectsContinue, false);
}

} // namespace web
