// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/accountrules.h"
#include "bank/holdrules.h"
#include "desk/ledgercommands.h"
#include "events/ledgercodec.h"
#include "store/sqldaycloses.h"
#include "store/sqlholds.h"
#include "support/ledgerkit.h"

using namespace Qt::StringLiterals;
using base::ErrorCode;
using events::PostingOperation;

namespace {

base::Cedula cedula(const QString &text = u"1"_s)
{
    return base::Cedula::fromWire(text).value();
}

base::Money usd(qint64 minor)
{
    return base::Money::fromMinor(minor, base::Currency::usd()).value();
}

bank::Reverse reversal(qint64 transaction, const QByteArray &key)
{
    return {.transaction = transaction,
            .reason = u"cédula equivocada"_s,
            .channel = events::Channel::Till,
            .user = u"eva"_s,
            .idempotencyKey = key};
}

bank::PlaceHold hold(qint64 minor, const QByteArray &key)
{
    return {.cedula = cedula(), .amount = usd(minor), .reason = u"embargo"_s, .user = u"eva"_s, .idempotencyKey = key};
}

bank::SetAccountState state(bank::AccountState wanted)
{
    return {.cedula = cedula(), .state = wanted, .reason = u"orden judicial"_s, .user = u"eva"_s};
}

template <typename T>
T done(desk::Answer answer)
{
    return std::get<T>(std::move(answer).value());
}

ErrorCode refused(const desk::Answer &answer)
{
    return answer ? ErrorCode::Internal : answer.error().code();
}

bank::Account account(support::LedgerKit &kit)
{
    return kit.reader()->account(u"1"_s, base::Currency::usd()).value().value;
}

} // namespace

/// Reversals, holds, limits, blocks and closed days, by the rules over a real file.
class LedgerRulesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aReversalIsAContraEntryLinkedBothWays();
    void aReversalHappensOnce();
    void refusesToReverse_data();
    void refusesToReverse();
    void aSpentDepositCannotBeReversed();
    void holdsLowerWhatIsAvailable();
    void holdsEndOnce();
    void holdsEndByTime();
    void aHoldIsPlacedOnceAKey();
    void limitsHold();
    void aBlockedAccountDoesNotMove();
    void keepsTheHistory();
    void findsAnAccountByItsNewName();
    void nothingIsBookedOnAClosedDay();
    void refusesToCloseADay_data();
    void refusesToCloseADay();

private:
    std::unique_ptr<support::LedgerKit> m_kit;
};

