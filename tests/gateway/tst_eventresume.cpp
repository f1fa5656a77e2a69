// SPDX-License-Identifier: GPL-3.0-or-later
// Going on after an interruption: what Last-Event-ID promises.
#include "eventbench.h"
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using support::EventBench;
using support::EventClient;
using support::SseBlock;

class TestEventResume : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void resumes_data();
    void resumes();
    void resumesByQueryAndHeaderFirst();
    void resumesFromHeartbeatsAndWelcomes();
    void resumesByTime();
    void resumesBelowTheRing();
    void resumesWithIdsOfOneMillisecond();
    void forgetsWhatIsOld();
    void forgetsWhatIsTooMuch();
    void joinsPastAndPresent();
};

namespace {

/// A client that has had his greeting.
EventClient greeted(EventBench &bench, const QString &name, const QByteArray &lastId = {})
{
    EventClient client = bench.stream(name, lastId);
    return client;
}

} // namespace

void TestEventResume::resumes_data()
{
    QTest::addColumn<QByteArray>("lastId");
    QTest::addColumn<QByteArrayList>("then");
    const QByteArrayList all{"qr_created_A", "qr_payment_TXN_A", "qr_status_change_A_{ms}", "balance_update_{ms}_1",
                             "qr_created_B", "qr_payment_TXN_B", "qr_status_change_B_{ms}", "balance_update_{ms}_1_2"};
    for (qsizetype i = 0; i < all.size(); ++i)
        QTest::addRow("S2-48 after %s", all[i].constData()) << all[i] << all.mid(i + 1);
    const QByteArrayList anew{"resync"};
    QTest::addRow("nothing of ours") << QByteArray("42") << anew;
    QTest::addRow("an unknown QR") << QByteArray("qr_created_Z") << anew;
    QTest::addRow("an unknown number") << QByteArray("balance_update_{ms}_1_3") << anew;
    QTest::addRow("S2-46 another account's QR") << QByteArray("qr_created_X") << anew;
    QTest::addRow("S2-46 another account's payment") << QByteArray("qr_payment_TXN_X") << anew;
    QTest::addRow("S2-46 another account's status") << QByteArray("qr_status_change_X_{ms}") << anew;
    QTest::addRow("S2-46 another account's balance") << QByteArray("balance_update_{ms}_2") << anew;
    QTest::addRow("a heartbeat of the future") << QByteArray("heartbeat_9999999999999") << anew;
}

