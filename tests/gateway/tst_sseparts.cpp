// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ssebeat.h"
#include "gateway/sseindex.h"
#include "gateway/ssemarks.h"
#include "net/loopbackstream.h"
#include "web/ssewriter.h"
#include <QtTest>

using namespace gateway;
using namespace std::chrono_literals;

class TestSseParts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theIndexFollowsTheRing();
    void marksAreFoundAgain();
    void marksAreBounded();
    void beatsComeOncePerRound();
};

namespace {

LogItem item(qint64 seq, qint64 account)
{
    LogItem made;
    made.seq = seq;
    made.account = account;
    if (account != 0)
        made.sse = web::encodeSse({QByteArray("id_" + QByteArray::number(seq)), "x", "{}"});
    return made;
}

struct Nobody final : SseHost
{
    void streamDrained(SseStream &) override {}
    void streamEnded(SseStream &) override {}
};

} // namespace

void TestSseParts::theIndexFollowsTheRing()
{
    EventRing ring(4);
    SseIndex index;
    ring.reset(10);
    index.reset(10);
    for (const qint64 account : {1, 2, 0, 1}) { // 11 … 14
        ring.append(item(ring.head() + 1, account));
        index.follow(ring);
    }
    using Sequences = std::vector<qint64>;
    QCOMPARE(index.after(1, 10), (Sequences{11, 14}));
    QCOMPARE(index.after(1, 11), Sequences{14});
    QCOMPARE(index.after(2, 0), Sequences{12});
    QCOMPARE(index.after(3, 0), Sequences());
    QCOMPARE(index.find(ring, 1, "id_14"), std::optional<qint64>(14));
    QVERIFY(!index.find(ring, 2, "id_14")); // another account's
    ring.append(item(15, 2));
    ring.append(item(16, 2)); // 11 and 12 have left
    index.follow(ring);
    QCOMPARE(index.after(1, 0), Sequences{14});
    QCOMPARE(index.after(2, 0), (Sequences{15, 16}));
    QVERIFY(!index.find(ring, 1, "id_11"));
    index.reset(16);
    QCOMPARE(index.after(1, 0), Sequences());
}

void TestSseParts::marksAreFoundAgain()
{
    SseMarks marks;
    marks.heartbeat({1000}, 5);
    marks.heartbeat({1000}, 7);
    marks.heartbeat({2000}, 9);
    QCOMPARE(marks.heartbeatAt({1000}), std::optional<qint64>(5)); // the one that promises less
    QCOMPARE(marks.heartbeatAt({2000}), std::optional<qint64>(9));
    QVERIFY(!marks.heartbeatAt({1500}));
    marks.welcome("w", {1, 5});
    QCOMPARE(marks.welcomed("w")->account, 1);
    QCOMPARE(marks.welcomed("w")->seq, 5);
    QVERIFY(!marks.welcomed("v"));
    marks.heartbeat({500}, 11); // the clock was set back: what is known is not in order any more
    QVERIFY(!marks.heartbeatAt({1000}));
    QCOMPARE(marks.heartbeatAt({500}), std::optional<qint64>(11));
}

void TestSseParts::marksAreBounded()
{
    SseMarks marks;
    for (size_t i = 0; i <= SseMarks::maxWelcomes; ++i)
        marks.welcome(QByteArray::number(i), {1, static_cast<qint64>(i)});
    QVERIFY(!marks.welcomed("0"));
    QVERIFY(marks.welcomed("1"));
    for (size_t i = 0; i <= SseMarks::maxHeartbeats; ++i)
        marks.heartbeat({static_cast<qint64>(i + 1)}, 1);
    QVERIFY(!marks.heartbeatAt({1}));
    QVERIFY(marks.heartbeatAt({2}));
}

void TestSseParts::beatsComeOncePerRound()
{
    Nobody host;
    StreamCaller caller;
    caller.principal.accountId = 1;
    std::vector<std::unique_ptr<net::LoopbackWire>> wires;
    std::vector<std::unique_ptr<SseStream>> streams;
    SseBeat beat;
    for (quint64 i = 0; i < 100; ++i) {
        wires.push_back(std::make_unique<net::LoopbackWire>());
        streams.push_back(std::make_unique<SseStream>(wires.back()->takeStream(), host, i, caller, "conn"));
        beat.add(*streams.back(), static_cast<qint64>(i % 7) + 1000);
    }
    const auto visited = [&beat](qint64 from, qint64 to, qint64 shift) {
        QMap<quint64, int> seen;
        beat.visit(from, to, shift, [&seen](SseStream &stream) { ++seen[stream.id()]; });
        return seen;
    };
    QCOMPARE(visited(1029, 1030, 0).size(), 15); // those of second 1000
    QCOMPARE(visited(1014, 1015, 15).size(), 15);
    QCOMPARE(visited(1007, 1029, 0).size(), 0);
    const auto all = visited(1000, 2000, 0); // a long sleep: once, not thirty times
    QCOMPARE(all.size(), 100);
    QCOMPARE(*std::max_element(all.begin(), all.end()), 1);
    for (size_t i = 0; i < 100; i += 2)
        beat.remove(*streams[i]);
    QCOMPARE(visited(1000, 1030, 0).size(), 50);
}

QTEST_GUILESS_MAIN(TestSseParts)
#include "tst_sseparts.moc"
