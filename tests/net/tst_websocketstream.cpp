// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/loopbackstream.h"
#include "net/websocketstream.h"
#include "recorder.h"
#include <QtTest>

using net::CloseReason;
using net::LoopbackWire;
using support::Recorder;
using web::Opcode;

namespace {

QByteArray masked(Opcode opcode, const QByteArray &payload)
{
    return web::encodeMaskedFrame(opcode, payload, {'\x11', '\x22', '\x33', '\x44'}).toByteArray();
}

/// A WebSocket stream over a loopback, with its user.
struct Fixture
{
    explicit Fixture(web::WebSocketLimits limits = {})
        : user(std::make_unique<net::WebSocketStream>(loop, wire.takeStream(), limits))
    {
    }
    /// One turn: what arrived, then the flush.
    void run()
    {
        do {
            wire.run();
            loop.flushNow();
        } while (wire.step());
    }
    net::Loop loop;
    LoopbackWire wire;
    Recorder user;
};

} // namespace

class WebSocketStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void payloadsAreOneStream_data();
    void payloadsAreOneStream();
    void oneFrameATurn();
    void longOutputIsSeveralFrames();
    void pingIsAnsweredInOrder();
    void peerCloses();
    void weClose();
    void errors_data();
    void errors();
    void restIsPutTogether_data();
    void restIsPutTogether();
    void largePacketAndWhatFollows();
    void detaches();
    void pausing();
    void deletedInACallback();
};

