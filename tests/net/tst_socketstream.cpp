// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/aliveflag.h"
#include "net/loop.h"
#include "net/qtstream.h"
#include "net/rawstream.h"
#include "net/readbuffer.h"
#include "net/socketstream.h"
#include "netmain.h"
#include "recorder.h"
#include "socketpair.h"
#include <QThread>

using net::CloseReason;
using support::Recorder;
using support::SocketPair;

namespace {

enum class Kind { Raw, Qt };

std::unique_ptr<net::ByteStream> open(Kind kind, net::Loop &loop, SocketPair &pair, net::Ticket ticket = {})
{
    const int descriptor = pair.takeOurs();
    return kind == Kind::Raw ? net::RawStream::open(loop, descriptor, std::move(ticket))
                             : net::QtStream::open(loop, descriptor, std::move(ticket));
}

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i * 31 + i / 251);
    return bytes;
}

} // namespace

/// What every stream over a socket must do, for both kinds.
class SocketStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void bytesBothWays();
    void oneWriteATurn();
    void largeOutputWaitsForThePeer();
    void earlyFlush();
    void pausedReadingHoldsBack();
    void putBackComesFirst();
    void largePacketIsContiguous();
    void peerCloses();
    void peerResets();
    void peerResetsBehindItsLastWords();
    void halfClose();
    void closeAfterFlushSendsAll();
    void closeAfterFlushDiscardsInput();
    void closeAfterFlushGivesUp();
    void abortIsSilent();
    void deletedInEachCallback_data();
    void deletedInEachCallback();
    void detachesToAnotherThread();
    void detachedAndDropped();
    void ticketLivesAsLongAsTheConnection();
    void newHandlerIsToldOfTheRest();
    void endpoints();
    void choiceOfTheBuild();
};

void SocketStreamTest::initTestCase_data()
{
    QTest::addColumn<int>("kind");
    QTest::addRow("raw") << static_cast<int>(Kind::Raw);
    QTest::addRow("qt") << static_cast<int>(Kind::Qt);
}

#define FETCH_KIND                                                                                                     \
    QFETCH_GLOBAL(int, kind);                                                                                          \
    const Kind which = static_cast<Kind>(kind)