void LedgerRulesTest::init()
{
    m_kit = std::make_unique<support::LedgerKit>();
    QVERIFY_OK(m_kit->run(support::opening(u"1"_s)));
    QVERIFY_OK(m_kit->run(support::movement(u"1"_s, 500'00, "d1")));
    QVERIFY_OK(m_kit->run(support::movement(u"1"_s, -100'00, "w1")));
}

void LedgerRulesTest::cleanup()
{
    const auto report = m_kit->check(); // whatever a test did, the ledger proves itself
    QVERIFY2(report.ok(), qPrintable(report.problems.join(u'\n')));
    m_kit.reset();
}

void LedgerRulesTest::aReversalIsAContraEntryLinkedBothWays()
{
    const auto posted = done<bank::Posted>(m_kit->agreed(reversal(2, "r1")));
    QVERIFY(posted.transaction.kind == events::MovementKind::Deposit); // S0-19: the opposite tipo
    QVERIFY(posted.transaction.operation == PostingOperation::Reversal);
    QCOMPARE(posted.transaction.reverses, std::optional<qint64>(2));
    QCOMPARE(posted.transaction.balanceAfter.minor(), 500'00);
    QCOMPARE(posted.transaction.reason, u"cédula equivocada"_s);
    const auto page = m_kit->reader()->transactions({}, {}).value();
    QCOMPARE(page.items.size(), size_t{3});
    QCOMPARE(page.items[0].reverses, std::optional<qint64>(2));
    QCOMPARE(page.items[1].reversedBy, std::optional<qint64>(3));
    QCOMPARE(m_kit->reader()->transactionCount().value(), 3);
}

void LedgerRulesTest::aReversalHappensOnce()
{
    QVERIFY_OK(m_kit->agreed(reversal(2, "r1")));
    QCOMPARE(refused(m_kit->agreed(reversal(2, "r2"))), ErrorCode::Conflict);
    QCOMPARE(refused(m_kit->agreed(reversal(3, "r3"))), ErrorCode::Conflict); // a reversal is not reversed
    QVERIFY(done<bank::Posted>(m_kit->agreed(reversal(2, "r1"))).replayed);
    auto other = reversal(2, "r1");
    other.reason = u"otro"_s;
    QCOMPARE(refused(m_kit->run(other)), ErrorCode::Conflict);
    QCOMPARE(account(*m_kit).balance.minor(), 500'00);
}

void LedgerRulesTest::refusesToReverse_data()
{
    QTest::addColumn<qint64>("transaction");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("code");
    QTest::addRow("a movement that there is not")
        << qint64{99} << u"x"_s << QByteArray("k") << int(ErrorCode::NotFound);
    QTest::addRow("without a reason") << qint64{1} << QString() << QByteArray("k") << int(ErrorCode::InvalidArgument);
    QTest::addRow("without a key") << qint64{1} << u"x"_s << QByteArray() << int(ErrorCode::InvalidArgument);
    QTest::addRow("with another operation's key")
        << qint64{1} << u"x"_s << QByteArray("d1") << int(ErrorCode::Conflict);
}

void LedgerRulesTest::refusesToReverse()
{
    QFETCH(qint64, transaction);
    QFETCH(QString, reason);
    QFETCH(QByteArray, key);
    QFETCH(int, code);
    auto command = reversal(transaction, key);
    command.reason = reason;
    QCOMPARE(int(refused(m_kit->run(command))), code);
}

void LedgerRulesTest::aSpentDepositCannotBeReversed()
{
    QCOMPARE(refused(m_kit->agreed(reversal(1, "r1"))), ErrorCode::InsufficientFunds);
    QVERIFY_OK(m_kit->run(support::movement(u"1"_s, 100'00, "d2")));
    QVERIFY_OK(m_kit->agreed(reversal(1, "r2")));
    QCOMPARE(account(*m_kit).balance.minor(), 0);
}

void LedgerRulesTest::holdsLowerWhatIsAvailable()
{
    const auto placed = done<bank::HoldAnswer>(m_kit->run(hold(300'00, "h1"))).hold;
    QCOMPARE(placed.id, 1);
    QCOMPARE(account(*m_kit).balance.minor(), 400'00);
    QCOMPARE(account(*m_kit).available().minor(), 100'00);
    QCOMPARE(refused(m_kit->run(support::movement(u"1"_s, -100'01, "w2"))), ErrorCode::InsufficientFunds);
    QCOMPARE(refused(m_kit->run(hold(100'01, "h2"))), ErrorCode::InsufficientFunds);
    const auto posted = done<bank::Posted>(m_kit->run(support::movement(u"1"_s, -100'00, "w3")));
    QCOMPARE(posted.transaction.held.minor(), 300'00);
}

void LedgerRulesTest::holdsEndOnce()
{
    QVERIFY_OK(m_kit->run(hold(300'00, "h1")));
    const bank::ReleaseHold release{1, u"luz"_s};
    QVERIFY(!done<bank::HoldAnswer>(m_kit->run(release)).replayed);
    QVERIFY(done<bank::HoldAnswer>(m_kit->run(release)).replayed);
    QCOMPARE(account(*m_kit).available().minor(), 400'00);
    QCOMPARE(refused(m_kit->run(bank::ReleaseHold{9, u"luz"_s})), ErrorCode::NotFound);
}

void LedgerRulesTest::holdsEndByTime()
{
    auto command = hold(300'00, "h1");
    command.expiresAt = base::UtcMs{m_kit->clock.utcNow().value + 60'000};
    QVERIFY_OK(m_kit->run(command));
    QCOMPARE(done<bank::HoldsExpired>(m_kit->run(bank::ExpireHolds{})).holds, 0);
    m_kit->clock.advance(std::chrono::minutes(1));
    QCOMPARE(done<bank::HoldsExpired>(m_kit->run(bank::ExpireHolds{})).holds, 1);
    QCOMPARE(done<bank::HoldsExpired>(m_kit->run(bank::ExpireHolds{})).holds, 0);
    QCOMPARE(account(*m_kit).available().minor(), 400'00);
    QCOMPARE(refused(m_kit->run(bank::ReleaseHold{1, u"luz"_s})), ErrorCode::Conflict);
}

void LedgerRulesTest::aHoldIsPlacedOnceAKey()
{
    QVERIFY_OK(m_kit->run(hold(300'00, "h1")));
    QVERIFY(done<bank::HoldAnswer>(m_kit->run(hold(300'00, "h1"))).replayed);
    QCOMPARE(account(*m_kit).held.minor(), 300'00);
    QCOMPARE(refused(m_kit->run(hold(200'00, "h1"))), ErrorCode::Conflict);
    QCOMPARE(refused(m_kit->run(hold(1'00, "d1"))), ErrorCode::Conflict); // a posting's key
}

void LedgerRulesTest::limitsHold()
{
    bank::ChangeAccount change{.cedula = cedula(), .user = u"eva"_s};
    change.dailyWithdrawalLimit = std::optional(usd(150'00));
    change.overdraftLimit = usd(50'00);
    QVERIFY_OK(m_kit->run(change));
    QCOMPARE(refused(m_kit->run(support::movement(u"1"_s, -50'01, "w2"))), ErrorCode::InsufficientFunds); // 100 before
    QVERIFY_OK(m_kit->agreed(reversal(2, "r1"))); // a withdrawal that was taken back does not count
    QVERIFY_OK(m_kit->run(support::movement(u"1"_s, -150'00, "w3")));
    QCOMPARE(refused(m_kit->run(support::movement(u"1"_s, -1, "w4"))), ErrorCode::InsufficientFunds);
    m_kit->clock.advance(std::chrono::hours(24));
    QVERIFY_OK(m_kit->run(support::movement(u"1"_s, -150'00, "w5")));
    change = {.cedula = cedula(), .user = u"eva"_s};
    change.dailyWithdrawalLimit = std::optional<base::Money>();
    QVERIFY_OK(m_kit->run(change));
    QVERIFY_OK(m_kit->run(support::movement(u"1"_s, -250'00, "w6"))); // 50 beyond zero
    QCOMPARE(account(*m_kit).balance.minor(), -50'00);
    change = {.cedula = cedula(), .overdraftLimit = usd(0), .user = u"eva"_s};
    QCOMPARE(refused(m_kit->run(change)), ErrorCode::InvalidArgument);
    QCOMPARE(refused(m_kit->run(bank::ChangeAccount{.cedula = cedula(), .user = u"eva"_s})),
             ErrorCode::InvalidArgument);
}

void LedgerRulesTest::aBlockedAccountDoesNotMove()
{
    QVERIFY_OK(m_kit->agreed(state(bank::AccountState::Blocked)));
    QCOMPARE(refused(m_kit->run(support::movement(u"1"_s, 1'00, "d2"))), ErrorCode::PermissionDenied);
    QCOMPARE(refused(m_kit->agreed(reversal(2, "r1"))), ErrorCode::PermissionDenied);
    QCOMPARE(refused(m_kit->agreed(state(bank::AccountState::Blocked))), ErrorCode::Conflict);
    QVERIFY_OK(m_kit->agreed(state(bank::AccountState::Active)));
    QVERIFY_OK(m_kit->run(support::movement(u"1"_s, 1'00, "d3")));
}

void LedgerRulesTest::keepsTheHistory()
{
    bank::ChangeAccount change{.cedula = cedula(), .lowBalanceThreshold = usd(20'00), .user = u"eva"_s};
    change.holderName = u"Nueva"_s;
    QVERIFY_OK(m_kit->run(change));
    QVERIFY_OK(m_kit->run(change)); // nothing is another: no event
    QVERIFY_OK(m_kit->agreed(state(bank::AccountState::Blocked)));
    QVERIFY_OK(m_kit->agreed(state(bank::AccountState::Active)));
    QVERIFY_OK(m_kit->run(hold(1'00, "h1")));
    std::vector<events::AccountChanged> changes;
    int holds = 0;
    const auto reader = m_kit->reader();
    const auto log = reader->log().readAfter(0, 100).value();
    for (const events::Event &event : log) {
        if (const auto *changed = std::get_if<events::AccountChanged>(&event))
            changes.push_back(*changed);
        holds += std::holds_alternative<events::HoldChanged>(event) ? 1 : 0;
    }
    QCOMPARE(changes.size(), size_t{3});
    QCOMPARE(changes[0].changes.size(), size_t{2});
    QCOMPARE(changes[0].changes[0], (events::FieldChange{u"umbral_saldo_bajo"_s, u"100.00"_s, u"20.00"_s}));
    QCOMPARE(changes[1].changes[0], (events::FieldChange{u"estado"_s, u"ACTIVA"_s, u"BLOQUEADA"_s}));
    QCOMPARE(changes[1].reason, u"orden judicial"_s);
    QCOMPARE(holds, 1);
}

void LedgerRulesTest::findsAnAccountByItsNewName()
{
    bank::ChangeAccount change{.cedula = cedula(), .user = u"eva"_s};
    change.holderName = u"Zoraida Quispe"_s;
    QVERIFY_OK(m_kit->run(change));
    QCOMPARE(m_kit->reader()->accounts(u"quispe"_s, {}).value().items.size(), size_t{1});
    change.holderName = u"Ana"_s;
    QVERIFY_OK(m_kit->run(change));
    QCOMPARE(m_kit->reader()->accounts(u"quispe"_s, {}).value().items.size(), size_t{0});
}

void LedgerRulesTest::nothingIsBookedOnAClosedDay()
{
    const QDate today = bank::businessDay(m_kit->clock.utcNow(), bank::Policy().zone);
    const auto close = done<bank::DayCloseAnswer>(m_kit->run(bank::CloseDay{today, u"eva"_s})).close;
    QCOMPARE(close.lastPosting, 2);
    QCOMPARE(close.lastHash, m_kit->check().lastHash);
    QVERIFY(close.signature.isEmpty()); // nobody signs here
    const auto posted = done<bank::Posted>(m_kit->run(support::movement(u"1"_s, 1'00, "d2")));
    QCOMPARE(posted.transaction.businessDay, today.addDays(1)); // no back-dating
    m_kit->clock.advance(std::chrono::hours(-72));              // nor when the clock goes back
    QCOMPARE(done<bank::Posted>(m_kit->run(support::movement(u"1"_s, 1'00, "d3"))).transaction.businessDay,
             today.addDays(1));
}

void LedgerRulesTest::refusesToCloseADay_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("code");
    QTest::addRow("tomorrow") << 1 << int(ErrorCode::InvalidArgument);
    QTest::addRow("a day that is closed") << -1 << int(ErrorCode::Conflict);
    QTest::addRow("a day before one that is closed") << -2 << int(ErrorCode::Conflict);
}

void LedgerRulesTest::refusesToCloseADay()
{
    QFETCH(int, offset);
    QFETCH(int, code);
    const QDate today = bank::businessDay(m_kit->clock.utcNow(), bank::Policy().zone);
    QVERIFY_OK(m_kit->run(bank::CloseDay{today.addDays(-1), u"eva"_s}));
    QCOMPARE(int(refused(m_kit->run(bank::CloseDay{today.addDays(offset), u"eva"_s}))), code);
}

QTEST_GUILESS_MAIN(LedgerRulesTest)
#include "tst_ledgerrules.moc"
