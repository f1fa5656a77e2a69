// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/ownmoney.h"
#include "support/plainledger.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::ErrorCode;
using base::Money;

namespace {

constexpr base::UtcMs noon{1'705'347'000'000};

bank::OwnMovement movement(qint64 minor)
{
    return {.operation = events::PostingOperation::CashIn,
            .from = bank::chart::cash,
            .to = bank::chart::tillCode(u"1"_s),
            .amount = Money::fromMinor(minor, base::Currency::usd()).value(),
            .tillSession = 7,
            .user = u"ana"_s,
            .approvers = {u"eva"_s},
            .reason = u"cambio"_s,
            .key = "k1",
            .bodyHash = QByteArray(32, 'b')};
}

} // namespace

class OwnMoneyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void movesCash();
    void refuses_data();
    void refuses();
    void namesTillsByTheirCode();
};

void OwnMoneyTest::movesCash()
{
    support::PlainLedger ledger;
    const auto moved = bank::moveOwnMoney(movement(500), ledger, {}, noon);
    QVERIFY_OK(moved);
    QCOMPARE(ledger.balance(u"#CASH"_s), 500); // credit-positive: the vault has 5.00 less
    QCOMPARE(ledger.balance(u"#CAJA_1"_s), -500);
    QCOMPARE(bank::cashOf(*ledger.findAccount(u"#CAJA_1"_s, base::Currency::usd()).value()).minor(), 500);
    QCOMPARE(moved->postingId, 1);
    QCOMPARE(moved->from, u"#CASH"_s);
    QCOMPARE(moved->to, u"#CAJA_1"_s);
    QCOMPARE(ledger.log.size(), size_t{1});
    QVERIFY(std::holds_alternative<events::CashMoved>(ledger.log.front()));
    const bank::Posting &posting = ledger.postings.front();
    QVERIFY(posting.operation == events::PostingOperation::CashIn);
    QCOMPARE(posting.tillSession, std::optional<qint64>(7));
    QCOMPARE(posting.approvers, QStringList{u"eva"_s});
    QCOMPARE(posting.reason, u"cambio"_s);
    QCOMPARE(posting.businessDay, bank::businessDay(noon, bank::Policy().zone));
}

void OwnMoneyTest::refuses_data()
{
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<QString>("to");
    QTest::addRow("nothing") << qint64{0} << u"#CAJA_1"_s;
    QTest::addRow("less than nothing") << qint64{-1} << u"#CAJA_1"_s;
    QTest::addRow("to where it is") << qint64{1} << u"#CASH"_s;
}

void OwnMoneyTest::refuses()
{
    QFETCH(qint64, minor);
    QFETCH(QString, to);
    support::PlainLedger ledger;
    bank::OwnMovement wrong = movement(minor);
    wrong.to = to;
    const auto moved = bank::moveOwnMoney(wrong, ledger, {}, noon);
    QVERIFY(!moved);
    QCOMPARE(moved.error().code(), ErrorCode::InvalidArgument);
    QVERIFY(ledger.postings.empty());
}

void OwnMoneyTest::namesTillsByTheirCode()
{
    QCOMPARE(bank::chart::tillOf(bank::chart::tillCode(u"3"_s)), u"3"_s);
    QCOMPARE(bank::chart::tillOf(bank::chart::cash), QString());
}

QTEST_APPLESS_MAIN(OwnMoneyTest)
#include "tst_ownmoney.moc"
