// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/entryform.h"
#include <QtTest>

using namespace console;
using Kind = contract::TransactionKind;
using Obstacle = EntryForm::Obstacle;
using Problem = EntryForm::AmountProblem;

namespace {

base::Money usd(qint64 cents)
{
    return *base::Money::fromMinor(cents, base::Currency::usd());
}

contract::Account ana(qint64 cents = 100'000)
{
    contract::Account account;
    account.cedula = u"1350509525"_qs;
    account.holderName = u"Ana Torres"_qs;
    account.balance = account.available = usd(cents);
    return account;
}

EntryForm filled(Kind kind = Kind::Deposit, const QString &amount = u"150"_qs)
{
    EntryForm form;
    form.setKind(kind);
    form.setCedula(ana().cedula);
    form.found(ana());
    form.setAmount(amount, u'.');
    return form;
}

} // namespace

class EntryFormTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAmounts_data();
    void readsAmounts();
    void obstacles_data();
    void obstacles();
    void saysTheBalanceToCome();
    void saysTheShortfall();
    void heldMoneyIsNotAvailable();
    void answersToAnotherCedulaAreIgnored();
    void movementsOfOthersChangeTheBalance();
    void oneOperationKeepsItsKey();
    void asksWithinAMinute_data();
    void asksWithinAMinute();
    void anotherCurrencyReadsTheAmountAnew();
};

