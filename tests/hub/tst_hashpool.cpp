// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/hashpool.h"
#include <QtTest>
#include <atomic>
#include <future>

using hub::HashPool;

class TestHashPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsInOrderOnOneThread();
    void isBusyWhenFull();
    void cancelsWhatWaits();
    void refusesWhenNotRunning();
};

void TestHashPool::runsInOrderOnOneThread()
{
    HashPool pool(1000);
    pool.start();
    std::vector<int> order;
    std::thread::id thread;
    std::promise<void> done;
    for (int i = 0; i < 100; ++i) {
        QVERIFY(pool.submit([&, i](HashPool::Fate fate) {
            if (fate == HashPool::Fate::Run)
                order.push_back(i);
            thread = std::this_thread::get_id();
            if (i == 99)
                done.set_value();
        }));
    }
    done.get_future().get();
    QCOMPARE(order.size(), size_t{100});
    QVERIFY(std::is_sorted(order.begin(), order.end()));
    QVERIFY(thread != std::this_thread::get_id());
}

void TestHashPool::isBusyWhenFull()
{
    HashPool pool(2);
    pool.start();
    std::promise<void> entered;
    std::promise<void> go;
    QVERIFY(pool.submit([&](HashPool::Fate) {
        entered.set_value();
        go.get_future().wait();
    }));
    entered.get_future().get();
    std::atomic<int> ran = 0;
    const auto count = [&ran](HashPool::Fate) { ++ran; };
    QVERIFY(pool.submit(count));
    QVERIFY(pool.submit(count));
    QVERIFY(!pool.submit(count));
    QCOMPARE(pool.waiting(), size_t{2});
    go.set_value();
    QTRY_COMPARE_WITH_TIMEOUT(ran.load(), 2, 30'000);
}

void TestHashPool::cancelsWhatWaits()
{
    HashPool pool(10);
    pool.start();
    std::promise<void> entered;
    std::promise<void> go;
    QVERIFY(pool.submit([&](HashPool::Fate) {
        entered.set_value();
        go.get_future().wait();
    }));
    entered.get_future().get();
    std::atomic<int> cancelled = 0;
    for (int i = 0; i < 3; ++i)
        QVERIFY(pool.submit([&](HashPool::Fate fate) { cancelled += fate == HashPool::Fate::Cancelled; }));
    std::thread stopper([&] { pool.stop(); });
    while (pool.waiting() > 0) // stop() has begun once the queue is taken away
        std::this_thread::yield();
    go.set_value();
    stopper.join();
    QCOMPARE(cancelled.load(), 3);
    pool.stop(); // idempotent
}

void TestHashPool::refusesWhenNotRunning()
{
    HashPool pool;
    QVERIFY(!pool.submit([](HashPool::Fate) {}));
    pool.start();
    pool.stop();
    QVERIFY(!pool.submit([](HashPool::Fate) {}));
}

QTEST_APPLESS_MAIN(TestHashPool)
#include "tst_hashpool.moc"
