// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/clienthistory.h"
#include <QtTest>

using namespace broker;
using Kind = Notice::Kind;

namespace {

Notice notice(Kind kind, const QByteArray &clientId, qint64 at = 0, const QByteArray &topic = {})
{
    Notice n;
    n.kind = kind;
    n.clientId = clientId;
    n.at.value = at;
    n.topic = topic;
    n.address = "192.0.2.7";
    n.count = 1;
    return n;
}

} // namespace

class TestClientHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestFirst()
    {
        ClientHistory history;
        history.add(notice(Kind::Connected, "a", 1));
        history.add(notice(Kind::Connected, "b", 2));
        history.add(notice(Kind::Disconnected, "a", 3));
        const auto a = history.of("a", 0, 10);
        QCOMPARE(a.size(), size_t(2));
        QCOMPARE(a[0].kind, Kind::Disconnected);
        QCOMPARE(a[0].number, quint64(3));
        QCOMPARE(history.all(0, 10).size(), size_t(3));
        QCOMPARE(history.all(0, 2).size(), size_t(2));
        QCOMPARE(history.all(3, 10).front().number, quint64(2)); // the next page
        QVERIFY(history.of("nobody", 0, 10).empty());
    }

    void whoIsRefusedBeforeHeSaysHisNameIsInTheWholeHistory()
    {
        ClientHistory history;
        history.add(notice(Kind::ConnectRefused, {}));
        QCOMPARE(history.all(0, 10).size(), size_t(1));
    }

    void whatIsAlikeIsOneLine()
    {
        ClientHistory history;
        Notice loss = notice(Kind::MessagesDropped, "a", 1'000, "t");
        loss.count = 5;
        history.add(loss);
        loss.at.value = 9'000;
        history.add(loss);
        QCOMPARE(history.of("a", 0, 10).size(), size_t(1));
        QCOMPARE(history.of("a", 0, 10)[0].count, quint64(10));
        loss.cause = DropCause::Expired;
        history.add(loss); // another cause
        loss.at.value = 60'000;
        history.add(loss); // later
        QCOMPARE(history.of("a", 0, 10).size(), size_t(3));
        for (int i = 0; i < 1000; ++i)
            history.add(notice(Kind::Subscribed, "b", i, "f/" + QByteArray::number(i)));
        QCOMPARE(history.of("b", 0, 10).size(), size_t(1));
        QCOMPARE(history.all(0, 100).size(), size_t(4));
    }

    void isBounded()
    {
        ClientHistory history({.perClient = 3, .ofAll = 10, .clientEvents = 9});
        for (int i = 0; i < 20; ++i)
            history.add(notice(Kind::Connected, "a"));
        QCOMPARE(history.of("a", 0, 100).size(), size_t(3));
        QCOMPARE(history.all(0, 100).size(), size_t(10));
        for (const char *client : {"b", "c", "a", "d"}) {
            for (int i = 0; i < 3; ++i)
                history.add(notice(Kind::Connected, client));
        }
        QVERIFY(history.of("b", 0, 100).empty()); // silent longest
        QCOMPARE(history.of("a", 0, 100).size(), size_t(3));
        QCOMPARE(history.of("d", 0, 100).size(), size_t(3));
    }

    void inWords_data()
    {
        QTest::addColumn<Notice>("notice");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("text");
        QTest::addRow("connected") << notice(Kind::Connected, "a") << QString()
                                   << QStringLiteral("connected from 192.0.2.7");
        Notice timeout = notice(Kind::Disconnected, "a");
        timeout.reason = CloseReason::KeepAliveTimeout;
        QTest::addRow("why it ended") << timeout << QStringLiteral("keep-alive timeout")
                                      << QStringLiteral("disconnected: keep-alive timeout");
        Notice kicked = notice(Kind::Disconnected, "a");
        kicked.reason = CloseReason::Kicked;
        kicked.detail = QStringLiteral("by ana");
        QTest::addRow("who ended it") << kicked << QStringLiteral("ended by an operator")
                                      << QStringLiteral("disconnected: ended by an operator (by ana)");
        Notice refused = notice(Kind::ConnectRefused, "a");
        refused.reason = CloseReason::NotAuthorized;
        refused.detail = QStringLiteral("wrong user name or password");
        QTest::addRow("why it was refused") << refused << QStringLiteral("not authorized")
                                            << QStringLiteral("refused: not authorized (wrong user name or password)");
        Notice loss = notice(Kind::MessagesDropped, "a", 0, "t/1");
        loss.count = 12;
        QTest::addRow("losses") << loss << QStringLiteral("queue_full")
                                << QStringLiteral("12 messages not delivered: the queue is full (for example t/1)");
        QTest::addRow("a subscription") << notice(Kind::Subscribed, "a", 0, "t/#") << QString()
                                        << QStringLiteral("subscribed to t/#");
        QTest::addRow("one that is denied")
            << notice(Kind::SubscribeDenied, "a", 0, "t/#") << QString() << QStringLiteral("may not subscribe to t/#");
    }
    void inWords()
    {
        QFETCH(Notice, notice);
        ClientHistory history;
        history.add(notice);
        const HistoryEvent event = history.all(0, 1).front();
        QTEST(textOf(event), "text");
        QTEST(QString(reasonOf(event)), "reason");
    }
};

QTEST_APPLESS_MAIN(TestClientHistory)
#include "tst_clienthistory.moc"
