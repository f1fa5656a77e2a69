// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/httpparser.h"
#include <QtTest>

using namespace web;
using State = HttpParser::State;

namespace {

struct Outcome
{
    State state = State::NeedMore;
    int status = 0;
    HttpRequest request;
    qsizetype consumed = 0;
};

/// Feeds `bytes` in two parts, split at `at`.
Outcome parse(const QByteArray &bytes, qsizetype at = 0, const HttpLimits &limits = {})
{
    HttpParser parser(limits);
    Outcome outcome;
    const QList<QByteArray> parts{bytes.first(at), bytes.sliced(at)};
    for (const QByteArray &part : parts) {
        auto progress = parser.feed(part);
        outcome.state = progress.state;
        outcome.consumed += progress.consumed;
        if (progress.fault)
            outcome.status = progress.fault->status;
        if (progress.request)
            outcome.request = *progress.request;
        if (progress.state != State::NeedMore)
            break;
    }
    return outcome;
}

} // namespace

class TestHttpParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void limits_data();
    void limits();
    void leavesThePipelinedRequestToTheCaller();
    void tellsWhatTheConnectionWants_data();
    void tellsWhatTheConnectionWants();
    void asksForTheBodyOnce();
    void findsHeadersWithoutRegardToCase();
    void allocatesByWhatArrives();
};

void TestHttpParser::accepts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addRow("a plain GET") << QByteArray("GET /health HTTP/1.1\r\nHost: x\r\n\r\n") << QByteArray("GET")
                                 << QByteArray("/health") << QByteArray();
    QTest::addRow("a POST with a length") << QByteArray("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")
                                          << QByteArray("POST") << QByteArray("/a") << QByteArray("hello");
    QTest::addRow("a POST with an empty body") << QByteArray("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
                                               << QByteArray("POST") << QByteArray("/a") << QByteArray();
    QTest::addRow("S3-52 a POST without a length has no body, as curl -X POST sends it")
        << QByteArray("POST /a HTTP/1.1\r\nHost: x\r\n\r\n") << QByteArray("POST") << QByteArray("/a") << QByteArray();
    QTest::addRow("a chunked body with extension and trailer")
        << QByteArray("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nX-T: y\r\n\r\n")
        << QByteArray("POST") << QByteArray("/a") << QByteArray("hello");
    QTest::addRow("one empty line before the request")
        << QByteArray("\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n") << QByteArray("GET") << QByteArray("/") << QByteArray();
    QTest::addRow("HTTP/1.0 without Host")
        << QByteArray("GET / HTTP/1.0\r\n\r\n") << QByteArray("GET") << QByteArray("/") << QByteArray();
    QTest::addRow("OPTIONS * ") << QByteArray("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n") << QByteArray("OPTIONS")
                                << QByteArray("*") << QByteArray();
    QTest::addRow("an absolute target") << QByteArray("GET http://x/y?z=1 HTTP/1.1\r\nHost: x\r\n\r\n")
                                        << QByteArray("GET") << QByteArray("http://x/y?z=1") << QByteArray();
    QTest::addRow("an unknown method that is a token")
        << QByteArray("FOO-1 / HTTP/1.1\r\nHost: x\r\n\r\n") << QByteArray("FOO-1") << QByteArray("/") << QByteArray();
}

void TestHttpParser::accepts()
{
    QFETCH(QByteArray, bytes);
    for (qsizetype at = 0; at <= bytes.size(); ++at) { // split at every byte
        const Outcome outcome = parse(bytes, at);
        QCOMPARE(outcome.state, State::Done);
        QTEST(outcome.request.method, "method");
        QTEST(outcome.request.target, "target");
        QTEST(outcome.request.body, "body");
        QCOMPARE(outcome.consumed, bytes.size());
    }
}