void WebSocketStreamTest::payloadsAreOneStream_data()
{
    QTest::addColumn<int>("chunk");
    for (const int chunk : {1, 2, 3, 7, 100'000})
        QTest::addRow("in pieces of %d", chunk) << chunk;
}

void WebSocketStreamTest::payloadsAreOneStream()
{
    QFETCH(int, chunk);
    Fixture f;
    f.wire.setChunk(chunk);
    QByteArray all;
    for (int i = 0; i < 50; ++i) {
        const QByteArray payload(i * 7, static_cast<char>('a' + i % 26));
        f.wire.send(masked(Opcode::Binary, payload));
        if (i % 10 == 0)
            f.wire.send(masked(Opcode::Ping, "p"));
        all += payload;
    }
    f.run();
    QVERIFY(f.user.received == all);
}

void WebSocketStreamTest::oneFrameATurn()
{
    Fixture f;
    for (int i = 0; i < 10; ++i)
        f.user.stream->queueCopy("0123456789");
    f.user.stream->queue(base::Bytes::copyOf(QByteArray(5'000, 'x')));
    QCOMPARE(f.user.stream->pending(), 5'100);
    f.run();
    const QByteArray frame = f.wire.takeReceived();
    const auto header = web::decodeFrameHeader(frame, {}, web::FrameSource::Server);
    QVERIFY(header && *header);
    QCOMPARE((*header)->payloadSize, 5'100);
    QCOMPARE((*header)->frameSize(), frame.size());
}

void WebSocketStreamTest::longOutputIsSeveralFrames()
{
    Fixture f;
    for (int i = 0; i < 50; ++i)
        f.user.stream->queue(base::Bytes::copyOf(QByteArray(10'000, 'x')));
    f.run();
    QByteArray wire = f.wire.takeReceived();
    int frames = 0;
    qsizetype sum = 0;
    while (!wire.isEmpty()) {
        const auto header = web::decodeFrameHeader(wire, {}, web::FrameSource::Server);
        QVERIFY(header && *header);
        sum += (*header)->payloadSize;
        wire.remove(0, (*header)->frameSize());
        ++frames;
    }
    QCOMPARE(sum, 500'000);
    QVERIFY(frames >= 7);
}

void WebSocketStreamTest::pingIsAnsweredInOrder()
{
    Fixture f;
    f.user.onBytes = [&] {
        f.user.received += f.user.stream->read().view();
        f.user.stream->queueCopy("reply");
    };
    f.wire.send(masked(Opcode::Binary, "data"));
    f.wire.step();
    f.wire.send(masked(Opcode::Ping, "ping"));
    f.wire.step();
    f.run();
    const QByteArray got = f.wire.takeReceived();
    QVERIFY(got.startsWith(web::encodeFrame(Opcode::Binary, "reply").toByteArray()));
    QVERIFY(got.contains(web::encodeFrame(Opcode::Pong, "ping").toByteArray()));
}

void WebSocketStreamTest::peerCloses()
{
    Fixture f;
    f.wire.send(QByteArray(masked(Opcode::Binary, "last") + masked(Opcode::Close, QByteArray::fromHex("03e8"))));
    f.run();
    QCOMPARE(f.user.received, QByteArray("last"));
    QCOMPARE(f.user.closes, 1);
    QCOMPARE(*f.user.reason, CloseReason::PeerClosed);
    QCOMPARE(f.wire.takeReceived(), web::encodeClose(1000).toByteArray()); // RFC 6455 5.5.1: echoed
    Fixture g;
    g.wire.close(); // without a closing handshake
    g.run();
    QCOMPARE(*g.user.reason, CloseReason::PeerClosed);
}

void WebSocketStreamTest::weClose()
{
    Fixture f;
    f.user.stream->queueCopy("bye");
    f.user.stream->closeAfterFlush();
    QVERIFY(!f.user.stream->isOpen());
    f.user.stream->queueCopy("too late");
    f.run();
    QCOMPARE(f.wire.takeReceived(),
             QByteArray(web::encodeFrame(Opcode::Binary, "bye").toByteArray() + web::encodeClose(1000).toByteArray()));
    QCOMPARE(f.user.closes, 1);
    QCOMPARE(*f.user.reason, CloseReason::Finished);
}

void WebSocketStreamTest::errors_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<int>("code");
    QTest::addRow("MQTT-6.0.0-1 text") << masked(Opcode::Text, "x") << 1003;
    QTest::addRow("unmasked") << QByteArray::fromHex("820178") << 1002;
    QTest::addRow("too big") << masked(Opcode::Binary, QByteArray(2'000, 'x')) << 1009;
}

void WebSocketStreamTest::errors()
{
    QFETCH(QByteArray, wire);
    QFETCH(int, code);
    Fixture f({1'000, 1'000});
    f.wire.send(wire);
    f.run();
    QCOMPARE(f.wire.takeReceived(), web::encodeClose(static_cast<quint16>(code)).toByteArray());
    QCOMPARE(f.user.closes, 1);
    QCOMPARE(*f.user.reason, CloseReason::Failed);
}

void WebSocketStreamTest::restIsPutTogether_data()
{
    payloadsAreOneStream_data();
}

void WebSocketStreamTest::restIsPutTogether()
{
    QFETCH(int, chunk);
    Fixture f;
    f.wire.setChunk(chunk);
    QByteArrayList lines;
    f.user.onBytes = [&] {
        base::Bytes bytes = f.user.stream->read();
        for (qsizetype end = bytes.view().indexOf('\n'); end >= 0; end = bytes.view().indexOf('\n')) {
            lines << bytes.slice(0, end).toByteArray();
            bytes = bytes.slice(end + 1);
        }
        f.user.stream->putBack(std::move(bytes));
    };
    f.wire.send(QByteArray(masked(Opcode::Binary, "on") + masked(Opcode::Binary, "e\ntw") +
                           masked(Opcode::Binary, "o\nthree\n")));
    f.run();
    QCOMPARE(lines, QByteArrayList({"one", "two", "three"}));
}

void WebSocketStreamTest::largePacketAndWhatFollows()
{
    Fixture f;
    constexpr qsizetype size = 200'000;
    QByteArray packet, after;
    f.user.onBytes = [&] {
        base::Bytes bytes = f.user.stream->read();
        if (!packet.isEmpty()) {
            after += bytes.view();
        } else if (bytes.size() < size) {
            f.user.stream->putBack(std::move(bytes), size);
        } else {
            packet = bytes.slice(0, size).toByteArray();
            after = bytes.slice(size).toByteArray();
        }
    };
    QByteArray payload(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        payload[i] = static_cast<char>(i * 7);
    f.wire.send(masked(Opcode::Binary, payload.first(50'000)));
    f.wire.send(QByteArray(masked(Opcode::Binary, payload.sliced(50'000) + "after")));
    f.run();
    QVERIFY(packet == payload);
    QCOMPARE(after, QByteArray("after"));
}

void WebSocketStreamTest::detaches()
{
    Fixture f;
    f.user.onBytes = [&] { f.user.stream->putBack(f.user.stream->read()); };
    const QByteArray second = masked(Opcode::Binary, "second");
    f.wire.send(QByteArray(masked(Opcode::Binary, "first ") + second.first(4))); // a header cut by the move
    f.run();
    auto moving = f.user.stream->detach();
    QVERIFY(moving);
    net::Loop other;
    Recorder there(moving->attach(other));
    f.wire.send(second.sliced(4));
    f.wire.run();
    other.flushNow();
    QCOMPARE(there.received, QByteArray("first second"));
    there.stream->queueCopy("here");
    other.flushNow();
    f.wire.run();
    QCOMPARE(f.wire.takeReceived(), web::encodeFrame(Opcode::Binary, "here").toByteArray());
}

void WebSocketStreamTest::pausing()
{
    Fixture f;
    f.user.stream->pauseReading(true);
    QVERIFY(f.wire.isPaused());
    f.wire.send(masked(Opcode::Binary, "x"));
    f.run();
    QCOMPARE(f.user.received, QByteArray());
    f.user.stream->pauseReading(false);
    f.run();
    QCOMPARE(f.user.received, QByteArray("x"));
}

void WebSocketStreamTest::deletedInACallback()
{
    Fixture f;
    f.user.onBytes = [&] {
        f.user.stream->read();
        f.user.stream->queueCopy("never sent");
        f.user.stream.reset();
    };
    f.wire.send(masked(Opcode::Binary, "x"));
    f.run();
    QVERIFY(f.wire.isClosed());
}

QTEST_GUILESS_MAIN(WebSocketStreamTest)
#include "tst_websocketstream.moc"
