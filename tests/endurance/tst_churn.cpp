// SPDX-License-Identifier: GPL-3.0-or-later
// Connections come and go by the thousand and slow consumers stop reading: no descriptor, session or memory stays
// behind. VENTANILLA_CHURN=100000 makes it that many connections instead of 5,000.
#include "endurance/fleet.h"
#include "endurance/processview.h"
#include "mqttserver/serverfixture.h"
#include "support/sanitized.h"
#include <QtTest>

using endurance::Fleet;
using std::chrono::milliseconds;
using support::ServerFixture;

namespace {
constexpr auto patience = milliseconds(30'000);
}

class ChurnTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { net::raiseOpenFileLimit(); }
    void connectionsComeAndGo();
    void slowConsumersDoNotGrow_data();
    void slowConsumersDoNotGrow();
    void subscribingAgainAndAgainDoesNotGrow();
};

void ChurnTest::connectionsComeAndGo()
{
    const int asked = qEnvironmentVariableIntValue("VENTANILLA_CHURN");
    const int total = asked > 0 ? asked : 5'000;
    constexpr int wave = 500;
    ServerFixture server;
    Fleet fleet(server.tcp);
    qint64 descriptors = 0;
    for (int done = 0; done < total; done += wave) {
        for (int i = 0; i < wave; ++i) {
            const QByteArray id = QByteArray::number(done + i);
            const int fd = fleet.open("CONNECT id=" + id + (i % 2 ? " v=5" : " v=4 will=gone willpayload=x"));
            QVERIFY(fd >= 0);
            fleet.send(fd, "SUBSCRIBE 1 churn/#:1 own/" + id + ":2");
        }
        QVERIFY(fleet.run(patience, [&] { return fleet.online() == wave; }));
        fleet.send(fleet.all().front(), "PUBLISH churn/x hello qos=1 id=1");
        const quint64 expected = fleet.received() + wave;
        QVERIFY(fleet.run(patience, [&] { return fleet.received() >= expected; }));
        int left = 0;
        for (const int fd : fleet.all()) {
            if (left % 3 == 0)
                fleet.send(fd, "DISCONNECT");
            fleet.drop(fd, left++ % 2 == 0);
        }
        QTRY_COMPARE_WITH_TIMEOUT(server.statistics().connections, 0, 30'000);
        if (done == 0)
            descriptors = endurance::descriptorsOf(getpid());
    }
    QCOMPARE(endurance::descriptorsOf(getpid()), descriptors);
    const broker::Statistics statistics = server.statistics();
    QCOMPARE(statistics.connectsAccepted, quint64(total));
    QCOMPARE(statistics.sessions, 0);
    QCOMPARE(statistics.subscriptions, 0);
    qInfo("%d connections, %lld kB resident", total, qlonglong(endurance::memoryOf(getpid())));
}

void ChurnTest::slowConsumersDoNotGrow_data()
{
    QTest::addColumn<int>("qos");
    QTest::addRow("S0-05 QoS 0: dropped at the byte budget of each") << 0;
    QTest::addRow("S0-05 QoS 1: dropped at the limits of each queue") << 1;
}

void ChurnTest::slowConsumersDoNotGrow()
{
    QFETCH(int, qos);
    constexpr int slow = 30;
    mqttserver::Settings settings;
    settings.softOutputLimit = 256 * 1024;
    settings.engine.limits.maxQueued = 50;
    ServerFixture server(settings);
    Fleet fleet(server.tcp);
    for (int i = 0; i < slow; ++i) {
        const int fd = fleet.open("CONNECT id=slow" + QByteArray::number(i));
        fleet.send(fd, "SUBSCRIBE 1 flood:" + QByteArray::number(qos));
        QVERIFY(fleet.run(patience, [&] { return fleet.find(fd)->isOnline; }));
        fleet.setDeaf(fd, true);
    }
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, slow, 30'000);
    broker::PublishInternal message;
    message.topic = base::Bytes::fromStatic("flood");
    message.qos = static_cast<mqtt::QoS>(qos);
    qint64 early = 0;
    constexpr int messages = 6'000; // of 16 KiB to each of 30: 2.8 GB that nobody reads
    for (int i = 0; i < messages; ++i) {
        message.payload = base::Bytes::copyOf(QByteArray(16 * 1024, static_cast<char>(i)));
        QVERIFY(server.server->publisher().push(message));
        if (i % 100 == 99)
            (void)server.statistics(); // it has dealt with them
        if (i == messages / 3)
            early = endurance::memoryOf(getpid(), "RssAnon");
    }
    const broker::Statistics statistics = server.statistics();
    const qint64 late = endurance::memoryOf(getpid(), "RssAnon");
    QVERIFY2(support::isSanitized || late < early + 8'000,
             qPrintable(QStringLiteral("%1 kB, then %2 kB").arg(early).arg(late)));
    quint64 dropped = 0;
    for (const quint64 count : statistics.dropped)
        dropped += count;
    QVERIFY2(dropped > quint64(messages) * slow / 2, qPrintable(QString::number(dropped))); // and it is counted
    qInfo("%d kB with %d slow consumers, %llu dropped and counted", int(late), slow, qulonglong(dropped));
}

/// Each SUBSCRIBE is answered by all that is retained, which waits for acknowledgements that never come.
void ChurnTest::subscribingAgainAndAgainDoesNotGrow()
{
    constexpr int kept = 200;
    mqttserver::Settings settings;
    settings.sysInterval = std::chrono::milliseconds(0);
    settings.engine.limits.maxQueued = 50;
    ServerFixture server(settings);
    broker::PublishInternal message;
    message.qos = mqtt::QoS::AtLeastOnce;
    message.retain = true;
    message.payload = base::Bytes::fromStatic("kept");
    for (int i = 0; i < kept; ++i) {
        message.topic = base::Bytes::copyOf(QByteArray("kept/" + QByteArray::number(i)));
        QVERIFY(server.server->publisher().push(message));
    }
    Fleet fleet(server.tcp);
    const int fd = fleet.open("CONNECT id=greedy");
    QVERIFY(fleet.run(patience, [&] { return fleet.find(fd)->isOnline; }));
    fleet.setDeaf(fd, true);
    for (int i = 0; i < 500; ++i)
        fleet.send(fd, "SUBSCRIBE 1 kept/#:1");
    fleet.send(fd, "PUBLISH last x");
    QVERIFY(fleet.run(patience, [&] { return server.statistics().messagesReceived == 1; }));
    const broker::Statistics statistics = server.statistics();
    QVERIFY2(statistics.queued >= kept && statistics.queued <= 3 * kept,
             qPrintable(QString::number(statistics.queued)));
    QVERIFY(statistics.dropped[static_cast<size_t>(broker::DropCause::QueueFull)] > 0); // and it is counted
}

QTEST_GUILESS_MAIN(ChurnTest)
#include "tst_churn.moc"
