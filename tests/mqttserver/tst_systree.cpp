// SPDX-License-Identifier: GPL-3.0-or-later
// The $SYS tree: what its figures mean, and that Mosquitto's names are all there, asked of a real one.
#include "mqttserver/systree.h"
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

using namespace std::chrono_literals;
using mqttserver::SysTree;

namespace {

QMap<QByteArray, QByteArray> textsOf(const std::vector<broker::PublishInternal> &messages)
{
    QMap<QByteArray, QByteArray> texts;
    for (const broker::PublishInternal &message : messages)
        texts[message.topic.toByteArray()] = message.payload.toByteArray();
    return texts;
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/// Topics under $SYS of a real Mosquitto with a client or two.
QSet<QByteArray> topicsOfMosquitto(const QString &program)
{
    QTemporaryDir folder;
    const QString port = QString::number(freePort());
    QFile settings(folder.filePath(u"mosquitto.conf"_qs));
    if (!settings.open(QIODevice::WriteOnly))
        return {};
    settings.write("listener " + port.toLatin1() + " 127.0.0.1\nallow_anonymous true\nsys_interval 1\n");
    settings.close();
    QProcess broker;
    broker.start(program, {u"-c"_qs, settings.fileName()});
    QSet<QByteArray> topics;
    QDeadlineTimer deadline(30'000);
    while (!topics.contains("$SYS/broker/load/connections/15min") && !deadline.hasExpired()) {
        QProcess sub; // three seconds at a time: the broker may still be starting
        sub.start(u"mosquitto_sub"_qs, {u"-p"_qs, port, u"-t"_qs, u"$SYS/#"_qs, u"-F"_qs, u"%t"_qs, u"-W"_qs, u"3"_qs});
        sub.waitForFinished(30'000);
        for (const QByteArray &line : sub.readAllStandardOutput().split('\n')) {
            if (!line.isEmpty())
                topics.insert(line);
        }
    }
    broker.terminate();
    broker.waitForFinished();
    return topics;
}

} // namespace

class TestSysTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasEveryNameOfMosquitto()
    {
        QString program = QStandardPaths::findExecutable(u"mosquitto"_qs);
        if (program.isEmpty())
            program = QStandardPaths::findExecutable(u"mosquitto"_qs, {u"/usr/sbin"_qs, u"/usr/local/sbin"_qs});
        if (program.isEmpty())
            QSKIP("mosquitto is not installed");
        const QSet<QByteArray> theirs = topicsOfMosquitto(program);
        QVERIFY2(theirs.size() > 50, qPrintable(QString::number(theirs.size())));
        SysTree tree;
        const auto ours = textsOf(tree.round({}, 0s));
        for (const QByteArray &topic : theirs)
            QVERIFY2(ours.contains(topic), topic.constData());
    }

    void retainsAtQoS0()
    {
        SysTree tree;
        for (const broker::PublishInternal &message : tree.round({}, 1s)) {
            QVERIFY(message.retain);
            QCOMPARE(message.qos, mqtt::QoS::AtMostOnce);
        }
    }

    void saysAgainOnlyWhatChanged()
    {
        SysTree tree;
        broker::Statistics statistics;
        (void)tree.round(statistics, 10s);
        statistics.clientsConnected = 3;
        statistics.sessions = 5;
        const auto second = textsOf(tree.round(statistics, 20s));
        QCOMPARE(second.value("$SYS/broker/clients/connected"), QByteArray("3"));
        QCOMPARE(second.value("$SYS/broker/clients/disconnected"), QByteArray("2"));
        QCOMPARE(second.value("$SYS/broker/uptime"), QByteArray("20 seconds"));
        QVERIFY(!second.contains("$SYS/broker/version"));
        QVERIFY(!second.contains("$SYS/broker/messages/received"));
    }

    void loads_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("fifteen");
        QTest::addRow("a minute of 60 a minute") << 1 << QByteArray("37.93") << QByteArray("3.87");
        QTest::addRow("an hour of it") << 60 << QByteArray("60.00") << QByteArray("58.90");
    }
    void loads()
    {
        QFETCH(int, minutes);
        SysTree tree;
        broker::Statistics statistics;
        QMap<QByteArray, QByteArray> texts = textsOf(tree.round(statistics, 0s));
        for (int i = 1; i <= minutes * 6; ++i) {
            statistics.messagesReceived += 10;
            texts.insert(textsOf(tree.round(statistics, 10s * i)));
        }
        QTEST(texts.value("$SYS/broker/load/publish/received/1min"), "one");
        QTEST(texts.value("$SYS/broker/load/publish/received/15min"), "fifteen");
    }

    void dropsByCause()
    {
        SysTree tree;
        broker::Statistics statistics;
        statistics.dropped[static_cast<size_t>(broker::DropCause::QueueFull)] = 4;
        statistics.dropped[static_cast<size_t>(broker::DropCause::RateLimited)] = 3;
        const auto texts = textsOf(tree.round(statistics, 10s));
        QCOMPARE(texts.value("$SYS/broker/publish/messages/dropped"), QByteArray("7"));
        QCOMPARE(texts.value("$SYS/broker/messages/dropped/queue_full"), QByteArray("4"));
        QCOMPARE(texts.value("$SYS/broker/messages/dropped/rate_limited"), QByteArray("3"));
        QCOMPARE(texts.value("$SYS/broker/messages/dropped/expired"), QByteArray("0"));
    }

    void connectionsByListener()
    {
        SysTree tree;
        broker::Statistics statistics;
        statistics.listeners = {{"tcp", 9, 2}, {"ws", 1, 1}};
        const auto texts = textsOf(tree.round(statistics, 10s));
        QCOMPARE(texts.value("$SYS/broker/listeners/tcp/connections"), QByteArray("2"));
        QCOMPARE(texts.value("$SYS/broker/listeners/ws/connections"), QByteArray("1"));
    }
};

QTEST_GUILESS_MAIN(TestSysTree)
#include "tst_systree.moc"
