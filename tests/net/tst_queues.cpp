// SPDX-License-Identifier: GPL-3.0-or-later
// The two halves of a stream without their socket, and the turn that drives them.
#include "net/bytestream.h"
#include "net/loop.h"
#include "net/outqueue.h"
#include "net/readbuffer.h"
#include <QCoreApplication>
#include <QtTest>
#include <array>

class QueuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outputKeepsItsOrder();
    void smallPiecesAreGathered();
    void largePiecesAreNotCopied();
    void anEmptyQueueHoldsNothing();
    void aQueueThatIsResetHoldsNoOnesBytes();
    void aShortRestDoesNotKeepTheBlock();
    void aLargePacketGetsItsOwnBlock();
    void aRowOfLargePacketsIsOneReceiveEach();
    void smallPacketsAfterALargeOneShareABlockAgain();
    void aRestFromElsewhereIsNotContinuedInPlace();
    void aLieAboutTheLengthCostsLittle();
    void readBlockIsReused();
    void dirtyClientsOnce();
    void clientsMayDieWhileOthersAreFlushed();
    void ticking();
};

namespace {

QByteArray drain(net::OutQueue &queue, qsizetype step)
{
    QByteArray all;
    std::array<QByteArrayView, 3> pieces;
    while (const size_t n = queue.gather(pieces)) {
        qsizetype budget = step;
        for (size_t i = 0; i < n && budget > 0; ++i) {
            const qsizetype take = qMin(budget, pieces[i].size());
            all.append(pieces[i].first(take));
            budget -= take;
        }
        queue.consume(step - budget);
    }
    return all;
}

class Client final : public net::LoopClient
{
public:
    explicit Client(net::Loop &l)
        : loop(l)
    {
    }
    ~Client() override { loop.forget(this); }
    void endOfTurn() override
    {
        ++turns;
        if (onTurn)
            onTurn();
    }
    void tick() override
    {
        ++ticks;
        if (ticks == 3)
            loop.stopTicking(this);
    }
    net::Loop &loop;
    std::function<void()> onTurn;
    int turns = 0;
    int ticks = 0;
};

} // namespace