void TestEventResume::resumes()
{
    QFETCH(QByteArray, lastId);
    QFETCH(QByteArrayList, then);
    for (const size_t capacity : {size_t{10'000}, size_t{2}}) { // out of the ring, and out of the log below it
        EventBench bench([capacity](gateway::GatewaySettings &settings) { settings.ringCapacity = capacity; });
        bench.everyEvent(1, "A");
        bench.everyEvent(2, "X");
        bench.everyEvent(1, "B");
        bench.everyEvent(2, "Y");
        const QByteArray ms = QByteArray::number(bench.clock.utcNow().value);
        QByteArray id = lastId;
        EventClient client = bench.stream(u"eva"_s, id.replace("{ms}", ms));
        QList<SseBlock> blocks = client.take();
        QCOMPARE(blocks.takeFirst().event, QByteArray("connection"));
        QByteArrayList got;
        for (const SseBlock &block : blocks)
            got << (block.event == "resync" ? block.event : block.id);
        QByteArrayList wanted = then;
        for (QByteArray &one : wanted)
            one.replace("{ms}", ms);
        QCOMPARE(got, wanted);
        bench.everyEvent(1, "C"); // and goes on
        QCOMPARE(client.takeIds().size(), 4);
    }
}

void TestEventResume::resumesByQueryAndHeaderFirst()
{
    EventBench bench;
    bench.everyEvent(1, "A");
    const QByteArray token = "token=" + bench.token(u"eva"_s);
    for (const char *name : {"lastEventId", "last-event-id"}) {
        EventClient client(bench, "/events/stream?" + token + '&' + name + "=qr_payment_TXN_A", {});
        QCOMPARE(client.takeNames(), (QByteArrayList{"connection", "qr_status_change", "account_balance_update"}));
        EventClient again(bench, "/events/stream?" + token + '&' + name + "=qr_created_A",
                          "Last-Event-ID: qr_payment_TXN_A\r\n");
        QCOMPARE(again.takeNames(), (QByteArrayList{"connection", "qr_status_change", "account_balance_update"}));
    }
}

void TestEventResume::resumesFromHeartbeatsAndWelcomes()
{
    EventBench bench;
    bench.everyEvent(1, "A");
    EventClient client = greeted(bench, u"eva"_s);
    const QByteArray welcome = client.take().first().id;
    bench.everyEvent(1, "B");
    bench.pass(30s);
    const QByteArray heartbeat = client.take().last().id;
    QVERIFY(heartbeat.startsWith("heartbeat_"));
    bench.everyEvent(1, "C");
    EventClient fromWelcome = bench.stream(u"eva"_s, welcome);
    QCOMPARE(fromWelcome.take().value(1).id, QByteArray("qr_created_B"));
    EventClient fromHeartbeat = bench.stream(u"eva"_s, heartbeat);
    QCOMPARE(fromHeartbeat.take().value(1).id, QByteArray("qr_created_C"));
    EventClient foreign = bench.stream(u"leo"_s, welcome);
    QCOMPARE(foreign.takeNames(), (QByteArrayList{"connection", "resync"}));
    EventClient shared = bench.stream(u"leo"_s, heartbeat);
    QCOMPARE(shared.takeNames(), QByteArrayList{"connection"}); // a time tells nothing of anybody
}

void TestEventResume::resumesByTime()
{
    EventBench bench;
    bench.everyEvent(1, "A");
    bench.clock.advance(60s);
    const QByteArray ms = QByteArray::number(bench.clock.utcNow().value);
    bench.clock.advance(60s);
    bench.everyEvent(1, "B");
    bench.everyEvent(2, "X");
    // Ids of a run before this one: nothing is known of them but their time.
    for (const QByteArray &id : {QByteArray("heartbeat_" + ms), QByteArray("welcome_conn_" + ms + "_abcdefghi")}) {
        EventClient client = bench.stream(u"eva"_s, id);
        QCOMPARE(client.take().value(1).id, QByteArray("qr_created_B"));
    }
}

void TestEventResume::resumesBelowTheRing()
{
    EventBench bench([](gateway::GatewaySettings &settings) { settings.ringCapacity = 10; });
    bench.everyEvent(1, "A");
    QByteArrayList wanted;
    for (int i = 0; i < 700; ++i) { // more than two pages of the log
        bench.clock.advance(1ms);
        auto posting = support::qrPosting(i % 2 + 1);
        posting.at = bench.clock.utcNow();
        if (i % 2 == 0)
            wanted << "balance_update_" + QByteArray::number(posting.at.value) + "_1";
        bench.bank.append(posting);
    }
    bench.settle();
    EventClient client = bench.stream(u"eva"_s, "qr_status_change_A_1705347000000");
    for (int i = 0; i < 10; ++i)
        bench.settle();
    QByteArrayList got = client.takeIds();
    got.removeFirst();
    QCOMPARE(got.takeFirst(), QByteArray("balance_update_1705347000000_1"));
    QCOMPARE(got, wanted);
}

void TestEventResume::resumesWithIdsOfOneMillisecond()
{
    EventBench bench([](gateway::GatewaySettings &settings) { settings.ringCapacity = 2; });
    EventClient live = greeted(bench, u"eva"_s);
    for (int i = 0; i < 250; ++i) {
        auto posting = support::qrPosting(1);
        posting.at = bench.clock.utcNow();
        bench.bank.append(posting);
        posting.accountId = 2;
        bench.bank.append(posting);
        if (i % 10 == 0)
            bench.settle();
    }
    QByteArrayList sent = live.takeIds();
    sent.removeFirst();
    QCOMPARE(sent.size(), 250);
    QCOMPARE(QSet<QByteArray>(sent.begin(), sent.end()).size(), 250);
    QCOMPARE(sent.last(), QByteArray("balance_update_1705347000000_1_250"));
    for (const qsizetype from : {qsizetype{0}, qsizetype{1}, qsizetype{123}, qsizetype{248}}) {
        EventClient back = bench.stream(u"eva"_s, sent[from]);
        QByteArrayList got = back.takeIds();
        got.removeFirst();
        QCOMPARE(got, sent.mid(from + 1)); // a resend has the same ids
    }
}

void TestEventResume::forgetsWhatIsOld()
{
    for (const size_t capacity : {size_t{10'000}, size_t{1}}) {
        EventBench bench([capacity](gateway::GatewaySettings &settings) { settings.ringCapacity = capacity; });
        bench.everyEvent(1, "A");
        bench.everyEvent(1, "B");
        const QByteArray ms = QByteArray::number(bench.clock.utcNow().value);
        bench.clock.advance(24h);
        EventClient kept = bench.stream(u"eva"_s, "qr_created_B");
        QCOMPARE(kept.takeNames().size(), 4);
        bench.clock.advance(1ms);
        for (const QByteArray &id :
             {QByteArray("qr_created_B"), QByteArray("balance_update_" + ms + "_1"), QByteArray("heartbeat_" + ms)}) {
            EventClient old = bench.stream(u"eva"_s, id);
            QCOMPARE(old.takeNames(), (QByteArrayList{"connection", "resync"}));
        }
    }
}

void TestEventResume::forgetsWhatIsTooMuch()
{
    EventBench bench([](gateway::GatewaySettings &settings) {
        settings.ringCapacity = 1;
        settings.events.keepEvents = 5;
    });
    bench.everyEvent(1, "A");
    bench.everyEvent(2, "X");
    bench.everyEvent(1, "B");
    EventClient much = bench.stream(u"eva"_s, "qr_payment_TXN_A");
    QCOMPARE(much.takeNames(), (QByteArrayList{"connection", "resync"}));
    EventClient enough = bench.stream(u"eva"_s, "qr_status_change_A_1705347000000");
    QCOMPARE(enough.takeNames().size(), 6);
}

void TestEventResume::joinsPastAndPresent()
{
    EventBench bench([](gateway::GatewaySettings &settings) { settings.ringCapacity = 3; });
    bench.everyEvent(1, "A");
    bench.everyEvent(1, "B");
    bench.bank.holdReads = true;
    EventClient client = bench.stream(u"eva"_s, "qr_created_A");
    QVERIFY(client.take().isEmpty()); // the log has not answered yet, and new events come
    bench.everyEvent(1, "C");
    bench.everyEvent(1, "D");
    bench.bank.holdReads = false;
    bench.bank.releaseAnswers();
    for (int i = 0; i < 4; ++i)
        bench.settle();
    bench.everyEvent(1, "E");
    QByteArrayList got = client.takeIds();
    QVERIFY(got.takeFirst().startsWith("welcome_"));
    QCOMPARE(got.size(), 19);
    QCOMPARE(QSet<QByteArray>(got.begin(), got.end()).size(), 19);
    QCOMPARE(got.first(), QByteArray("qr_payment_TXN_A"));
    QCOMPARE(got.at(3), QByteArray("qr_created_B"));
    QCOMPARE(got.at(15), QByteArray("qr_created_E"));
}

QTEST_GUILESS_MAIN(TestEventResume)
#include "tst_eventresume.moc"
