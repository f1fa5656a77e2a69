// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/mailbox.h"
#include "net/thread.h"
#include "netmain.h"
#include <QThread>
#include <thread>

class MailboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneWakeUpABatch();
    void fullIsSaid();
    void goneIsSaid();
    void movableAlone();
    void pushingFromTheReceiver();
    void manyProducers();
    void ownerDiesAmongProducers();
    void callAndPost();
};

void MailboxTest::oneWakeUpABatch()
{
    std::vector<std::vector<int>> batches;
    net::Mailbox<int> box(100, [&](std::vector<int> &batch) { batches.push_back(batch); });
    const auto sender = box.sender();
    for (int i = 0; i < 5; ++i)
        QVERIFY(sender.push(i));
    QVERIFY(batches.empty()); // never inside push()
    QCOMPARE(sender.size(), size_t(5));
    QCoreApplication::processEvents();
    QCOMPARE(batches.size(), size_t(1));
    QCOMPARE(batches[0], (std::vector<int>{0, 1, 2, 3, 4}));
    QVERIFY(sender.push(5));
    box.deliverNow();
    QCOMPARE(batches.size(), size_t(2));
    QCoreApplication::processEvents(); // the wake-up finds nothing
    QCOMPARE(batches.size(), size_t(2));
}

void MailboxTest::fullIsSaid()
{
    int received = 0;
    net::Mailbox<QByteArray> box(2,
                                 [&](std::vector<QByteArray> &batch) { received += static_cast<int>(batch.size()); });
    const auto sender = box.sender();
    QByteArray third("three");
    QVERIFY(sender.push(QByteArray("one")) && sender.push(QByteArray("two")));
    QVERIFY(!sender.push(std::move(third)));
    QCOMPARE(third, QByteArray("three")); // not taken
    QCoreApplication::processEvents();
    QCOMPARE(received, 2);
    QVERIFY(sender.push(std::move(third)));
}

void MailboxTest::goneIsSaid()
{
    net::MailboxSender<int> sender;
    QVERIFY(!sender.push(1)); // of no mailbox
    int received = 0;
    {
        net::Mailbox<int> box(10, [&](std::vector<int> &) { ++received; });
        sender = box.sender();
        QVERIFY(sender.push(1));
    }
    QVERIFY(!sender.push(2));
    QCoreApplication::processEvents();
    QCOMPARE(received, 0);
}

void MailboxTest::movableAlone()
{
    std::unique_ptr<int> got;
    net::Mailbox<std::unique_ptr<int>> box(
        10, [&](std::vector<std::unique_ptr<int>> &batch) { got = std::move(batch[0]); });
    QVERIFY(box.sender().push(std::make_unique<int>(7)));
    box.deliverNow();
    QCOMPARE(*got, 7);
}

void MailboxTest::pushingFromTheReceiver()
{
    net::MailboxSender<int> sender;
    std::vector<int> order;
    net::Mailbox<int> box(10, [&](std::vector<int> &batch) {
        for (const int n : batch) {
            order.push_back(n);
            if (n < 3)
                sender.push(n + 1);
        }
    });
    sender = box.sender();
    QVERIFY(sender.push(1));
    QTRY_COMPARE_WITH_TIMEOUT(order, (std::vector<int>{1, 2, 3}), 30'000);
}

void MailboxTest::manyProducers()
{
    constexpr int producers = 4, each = 20'000;
    struct Message
    {
        int producer;
        int number;
    };
    std::array<int, producers> next{};
    bool inOrder = true;
    int received = 0;
    net::HubThread receiver(u"receiver"_qs);
    receiver.start();
    std::unique_ptr<net::Mailbox<Message>> box;
    receiver.call([&] {
        box = std::make_unique<net::Mailbox<Message>>(1'000, [&](std::vector<Message> &batch) {
            for (const Message &message : batch) {
                inOrder = inOrder && next[static_cast<size_t>(message.producer)]++ == message.number;
                ++received;
            }
        });
    });
    std::vector<std::thread> threads;
    for (int p = 0; p < producers; ++p) {
        threads.emplace_back([sender = box->sender(), p] {
            for (int n = 0; n < each;) {
                if (sender.push(Message{p, n}))
                    ++n;
                else
                    std::this_thread::yield(); // full: this producer's answer is to wait
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    int got = 0;
    QTRY_VERIFY_WITH_TIMEOUT((receiver.call([&] { got = received; }), got == producers * each), 30'000);
    QVERIFY(inOrder);
    receiver.call([&] { box.reset(); });
}

void MailboxTest::ownerDiesAmongProducers()
{
    for (int round = 0; round < 20; ++round) {
        auto box = std::make_unique<net::Mailbox<int>>(100'000, [](std::vector<int> &) {});
        std::thread producer([sender = box->sender()] {
            while (sender.push(1)) {
            }
        });
        QCoreApplication::processEvents();
        box.reset();
        producer.join(); // it has seen the end
    }
}

void MailboxTest::callAndPost()
{
    net::HubThread thread(u"a thread with quite a long name"_qs);
    thread.start();
    QThread *inside = nullptr;
    thread.call([&] {
        inside = QThread::currentThread();
        thread.call([&] { QCOMPARE(QThread::currentThread(), inside); }); // from itself: at once
    });
    QCOMPARE(inside, thread.thread());
    std::atomic<int> order = 0;
    thread.post([&] { order = 1; });
    thread.call([&] { QCOMPARE(order.load(), 1); });
    thread.stop();
    thread.stop();
    QVERIFY(!thread.thread()->isRunning());
}

NET_TEST_MAIN(MailboxTest)
#include "tst_mailbox.moc"