void QueuesTest::outputKeepsItsOrder()
{
    for (const qsizetype step : {qsizetype(1), qsizetype(7), qsizetype(1000), qsizetype(1'000'000)}) {
        net::OutQueue queue;
        QByteArray all;
        for (int i = 0; i < 300; ++i) {
            const QByteArray piece(i % 11 == 0 ? 3'000 : i % 60, static_cast<char>('a' + i % 26));
            if (i % 3 == 0)
                queue.appendCopy(piece);
            else
                queue.append(base::Bytes::copyOf(piece));
            all += piece;
        }
        QCOMPARE(queue.size(), all.size());
        QVERIFY(drain(queue, step) == all);
        QVERIFY(queue.isEmpty());
        queue.append(base::Bytes::copyOf("again"));
        const auto parts = queue.takeAll();
        QCOMPARE(parts.size(), size_t(1));
        QVERIFY(queue.isEmpty());
    }
}

void QueuesTest::smallPiecesAreGathered()
{
    net::OutQueue queue;
    for (int i = 0; i < 20; ++i)
        queue.append(base::Bytes::copyOf(QByteArray(80, 'x')));
    std::array<QByteArrayView, 10> pieces;
    QVERIFY(queue.gather(pieces) <= 2);
}

void QueuesTest::largePiecesAreNotCopied()
{
    net::OutQueue queue;
    const base::Bytes body = base::Bytes::copyOf(QByteArray(5'000, 'x'));
    queue.appendCopy("head");
    queue.append(body);
    std::array<QByteArrayView, 10> pieces;
    QCOMPARE(queue.gather(pieces), size_t(2));
    QCOMPARE(static_cast<const void *>(pieces[1].data()), static_cast<const void *>(body.data()));
    queue.consume(4 + 10);
    QCOMPARE(queue.gather(pieces), size_t(1));
    QCOMPARE(static_cast<const void *>(pieces[0].data()), static_cast<const void *>(body.data() + 10));
}

void QueuesTest::anEmptyQueueHoldsNothing()
{
    base::Block::Ref block = base::Block::allocate(5'000);
    net::OutQueue queue;
    queue.append(base::Bytes(block, 0, 5'000));
    QVERIFY(!block.unique());
    queue.consume(5'000);
    QVERIFY(block.unique());
}

namespace {

/// Receives up to `n` bytes of one letter.
base::Bytes receive(net::ReadBuffer &buffer, net::Loop &loop, qsizetype n, char letter)
{
    const net::ReadBuffer::Space space = buffer.space(loop);
    n = qMin(n, space.size);
    std::memset(space.data, letter, static_cast<size_t>(n));
    return buffer.take(loop, n);
}

} // namespace

void QueuesTest::aQueueThatIsResetHoldsNoOnesBytes()
{
    net::OutQueue queue;
    base::Block::Ref block = base::Block::allocate(5'000);
    queue.append(base::Bytes(block, 0, 5'000));
    queue.appendCopy("small");
    queue.reset();
    QVERIFY(block.unique());
    QVERIFY(queue.isEmpty());
    std::array<QByteArrayView, 4> pieces;
    QCOMPARE(queue.gather(pieces), size_t(0));
    queue.appendCopy("again");
    QCOMPARE(queue.gather(pieces), size_t(1));
    QCOMPARE(pieces[0].toByteArray(), QByteArray("again"));
}

void QueuesTest::aShortRestDoesNotKeepTheBlock()
{
    net::Loop loop;
    net::ReadBuffer buffer;
    base::Bytes bytes = receive(buffer, loop, 6, 'a');
    QVERIFY(bytes.pinned() > 10'000);
    buffer.putBack(bytes.slice(4), 0);
    bytes = {};
    QCOMPARE(loop.readSpace(1'000).offset, 0); // begun anew: nobody holds the block
    QCOMPARE(receive(buffer, loop, 1, 'b').toByteArray(), QByteArray("aab"));
    QVERIFY(!buffer.hasRest());
    QVERIFY(receive(buffer, loop, 0, 'c').isEmpty());
}

void QueuesTest::aLargePacketGetsItsOwnBlock()
{
    net::Loop loop;
    net::ReadBuffer buffer;
    constexpr qsizetype size = 100'000;
    QByteArray got;
    buffer.putBack(base::Bytes::copyOf(QByteArray(1'000, 'a')), size);
    while (got.size() < size) {
        const base::Bytes bytes = receive(buffer, loop, 30'000, 'b');
        QVERIFY(bytes.size() <= size); // not beyond the packet
        QCOMPARE(bytes.pinned(), size);
        got = bytes.toByteArray();
        if (bytes.size() < size)
            buffer.putBack(bytes, size);
    }
    QVERIFY(got == QByteArray(1'000, 'a') + QByteArray(size - 1'000, 'b'));
}

void QueuesTest::aRowOfLargePacketsIsOneReceiveEach()
{
    net::Loop loop;
    net::ReadBuffer buffer;
    constexpr qsizetype size = 70'000;
    buffer.putBack(base::Bytes::copyOf(QByteArray(1'000, 'a')), size);
    QCOMPARE(receive(buffer, loop, size, 'b').size(), size);
    QVERIFY(buffer.isStreaming());
    for (int i = 0; i < 3; ++i) {
        const base::Bytes whole = receive(buffer, loop, 300'000, 'b');
        QCOMPARE(whole.size(), size);
        QCOMPARE(whole.pinned(), size); // a block of its own
        QVERIFY(buffer.isStreaming());
    }
    const base::Bytes part = receive(buffer, loop, 500, 'c'); // the beginning of the next
    QVERIFY(!buffer.isStreaming());
    buffer.putBack(part, size);
    const base::Bytes whole = receive(buffer, loop, size, 'd');
    QCOMPARE(whole.size(), size);
    QCOMPARE(static_cast<const void *>(whole.data()), static_cast<const void *>(part.data())); // not moved
    QVERIFY(receive(buffer, loop, 0, 'e').isEmpty());
    QVERIFY(!buffer.isStreaming());
}

void QueuesTest::smallPacketsAfterALargeOneShareABlockAgain()
{
    net::Loop loop;
    net::ReadBuffer buffer;
    buffer.putBack(base::Bytes::copyOf("x"), 20'000);
    QCOMPARE(receive(buffer, loop, 20'000, 'y').size(), qsizetype(20'000));
    QCOMPARE(receive(buffer, loop, 100, 'z').size(), qsizetype(100)); // small ones, wholly read: nothing is put back
    QVERIFY(receive(buffer, loop, 50, 'z').pinned() > 100'000);       // the thread's block
}

void QueuesTest::aRestFromElsewhereIsNotContinuedInPlace()
{
    net::Loop loop;
    net::ReadBuffer buffer;
    buffer.putBack(base::Bytes::copyOf("x"), 20'000);
    QCOMPARE(receive(buffer, loop, 20'000, 'y').size(), qsizetype(20'000));
    const base::Block::Ref block = base::Block::allocate(100'000); // where somebody else goes on writing
    std::memset(block->data(), 'a', 100'000);
    buffer.putBack(base::Bytes(block, 0, 17'000), 50'000);
    QCOMPARE(receive(buffer, loop, 50'000, 'b').toByteArray(), QByteArray(17'000, 'a') + QByteArray(33'000, 'b'));
    QCOMPARE(block->data()[17'000], 'a');
}

void QueuesTest::aLieAboutTheLengthCostsLittle()
{
    net::Loop loop;
    net::ReadBuffer buffer;
    buffer.putBack(base::Bytes::copyOf("x"), 256 * 1024 * 1024);
    const base::Bytes bytes = receive(buffer, loop, 1, 'y');
    QCOMPARE(bytes.toByteArray(), QByteArray("xy"));
    QVERIFY(bytes.pinned() <= 256 * 1024);
}

void QueuesTest::readBlockIsReused()
{
    net::Loop loop;
    auto first = loop.readSpace(1'000);
    const char *data = first.block->data();
    base::Bytes kept(first.block, 0, 10);
    loop.commit(10);
    QCOMPARE(loop.readSpace(1'000).offset, 10); // somebody looks at the first ten bytes
    kept = {};
    first.block = {};
    const auto again = loop.readSpace(1'000);
    QCOMPARE(again.offset, 0);
    QCOMPARE(static_cast<const void *>(again.block->data()), static_cast<const void *>(data));
}

void QueuesTest::dirtyClientsOnce()
{
    net::Loop loop;
    Client a(loop), b(loop);
    for (int i = 0; i < 5; ++i) {
        loop.markDirty(&a);
        loop.markDirty(&b);
    }
    QCOMPARE(a.turns, 0);
    QCoreApplication::processEvents();
    QCOMPARE(a.turns, 1);
    QCOMPARE(b.turns, 1);
    a.onTurn = [&] {
        if (a.turns < 4)
            loop.markDirty(&a); // again: in the next turn
    };
    loop.markDirty(&a);
    loop.flushNow();
    QCOMPARE(a.turns, 2);
    QTRY_COMPARE_WITH_TIMEOUT(a.turns, 4, 30'000);
}

void QueuesTest::clientsMayDieWhileOthersAreFlushed()
{
    net::Loop loop;
    Client a(loop);
    auto b = std::make_unique<Client>(loop);
    auto c = std::make_unique<Client>(loop);
    a.onTurn = [&] {
        loop.markDirty(c.get()); // marked already: it stands in the list that is being flushed
        b.reset();
    };
    loop.markDirty(&a);
    loop.markDirty(b.get());
    loop.markDirty(c.get());
    loop.flushNow();
    QVERIFY(!b);
    QCOMPARE(c->turns, 1);
    c->onTurn = [&] { c.reset(); };
    loop.markDirty(c.get());
    loop.flushNow();
    QVERIFY(!c);
}

void QueuesTest::ticking()
{
    net::Loop loop(std::chrono::milliseconds(1));
    Client a(loop), b(loop);
    loop.startTicking(&a);
    loop.startTicking(&a);
    loop.startTicking(&b);
    QTRY_COMPARE_WITH_TIMEOUT(a.ticks, 3, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(b.ticks, 3, 30'000);
    QTest::qWait(10);
    QCOMPARE(a.ticks, 3);
}

QTEST_GUILESS_MAIN(QueuesTest)
#include "tst_queues.moc"