void TestHttpParser::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *bytes, int status) {
        QTest::addRow("%s", name) << QByteArray(bytes) << status;
    };
    const auto head = [&row](const char *name, const char *fields, int status) {
        row(name, QByteArray("POST / HTTP/1.1\r\n" + QByteArray(fields) + "\r\n").constData(), status);
    };
    row("no Host in HTTP/1.1", "GET / HTTP/1.1\r\n\r\n", 400);
    row("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400);
    row("a bare LF after the request line", "GET / HTTP/1.1\nHost: x\n\n", 400);
    row("a bare CR in a header", "GET / HTTP/1.1\r\nHost: x\rY: z\r\n\r\n", 400);
    row("a folded header (RFC 9112 5.2)", "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", 400);
    row("a blank before the colon (RFC 9112 5.1)", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400);
    row("a header without a name", "GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n", 400);
    row("a header without a colon", "GET / HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n", 400);
    row("a control character in a value", "GET / HTTP/1.1\r\nHost: x\r\nA: \x01\r\n\r\n", 400);
    row("a method that is no token", "G(T / HTTP/1.1\r\nHost: x\r\n\r\n", 400);
    row("no target", "GET HTTP/1.1\r\nHost: x\r\n\r\n", 400);
    row("two blanks in the request line", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400);
    row("a blank inside the target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400);
    row("a fragment in the target", "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n", 400);
    row("a byte beyond ASCII in the target", "GET /\xc3\xb1 HTTP/1.1\r\nHost: x\r\n\r\n", 400);
    row("a target without a slash", "GET a HTTP/1.1\r\nHost: x\r\n\r\n", 400);
    row("CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n", 400);
    row("* for another method than OPTIONS", "GET * HTTP/1.1\r\nHost: x\r\n\r\n", 400);
    row("HTTP/2 in words", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505);
    row("HTTP/1.2", "GET / HTTP/1.2\r\nHost: x\r\n\r\n", 505);
    row("no version (HTTP/0.9)", "GET /\r\n\r\n", 400);
    row("lower-case http", "GET / http/1.1\r\nHost: x\r\n\r\n", 400);
    row("a TLS hello", "\x16\x03\x01\x02", 400);
    row("two empty lines first", "\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 400);
    head("smuggling: Transfer-Encoding beside Content-Length",
         "Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n", 400);
    head("smuggling: two Content-Lengths that differ", "Host: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n", 400);
    head("smuggling: two Content-Lengths that agree", "Host: x\r\nContent-Length: 3\r\nContent-Length: 3\r\n", 400);
    head("smuggling: a list of lengths", "Host: x\r\nContent-Length: 3, 3\r\n", 400);
    head("smuggling: a signed length", "Host: x\r\nContent-Length: +3\r\n", 400);
    head("smuggling: a negative length", "Host: x\r\nContent-Length: -3\r\n", 400);
    head("smuggling: a hexadecimal length", "Host: x\r\nContent-Length: 0x3\r\n", 400);
    head("smuggling: an empty length", "Host: x\r\nContent-Length: \r\n", 400);
    head("smuggling: a vertical tab before chunked",
         "Host: x\r\nTransfer-Encoding: \x0b"
         "chunked\r\n",
         400);
    head("smuggling: identity", "Host: x\r\nTransfer-Encoding: identity\r\n", 501);
    head("smuggling: gzip, chunked", "Host: x\r\nTransfer-Encoding: gzip, chunked\r\n", 501);
    head("smuggling: chunked twice", "Host: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 501);
    head("smuggling: xchunked", "Host: x\r\nTransfer-Encoding: xchunked\r\n", 501);
    row("smuggling: Transfer-Encoding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
    row("a chunk size that is none", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400);
    row("a chunk longer than its size",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n0\r\n\r\n", 400);
    const auto chunked = [&row](const char *name, const char *body) {
        row(name,
            QByteArray("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + QByteArray(body))
                .constData(),
            400);
    };
    chunked("a last chunk that ends in a bare LF", "0\r\n\x10\n");
    chunked("a chunk size that ends in a bare LF", "2\nab\r\n0\r\n\r\n");
    chunked("a blank behind a chunk size", "2 \r\nab\r\n0\r\n\r\n");
    chunked("a signed chunk size", "+2\r\nab\r\n0\r\n\r\n");
    chunked("a chunk size with 0x", "0x2\r\nab\r\n0\r\n\r\n");
    chunked("an empty chunk size", "\r\n0\r\n\r\n");
    chunked("a bare CR in an extension", "2;a\rb\r\nab\r\n0\r\n\r\n");
    chunked("a folded trailer", "0\r\n A: b\r\n\r\n");
    chunked("a trailer that ends in a bare LF", "0\r\nA: b\n\r\n");
    head("an expectation that is none of ours", "Host: x\r\nContent-Length: 1\r\nExpect: 200-ok\r\n", 417);
    head("a length that overflows", "Host: x\r\nContent-Length: 99999999999999999999\r\n", 413);
}

void TestHttpParser::refuses()
{
    QFETCH(QByteArray, bytes);
    for (qsizetype at = 0; at <= bytes.size(); ++at) {
        const Outcome outcome = parse(bytes, at);
        QCOMPARE(outcome.state, State::Failed);
        QTEST(outcome.status, "status");
    }
}

void TestHttpParser::limits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const HttpLimits small{100, 200, 10};
    const QByteArray longTarget = "GET /" + QByteArray(small.requestLine, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n";
    QTest::addRow("a request line beyond the limit") << longTarget << 414;
    QTest::addRow("a request line without an end") << QByteArray("GET /" + QByteArray(300, 'a')) << 414;
    const QByteArray start = "GET / HTTP/1.1\r\nHost: x\r\n";
    QTest::addRow("a header beyond the limit") << QByteArray(start + "A: " + QByteArray(200, 'a') + "\r\n\r\n") << 431;
    QTest::addRow("many headers beyond the limit")
        << QByteArray(start + QByteArray("A: b\r\n").repeated(40) + "\r\n") << 431;
    const QByteArray post = "POST / HTTP/1.1\r\nHost: x\r\n";
    QTest::addRow("a length beyond the limit, told from the head")
        << QByteArray(post + "Content-Length: 11\r\n\r\n") << 413;
    QTest::addRow("chunks beyond the limit together")
        << QByteArray(post + "Transfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n8\r\n12345678\r\n0\r\n\r\n") << 413;
    QTest::addRow("a chunk announced beyond the limit")
        << QByteArray(post + "Transfer-Encoding: chunked\r\n\r\nffffff\r\n") << 413;
    QTest::addRow("a chunk size beyond 64 bits")
        << QByteArray(post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n") << 400;
    QTest::addRow("a chunk extension without an end")
        << QByteArray(post + "Transfer-Encoding: chunked\r\n\r\n1;" + QByteArray(5000, 'a')) << 400;
}

void TestHttpParser::limits()
{
    QFETCH(QByteArray, bytes);
    for (qsizetype at = 0; at <= bytes.size(); at += std::max<qsizetype>(1, bytes.size() / 50)) {
        const Outcome outcome = parse(bytes, at, {100, 200, 10});
        QCOMPARE(outcome.state, State::Failed);
        QTEST(outcome.status, "status");
    }
}

void TestHttpParser::leavesThePipelinedRequestToTheCaller()
{
    const QByteArray first = "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab";
    const QByteArray second = "GET /2 HTTP/1.1\r\nHost: x\r\n\r\n";
    const QByteArray both = first + second;
    for (qsizetype at = 0; at <= both.size(); ++at) {
        const Outcome one = parse(both, at);
        QCOMPARE(one.state, State::Done);
        QCOMPARE(one.request.target, QByteArray("/1"));
        QCOMPARE(one.consumed, first.size());
        const Outcome two = parse(both.sliced(one.consumed));
        QCOMPARE(two.state, State::Done);
        QCOMPARE(two.request.target, QByteArray("/2"));
    }
}

void TestHttpParser::tellsWhatTheConnectionWants_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("keepAlive");
    QTest::addColumn<bool>("webSocket");
    const QByteArray head = "GET / HTTP/1.1\r\nHost: x\r\n";
    QTest::addRow("1.1 stays") << QByteArray(head + "\r\n") << true << false;
    QTest::addRow("1.1 with close ends") << QByteArray(head + "Connection: foo, Close\r\n\r\n") << false << false;
    QTest::addRow("1.0 ends") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false << false;
    QTest::addRow("1.0 with keep-alive stays")
        << QByteArray("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n") << true << false;
    QTest::addRow("an upgrade in a list")
        << QByteArray(head + "Connection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n\r\n") << true << true;
    QTest::addRow("an upgrade without Connection") << QByteArray(head + "Upgrade: websocket\r\n\r\n") << true << false;
    QTest::addRow("an upgrade to something else")
        << QByteArray(head + "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n") << true << false;
}

void TestHttpParser::tellsWhatTheConnectionWants()
{
    QFETCH(QByteArray, bytes);
    const Outcome outcome = parse(bytes);
    QCOMPARE(outcome.state, State::Done);
    QTEST(outcome.request.keepAlive, "keepAlive");
    QTEST(outcome.request.asksForWebSocket(), "webSocket");
}

void TestHttpParser::asksForTheBodyOnce()
{
    HttpParser parser;
    QVERIFY(!parser.started());
    auto progress = parser.feed("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(progress.state, State::NeedMore);
    QVERIFY(parser.started());
    QVERIFY(parser.headDone());
    QVERIFY(parser.takeExpectation());
    QVERIFY(!parser.takeExpectation());
    progress = parser.feed("ok");
    QCOMPARE(progress.state, State::Done);
    QCOMPARE(progress.request->body, QByteArray("ok"));
}

void TestHttpParser::findsHeadersWithoutRegardToCase()
{
    const Outcome outcome = parse("GET / HTTP/1.1\r\nHOST:x\r\nX-Empty:\r\nA: 1\r\na:  2 \r\n\r\n");
    QCOMPARE(outcome.state, State::Done);
    QCOMPARE(outcome.request.header("host"), QByteArrayView("x"));
    QVERIFY(outcome.request.hasHeader("x-empty"));
    QVERIFY(!outcome.request.hasHeader("x-none"));
    QCOMPARE(outcome.request.count("A"), 2);
    QCOMPARE(outcome.request.headers.last().value, QByteArray("2"));
}

void TestHttpParser::allocatesByWhatArrives()
{
    // A peer that announces a gigabyte and sends nothing must cost nothing: this would fail or crawl otherwise.
    HttpLimits generous;
    generous.body = qsizetype{1} << 40;
    const Outcome outcome = parse("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1099511627776\r\n\r\nab", 0, generous);
    QCOMPARE(outcome.state, State::NeedMore);
}

QTEST_APPLESS_MAIN(TestHttpParser)
#include "tst_httpparser.moc"
