// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/epolldispatcher.h"
#include "net/timerlist.h"
#include "netmain.h"
#include "socketpair.h"
#include <QEventLoop>
#include <QSocketNotifier>
#include <QThread>
#include <QTimer>
#include <thread>

using support::SocketPair;

namespace {

QAbstractEventDispatcher *dispatcher()
{
    return QAbstractEventDispatcher::instance();
}

/// Lets the loop go on until nothing happens.
void settle()
{
    while (dispatcher()->processEvents(QEventLoop::AllEvents)) {
    }
}

/// Counts and remembers the custom events it gets.
class Inbox : public QObject
{
public:
    int received = 0;
    std::atomic<int> posted{0}; ///< orders posting and receiving for ThreadSanitizer, which does not see Qt's locks

protected:
    bool event(QEvent *event) override
    {
        posted.load();
        if (event->type() != QEvent::User)
            return QObject::event(event);
        ++received;
        return true;
    }
};

void post(Inbox *inbox)
{
    auto event = std::make_unique<QEvent>(QEvent::User);
    ++inbox->posted;
    QCoreApplication::postEvent(inbox, event.release());
}

} // namespace

/// Each function states what any dispatcher of a hub thread must do: run with ours and with Qt's.
class EpollDispatcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readWriteAndExceptionOnOneDescriptor();
    void hangUpWakesTheReader();
    void errorWakesTheWriter();
    void aDisabledNotifierIsSilent();
    void notifierSwitchedOffByAnEarlierOneOfTheBatch();
    void descriptorClosedAndReusedWithinABatch();
    void notifierDeletesItself();
    void nestedLoopDeliversTheRest();
    void timersAreNeverEarly_data();
    void timersAreNeverEarly();
    void timersFireInOrder();
    void zeroTimerFiresEachTurn();
    void timerMayStopItselfAndOthers();
    void timerDoesNotNest();
    void timerInformation();
    void excludedNotifiersWait();
    void waitsForAnotherThread();
    void noWakeUpIsLost();
    void postingBeforeBlockingIsSeen();
    void aBusySocketStarvesNobody();
    void manySockets();
};

