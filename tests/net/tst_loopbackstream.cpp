// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/loop.h"
#include "net/loopbackstream.h"
#include "recorder.h"
#include <QtTest>

using net::CloseReason;
using net::LoopbackWire;
using support::Recorder;

/// The test kit's own test: the loopback keeps the contract of ByteStream.
class LoopbackStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothWays();
    void splitsAtEveryByte();
    void putBackIsContiguous();
    void windowAndDrained();
    void closing_data();
    void closing();
    void halfClose();
    void detaches();
    void deletedInACallback();
};

void LoopbackStreamTest::bothWays()
{
    LoopbackWire wire;
    Recorder user(wire.takeStream());
    wire.send("hello");
    QCOMPARE(user.received, QByteArray()); // nothing happens by itself
    QVERIFY(wire.step());
    QCOMPARE(user.received, QByteArray("hello"));
    user.stream->queue(base::Bytes::copyOf("wor"));
    user.stream->queueCopy("ld");
    QCOMPARE(wire.takeReceived(), QByteArray());
    wire.run();
    QCOMPARE(wire.takeReceived(), QByteArray("world"));
    QVERIFY(!wire.step());
}

void LoopbackStreamTest::splitsAtEveryByte()
{
    LoopbackWire wire;
    wire.setChunk(1);
    Recorder user(wire.takeStream());
    wire.send("abc");
    wire.run();
    QCOMPARE(user.arrivals, 3);
    QCOMPARE(user.received, QByteArray("abc"));
}

void LoopbackStreamTest::putBackIsContiguous()
{
    LoopbackWire wire;
    wire.setChunk(2);
    Recorder user(wire.takeStream());
    QByteArrayList seen;
    user.onBytes = [&] {
        base::Bytes bytes = user.stream->read();
        seen << bytes.toByteArray();
        user.stream->putBack(std::move(bytes), 100);
    };
    wire.send("abcd");
    wire.run();
    QCOMPARE(seen, QByteArrayList({"ab", "abcd"}));
}

void LoopbackStreamTest::windowAndDrained()
{
    LoopbackWire wire;
    Recorder user(wire.takeStream());
    user.stream->setLowWater(10);
    wire.setWindow(5);
    user.stream->queue(base::Bytes::copyOf(QByteArray(30, 'x')));
    wire.run();
    QCOMPARE(wire.takeReceived().size(), 5);
    QCOMPARE(user.stream->pending(), 25);
    QCOMPARE(user.drains, 0);
    wire.setWindow(20);
    wire.run();
    QCOMPARE(user.stream->pending(), 5);
    QCOMPARE(user.drains, 1);
}

void LoopbackStreamTest::closing_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<int>("reason"); ///< −1: no call-back
    QTest::addRow("the peer closes") << u"peer"_qs << static_cast<int>(CloseReason::PeerClosed);
    QTest::addRow("the network fails") << u"fail"_qs << static_cast<int>(CloseReason::Failed);
    QTest::addRow("we close behind what is queued") << u"flush"_qs << static_cast<int>(CloseReason::Finished);
    QTest::addRow("we abort") << u"abort"_qs << -1;
}

void LoopbackStreamTest::closing()
{
    QFETCH(QString, how);
    QFETCH(int, reason);
    LoopbackWire wire;
    Recorder user(wire.takeStream());
    wire.send("before");
    wire.run();
    user.stream->queueCopy("bye");
    if (how == u"peer")
        wire.close();
    else if (how == u"fail")
        wire.fail();
    else if (how == u"flush")
        user.stream->closeAfterFlush();
    else
        user.stream->abort();
    QCOMPARE(user.closes, 0); // never inside a call
    wire.run();
    QCOMPARE(user.closes, reason < 0 ? 0 : 1);
    if (reason >= 0)
        QCOMPARE(static_cast<int>(*user.reason), reason);
    QVERIFY(wire.isClosed());
    QVERIFY(!user.stream->isOpen());
    if (how == u"flush")
        QCOMPARE(wire.takeReceived(), QByteArray("bye"));
}

void LoopbackStreamTest::halfClose()
{
    LoopbackWire wire;
    Recorder user(wire.takeStream());
    user.stream->setHalfCloseAllowed(true);
    wire.close();
    wire.run();
    QVERIFY(user.hasInputEnded);
    QCOMPARE(user.closes, 0);
    user.stream->queueCopy("answer");
    wire.run();
    QCOMPARE(wire.takeReceived(), QByteArray("answer"));
}

void LoopbackStreamTest::detaches()
{
    LoopbackWire wire;
    net::Loop loop;
    Recorder first(wire.takeStream());
    first.onBytes = [&] { first.stream->putBack(first.stream->read().slice(1)); };
    wire.send("abc");
    wire.run();
    auto moving = first.stream->detach();
    QVERIFY(moving && !first.stream->isOpen());
    Recorder second(moving->attach(loop));
    wire.run();
    QCOMPARE(second.received, QByteArray("bc"));
    second.stream->detach().reset();
    QVERIFY(wire.isClosed());
}

void LoopbackStreamTest::deletedInACallback()
{
    LoopbackWire wire;
    Recorder user(wire.takeStream());
    user.onBytes = [&] { user.stream.reset(); };
    wire.send("x");
    wire.run();
    QVERIFY(wire.isClosed());
}

QTEST_GUILESS_MAIN(LoopbackStreamTest)
#include "tst_loopbackstream.moc"
