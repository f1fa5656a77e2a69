// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/livetick.h"
#include "support/fakeclock.h"
#include "support/manualdelays.h"
#include <QSignalSpy>
#include <QtTest>

using namespace console;
using namespace std::chrono_literals;

class LiveTickTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void manyRequestsAreOneBeat();
    void slowBeatsAreSaidAndRecover();
};

void LiveTickTest::manyRequestsAreOneBeat()
{
    support::ManualDelays delays;
    support::FakeClock clock;
    LiveTick tick(delays.factory()(), clock);
    QSignalSpy beats(&tick, &LiveTick::ticked);
    for (int i = 0; i < 100; ++i)
        tick.request();
    delays.pass(99ms);
    QCOMPARE(beats.size(), 0);
    delays.pass(1ms);
    QCOMPARE(beats.size(), 1);
    delays.pass(10s);
    QCOMPARE(beats.size(), 1);
}

void LiveTickTest::slowBeatsAreSaidAndRecover()
{
    support::ManualDelays delays;
    support::FakeClock clock;
    LiveTick tick(delays.factory()(), clock);
    QSignalSpy said(&tick, &LiveTick::slownessChanged);
    std::chrono::milliseconds work = 31ms;
    connect(&tick, &LiveTick::ticked, &tick, [&] { clock.advance(work); });
    const auto beat = [&] {
        tick.request();
        delays.pass(tick.isSlow() ? 250ms : 100ms);
    };
    beat();
    QCOMPARE(said.size(), 0); // once may happen
    beat();
    QCOMPARE(said.size(), 1);
    QVERIFY(tick.isSlow());
    work = 5ms;
    for (int i = 0; i < 10; ++i)
        beat();
    QCOMPARE(said.size(), 2);
    QVERIFY(!tick.isSlow());
}

QTEST_GUILESS_MAIN(LiveTickTest)
#include "tst_livetick.moc"
