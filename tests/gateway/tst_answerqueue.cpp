// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/answerqueue.h"
#include <QtTest>

class AnswerQueueTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsTheOrderOfRequests();
    void aPlaceThatIsTakenBackIsNotWaitedFor();
    void unknownNumbersAreIgnored();
};

void AnswerQueueTest::keepsTheOrderOfRequests()
{
    gateway::AnswerQueue queue;
    const quint64 a = queue.open(), b = queue.open(), c = queue.open();
    queue.fill(c, "c");
    QCOMPARE(queue.takeReady(), QByteArray());
    queue.fill(a, "a");
    QCOMPARE(queue.takeReady(), QByteArray("a"));
    QCOMPARE(queue.waiting(), 2);
    queue.fill(b, "b");
    QCOMPARE(queue.takeReady(), QByteArray("bc"));
    QCOMPARE(queue.waiting(), 0);
    QCOMPARE(queue.open(), quint64(4));
}

void AnswerQueueTest::aPlaceThatIsTakenBackIsNotWaitedFor()
{
    gateway::AnswerQueue queue;
    const quint64 a = queue.open();
    const quint64 b = queue.open();
    queue.takeBack();
    queue.fill(a, "a");
    QCOMPARE(queue.takeReady(), QByteArray("a"));
    QCOMPARE(queue.open(), b);
}

void AnswerQueueTest::unknownNumbersAreIgnored()
{
    gateway::AnswerQueue queue;
    const quint64 a = queue.open();
    queue.fill(0, "x");
    queue.fill(a + 1, "x");
    queue.fill(a, "a");
    queue.fill(a, "again");
    QCOMPARE(queue.takeReady(), QByteArray("a"));
    queue.fill(a, "late");
    QCOMPARE(queue.takeReady(), QByteArray());
}

QTEST_APPLESS_MAIN(AnswerQueueTest)
#include "tst_answerqueue.moc"
