// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/rules.h"
#include "desk/batch.h"
#include "support/memoryunit.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::Currency;
using base::Money;

namespace {

bank::Account client(const QString &owner)
{
    bank::Account a;
    a.owner = owner;
    return a;
}

bank::Posting draft(bank::AccountId from, bank::AccountId to, qint64 minor)
{
    bank::Posting p;
    p.key = "k";
    p.bodyHash = QByteArray(32, 'x');
    p.businessDay = QDate(2024, 1, 15);
    const Money amount = Money::fromMinor(minor, Currency::usd()).value();
    p.legs = {{to, amount, Money(Currency::usd())}, {from, amount.negated(), Money(Currency::usd())}};
    return p;
}

} // namespace

class BatchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAnAccountOnce();
    void numbersAccountsFromBothSides();
    void undoTakesBackEverything();
    void refusesUnbalancedPostings();
    void refusesAccountsThatWereNotRead();
};

void BatchTest::readsAnAccountOnce()
{
    support::MemoryUnit unit;
    desk::Batch batch(unit);
    QVERIFY_OK(batch.begin());
    QVERIFY_OK(batch.beginCommand());
    QVERIFY_OK(batch.openAccount(client(u"1"_s), {}));
    const int calls = unit.calls();
    QVERIFY(batch.findAccount(u"1"_s, Currency::usd()).value());
    QVERIFY(!batch.findAccount(u"1"_s, Currency::bob()).value());
    QCOMPARE(unit.calls(), calls + 1); // only the one that is not known was asked for
}

void BatchTest::numbersAccountsFromBothSides()
{
    support::MemoryUnit unit;
    desk::Batch batch(unit);
    QVERIFY_OK(batch.begin());
    QVERIFY_OK(batch.beginCommand());
    QCOMPARE(batch.addInternal(client(u"#CASH"_s))->id.value(), -1);
    QCOMPARE(batch.addInternal(client(u"#CLEARING_REST"_s))->id.value(), -2);
    QCOMPARE(batch.openAccount(client(u"1"_s), {})->id.value(), 1);
    const auto second = batch.openAccount(client(u"2"_s), {});
    QCOMPARE(second->id.value(), 2);
    QCOMPARE(second->openedSeq, 2);
    QCOMPARE(batch.lastSequence(), 2);
}

void BatchTest::undoTakesBackEverything()
{
    support::MemoryUnit unit;
    desk::Batch batch(unit);
    QVERIFY_OK(batch.begin());
    QVERIFY_OK(batch.beginCommand());
    const auto cash = batch.addInternal(client(u"#CASH"_s));
    const auto one = batch.openAccount(client(u"1"_s), {});
    QVERIFY_OK(batch.record(draft(cash->id, one->id, 500), {}));
    QVERIFY_OK(batch.keep());

    QVERIFY_OK(batch.beginCommand());
    QVERIFY_OK(batch.openAccount(client(u"2"_s), {}));
    QVERIFY_OK(batch.record(draft(cash->id, one->id, 70), {}));
    QVERIFY_OK(batch.record(draft(cash->id, one->id, 30), {}));
    QCOMPARE(batch.findAccount(u"1"_s, Currency::usd()).value()->balance.minor(), 600);
    QVERIFY_OK(batch.undo());

    QCOMPARE(batch.findAccount(u"1"_s, Currency::usd()).value()->balance.minor(), 500);
    QVERIFY(!batch.findAccount(u"2"_s, Currency::usd()).value());
    QCOMPARE(batch.lastSequence(), 2);
    QVERIFY_OK(batch.beginCommand());
    const auto next = batch.record(draft(cash->id, one->id, 1), {});
    QCOMPARE(next->id, 2);
    QVERIFY_OK(batch.keep());
    QVERIFY_OK(batch.commit());
    QCOMPARE(unit.disk().find(u"1"_s)->balance.minor(), 501);
    QCOMPARE(unit.disk().days.begin()->second.movements, 2);
}

void BatchTest::refusesUnbalancedPostings()
{
    support::MemoryUnit unit;
    desk::Batch batch(unit);
    QVERIFY_OK(batch.begin());
    QVERIFY_OK(batch.beginCommand());
    const auto cash = batch.addInternal(client(u"#CASH"_s));
    const auto one = batch.openAccount(client(u"1"_s), {});
    bank::Posting wrong = draft(cash->id, one->id, 500);
    wrong.legs[1].amount = Money::fromMinor(-499, Currency::usd()).value();
    const auto refused = batch.record(wrong, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), base::ErrorCode::Internal);
}

void BatchTest::refusesAccountsThatWereNotRead()
{
    support::MemoryUnit unit;
    desk::Batch batch(unit);
    QVERIFY_OK(batch.begin());
    QVERIFY_OK(batch.beginCommand());
    const auto refused = batch.record(draft(bank::AccountId(-1), bank::AccountId(1), 500), {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), base::ErrorCode::Internal);
}

QTEST_APPLESS_MAIN(BatchTest)
#include "tst_batch.moc"
