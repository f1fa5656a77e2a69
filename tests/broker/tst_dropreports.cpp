// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/dropreports.h"
#include <QtTest>

using namespace broker;

namespace {

Notice loss(const QByteArray &clientId, DropCause cause, quint64 count, qint64 at, const QByteArray &topic = "t")
{
    Notice notice;
    notice.kind = cause == DropCause::Denied ? Notice::Kind::PublishDenied : Notice::Kind::MessagesDropped;
    notice.clientId = clientId;
    notice.cause = cause;
    notice.count = count;
    notice.at.value = at;
    notice.topic = topic;
    return notice;
}

} // namespace

class TestDropReports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstAtOnceThenSums()
    {
        DropReports reports;
        const auto first = reports.add(loss("a", DropCause::QueueFull, 3, 1'000, "first"));
        QVERIFY(first);
        QCOMPARE(first->count, quint64(3));
        QVERIFY(!reports.add(loss("a", DropCause::QueueFull, 4, 2'000, "second")));
        QVERIFY(!reports.add(loss("a", DropCause::QueueFull, 5, 8'000, "third")));
        QVERIFY(reports.due({10'999}).empty());
        const auto due = reports.due({11'000});
        QCOMPARE(due.size(), size_t(1));
        QCOMPARE(due[0].count, quint64(9));
        QCOMPARE(due[0].topic, QByteArray("second"));
        QCOMPARE(textOf(due[0]),
                 QStringLiteral("9 messages not delivered in 6 s: the queue is full (for example second)"));
        QVERIFY(reports.due({30'000}).empty());
    }

    void eachClientAndCauseByItself()
    {
        DropReports reports;
        QVERIFY(reports.add(loss("a", DropCause::QueueFull, 1, 0)));
        QVERIFY(reports.add(loss("b", DropCause::QueueFull, 1, 0)));
        QVERIFY(reports.add(loss("a", DropCause::Denied, 1, 0)));
        QVERIFY(!reports.add(loss("a", DropCause::Denied, 1, 1)));
    }

    void otherNoticesAreNoLosses()
    {
        DropReports reports;
        Notice connected;
        connected.count = 1;
        QVERIFY(!reports.add(connected));
    }

    void nothingIsLostOverALongRun()
    {
        DropReports reports;
        quint64 told = 0;
        for (qint64 at = 0; at < 100'000; at += 250) {
            if (const auto report = reports.add(loss("a", DropCause::Expired, 2, at)))
                told += report->count;
            if (at % 1000 == 0) {
                for (const DropReport &report : reports.due({at}))
                    told += report.count;
            }
        }
        for (const DropReport &report : reports.due({200'000}))
            told += report.count;
        QCOMPARE(told, quint64(800));
    }

    void causesHaveWords()
    {
        QSet<QString> words;
        for (size_t cause = 0; cause < dropCauseCount; ++cause) {
            QVERIFY(!inWords(static_cast<DropCause>(cause)).isEmpty());
            words.insert(dropCauseName(static_cast<DropCause>(cause)));
        }
        QCOMPARE(words.size(), qsizetype(dropCauseCount));
    }
};

QTEST_APPLESS_MAIN(TestDropReports)
#include "tst_dropreports.moc"
