// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/pipestream.h"
#include "recorder.h"
#include <QCoreApplication>
#include <QtTest>

using net::CloseReason;
using support::Recorder;

/// The contract of ByteStream between two ends in one thread.
class PipeStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void bothWays();
    void nothingIsCopiedThatIsLarge();
    void putBackIsContiguous();
    void thePeerHoldsBack();
    void drains();
    void closing_data();
    void closing();
    void deletedInACallback();

private:
    void turn()
    {
        for (int i = 0; i < 20; ++i)
            QCoreApplication::sendPostedEvents();
    }
    net::Loop m_loop;
    std::unique_ptr<Recorder> m_a;
    std::unique_ptr<Recorder> m_b;
};

void PipeStreamTest::init()
{
    auto pair = net::PipeStream::make(m_loop);
    m_a = std::make_unique<Recorder>(std::move(pair.first));
    m_b = std::make_unique<Recorder>(std::move(pair.second));
}

void PipeStreamTest::bothWays()
{
    m_a->stream->queueCopy("hello");
    m_b->stream->queueCopy("wor");
    m_b->stream->queue(base::Bytes::copyOf("ld"));
    QCOMPARE(m_b->received, QByteArray()); // nothing happens inside a call
    turn();
    QCOMPARE(m_b->received, QByteArray("hello"));
    QCOMPARE(m_a->received, QByteArray("world"));
    QCOMPARE(m_a->stream->pending(), 0);
    QByteArray all;
    for (int i = 0; i < 500; ++i) {
        const QByteArray piece(i * 7 % 3'000, static_cast<char>('a' + i % 26));
        m_a->stream->queue(base::Bytes::copyOf(piece));
        all += piece;
    }
    m_b->received.clear();
    turn();
    for (int i = 0; i < 50 && m_b->received.size() < all.size(); ++i)
        turn();
    QCOMPARE(m_b->received, all);
}

void PipeStreamTest::nothingIsCopiedThatIsLarge()
{
    const base::Bytes large = base::Bytes::copyOf(QByteArray(100'000, 'x'));
    class Reader : public net::ByteStream::Handler
    {
    public:
        net::ByteStream *stream = nullptr;
        base::Bytes bytes;
        void bytesArrived() override { bytes = stream->read(); }
        void closed(CloseReason) override {}
    } reader;
    auto pair = net::PipeStream::make(m_loop);
    reader.stream = pair.second.get();
    pair.second->setHandler(&reader);
    pair.first->queue(large);
    turn();
    QCOMPARE(static_cast<const void *>(reader.bytes.data()), static_cast<const void *>(large.data()));
    pair.second->setHandler(nullptr);
}

void PipeStreamTest::putBackIsContiguous()
{
    class Reader : public net::ByteStream::Handler
    {
    public:
        net::ByteStream *stream = nullptr;
        QByteArrayList reads;
        void bytesArrived() override
        {
            const base::Bytes bytes = stream->read();
            reads << bytes.toByteArray();
            if (bytes.size() < 6)
                stream->putBack(bytes);
        }
        void closed(CloseReason) override {}
    } reader;
    auto pair = net::PipeStream::make(m_loop);
    reader.stream = pair.second.get();
    pair.second->setHandler(&reader);
    pair.first->queueCopy("abc");
    turn();
    pair.first->queueCopy("def");
    turn();
    QCOMPARE(reader.reads, (QByteArrayList{"abc", "abcdef"}));
    pair.second->setHandler(nullptr);
}

void PipeStreamTest::thePeerHoldsBack()
{
    m_b->stream->pauseReading(true);
    m_a->stream->queueCopy("one");
    turn();
    m_a->stream->queueCopy("two");
    turn();
    QCOMPARE(m_b->received, QByteArray());
    QCOMPARE(m_a->stream->pending(), 6); // what waits is the writer's
    m_b->stream->pauseReading(false);
    turn();
    QCOMPARE(m_b->received, QByteArray("onetwo"));
    QCOMPARE(m_a->stream->pending(), 0);
}

void PipeStreamTest::drains()
{
    m_a->stream->setLowWater(10);
    m_b->stream->pauseReading(true);
    m_a->stream->queue(base::Bytes::copyOf(QByteArray(20, 'x')));
    turn();
    QCOMPARE(m_a->drains, 0);
    m_b->stream->pauseReading(false);
    turn();
    QCOMPARE(m_a->drains, 1);
}

void PipeStreamTest::closing_data()
{
    QTest::addColumn<QByteArray>("how");
    QTest::addColumn<QByteArray>("received");
    QTest::newRow("after what was queued") << QByteArray("flush") << QByteArray("bye");
    QTest::newRow("at once") << QByteArray("abort") << QByteArray("");
    QTest::newRow("by being deleted") << QByteArray("delete") << QByteArray("");
}

void PipeStreamTest::closing()
{
    QFETCH(QByteArray, how);
    QFETCH(QByteArray, received);
    m_a->stream->queueCopy("bye");
    if (how == "flush")
        m_a->stream->closeAfterFlush();
    else if (how == "abort")
        m_a->stream->abort();
    else
        m_a->stream.reset();
    turn();
    QCOMPARE(m_b->received, received);
    QCOMPARE(m_b->closes, 1);
    QCOMPARE(*m_b->reason, CloseReason::PeerClosed);
    QCOMPARE(m_a->closes, how == "flush" ? 1 : 0); // no call-back follows an abort
    QVERIFY(!m_b->stream || !m_b->stream->isOpen());
    if (m_b->stream)
        m_b->stream->queueCopy("into the void");
    turn();
}

void PipeStreamTest::deletedInACallback()
{
    class Suicide : public net::ByteStream::Handler
    {
    public:
        std::unique_ptr<net::ByteStream> stream;
        void bytesArrived() override { stream.reset(); }
        void closed(CloseReason) override {}
    } suicide;
    auto pair = net::PipeStream::make(m_loop);
    suicide.stream = std::move(pair.second);
    suicide.stream->setHandler(&suicide);
    pair.first->queueCopy("die");
    turn();
    QVERIFY(!suicide.stream);
    QVERIFY(pair.first->pending() == 0);
}

QTEST_GUILESS_MAIN(PipeStreamTest)
#include "tst_pipestream.moc"
