// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/event.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;

class EventTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyEventHasItsPlace();
    void eventsOfAnAccountNameIt();
    void foliosHaveSixDigitsAtLeast_data();
    void foliosHaveSixDigitsAtLeast();
};

void EventTest::everyEventHasItsPlace()
{
    for (events::Event event : {events::Event(events::TransactionPosted()), events::Event(events::AccountOpened()),
                                events::Event(events::AlertRaised()), events::Event(events::QrCreated()),
                                events::Event(events::QrPaid()), events::Event(events::QrStatusChanged())}) {
        std::visit([](auto &e) { e.at.value = 7; }, event);
        events::setSequence(event, 42);
        QCOMPARE(events::sequenceOf(event), 42);
        QCOMPARE(events::timeOf(event).value, 7);
    }
}

void EventTest::eventsOfAnAccountNameIt()
{
    events::TransactionPosted posted;
    posted.accountId = 3;
    QCOMPARE(events::accountOf(posted), std::optional<qint64>(3));
    events::QrPaid paid;
    paid.accountId = 4;
    QCOMPARE(events::accountOf(paid), std::optional<qint64>(4));
    QCOMPARE(events::accountOf(events::AlertRaised()), std::optional<qint64>());
}

void EventTest::foliosHaveSixDigitsAtLeast_data()
{
    QTest::addColumn<qint64>("id");
    QTest::addColumn<QString>("folio");
    QTest::addRow("one") << qint64{1} << u"000001"_s;
    QTest::addRow("six digits") << qint64{999'999} << u"999999"_s;
    QTest::addRow("seven digits are not cut") << qint64{1'000'000} << u"1000000"_s;
}

void EventTest::foliosHaveSixDigitsAtLeast()
{
    QFETCH(qint64, id);
    QFETCH(QString, folio);
    QCOMPARE(events::folioOf(id), folio);
}

QTEST_APPLESS_MAIN(EventTest)
#include "tst_event.moc"
