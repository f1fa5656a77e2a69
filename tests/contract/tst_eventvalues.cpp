// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/eventvalues.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::Currency;
using base::Money;

class EventValuesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsMatchBothWays();
    void aTransactionIsItsEvent();
    void aStatementHasDebitOrCredit();
    void aNewAccountIsEmptyAndLow();
    void alertsHaveTheirSentence_data();
    void alertsHaveTheirSentence();
};

void EventValuesTest::wordsMatchBothWays()
{
    for (int i = 0; i < 2; ++i) {
        const auto kind = static_cast<events::MovementKind>(i);
        QVERIFY(contract::kindOf(contract::kindOf(kind)) == kind);
        QVERIFY(contract::parseTransactionKind(QString(contract::word(contract::kindOf(kind)))) ==
                contract::kindOf(kind));
    }
    for (int i = 0; i < 4; ++i) {
        const auto channel = static_cast<events::Channel>(i);
        QVERIFY(contract::channelOf(contract::channelOf(channel)) == channel);
    }
    QCOMPARE(contract::word(contract::channelOf(events::Channel::Till)), "CAJA"_L1);
    QCOMPARE(contract::word(contract::kindOf(events::MovementKind::Withdrawal)), "RETIRO"_L1);
}

void EventValuesTest::aTransactionIsItsEvent()
{
    events::TransactionPosted posted;
    posted.id = 1'234'567;
    posted.seq = 9;
    posted.at.value = 1'705'347'000'999;
    posted.cedula = u"1"_s;
    posted.user = u"ana"_s;
    const auto t = contract::transactionOf(posted, QTimeZone("America/Guayaquil"));
    QCOMPARE(t.folio, u"1234567"_s);
    QCOMPARE(t.localTime, u"2024-01-15T14:30:00"_s);
    QCOMPARE(t.seq, 9);
    QVERIFY(t.state == contract::TransactionState::Applied);
    posted.reversedBy = 10;
    QVERIFY(contract::transactionOf(posted, QTimeZone::utc()).state == contract::TransactionState::Reversed);
}

void EventValuesTest::aStatementHasDebitOrCredit()
{
    events::TransactionPosted posted;
    posted.amount = Money::fromMinor(5, Currency::usd()).value();
    auto e = contract::statementEntryOf(posted, QTimeZone::utc());
    QCOMPARE(e.credit.minor(), 5);
    QVERIFY(e.debit.isZero());
    posted.kind = events::MovementKind::Withdrawal;
    e = contract::statementEntryOf(posted, QTimeZone::utc());
    QCOMPARE(e.debit.minor(), 5);
    QVERIFY(e.credit.isZero());
}

void EventValuesTest::aNewAccountIsEmptyAndLow()
{
    events::AccountOpened opened;
    opened.accountId = 3;
    opened.lowBalanceThreshold = Money::fromMinor(100'00, Currency::bob()).value();
    const auto a = contract::accountOf(opened);
    QVERIFY(a.balance == Money(Currency::bob()));
    QVERIFY(a.lowBalance);
    QVERIFY(!a.lastMovement);
}

void EventValuesTest::alertsHaveTheirSentence_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<qint64>("balance"); // BOB when negative
    QTest::addColumn<QString>("message");
    QTest::addRow("S0-26 dollars") << u"LOW_BALANCE"_s << qint64{85'50} << u"Saldo bajo: $85.50"_s;
    QTest::addRow("another currency by its code") << u"LOW_BALANCE"_s << qint64{-5} << u"Saldo bajo: BOB -0.05"_s;
    QTest::addRow("S0-25 other types keep their own") << u"TEST"_s << qint64{1} << u"Prueba"_s;
}

void EventValuesTest::alertsHaveTheirSentence()
{
    QFETCH(QString, type);
    QFETCH(qint64, balance);
    QFETCH(QString, message);
    events::AlertRaised raised;
    raised.type = type;
    raised.message = u"Prueba"_s;
    raised.balance = Money::fromMinor(balance, balance < 0 ? Currency::bob() : Currency::usd()).value();
    QCOMPARE(contract::alertOf(raised, QTimeZone::utc()).message, message);
}

QTEST_APPLESS_MAIN(EventValuesTest)
#include "tst_eventvalues.moc"
