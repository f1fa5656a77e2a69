// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/posting.h"
#include "support/verify.h"
#include <QCryptographicHash>

using namespace Qt::StringLiterals;
using bank::Posting;
using base::Currency;
using base::Money;

namespace {

Money money(qint64 minor, Currency currency = Currency::usd())
{
    return Money::fromMinor(minor, currency).value();
}

Posting posting()
{
    Posting p;
    p.id = 1;
    p.seq = 2;
    p.key = "k1";
    p.bodyHash = QByteArray(32, 'b');
    p.at.value = 1'705'347'000'000;
    p.businessDay = QDate(2024, 1, 15);
    p.user = u"ana"_s;
    p.description = u"sueldo"_s;
    p.operation = events::PostingOperation::Deposit;
    p.legs = {{bank::AccountId(1), money(500), money(500)}, {bank::AccountId(-1), money(-500), money(-500)}};
    return p;
}

using Change = void (*)(Posting &);

} // namespace
class PostingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyChangeChangesTheHash_data();
    void anyChangeChangesTheHash();
    void theChainDependsOnThePast();
    void rowsOfBeforeKeepTheirHash();
    void legsMustBalance_data();
    void legsMustBalance();
    void addsUpADay();
};

void PostingTest::anyChangeChangesTheHash_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::addRow("%s", name) << change; };
    row("number", [](Posting &p) { p.id = 2; });
    row("sequence", [](Posting &p) { p.seq = 3; });
    row("key", [](Posting &p) { p.key = "k2"; });
    row("body hash", [](Posting &p) { p.bodyHash[0] = 'c'; });
    row("kind", [](Posting &p) { p.kind = events::MovementKind::Withdrawal; });
    row("time", [](Posting &p) { ++p.at.value; });
    row("day", [](Posting &p) { p.businessDay = p.businessDay.addDays(1); });
    row("channel", [](Posting &p) { p.channel = events::Channel::Till; });
    row("user", [](Posting &p) { p.user = u"anb"_s; });
    row("description", [](Posting &p) { p.description.clear(); });
    row("reversal", [](Posting &p) { p.reverses = 1; });
    row("operation", [](Posting &p) { p.operation = events::PostingOperation::Adjustment; });
    row("no operation, as rows of before", [](Posting &p) { p.operation.reset(); });
    row("till session", [](Posting &p) { p.tillSession = 1; });
    row("approvers", [](Posting &p) { p.approvers = {u"eva"_s}; });
    row("reason", [](Posting &p) { p.reason = u"x"_s; });
    row("a leg's account", [](Posting &p) { p.legs[0].account = bank::AccountId(2); });
    row("a leg's amount", [](Posting &p) { p.legs[0].amount = money(501); });
    row("a leg's currency", [](Posting &p) { p.legs[0].amount = money(500, Currency::bob()); });
    row("a leg's balance", [](Posting &p) { p.legs[1].balanceAfter = money(-501); });
    row("the order of legs", [](Posting &p) { std::swap(p.legs[0], p.legs[1]); });
    row("a further leg", [](Posting &p) { p.legs.push_back(p.legs[0]); });
}

void PostingTest::anyChangeChangesTheHash()
{
    QFETCH(Change, change);
    Posting changed = posting();
    change(changed);
    QVERIFY(bank::canonicalBytes(changed) != bank::canonicalBytes(posting()));
    QVERIFY(bank::chainHash(bank::genesisHash(), changed) != bank::chainHash(bank::genesisHash(), posting()));
}

void PostingTest::theChainDependsOnThePast()
{
    const QByteArray first = bank::chainHash(bank::genesisHash(), posting());
    QCOMPARE(first.size(), 32);
    QCOMPARE(first, QCryptographicHash::hash(QByteArray(bank::genesisHash() + bank::canonicalBytes(posting())),
                                             QCryptographicHash::Sha256)); // SPEC 2.3
    QVERIFY(bank::chainHash(first, posting()) != first);
}

void PostingTest::rowsOfBeforeKeepTheirHash()
{
    Posting old = posting();
    old.operation.reset();
    // What the first version of the file hashed, byte by byte.
    const QByteArray bytes = "9:posting/1,1:1,1:2,2:k1,32:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,1:0,13:1705347000000,"
                             "7:2460325,1:1,3:ana,6:sueldo,1:-,1:2,1:1,3:USD,3:500,3:USD,3:500,2:-1,3:USD,4:-500,"
                             "3:USD,4:-500,";
    QCOMPARE(bank::canonicalBytes(old), bytes);
    QVERIFY(bank::canonicalBytes(posting()).startsWith("9:posting/2,"));
}

void PostingTest::legsMustBalance_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("ok");
    const auto row = [](const char *name, bool ok, Change change) { QTest::addRow("%s", name) << change << ok; };
    row("two legs that sum to zero", true, [](Posting &) {});
    row("three legs that sum to zero", true, [](Posting &p) {
        p.legs[1].amount = money(-300);
        p.legs.push_back({bank::AccountId(-2), money(-200), money(-200)});
    });
    row("no legs", false, [](Posting &p) { p.legs.clear(); });
    row("one leg", false, [](Posting &p) { p.legs.pop_back(); });
    row("a cent too much", false, [](Posting &p) { p.legs[0].amount = money(501); });
    row("two currencies", false, [](Posting &p) { p.legs[1].amount = money(-500, Currency::bob()); });
    row("legs of zero", false, [](Posting &p) { p.legs[0].amount = p.legs[1].amount = money(0); });
    row("a sum beyond the range", false, [](Posting &p) {
        p.legs[0].amount = money(Money::maxMinor);
        p.legs[1].amount = money(Money::maxMinor);
    });
}

void PostingTest::legsMustBalance()
{
    QFETCH(Change, change);
    QFETCH(bool, ok);
    Posting changed = posting();
    change(changed);
    QCOMPARE(bank::checkBalanced(changed).ok(), ok);
}

void PostingTest::addsUpADay()
{
    bank::DayTotals day;
    day = day.plus(events::MovementKind::Deposit, money(500)).value();
    day = day.plus(events::MovementKind::Withdrawal, money(200)).value();
    day = day.plus(events::MovementKind::Deposit, money(1)).value();
    QCOMPARE(day.movements, 3);
    QCOMPARE(day.deposits.minor(), 501);
    QCOMPARE(day.withdrawals.minor(), 200);
    QVERIFY(!day.plus(events::MovementKind::Deposit, money(1, Currency::bob())));
    QVERIFY(!day.plus(events::MovementKind::Deposit, money(Money::maxMinor)));
}

QTEST_APPLESS_MAIN(PostingTest)
#include "tst_posting.moc"
