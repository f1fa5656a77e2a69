// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/bankforms.h"
#include <QtTest>

using namespace gateway;

namespace {

base::Money usd(qint64 cents)
{
    return *base::Money::fromMinor(cents, base::Currency::usd());
}

} // namespace

class TestBankForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void account();
    void summary();
};

void TestBankForms::account()
{
    const QDate today(2024, 1, 15);
    bank::Account account;
    account.id = bank::AccountId(3);
    account.owner = u"1350509525"_qs;
    account.holderName = u"Ana"_qs;
    account.balance = usd(5000);
    account.lowBalanceThreshold = usd(10000);
    account.state = bank::AccountState::Blocked;
    account.lastMovement = base::UtcMs{7};
    account.day = today;
    account.dayChange = usd(-200);
    const contract::Account form = accountForm(account, today);
    QCOMPARE(form.accountId, 3);
    QCOMPARE(form.cedula, u"1350509525"_qs);
    QCOMPARE(form.balance == usd(5000) && form.available == usd(5000), true);
    QCOMPARE(form.changeToday == usd(-200), true);
    QCOMPARE(form.state, contract::AccountState::Blocked);
    QCOMPARE(form.lastMovement == base::UtcMs{7}, true);
    QVERIFY(form.lowBalance);
    QCOMPARE(accountForm(account, today.addDays(1)).changeToday.isZero(), true); // yesterday's change is not today's
}

void TestBankForms::summary()
{
    bank::Summary summary;
    summary.accounts = 2;
    summary.lowBalanceAccounts = 1;
    summary.totals = {usd(900)};
    bank::DayFigures day;
    day.totals.movements = 3;
    day.totals.deposits = usd(1000);
    day.totals.withdrawals = usd(1250);
    day.cashHeld = usd(77);
    summary.today = {day};
    summary.totalTransactions = 9;
    summary.balanced = true;
    const contract::Summary form = summaryForm(summary);
    QCOMPARE(form.today.size(), size_t{1});
    QCOMPARE(form.today.front().net == usd(-250), true);
    QCOMPARE(form.today.front().till == usd(77), true);
    QCOMPARE(form.totalTransactions, 9);
    QVERIFY(form.balanced);
}

QTEST_APPLESS_MAIN(TestBankForms)
#include "tst_bankforms.moc"