void EpollDispatcherTest::readWriteAndExceptionOnOneDescriptor()
{
    SocketPair pair;
    int reads = 0, writes = 0, exceptions = 0;
    QSocketNotifier read(pair.ours, QSocketNotifier::Read);
    QSocketNotifier write(pair.ours, QSocketNotifier::Write);
    QSocketNotifier exception(pair.ours, QSocketNotifier::Exception);
    connect(&read, &QSocketNotifier::activated, this, [&] {
        char byte = 0;
        reads += static_cast<int>(::recv(pair.ours, &byte, 1, 0));
    });
    connect(&write, &QSocketNotifier::activated, this, [&] {
        ++writes;
        write.setEnabled(false);
    });
    connect(&exception, &QSocketNotifier::activated, this, [&] {
        ++exceptions;
        exception.setEnabled(false);
    });
    settle();
    QCOMPARE(reads, 0);
    QCOMPARE(writes, 1);
    QVERIFY(pair.send("ab"));
    QTRY_COMPARE_WITH_TIMEOUT(reads, 2, 30'000);
    QCOMPARE(exceptions, 0);
    ::send(pair.peer, "!", 1, MSG_OOB);
    QTRY_COMPARE_WITH_TIMEOUT(exceptions, 1, 30'000);
    QCOMPARE(writes, 1);
    write.setEnabled(true);
    QTRY_COMPARE_WITH_TIMEOUT(writes, 2, 30'000);
}

void EpollDispatcherTest::hangUpWakesTheReader()
{
    SocketPair pair;
    bool ended = false;
    QSocketNotifier read(pair.ours, QSocketNotifier::Read);
    connect(&read, &QSocketNotifier::activated, this, [&] {
        char byte = 0;
        ended = ::recv(pair.ours, &byte, 1, 0) == 0;
        read.setEnabled(false);
    });
    pair.closePeer();
    QTRY_VERIFY_WITH_TIMEOUT(ended, 30'000);
}

void EpollDispatcherTest::errorWakesTheWriter()
{
    SocketPair pair;
    int fired = 0;
    QSocketNotifier write(pair.ours, QSocketNotifier::Write);
    connect(&write, &QSocketNotifier::activated, this, [&] {
        ++fired;
        write.setEnabled(false);
    });
    pair.resetPeer();
    QTRY_COMPARE_WITH_TIMEOUT(fired, 1, 30'000);
}

void EpollDispatcherTest::aDisabledNotifierIsSilent()
{
    SocketPair pair;
    int fired = 0;
    QSocketNotifier read(pair.ours, QSocketNotifier::Read);
    connect(&read, &QSocketNotifier::activated, this, [&] { ++fired; });
    read.setEnabled(false);
    QVERIFY(pair.send("a"));
    settle();
    QCOMPARE(fired, 0);
    read.setEnabled(true);
    read.setEnabled(false);
    settle();
    QCOMPARE(fired, 0);
    pair.closePeer(); // a hang-up neither wakes it nor spins
    settle();
    QCOMPARE(fired, 0);
}

void EpollDispatcherTest::notifierSwitchedOffByAnEarlierOneOfTheBatch()
{
    SocketPair a, b;
    auto first = std::make_unique<QSocketNotifier>(a.ours, QSocketNotifier::Read);
    auto second = std::make_unique<QSocketNotifier>(b.ours, QSocketNotifier::Read);
    int fired = 0;
    // Whichever comes first deletes the other.
    connect(first.get(), &QSocketNotifier::activated, this, [&] {
        ++fired;
        second.reset();
        first->setEnabled(false);
    });
    connect(second.get(), &QSocketNotifier::activated, this, [&] {
        ++fired;
        first.reset();
        second->setEnabled(false);
    });
    QVERIFY(a.send("a") && b.send("b"));
    settle();
    QCOMPARE(fired, 1);
}

void EpollDispatcherTest::descriptorClosedAndReusedWithinABatch()
{
    SocketPair a, b, quiet;
    std::unique_ptr<QSocketNotifier> fresh;
    bool firedEarly = false;
    int olds = 0;
    const auto replace = [&](SocketPair &other, std::unique_ptr<QSocketNotifier> &notifier) {
        ++olds;
        notifier.reset();
        const int number = other.ours;
        ::dup2(quiet.ours, number); // the number now is another, silent connection
        fresh = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
        connect(fresh.get(), &QSocketNotifier::activated, this, [&] {
            firedEarly = true;
            fresh->setEnabled(false);
        });
    };
    auto first = std::make_unique<QSocketNotifier>(a.ours, QSocketNotifier::Read);
    auto second = std::make_unique<QSocketNotifier>(b.ours, QSocketNotifier::Read);
    connect(first.get(), &QSocketNotifier::activated, this, [&] {
        first->setEnabled(false);
        replace(b, second);
    });
    connect(second.get(), &QSocketNotifier::activated, this, [&] {
        second->setEnabled(false);
        replace(a, first);
    });
    QVERIFY(a.send("a") && b.send("b"));
    settle();
    QCOMPARE(olds, 1);
    QVERIFY(!firedEarly);
    QVERIFY(quiet.send("now"));
    QTRY_VERIFY_WITH_TIMEOUT(firedEarly, 30'000);
}

void EpollDispatcherTest::notifierDeletesItself()
{
    SocketPair pair;
    auto *read = new QSocketNotifier(pair.ours, QSocketNotifier::Read);
    int fired = 0;
    connect(read, &QSocketNotifier::activated, this, [&] {
        ++fired;
        read->setEnabled(false);
        read->deleteLater();
    });
    QVERIFY(pair.send("a"));
    settle();
    QCOMPARE(fired, 1);
}

void EpollDispatcherTest::nestedLoopDeliversTheRest()
{
    SocketPair a, b;
    QSocketNotifier first(a.ours, QSocketNotifier::Read), second(b.ours, QSocketNotifier::Read);
    QStringList order;
    const auto take = [&](int descriptor, QSocketNotifier &notifier) {
        char byte = 0;
        ::recv(descriptor, &byte, 1, 0);
        notifier.setEnabled(false);
        order << QString(QLatin1Char(byte));
    };
    QEventLoop nested;
    connect(&first, &QSocketNotifier::activated, this, [&] {
        take(a.ours, first);
        if (order.size() == 1)
            nested.exec();
        else
            nested.quit();
    });
    connect(&second, &QSocketNotifier::activated, this, [&] {
        take(b.ours, second);
        if (order.size() == 1)
            nested.exec();
        else
            nested.quit();
    });
    QVERIFY(a.send("a") && b.send("b"));
    settle();
    order.sort();
    QCOMPARE(order, QStringList({u"a"_qs, u"b"_qs})); // each once: nothing is delivered again behind the nested loop
}

void EpollDispatcherTest::timersAreNeverEarly_data()
{
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<int>("interval");
    for (const int interval : {1, 7, 30}) {
        QTest::addRow("precise, %d ms", interval) << Qt::PreciseTimer << interval;
        QTest::addRow("coarse, %d ms", interval) << Qt::CoarseTimer << interval;
    }
    QTest::addRow("very coarse, 1 s") << Qt::VeryCoarseTimer << 1000;
}

void EpollDispatcherTest::timersAreNeverEarly()
{
    QFETCH(Qt::TimerType, type);
    QFETCH(int, interval);
    const bool isOurs = dynamic_cast<net::EpollDispatcher *>(dispatcher()) != nullptr;
    // Qt's may fire coarse timers 5 % early, and a very coarse one half a second.
    const int early = isOurs ? 0 : type == Qt::VeryCoarseTimer ? 500 : 1 + interval / 20;
    QTimer timer;
    timer.setTimerType(type);
    timer.setSingleShot(true);
    QEventLoop loop;
    connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
    QElapsedTimer elapsed;
    elapsed.start();
    timer.start(interval);
    loop.exec();
    const qint64 took = elapsed.nsecsElapsed();
    QVERIFY2(took >= qint64(interval - early) * 1'000'000, qPrintable(QString::number(took)));
}

void EpollDispatcherTest::timersFireInOrder()
{
    QString order;
    QEventLoop loop;
    QTimer::singleShot(30, Qt::PreciseTimer, &loop, [&] {
        order += u'c';
        loop.quit();
    });
    QTimer::singleShot(10, Qt::PreciseTimer, &loop, [&] { order += u'a'; });
    QTimer::singleShot(20, Qt::PreciseTimer, &loop, [&] { order += u'b'; });
    loop.exec();
    QCOMPARE(order, u"abc"_qs);
}

void EpollDispatcherTest::zeroTimerFiresEachTurn()
{
    QTimer timer;
    int fired = 0;
    connect(&timer, &QTimer::timeout, this, [&] { ++fired; });
    timer.start(0);
    for (int turn = 1; turn <= 5; ++turn) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(fired >= turn - 1); // Qt's may need one turn to begin
    }
    timer.stop();
    const int before = fired;
    settle();
    QCOMPARE(fired, before);
}

void EpollDispatcherTest::timerMayStopItselfAndOthers()
{
    QTimer a, b;
    int fired = 0;
    for (QTimer *timer : {&a, &b}) {
        connect(timer, &QTimer::timeout, this, [&] {
            ++fired;
            a.stop();
            b.stop();
        });
        timer->start(5);
    }
    QTest::qWait(30);
    QCOMPARE(fired, 1);
    a.start(5); // and it can be started again
    QTRY_COMPARE_WITH_TIMEOUT(fired, 2, 30'000);
}

void EpollDispatcherTest::timerDoesNotNest()
{
    QTimer timer;
    int depth = 0, deepest = 0, fired = 0;
    connect(&timer, &QTimer::timeout, this, [&] {
        deepest = qMax(deepest, ++depth);
        QEventLoop nested;
        QTimer::singleShot(5, &nested, &QEventLoop::quit);
        nested.exec(); // must not spin for the timer that is firing, nor fire it again
        --depth;
        if (++fired == 3)
            timer.stop();
    });
    timer.start(0);
    QTRY_COMPARE_WITH_TIMEOUT(fired, 3, 30'000);
    QCOMPARE(deepest, 1);
}

void EpollDispatcherTest::timerInformation()
{
    QObject owner;
    const int id = owner.startTimer(60'000, Qt::CoarseTimer);
    const auto timers = dispatcher()->registeredTimers(&owner);
    QCOMPARE(timers.size(), 1);
    QCOMPARE(timers[0].timerId, id);
    QCOMPARE(timers[0].interval, 60'000);
    const int left = dispatcher()->remainingTime(id);
    QVERIFY(left > 55'000 && left <= 63'000);
    QVERIFY(dispatcher()->unregisterTimers(&owner));
    QVERIFY(dispatcher()->registeredTimers(&owner).isEmpty());
    owner.startTimer(60'000);
    QCOMPARE(dispatcher()->registeredTimers(&owner).size(), 1); // dies with its object
}

void EpollDispatcherTest::excludedNotifiersWait()
{
    if (QByteArrayView(dispatcher()->metaObject()->className()).contains("Glib"))
        QSKIP("Qt's glib dispatcher does not know the flag");
    SocketPair pair;
    int fired = 0;
    QSocketNotifier read(pair.ours, QSocketNotifier::Read);
    connect(&read, &QSocketNotifier::activated, this, [&] {
        ++fired;
        read.setEnabled(false);
    });
    QVERIFY(pair.send("a"));
    Inbox inbox;
    post(&inbox);
    QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers);
    QCOMPARE(inbox.received, 1);
    QCOMPARE(fired, 0);
    settle();
    QCOMPARE(fired, 1);
}

void EpollDispatcherTest::waitsForAnotherThread()
{
    Inbox inbox;
    settle();
    std::thread other([&inbox] { post(&inbox); });
    while (inbox.received == 0) // without a wake-up this never ends, and the test times out
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    other.join();
}

void EpollDispatcherTest::noWakeUpIsLost()
{
    constexpr int threads = 4, each = 5'000;
    Inbox inbox;
    std::vector<std::thread> posters;
    for (int i = 0; i < threads; ++i) {
        posters.emplace_back([&inbox] {
            for (int n = 0; n < each; ++n) {
                post(&inbox);
                if (n % 64 == 0)
                    std::this_thread::yield();
            }
        });
    }
    while (inbox.received < threads * each)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    for (std::thread &poster : posters)
        poster.join();
}

void EpollDispatcherTest::postingBeforeBlockingIsSeen()
{
    Inbox inbox;
    settle();
    bool posted = false;
    QObject context;
    connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, &context, [&] {
        if (!std::exchange(posted, true))
            post(&inbox);
    });
    while (inbox.received == 0)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY(posted);
}

void EpollDispatcherTest::aBusySocketStarvesNobody()
{
    SocketPair pair;
    QVERIFY(pair.send("never read"));
    QSocketNotifier read(pair.ours, QSocketNotifier::Read);
    int fired = 0;
    Inbox inbox;
    connect(&read, &QSocketNotifier::activated, this, [&] {
        if (++fired % 10 == 0)
            post(&inbox);
    });
    int ticks = 0;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] { ++ticks; });
    timer.start(1);
    QTRY_VERIFY_WITH_TIMEOUT(ticks >= 5, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(inbox.received >= 5, 30'000);
    QVERIFY(fired >= 50);
}

void EpollDispatcherTest::manySockets()
{
    std::vector<std::unique_ptr<SocketPair>> pairs;
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    int received = 0;
    for (int i = 0; i < 400; ++i) { // more than one batch
        pairs.push_back(std::make_unique<SocketPair>());
        const int descriptor = pairs.back()->ours;
        notifiers.push_back(std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read));
        connect(notifiers.back().get(), &QSocketNotifier::activated, this, [&received, descriptor] {
            char bytes[8];
            received += static_cast<int>(::recv(descriptor, bytes, sizeof bytes, 0));
        });
    }
    for (int round = 1; round <= 3; ++round) {
        for (const auto &pair : pairs)
            QVERIFY(pair->send("x"));
        QTRY_COMPARE_WITH_TIMEOUT(received, 400 * round, 30'000);
    }
}

NET_TEST_MAIN(EpollDispatcherTest)
#include "tst_epolldispatcher.moc"
