// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/codec.h"
#include "support/qrevents.h"
#include "support/verify.h"
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using base::Currency;
using base::ErrorCode;
using base::Money;

namespace {

Money money(qint64 minor, Currency currency = Currency::usd())
{
    return Money::fromMinor(minor, currency).value();
}

events::TransactionPosted transaction()
{
    events::TransactionPosted t;
    t.seq = 42;
    t.at.value = 1'705'347'000'123;
    t.id = 17;
    t.accountId = 3;
    t.cedula = u"0102030400"_s;
    t.holderName = u"María \"Mía\" Muñoz\n💰"_s;
    t.kind = events::MovementKind::Withdrawal;
    t.operation = events::PostingOperation::Withdrawal;
    t.amount = money(Money::maxMinor); // beyond what a double holds
    t.balanceBefore = money(-1);
    t.balanceAfter = money(9'007'199'254'740'993); // 2^53 + 1
    t.businessDay = QDate(2024, 1, 15);
    t.channel = events::Channel::Socket;
    t.user = u"ana"_s;
    t.description = u"retiro"_s;
    return t;
}

events::AccountOpened opened()
{
    events::AccountOpened o;
    o.seq = 1;
    o.at.value = 5;
    o.accountId = 3;
    o.cedula = u"1350509525"_s;
    o.lowBalanceThreshold = money(100'00, Currency::bob());
    o.user = u"ana"_s;
    return o;
}

events::AlertRaised alert()
{
    events::AlertRaised a;
    a.seq = 43;
    a.type = events::lowBalance;
    a.cedula = u"1350509525"_s;
    a.balance = money(85'50);
    a.transactionId = 17;
    return a;
}

base::Result<events::Event> again(const events::Event &event)
{
    const auto encoded = events::encode(event);
    return events::decode(QString(encoded.type), encoded.version, encoded.payload, events::sequenceOf(event),
                          events::timeOf(event));
}

} // namespace

class CodecTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsBackWhatItWrote();
    void keepsItsFormat();
    void refusesWhatIsMissing();
    void refusesWhatItDoesNotKnow_data();
    void refusesWhatItDoesNotKnow();
};

void CodecTest::readsBackWhatItWrote()
{
    auto reversal = transaction();
    reversal.reverses = 9;
    auto bare = alert();
    bare.balance.reset();
    bare.transactionId.reset();
    bare.type = u"TEST"_s;
    bare.message = u"Prueba"_s;
    auto qrPayment = transaction();
    qrPayment.qrId = support::seedQrId;
    qrPayment.paymentId = u"TXN_123456"_s;
    auto adjusted = transaction();
    adjusted.operation = events::PostingOperation::Adjustment;
    auto atTill = transaction();
    atTill.operation = events::PostingOperation::Reversal;
    atTill.tillSession = 7;
    atTill.till = u"2"_s;
    atTill.approvers = {u"eva"_s, u"luz"_s};
    atTill.reason = u"cédula equivocada"_s;
    atTill.held = money(5);
    events::CashMoved moved{44,
                            {9},
                            18,
                            events::PostingOperation::CashOut,
                            7,
                            money(100, Currency::bob()),
                            u"#CAJA_2"_s,
                            u"#CASH"_s,
                            u"ana"_s,
                            {u"eva"_s},
                            u"exceso"_s};
    auto plainMove = moved;
    plainMove.tillSession.reset();
    plainMove.approvers.clear();
    plainMove.reason.clear();
    events::TillChanged till{45,
                             {9},
                             7,
                             2,
                             u"Caja 2"_s,
                             u"ana"_s,
                             events::TillState::Closed,
                             QDate(2024, 1, 15),
                             {5},
                             base::UtcMs{7},
                             base::UtcMs{9},
                             3,
                             u"faltaba"_s,
                             u"luz"_s,
                             u"ivo"_s};
    auto freshTill = till;
    freshTill.state = events::TillState::Open;
    freshTill.countedAt.reset();
    freshTill.closedAt.reset();
    auto waiting = support::qrPaid();
    waiting.newBalance.reset();
    auto changed = support::qrStatusChanged();
    changed.source = events::QrChangeSource::Expiry;
    changed.newStatus = events::QrStatus::Expired;
    const std::vector<events::Event> all{transaction(),
                                         reversal,
                                         opened(),
                                         alert(),
                                         bare,
                                         qrPayment,
                                         adjusted,
                                         atTill,
                                         moved,
                                         plainMove,
                                         till,
                                         freshTill,
                                         support::qrCreated(),
                                         support::qrPaid(),
                                         waiting,
                                         changed,
                                         support::qrStatusChanged()};
    for (const events::Event &event : all) {
        const auto copy = again(event);
        QVERIFY_OK(copy);
        QVERIFY(*copy == event);
    }
}

void CodecTest::keepsItsFormat()
{
    // Written by version 1; files that hold it must be readable for ever.
    const QByteArray stored(R"({"account":3,"after":115000,"amount":15000,"before":100000,"cedula":"1350509525",)"
                            R"("channel":"rest","currency":"USD","day":"2024-01-15","description":"","id":17,)"
                            R"("kind":"deposit","name":"","user":"ana"})");
    const auto event = events::decode(u"transaction_posted", 1, stored, 42, {7});
    QVERIFY_OK(event);
    const auto &t = std::get<events::TransactionPosted>(*event);
    QCOMPARE(t.amount.minor(), 150'00);
    QCOMPARE(t.balanceAfter.minor(), 1150'00);
    QCOMPARE(t.seq, 42);
    QCOMPARE(events::encode(*event).payload, stored);
}

void CodecTest::refusesWhatIsMissing()
{
    auto bare = support::qrPaid();
    bare.newBalance.reset();
    for (const events::Event &event :
         {events::Event(transaction()), events::Event(opened()), events::Event(support::qrCreated()),
          events::Event(bare), events::Event(support::qrStatusChanged())}) {
        const auto encoded = events::encode(event);
        const QJsonObject whole = QJsonDocument::fromJson(encoded.payload).object();
        for (const QString &member : whole.keys()) {
            for (const QJsonValue &wrong : {QJsonValue(QJsonValue::Undefined), QJsonValue(1.5), QJsonValue(true)}) {
                if (wrong.isBool() && whole[member].isBool())
                    continue;
                QJsonObject broken = whole;
                broken.insert(member, wrong); // Undefined removes it
                const auto read = events::decode(QString(encoded.type), 1, QJsonDocument(broken).toJson(), 1, {});
                QVERIFY2(!read, qPrintable(member));
                QCOMPARE(read.error().code(), ErrorCode::Corrupt);
            }
        }
    }
}

void CodecTest::refusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("code");
    QTest::addRow("another type") << u"moon_rose"_s << 1 << QByteArray("{}")
                                  << static_cast<int>(ErrorCode::Unsupported);
    QTest::addRow("a newer version") << u"alert_raised"_s << 2 << QByteArray("{}")
                                     << static_cast<int>(ErrorCode::Unsupported);
    QTest::addRow("no JSON") << u"alert_raised"_s << 1 << QByteArray("hola") << static_cast<int>(ErrorCode::Corrupt);
    QTest::addRow("nothing") << u"account_opened"_s << 1 << QByteArray() << static_cast<int>(ErrorCode::Corrupt);
    QTest::addRow("an amount beyond the range")
        << u"alert_raised"_s << 1
        << QByteArray(R"({"type":"T","message":"","cedula":"","balance":92000000000000001,"currency":"USD"})")
        << static_cast<int>(ErrorCode::Corrupt);
}

void CodecTest::refusesWhatItDoesNotKnow()
{
    QFETCH(QString, type);
    QFETCH(int, version);
    QFETCH(QByteArray, payload);
    QFETCH(int, code);
    const auto read = events::decode(type, version, payload, 1, {});
    QVERIFY(!read);
    QCOMPARE(static_cast<int>(read.error().code()), code);
}

QTEST_APPLESS_MAIN(CodecTest)
#include "tst_codec.moc"
