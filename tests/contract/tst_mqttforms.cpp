// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/mqttforms.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::Currency;
using base::Money;
using contract::MqttMessage;
using contract::MqttOptions;

namespace {

constexpr base::UtcMs halfPastTwo{1'705'347'000'000}; // 2024-01-15T14:30:00 in Guayaquil

Money money(qint64 minor, Currency currency = Currency::usd())
{
    return Money::fromMinor(minor, currency).value();
}

events::TransactionPosted deposit(Currency currency = Currency::usd())
{
    events::TransactionPosted t;
    t.seq = 42;
    t.at = halfPastTwo;
    t.id = 17;
    t.cedula = u"1350509525"_s;
    t.amount = money(150'00, currency);
    t.balanceBefore = money(1000'00, currency);
    t.balanceAfter = money(1150'00, currency);
    return t;
}

QByteArray payloadOf(const MqttMessage &message)
{
    return message.payload.toByteArray();
}

} // namespace

class MqttFormsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void publishesATransaction_data();
    void publishesATransaction();
    void writesTheSeedsTransaction();
    void writesTheSeedsBalance();
    void sharesOnePayload();
    void keepsOtherCurrenciesOffThePlainTopics();
    void marksReversalsAndQrPayments();
    void writesTheSeedsAlert();
    void publishesANewAccountsBalance();
    void writesTheSeedsStatistics();
    void usesTheBranchesZone();
    void readsABalanceBack_data();
    void readsABalanceBack();
};

void MqttFormsTest::publishesATransaction_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("perCedula");
    QTest::addColumn<QStringList>("forms"); // topic, QoS, retain
    QTest::addRow("S0-10 S0-11 S0-13 S0-17 a deposit")
        << 0 << true
        << QStringList{u"banco/transacciones 1 0"_s, u"banco/depositos 1 0"_s, u"banco/saldo/1350509525 1 1"_s,
                       u"banco/transacciones/1350509525 1 0"_s, u"banco/depositos/1350509525 1 0"_s};
    QTest::addRow("S0-10 S0-12 S0-13 S0-17 a withdrawal")
        << 1 << true
        << QStringList{u"banco/transacciones 1 0"_s, u"banco/retiros 1 0"_s, u"banco/saldo/1350509525 1 1"_s,
                       u"banco/transacciones/1350509525 1 0"_s, u"banco/retiros/1350509525 1 0"_s};
    QTest::addRow("S0-17 switched off") << 0 << false
                                        << QStringList{u"banco/transacciones 1 0"_s, u"banco/depositos 1 0"_s,
                                                       u"banco/saldo/1350509525 1 1"_s};
}

void MqttFormsTest::publishesATransaction()
{
    QFETCH(int, kind);
    QFETCH(bool, perCedula);
    QFETCH(QStringList, forms);
    auto t = deposit();
    t.kind = static_cast<events::MovementKind>(kind);
    MqttOptions options;
    options.perCedula = perCedula;
    QStringList published;
    for (const MqttMessage &m : contract::mqttForms(t, options))
        published << u"%1 %2 %3"_s.arg(m.topic).arg(m.qos).arg(m.retain ? 1 : 0);
    QCOMPARE(published, forms);
}

void MqttFormsTest::writesTheSeedsTransaction()
{
    const auto messages = contract::mqttForms(deposit(), {});
    QCOMPARE(payloadOf(messages[0]),
             QByteArray(R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":150.00,"saldo_nuevo":1150.00,)"
                        R"("timestamp":"2024-01-15T14:30:00","folio":"000017","seq":42})"));
    QCOMPARE(payloadOf(messages[1]), payloadOf(messages[0])); // S0-20: the same object
}

void MqttFormsTest::writesTheSeedsBalance()
{
    QCOMPARE(payloadOf(contract::mqttForms(deposit(), {})[2]),
             QByteArray(R"({"cedula":"1350509525","saldo_nuevo":1150.00,"saldo_anterior":1000.00,)"
                        R"("timestamp":"2024-01-15T14:30:00","folio":"000017","seq":42})"));
}

void MqttFormsTest::sharesOnePayload()
{
    const auto messages = contract::mqttForms(deposit(), {});
    QCOMPARE(messages.size(), size_t{5});
    for (const size_t i : {size_t{1}, size_t{3}, size_t{4}})
        QCOMPARE(static_cast<const void *>(messages[i].payload.data()),
                 static_cast<const void *>(messages[0].payload.data()));
}

void MqttFormsTest::keepsOtherCurrenciesOffThePlainTopics()
{
    const auto messages = contract::mqttForms(deposit(Currency::bob()), {});
    QStringList topics;
    for (const MqttMessage &m : messages) {
        topics << m.topic;
        QVERIFY2(payloadOf(m).contains(R"("moneda":"BOB")"), payloadOf(m).constData());
    }
    QCOMPARE(topics, (QStringList{u"banco/saldo/1350509525/BOB"_s, u"banco/transacciones/1350509525"_s,
                                  u"banco/depositos/1350509525"_s}));
    MqttOptions bolivian;
    bolivian.currency = Currency::bob();
    QCOMPARE(contract::mqttForms(deposit(Currency::bob()), bolivian)[0].topic, u"banco/transacciones"_s);
}

void MqttFormsTest::marksReversalsAndQrPayments()
{
    auto t = deposit();
    t.reverses = 9;
    t.channel = events::Channel::Qr;
    QVERIFY(payloadOf(contract::mqttForms(t, {})[0]).endsWith(R"("seq":42,"reverso_de":"000009","origen":"QR"})"));
}

void MqttFormsTest::writesTheSeedsAlert()
{
    events::AlertRaised alert;
    alert.seq = 43;
    alert.at = halfPastTwo;
    alert.type = events::lowBalance;
    alert.cedula = u"1350509525"_s;
    alert.balance = money(85'50);
    alert.transactionId = 17;
    const auto messages = contract::mqttForms(alert, {});
    QCOMPARE(messages.size(), size_t{2});
    QCOMPARE(messages[0].topic, u"banco/alertas"_s);
    QCOMPARE(messages[0].qos, 2); // S0-15
    QVERIFY(!messages[0].retain);
    QCOMPARE(payloadOf(messages[0]), // S0-24, S0-26
             QByteArray(R"({"type":"LOW_BALANCE","message":"Saldo bajo: $85.50","cedula":"1350509525",)"
                        R"("data":{"saldo":85.50},"timestamp":"2024-01-15T14:30:00","folio":"000017","seq":43})"));
    QCOMPARE(messages[1].topic, u"banco/alertas/1350509525"_s);
}

void MqttFormsTest::publishesANewAccountsBalance()
{
    events::AccountOpened opened;
    opened.seq = 1;
    opened.at = halfPastTwo;
    opened.cedula = u"1710034065"_s;
    const auto messages = contract::mqttForms(opened, {});
    QCOMPARE(messages.size(), size_t{1});
    QCOMPARE(messages[0].topic, u"banco/saldo/1710034065"_s);
    QVERIFY(messages[0].retain);
    QCOMPARE(payloadOf(messages[0]), QByteArray(R"({"cedula":"1710034065","saldo_nuevo":0.00,"saldo_anterior":0.00,)"
                                                R"("timestamp":"2024-01-15T14:30:00","seq":1})"));
}

void MqttFormsTest::writesTheSeedsStatistics()
{
    const MqttMessage message = contract::statisticsForm({5, 120, 3, halfPastTwo}, {});
    QCOMPARE(message.topic, u"banco/estadisticas"_s); // S0-14
    QCOMPARE(message.qos, 0);
    QVERIFY(message.retain);
    QCOMPARE(payloadOf(message), QByteArray(R"({"clientes_conectados":5,"total_transacciones":120,"ips_activas":3,)"
                                            R"("timestamp":"2024-01-15T14:30:00"})"));
}

void MqttFormsTest::usesTheBranchesZone()
{
    MqttOptions options;
    options.zone = QTimeZone("America/La_Paz");
    QVERIFY(payloadOf(contract::mqttForms(deposit(), options)[0]).contains(R"("timestamp":"2024-01-15T15:30:00")"));
}

void MqttFormsTest::readsABalanceBack_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<qint64>("minor"); // -1: refused
    QTest::addRow("S0-22 what we wrote") << payloadOf(contract::mqttForms(deposit(), {})[2]) << qint64{115'000};
    QTest::addRow("somebody else's text") << QByteArray("hola") << qint64{-1};
    QTest::addRow("no balance in it") << QByteArray("{}") << qint64{-1};
    QTest::addRow("nothing") << QByteArray() << qint64{-1};
}

void MqttFormsTest::readsABalanceBack()
{
    QFETCH(QByteArray, payload);
    QFETCH(qint64, minor);
    const auto balance = contract::balanceInPayload(payload, Currency::usd());
    QCOMPARE(balance ? balance->minor() : qint64{-1}, minor);
}

QTEST_APPLESS_MAIN(MqttFormsTest)
#include "tst_mqttforms.moc"