void EntryFormTest::readsAmounts_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QChar>("point");
    QTest::addColumn<Problem>("problem");
    QTest::addColumn<qint64>("cents");
    const QChar comma = u',';
    const QChar point = u'.';
    QTest::newRow("Spanish groups and decimals") << u"1.234,50"_qs << comma << Problem::None << qint64(123'450);
    QTest::newRow("a decimal point in Spanish") << u"1234.50"_qs << comma << Problem::None << qint64(123'450);
    QTest::newRow("English groups and decimals") << u"1,234.50"_qs << point << Problem::None << qint64(123'450);
    QTest::newRow("whole") << u"150"_qs << comma << Problem::None << qint64(15'000);
    QTest::newRow("one decimal") << u"0,5"_qs << comma << Problem::None << qint64(50);
    QTest::newRow("spaces around") << u" 150 "_qs << comma << Problem::None << qint64(15'000);
    QTest::newRow("three decimals") << u"1,234"_qs << comma << Problem::TooManyDecimals << qint64(0);
    QTest::newRow("many decimals") << u"1234.5678"_qs << point << Problem::TooManyDecimals << qint64(0);
    QTest::newRow("letters") << u"12a"_qs << comma << Problem::NotAnAmount << qint64(0);
    QTest::newRow("two marks of one kind") << u"1,2,3"_qs << comma << Problem::NotAnAmount << qint64(0);
    QTest::newRow("zero") << u"0"_qs << comma << Problem::NotPositive << qint64(0);
    QTest::newRow("below zero") << u"-5"_qs << comma << Problem::NotPositive << qint64(0);
    QTest::newRow("more than the ledger holds")
        << u"99999999999999999"_qs << comma << Problem::NotAnAmount << qint64(0);
    QTest::newRow("nothing yet") << u"  "_qs << comma << Problem::Empty << qint64(0);
}

void EntryFormTest::readsAmounts()
{
    QFETCH(QString, typed);
    QFETCH(QChar, point);
    QFETCH(Problem, problem);
    QFETCH(qint64, cents);
    EntryForm form;
    form.setAmount(typed, point);
    QCOMPARE(form.amountProblem(), problem);
    QCOMPARE(form.amount().has_value(), problem == Problem::None);
    if (form.amount())
        QCOMPARE(form.amount()->minor(), cents);
}

void EntryFormTest::obstacles_data()
{
    QTest::addColumn<int>("step");
    QTest::addColumn<Obstacle>("expected");
    QTest::newRow("nothing typed") << 0 << Obstacle::NoCedula;
    QTest::newRow("typed, not yet asked") << 1 << Obstacle::LookupRunning;
    QTest::newRow("asked") << 2 << Obstacle::LookupRunning;
    QTest::newRow("there is none") << 3 << Obstacle::UnknownAccount;
    QTest::newRow("the hub did not answer") << 4 << Obstacle::LookupFailed;
    QTest::newRow("blocked") << 5 << Obstacle::BlockedAccount;
    QTest::newRow("found, no amount") << 6 << Obstacle::Amount;
    QTest::newRow("more than there is") << 7 << Obstacle::Shortfall;
    QTest::newRow("all of it is allowed") << 8 << Obstacle::None;
}

void EntryFormTest::obstacles()
{
    QFETCH(int, step);
    QFETCH(Obstacle, expected);
    EntryForm form;
    form.setKind(Kind::Withdrawal);
    if (step >= 1)
        form.setCedula(ana().cedula);
    if (step >= 2)
        form.lookupStarted();
    if (step == 3)
        form.notFound(ana().cedula);
    if (step == 4)
        form.lookupFailed(ana().cedula);
    if (step >= 5) {
        contract::Account account = ana();
        if (step == 5)
            account.state = contract::AccountState::Blocked;
        form.found(account);
    }
    if (step == 7)
        form.setAmount(u"1000.01"_qs, u'.');
    if (step == 8)
        form.setAmount(u"1000"_qs, u'.');
    QCOMPARE(form.obstacle(), expected);
}

void EntryFormTest::saysTheBalanceToCome()
{
    QCOMPARE(filled().balanceAfter(), usd(115'000));
    QCOMPARE(filled(Kind::Withdrawal).balanceAfter(), usd(85'000));
    QVERIFY(!filled(Kind::Deposit, u"x"_qs).balanceAfter());
    QVERIFY(!EntryForm().balanceAfter());
}

void EntryFormTest::saysTheShortfall()
{
    QCOMPARE(filled(Kind::Withdrawal, u"1050"_qs).shortfall(), usd(5'000));
    QVERIFY(!filled(Kind::Withdrawal, u"1000"_qs).shortfall());
    QVERIFY(!filled(Kind::Deposit, u"1050"_qs).shortfall());
}

void EntryFormTest::heldMoneyIsNotAvailable()
{
    EntryForm form = filled(Kind::Withdrawal, u"950"_qs);
    contract::Account account = ana();
    account.available = usd(90'000);
    form.found(account);
    QCOMPARE(form.shortfall(), usd(5'000));
    contract::Transaction deposit;
    deposit.cedula = account.cedula;
    deposit.balanceAfter = usd(120'000);
    form.note(deposit); // 100.00 stay held
    QVERIFY(!form.shortfall());
    form.setAmount(u"1150"_qs, u'.');
    QCOMPARE(form.shortfall(), usd(5'000));
}

void EntryFormTest::answersToAnotherCedulaAreIgnored()
{
    EntryForm form;
    form.setCedula(u"0102030405"_qs);
    form.lookupStarted();
    form.found(ana());
    form.notFound(ana().cedula);
    form.lookupFailed(ana().cedula);
    QVERIFY(!form.account());
    QCOMPARE(form.lookup(), EntryForm::Lookup::Running);
    form.setCedula(ana().cedula);
    form.found(ana());
    form.setCedula(ana().cedula + u'1');
    QVERIFY(!form.account());
}

void EntryFormTest::movementsOfOthersChangeTheBalance()
{
    EntryForm form = filled();
    contract::Transaction other;
    other.cedula = u"0102030405"_qs;
    other.balanceAfter = usd(1);
    form.note(other);
    QCOMPARE(form.account()->balance, usd(100'000));
    other.cedula = ana().cedula;
    other.balanceAfter = usd(70'000);
    form.note(other);
    QCOMPARE(form.balanceAfter(), usd(85'000));
}

void EntryFormTest::oneOperationKeepsItsKey()
{
    EntryForm form = filled();
    const client::IdempotencyKey first = form.keyForTry();
    QCOMPARE(form.keyForTry(), first); // M10 another try of the same
    form.setAmount(u"151"_qs, u'.');
    const client::IdempotencyKey second = form.keyForTry();
    QVERIFY(!(second == first)); // another operation
    form.setDescription(u"rent"_qs);
    QVERIFY(!(form.keyForTry() == second));
    const client::IdempotencyKey last = form.keyForTry();
    form.clear();
    form.setCedula(ana().cedula);
    form.found(ana());
    form.setAmount(u"151"_qs, u'.');
    form.setDescription(u"rent"_qs);
    QVERIFY(!(form.keyForTry() == last)); // the same again, but anew
}

void EntryFormTest::asksWithinAMinute_data()
{
    QTest::addColumn<qint64>("later");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<qint64>("cents");
    QTest::addColumn<bool>("asks");
    QTest::newRow("M10 at once") << qint64(0) << Kind::Deposit << qint64(15'000) << true;
    QTest::newRow("M10 59.999 s later") << qint64(59'999) << Kind::Deposit << qint64(15'000) << true;
    QTest::newRow("a minute later") << qint64(60'000) << Kind::Deposit << qint64(15'000) << false;
    QTest::newRow("the other way") << qint64(5) << Kind::Withdrawal << qint64(15'000) << false;
    QTest::newRow("another amount") << qint64(5) << Kind::Deposit << qint64(15'001) << false;
}

void EntryFormTest::asksWithinAMinute()
{
    QFETCH(qint64, later);
    QFETCH(Kind, kind);
    QFETCH(qint64, cents);
    QFETCH(bool, asks);
    EntryForm form = filled();
    contract::Transaction before;
    before.cedula = ana().cedula;
    before.kind = kind;
    before.amount = usd(cents);
    before.balanceAfter = usd(100'000);
    before.at = {1'000'000};
    form.note(before);
    QCOMPARE(form.sameAgain({1'000'000 + later}).has_value(), asks);
}

void EntryFormTest::anotherCurrencyReadsTheAmountAnew()
{
    EntryForm form = filled();
    contract::Account account = ana();
    account.balance = account.available = base::Money(base::Currency::bob());
    form.found(account);
    QCOMPARE(form.amount()->currency(), base::Currency::bob()); // M17
    QCOMPARE(form.balanceAfter()->currency(), base::Currency::bob());
}

QTEST_APPLESS_MAIN(EntryFormTest)
#include "tst_entryform.moc"
