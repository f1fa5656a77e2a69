// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes through the HTTP parser: what it says must not depend on how the bytes were cut, it must never take more
// than it was given, and a request that it accepted must keep the limits and have an unambiguous frame. What its
// negotiating headers say is read too.
#include "web/contentcoding.h"
#include "web/httpparser.h"
#include "web/httptarget.h"

namespace {

constexpr web::HttpLimits limits{256, 1024, 512};

struct Verdict
{
    web::HttpParser::State state = web::HttpParser::State::NeedMore;
    int status = 0;
    qsizetype consumed = 0;
    web::HttpRequest request;
};

/// Feeds the bytes in pieces of `piece`.
Verdict parse(QByteArrayView bytes, qsizetype piece)
{
    web::HttpParser parser(limits);
    Verdict verdict;
    while (!bytes.isEmpty() && verdict.state == web::HttpParser::State::NeedMore) {
        const QByteArrayView part = bytes.first(std::min(piece, bytes.size()));
        auto progress = parser.feed(part);
        if (progress.consumed < 0 || progress.consumed > part.size())
            qFatal("%lld bytes taken of %lld", qlonglong(progress.consumed), qlonglong(part.size()));
        verdict.state = progress.state;
        verdict.consumed += progress.consumed;
        if (progress.fault)
            verdict.status = progress.fault->status;
        if (progress.request)
            verdict.request = std::move(*progress.request);
        bytes = bytes.sliced(part.size());
    }
    return verdict;
}

void check(const Verdict &verdict)
{
    if (verdict.state == web::HttpParser::State::Failed && (verdict.status < 400 || verdict.status > 505))
        qFatal("a fault without a status");
    if (verdict.state != web::HttpParser::State::Done)
        return;
    const web::HttpRequest &request = verdict.request;
    if (request.body.size() > limits.body || request.target.size() > limits.requestLine)
        qFatal("a request beyond the limits");
    if (request.count("Content-Length") + request.count("Transfer-Encoding") > 1 || request.count("Host") > 1)
        qFatal("a request that can be read in two ways");
    (void)web::parseTarget(request.target);
    (void)web::acceptsGzip(request.header("Accept-Encoding"));
    const QByteArray tag = web::entityTag(request.body);
    const QByteArray list = request.header("If-None-Match").toByteArray() + ", " + tag;
    if (!web::namesEntityTag(list, tag))
        qFatal("a tag in a list is not found");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Verdict whole = parse(bytes, bytes.size());
    check(whole);
    for (const qsizetype piece : {qsizetype{1}, qsizetype{3}, qsizetype{64}}) {
        const Verdict cut = parse(bytes, piece);
        if (cut.state != whole.state || cut.status != whole.status)
            qFatal("cut in pieces of %lld the verdict is another one", qlonglong(piece));
        if (whole.state == web::HttpParser::State::Done &&
            (cut.consumed != whole.consumed || cut.request.body != whole.request.body ||
             cut.request.headers != whole.request.headers))
            qFatal("cut in pieces of %lld the request is another one", qlonglong(piece));
    }
    return 0;
}
