// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/topictable.h"
#include <QtTest>

using namespace broker;
using namespace std::chrono_literals;

namespace {

/// A table with a clock by hand.
struct Bench
{
    explicit Bench(qsizetype capacity)
        : table(capacity)
    {
    }
    void publish(const QByteArray &topic, qint64 bytes = 1)
    {
        TopicTable::Ref &ref = refs[topic];
        table.count(ref, {topic, TopicTable::hashOf(topic)}, {bytes, publisher, mqtt::QoS::AtLeastOnce, true}, now);
    }
    void pass(std::chrono::milliseconds span)
    {
        now.monotonic += span;
        now.utc.value += span.count();
    }
    TopicInfo info(const QByteArray &topic)
    {
        TopicQuery query;
        query.filter = topic;
        const auto part = table.list(query, now);
        return part.items.empty() ? TopicInfo() : part.items.front();
    }

    TopicTable table;
    QByteArray publisher = "p";
    QHash<QByteArray, TopicTable::Ref> refs;
    Instant now{1000s, {1'700'000'000'000}};
};

} // namespace

class TestTopicTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts()
    {
        Bench bench(10);
        bench.publish("a/b", 5);
        bench.pass(1s);
        bench.publisher = "q";
        bench.publish("a/b", 7);
        bench.publish("c");
        const TopicInfo info = bench.info("a/b");
        QCOMPARE(info.messages, quint64(2));
        QCOMPARE(info.bytes, quint64(12));
        QCOMPARE(info.publisher, QByteArray("q"));
        QCOMPARE(info.last, bench.now.utc);
        QCOMPARE(info.qos, mqtt::QoS::AtLeastOnce);
        QVERIFY(info.retain);
        QCOMPARE(bench.table.totals().topics, 2);
    }

    void leavesTheSystemTreeOut()
    {
        Bench bench(10);
        bench.publish("$SYS/broker/uptime");
        bench.publish("$SYSTEM");
        QCOMPARE(bench.table.totals().topics, 1);
    }

    void off()
    {
        Bench bench(0);
        bench.publish("a");
        QCOMPARE(bench.table.totals().topics, 0);
    }

    void rates_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<int>("waited");
        QTest::addColumn<double>("expected");
        QTest::addRow("ten a second for thirty seconds") << 30 << 0 << 10.0;
        QTest::addRow("half a window of silence halves it") << 20 << 5 << 5.0;
        QTest::addRow("two windows of silence end it") << 20 << 20 << 0.0;
    }
    void rates()
    {
        QFETCH(int, seconds);
        QFETCH(int, waited);
        QFETCH(double, expected);
        Bench bench(10);
        for (int i = 0; i < seconds * 10; ++i) {
            bench.publish("a", 100);
            bench.pass(100ms);
        }
        bench.pass(std::chrono::seconds(waited));
        QVERIFY2(std::abs(bench.info("a").perSecond - expected) <= 0.2,
                 qPrintable(QString::number(bench.info("a").perSecond)));
        QVERIFY(std::abs(bench.info("a").bytesPerSecond - 100 * expected) <= 20);
    }

    void theQuietestMakesRoom()
    {
        Bench bench(3);
        for (const char *topic : {"a", "b", "c"})
            bench.publish(topic);
        bench.publish("d"); // all were busy: the hand clears them and takes the first
        QCOMPARE(bench.info("a").messages, quint64(0));
        bench.publish("c");
        bench.publish("e"); // "b" has been quiet since
        QCOMPARE(bench.info("b").messages, quint64(0));
        QCOMPARE(bench.info("c").messages, quint64(2));
        const TopicTotals totals = bench.table.totals();
        QCOMPARE(totals.topics, 3);
        QCOMPARE(totals.forgotten, quint64(2));
        QCOMPARE(totals.otherMessages, quint64(2));
    }

    void whatMadeRoomComesBackAnew()
    {
        Bench bench(2);
        bench.publish("a");
        bench.publish("b");
        bench.publish("c");
        bench.publish("a"); // its reference is of a former generation
        QCOMPARE(bench.info("a").messages, quint64(1));
    }

    void manyTopicsKeepTheirCounts()
    {
        Bench bench(1000);
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 5000; ++i)
                bench.publish("t/" + QByteArray::number(i));
        }
        TopicQuery query;
        query.limit = 2000;
        quint64 kept = 0;
        const auto part = bench.table.list(query, bench.now);
        for (const TopicInfo &info : part.items)
            kept += info.messages;
        QCOMPARE(part.total, 1000);
        QCOMPARE(kept + bench.table.totals().otherMessages, quint64(15'000));
    }

    void lists_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("hidden");
        QTest::addColumn<TopicSort>("sort");
        QTest::addColumn<bool>("descending");
        QTest::addColumn<QByteArrayList>("expected");
        QTest::addRow("by name") << QByteArray("#") << QByteArray() << QByteArray() << TopicSort::Topic << false
                                 << QByteArrayList{"a/x", "b/x", "banco/saldo/1"};
        QTest::addRow("a filter") << QByteArray("+/x") << QByteArray() << QByteArray() << TopicSort::Topic << true
                                  << QByteArrayList{"b/x", "a/x"};
        QTest::addRow("a part of the name") << QByteArray("#") << QByteArray("sal") << QByteArray() << TopicSort::Topic
                                            << false << QByteArrayList{"banco/saldo/1"};
        QTest::addRow("the bank hidden") << QByteArray("#") << QByteArray() << QByteArray("banco/") << TopicSort::Topic
                                         << false << QByteArrayList{"a/x", "b/x"};
        QTest::addRow("the busiest first") << QByteArray("#") << QByteArray() << QByteArray() << TopicSort::Messages
                                           << true << QByteArrayList{"b/x", "banco/saldo/1", "a/x"};
        QTest::addRow("the largest first") << QByteArray("#") << QByteArray() << QByteArray() << TopicSort::Bytes
                                           << true << QByteArrayList{"a/x", "b/x", "banco/saldo/1"};
    }
    void lists()
    {
        Bench bench(10);
        bench.publish("a/x", 100);
        for (int i = 0; i < 3; ++i)
            bench.publish("b/x");
        for (int i = 0; i < 2; ++i)
            bench.publish("banco/saldo/1");
        TopicQuery query;
        QFETCH(QByteArray, filter);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, hidden);
        QFETCH(TopicSort, sort);
        QFETCH(bool, descending);
        query.filter = filter;
        query.text = text;
        query.hidden = hidden;
        query.sort = sort;
        query.descending = descending;
        QByteArrayList names;
        for (const TopicInfo &info : bench.table.list(query, bench.now).items)
            names.append(info.topic);
        QTEST(names, "expected");
    }

    void pages()
    {
        Bench bench(10);
        for (const char *topic : {"a", "b", "c", "d", "e"})
            bench.publish(topic);
        TopicQuery query;
        query.offset = 3;
        query.limit = 10;
        const auto part = bench.table.list(query, bench.now);
        QCOMPARE(part.total, 5);
        QCOMPARE(part.items.size(), size_t(2));
        QCOMPARE(part.items[0].topic, QByteArray("d"));
        query.offset = 9;
        QVERIFY(bench.table.list(query, bench.now).items.empty());
    }
};

QTEST_APPLESS_MAIN(TestTopicTable)
#include "tst_topictable.moc"
