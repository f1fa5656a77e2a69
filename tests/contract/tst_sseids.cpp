// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/sseids.h"
#include "support/qrevents.h"
#include <QtTest>

using namespace Qt::StringLiterals;
using Kind = events::EventMark::Kind;

class TestSseIds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writes();
    void numbersWhatFallsInOneMillisecond();
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

void TestSseIds::writes()
{
    const base::UtcMs at{1'705'312'800'000};
    QCOMPARE(contract::qrCreatedId(support::seedQrId), QByteArray("qr_created_25090601016617035877"));
    QCOMPARE(contract::qrPaymentId(u"TXN_123456"_s), QByteArray("qr_payment_TXN_123456"));
    QCOMPARE(contract::qrStatusChangeId(support::seedQrId, at),
             QByteArray("qr_status_change_25090601016617035877_1705312800000"));
    QCOMPARE(contract::balanceUpdateId(at, 1), QByteArray("balance_update_1705312800000_1"));
    QCOMPARE(contract::heartbeatId(at), QByteArray("heartbeat_1705312800000"));
    QCOMPARE(contract::welcomeId("conn_1_a"), QByteArray("welcome_conn_1_a"));
}

void TestSseIds::numbersWhatFallsInOneMillisecond()
{
    contract::SseIds ids;
    QCOMPARE(ids.distinct({5}, "a"), QByteArray("a"));
    QCOMPARE(ids.distinct({5}, "b"), QByteArray("b"));
    QCOMPARE(ids.distinct({5}, "a"), QByteArray("a_2"));
    QCOMPARE(ids.distinct({5}, "a"), QByteArray("a_3"));
    QCOMPARE(ids.distinct({6}, "a"), QByteArray("a"));
}

void TestSseIds::reads_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("key");
    QTest::addColumn<qint64>("at");
    QTest::addColumn<int>("nth");
    const auto row = [](const char *name, const char *id, Kind kind, const QString &key, qint64 at, int nth) {
        QTest::addRow("%s", name) << QByteArray(id) << static_cast<int>(kind) << key << at << nth;
    };
    row("S2-13", "qr_created_25090601016617035877", Kind::QrCreated, support::seedQrId, 0, 1);
    row("S2-15, underscores are the bank's own", "qr_payment_TXN_12_3", Kind::QrPaid, u"TXN_12_3"_s, 0, 1);
    row("S2-17", "qr_status_change_25090601016617035877_7", Kind::QrStatusChanged, support::seedQrId, 7, 1);
    row("S2-17, the second one", "qr_status_change_1_7_2", Kind::QrStatusChanged, u"1"_s, 7, 2);
    row("S2-19", "balance_update_1705312800000_1", Kind::BalanceUpdated, {}, 1'705'312'800'000, 1);
    row("S2-19, the tenth one", "balance_update_1705312800000_1_10", Kind::BalanceUpdated, {}, 1'705'312'800'000, 10);
}

void TestSseIds::reads()
{
    QFETCH(QByteArray, id);
    QFETCH(int, kind);
    QFETCH(QString, key);
    QFETCH(qint64, at);
    QFETCH(int, nth);
    const contract::SseId read = contract::parseSseId(id);
    const auto *event = std::get_if<contract::SseEventId>(&read);
    QVERIFY(event);
    QCOMPARE(event->mark, (events::EventMark{static_cast<Kind>(kind), key, {at}, nth}));
    QCOMPARE(event->accountId.has_value(), id.startsWith("balance"));
}

void TestSseIds::refuses_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char *id : {"",
                           "42",
                           "qr_created_",
                           "qr_payment_",
                           "qr_status_change_1",
                           "qr_status_change__7",
                           "qr_status_change_1_x",
                           "qr_status_change_1_7_1",
                           "qr_status_change_1_7_2_3",
                           "balance_update_7",
                           "balance_update_7_1_1",
                           "balance_update_7_1_0",
                           "balance_update_7_-1",
                           "balance_update_07_1",
                           "balance_update_7_1_2_3",
                           "balance_update_99999999999999999999_1",
                           "heartbeat_",
                           "heartbeat_x",
                           "heartbeat_1_2",
                           "welcome_",
                           "welcome_x",
                           "welcome_conn_x_y",
                           "welcome_conn_1",
                           "Heartbeat_1"})
        QTest::addRow("'%s'", id) << QByteArray(id);
}

void TestSseIds::refuses()
{
    QFETCH(QByteArray, id);
    QVERIFY(std::holds_alternative<std::monostate>(contract::parseSseId(id)));
    // and these it does not
    QCOMPARE(std::get<contract::SseHeartbeatId>(contract::parseSseId("heartbeat_7")).at, base::UtcMs{7});
    QCOMPARE(std::get<contract::SseWelcomeId>(contract::parseSseId("welcome_conn_7_abc")).at, base::UtcMs{7});
}

QTEST_APPLESS_MAIN(TestSseIds)
#include "tst_sseids.moc"