void SocketStreamTest::bytesBothWays()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    QVERIFY(user.stream->isOpen());
    QVERIFY(pair.send("hello"));
    QTRY_COMPARE_WITH_TIMEOUT(user.received, QByteArray("hello"), 30'000);
    user.stream->queue(base::Bytes::copyOf("wor"));
    user.stream->queueCopy("ld");
    QCOMPARE(user.stream->pending(), 5);
    QTRY_COMPARE_WITH_TIMEOUT(pair.collect(), QByteArray("world"), 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(user.stream->pending(), 0, 30'000);
    QVERIFY(user.stream->read().isEmpty());
}

void SocketStreamTest::oneWriteATurn()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    for (int i = 0; i < 100; ++i)
        user.stream->queueCopy("0123456789");
    QCOMPARE(pair.receive(), QByteArray()); // nothing before the turn ends
    QCoreApplication::processEvents();
    QCOMPARE(pair.receive().size(), 1000); // then all at once
}

void SocketStreamTest::largeOutputWaitsForThePeer()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair(16 * 1024);
    Recorder user(open(which, loop, pair));
    const QByteArray all = pattern(3'000'000);
    for (qsizetype at = 0; at < all.size(); at += 10'000)
        user.stream->queue(base::Bytes::copyOf(QByteArrayView(all).sliced(at, 10'000)));
    QTest::qWait(5);
    QVERIFY(user.stream->pending() > 64 * 1024);
    QCOMPARE(user.drains, 0);
    QVERIFY(pair.collectUpTo(all.size()) == all);
    QTRY_COMPARE_WITH_TIMEOUT(user.stream->pending(), 0, 30'000);
    QCOMPARE(user.drains, 1);
}

void SocketStreamTest::earlyFlush()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    user.stream->queue(base::Bytes::copyOf(pattern(net::ByteStream::earlyFlush)));
    QVERIFY(!pair.receive().isEmpty()); // without the event loop
}

void SocketStreamTest::pausedReadingHoldsBack()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    user.stream->pauseReading(true);
    QVERIFY(pair.send("hello"));
    QTest::qWait(10);
    QCOMPARE(user.arrivals, 0);
    user.stream->pauseReading(false);
    QTRY_COMPARE_WITH_TIMEOUT(user.received, QByteArray("hello"), 30'000);
}

void SocketStreamTest::putBackComesFirst()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    QByteArrayList seen;
    user.onBytes = [&] {
        base::Bytes bytes = user.stream->read();
        seen << bytes.toByteArray();
        if (!bytes.view().endsWith('.'))
            user.stream->putBack(std::move(bytes), 100);
    };
    QVERIFY(pair.send("ab"));
    QTRY_COMPARE_WITH_TIMEOUT(seen.size(), 1, 30'000);
    QTest::qWait(5);
    QCOMPARE(seen.size(), 1); // no call-back for the rest alone
    QVERIFY(pair.send("cd."));
    QTRY_COMPARE_WITH_TIMEOUT(seen, QByteArrayList({"ab", "abcd."}), 30'000);
}

void SocketStreamTest::largePacketIsContiguous()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair(64 * 1024);
    Recorder user(open(which, loop, pair));
    const QByteArray packet = pattern(1'000'000);
    QByteArray whole, next;
    user.onBytes = [&] {
        base::Bytes bytes = user.stream->read();
        if (!whole.isEmpty())
            next.append(bytes.view());
        else if (bytes.size() < packet.size())
            user.stream->putBack(std::move(bytes), packet.size());
        else {
            whole = bytes.slice(0, packet.size()).toByteArray();
            next = bytes.slice(packet.size()).toByteArray();
        }
    };
    const QByteArray all = packet + QByteArray("next");
    for (qsizetype at = 0; at < all.size();) {
        const qsizetype n = qMin<qsizetype>(30'000, all.size() - at);
        if (pair.send(all.mid(at, n)))
            at += n;
        else
            QFAIL("the peer's buffer should have room: we read all the time");
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE_WITH_TIMEOUT(next, QByteArray("next"), 30'000);
    QVERIFY(whole == packet);
}

void SocketStreamTest::peerCloses()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    QVERIFY(pair.send("last words"));
    pair.closePeer();
    QTRY_COMPARE_WITH_TIMEOUT(user.closes, 1, 30'000);
    QCOMPARE(user.received, QByteArray("last words"));
    QCOMPARE(*user.reason, CloseReason::PeerClosed);
    QVERIFY(!user.stream->isOpen());
    user.stream->queueCopy("into the void");
    QTest::qWait(5);
    QCOMPARE(user.closes, 1);
}

void SocketStreamTest::peerResets()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    QCoreApplication::processEvents();
    pair.resetPeer();
    QTRY_COMPARE_WITH_TIMEOUT(user.closes, 1, 30'000);
    if (which == Kind::Raw) // Qt calls a reset the peer's close
        QCOMPARE(*user.reason, CloseReason::Failed);
}

void SocketStreamTest::peerResetsBehindItsLastWords()
{
    FETCH_KIND;
    if (which == Kind::Qt)
        QSKIP("QTcpSocket drops what it has not read when a write fails");
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    user.stream->queueCopy("an answer that is never read");
    user.stream->flush();
    QVERIFY(pair.send("last words"));
    pair.closePeer(); // with our answer unread: the kernel sends a reset
    user.stream->queueCopy("this write fails");
    user.stream->flush();
    user.stream->queueCopy("and this one");
    user.stream->flush();
    QTRY_COMPARE_WITH_TIMEOUT(user.closes, 1, 30'000);
    QCOMPARE(user.received, QByteArray("last words"));
}

void SocketStreamTest::halfClose()
{
    FETCH_KIND;
    if (which == Kind::Qt)
        QSKIP("QTcpSocket knows no half-close");
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    user.stream->setHalfCloseAllowed(true);
    QVERIFY(pair.send("question"));
    ::shutdown(pair.peer, SHUT_WR);
    QTRY_VERIFY_WITH_TIMEOUT(user.hasInputEnded, 30'000);
    QCOMPARE(user.received, QByteArray("question"));
    QCOMPARE(user.closes, 0);
    user.stream->queueCopy("answer");
    user.stream->closeAfterFlush();
    QTRY_COMPARE_WITH_TIMEOUT(pair.collect(), QByteArray("answer"), 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(user.closes, 1, 30'000);
    QCOMPARE(*user.reason, CloseReason::Finished);
}

void SocketStreamTest::closeAfterFlushSendsAll()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair(16 * 1024);
    Recorder user(open(which, loop, pair));
    const QByteArray all = pattern(500'000);
    user.stream->queue(base::Bytes::copyOf(all));
    user.stream->closeAfterFlush();
    user.stream->queueCopy("too late");
    QVERIFY(!user.stream->isOpen());
    QVERIFY(pair.collectUpTo(all.size()) == all);
    QTRY_VERIFY_WITH_TIMEOUT(pair.peerSeesEnd(), 30'000);
    pair.closePeer();
    QTRY_COMPARE_WITH_TIMEOUT(user.closes, 1, 30'000);
    QCOMPARE(*user.reason, CloseReason::Finished);
}

void SocketStreamTest::closeAfterFlushDiscardsInput()
{
    FETCH_KIND;
    if (which == Kind::Qt)
        QSKIP("QtStream does not read away what the peer still sends");
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    user.stream->queueCopy("413");
    user.stream->closeAfterFlush();
    for (int i = 0; i < 50; ++i) { // a peer that has not listened yet: a reset would take our answer from it
        pair.send(pattern(10'000));
        QCoreApplication::processEvents();
    }
    QTest::qWait(5);
    QCOMPARE(pair.receive(), QByteArray("413"));
    QCOMPARE(user.arrivals, 0);
    QCOMPARE(user.closes, 0);
    pair.closePeer();
    QTRY_COMPARE_WITH_TIMEOUT(user.closes, 1, 30'000);
}

void SocketStreamTest::closeAfterFlushGivesUp()
{
    FETCH_KIND;
    net::Loop loop(std::chrono::milliseconds(20));
    SocketPair pair(16 * 1024);
    Recorder user(open(which, loop, pair));
    user.stream->queue(base::Bytes::copyOf(pattern(5'000'000)));
    user.stream->closeAfterFlush();
    QTRY_COMPARE_WITH_TIMEOUT(user.closes, 1, 30'000); // a peer that takes nothing does not keep us for ever
    QCOMPARE(*user.reason, CloseReason::Finished);
}

void SocketStreamTest::abortIsSilent()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    user.stream->queueCopy("lost");
    user.stream->abort();
    QVERIFY(!user.stream->isOpen());
    QCOMPARE(user.stream->pending(), 0);
    user.stream->closeAfterFlush();
    user.stream->flush();
    QTRY_VERIFY_WITH_TIMEOUT(pair.peerSeesEnd(), 30'000);
    QCOMPARE(user.closes, 0);
}

void SocketStreamTest::deletedInEachCallback_data()
{
    QTest::addColumn<QString>("where");
    for (const char *where : {"bytesArrived", "drained", "closed"})
        QTest::addRow("in %s", where) << QString::fromLatin1(where);
}

void SocketStreamTest::deletedInEachCallback()
{
    FETCH_KIND;
    QFETCH(QString, where);
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    const auto deletion = [&] { user.stream.reset(); };
    if (where == u"bytesArrived") {
        user.onBytes = [&] {
            user.stream->read();
            user.stream->queueCopy("queued, then gone");
            deletion();
        };
        QVERIFY(pair.send("x"));
    } else if (where == u"drained") {
        user.onDrained = deletion;
        user.stream->setLowWater(1);
        user.stream->queueCopy("ab");
    } else {
        user.onClosed = deletion;
        pair.closePeer();
    }
    QTRY_VERIFY_WITH_TIMEOUT(!user.stream, 30'000);
    if (pair.peer >= 0)
        QTRY_VERIFY_WITH_TIMEOUT((pair.collect(), pair.peerSeesEnd()), 30'000);
}

void SocketStreamTest::detachesToAnotherThread()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair;
    Recorder first(open(which, loop, pair));
    first.onBytes = [&] {
        base::Bytes bytes = first.stream->read();
        first.stream->putBack(bytes.slice(7)); // "GET it\n" is ours, the rest is the next one's
        first.stream->queueCopy("101.");
    };
    QVERIFY(pair.send("GET it\nframes"));
    QTRY_COMPARE_WITH_TIMEOUT(first.arrivals, 1, 30'000);
    std::unique_ptr<net::DetachedStream> moving = first.stream->detach();
    QVERIFY(moving);
    QVERIFY(!first.stream->isOpen());
    first.stream.reset();

    net::HubThread thread(u"other"_qs);
    thread.start();
    struct There
    {
        net::Loop loop;
        std::unique_ptr<Recorder> user;
    };
    std::unique_ptr<There> there;
    thread.call([&] {
        there = std::make_unique<There>();
        there->user = std::make_unique<Recorder>(moving->attach(there->loop));
    });
    const auto received = [&] {
        QByteArray bytes;
        thread.call([&] { bytes = there->user->received; });
        return bytes;
    };
    QTRY_COMPARE_WITH_TIMEOUT(received(), QByteArray("frames"), 30'000); // unread bytes are announced without new ones
    QVERIFY(pair.send(" more"));
    QTRY_COMPARE_WITH_TIMEOUT(received(), QByteArray("frames more"), 30'000);
    thread.call([&] { there->user->stream->queueCopy("moved"); });
    QTRY_COMPARE_WITH_TIMEOUT(pair.collect(), QByteArray("101.moved"), 30'000);
    thread.call([&] { there.reset(); });
    QTRY_VERIFY_WITH_TIMEOUT(pair.peerSeesEnd(), 30'000);
}

void SocketStreamTest::detachedAndDropped()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    std::unique_ptr<net::DetachedStream> moving = user.stream->detach();
    QVERIFY(moving);
    QVERIFY(!user.stream->detach());
    moving.reset();
    QTRY_VERIFY_WITH_TIMEOUT(pair.peerSeesEnd(), 30'000);
    QCOMPARE(user.closes, 0);
}

void SocketStreamTest::ticketLivesAsLongAsTheConnection()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair;
    const auto ticket = std::make_shared<int>(1);
    Recorder user(open(which, loop, pair, ticket));
    QCOMPARE(ticket.use_count(), 2);
    auto moving = user.stream->detach();
    QCOMPARE(ticket.use_count(), 2);
    auto again = moving->attach(loop);
    QCOMPARE(ticket.use_count(), 2);
    again->abort();
    QCOMPARE(ticket.use_count(), 1);
}

void SocketStreamTest::newHandlerIsToldOfTheRest()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair;
    Recorder first(open(which, loop, pair));
    first.onBytes = [&] { first.stream->putBack(first.stream->read()); };
    QVERIFY(pair.send("rest"));
    QTRY_COMPARE_WITH_TIMEOUT(first.arrivals, 1, 30'000);
    Recorder second(std::move(first.stream));
    QTRY_COMPARE_WITH_TIMEOUT(second.received, QByteArray("rest"), 30'000);
}

void SocketStreamTest::endpoints()
{
    FETCH_KIND;
    net::Loop loop;
    SocketPair pair;
    Recorder user(open(which, loop, pair));
    const net::Endpoints before = user.stream->endpoints();
    QCOMPARE(before.peer, QHostAddress(QHostAddress::LocalHost));
    QVERIFY(before.peerPort != 0 && before.localPort != 0);
    pair.closePeer();
    QTRY_COMPARE_WITH_TIMEOUT(user.closes, 1, 30'000);
    QCOMPARE(user.stream->endpoints().peerPort, before.peerPort);
}

void SocketStreamTest::choiceOfTheBuild()
{
    net::Loop loop;
    SocketPair pair;
    Recorder user(net::openSocketStream(loop, pair.takeOurs()));
    QVERIFY(pair.send("x"));
    QTRY_COMPARE_WITH_TIMEOUT(user.received, QByteArray("x"), 30'000);
}

NET_TEST_MAIN(SocketStreamTest)
#include "tst_socketstream.moc"
