// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/eventring.h"
#include <QtTest>

using namespace gateway;

class TestEventRing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsTheNewest();
    void takesTheNextOneOnly();
    void givesPieces_data();
    void givesPieces();
    void resets();
};

namespace {

LogItem item(qint64 seq)
{
    LogItem made;
    made.seq = seq;
    made.feed = base::Bytes::copyOf(QByteArray::number(seq));
    return made;
}

/// Capacity 5, filled from `first` to `last`.
EventRing filled(qint64 first, qint64 last)
{
    EventRing ring(5);
    ring.reset(first - 1);
    for (qint64 seq = first; seq <= last; ++seq)
        ring.append(item(seq));
    return ring;
}

} // namespace

void TestEventRing::holdsTheNewest()
{
    const EventRing ring = filled(1, 12);
    QCOMPARE(ring.head(), 12);
    QCOMPARE(ring.tail(), 7);
    QVERIFY(!ring.reaches(6));
    QVERIFY(ring.reaches(7));
    QVERIFY(ring.reaches(12));
    QVERIFY(!ring.reaches(13));
    QCOMPARE(ring.at(8).seq, 8);
    QCOMPARE(ring.at(12).seq, 12);
}

void TestEventRing::takesTheNextOneOnly()
{
    EventRing ring = filled(1, 3);
    QVERIFY(!ring.append(item(3)));
    QVERIFY(!ring.append(item(5)));
    QCOMPARE(ring.head(), 3);
    QVERIFY(ring.append(item(4)));
}

void TestEventRing::givesPieces_data()
{
    QTest::addColumn<qint64>("seq");
    QTest::addColumn<qint64>("upTo");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, qint64 seq, qint64 upTo, qint64 limit, const char *expected) {
        QTest::addRow("%s", name) << seq << upTo << limit << QByteArray(expected);
    };
    row("all", 7, 12, 100, "8 9 10 11 12");
    row("from the middle", 10, 12, 100, "11 12");
    row("nothing new", 12, 12, 100, "");
    row("not beyond what was sent", 7, 9, 100, "8 9");
    row("not more than asked for", 7, 12, 2, "8 9");
    row("upTo beyond the head", 11, 99, 100, "12");
}

void TestEventRing::givesPieces()
{
    QFETCH(qint64, seq);
    QFETCH(qint64, upTo);
    QFETCH(qint64, limit);
    QByteArrayList found;
    for (const base::Bytes &bytes : filled(1, 12).after(seq, upTo, limit))
        found.append(bytes.toByteArray());
    QTEST(found.join(' '), "expected");
}

void TestEventRing::resets()
{
    EventRing ring = filled(1, 12);
    ring.reset(100);
    QCOMPARE(ring.head(), 100);
    QVERIFY(ring.reaches(100));
    QVERIFY(!ring.reaches(99));
    QVERIFY(ring.append(item(101)));
}

QTEST_APPLESS_MAIN(TestEventRing)
#include "tst_eventring.moc"
