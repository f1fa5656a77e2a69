// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/rules.h"
#include "support/plainledger.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::Currency;
using base::ErrorCode;
using base::Money;
using events::Channel;
using events::MovementKind;
using support::PlainLedger;

namespace {

constexpr base::UtcMs noon{1'705'347'000'000};

Money money(qint64 minor, Currency currency = Currency::usd())
{
    return Money::fromMinor(minor, currency).value();
}

bank::OpenAccount opening()
{
    return {.cedula = base::Cedula::fromWire(u"1350509525"_s).value(),
            .holderName = u"María Muñoz"_s,
            .lowBalanceThreshold = std::nullopt,
            .user = u"ana"_s};
}

bank::Post posting(MovementKind kind, qint64 minor)
{
    static int number = 0;
    return {.kind = kind,
            .cedula = base::Cedula::fromWire(u"1350509525"_s).value(),
            .amount = money(minor),
            .user = u"ana"_s,
            .description = u"…"_s,
            .idempotencyKey = QByteArray("key-") + QByteArray::number(++number)};
}

PlainLedger ledgerWith(qint64 balance)
{
    PlainLedger ledger;
    static_cast<void>(bank::open(opening(), ledger.books(), {}, noon).value());
    if (balance > 0)
        static_cast<void>(bank::post(posting(MovementKind::Deposit, balance), ledger.books(), {}, noon).value());
    return ledger;
}

/// ana's till is open, that of "counted" has been counted; nobody else has one.
class OneTill final : public bank::Tills
{
public:
    base::Result<std::optional<bank::TillSession>> sessionOf(const QString &user) override
    {
        if (user != u"ana"_s && user != u"counted"_s)
            return std::optional<bank::TillSession>();
        bank::TillSession session;
        session.id = bank::TillSessionId(7);
        session.till = bank::TillId(3);
        session.user = user;
        session.state = user == u"ana"_s ? bank::TillState::Open : bank::TillState::Counted;
        return std::optional(session);
    }
};

using PostChange = void (*)(bank::Post &);
using OpenChange = void (*)(bank::OpenAccount &);

} // namespace
class RulesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensAnAccount();
    void refusesToOpen_data();
    void refusesToOpen();
    void depositsAndWithdraws();
    void booksAgainstTheChannelsAccount_data();
    void booksAgainstTheChannelsAccount();
    void cashNeedsAnOpenTill_data();
    void cashNeedsAnOpenTill();
    void aDrawerGivesOnlyWhatItHolds();
    void refusesToPost_data();
    void refusesToPost();
    void overdraftIsExact_data();
    void overdraftIsExact();
    void alertsOnTheEdge_data();
    void alertsOnTheEdge();
    void aKeyStandsForOneBody();
    void currenciesAreApart();
    void staysInRange();
};

void RulesTest::opensAnAccount()
{
    PlainLedger ledger;
    const auto opened = bank::open(opening(), ledger.books(), {}, noon);
    QVERIFY_OK(opened);
    QCOMPARE(opened->account.id.value(), 1);
    QVERIFY(opened->account.balance.isZero());
    QVERIFY(opened->account.isLow());
    QCOMPARE(opened->account.lowBalanceThreshold.minor(), 100'00);
    QVERIFY(opened->account.openedAt == noon);
    const auto event = std::get<events::AccountOpened>(ledger.log.at(0));
    QCOMPARE(event.cedula, u"1350509525"_s);
    QCOMPARE(event.user, u"ana"_s);
    QCOMPARE(ledger.balance(bank::chart::cash), 0); // the currency's cash account came with it
}

void RulesTest::refusesToOpen_data()
{
    QTest::addColumn<OpenChange>("change");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, ErrorCode code, OpenChange change) {
        QTest::addRow("%s", name) << change << static_cast<int>(code);
    };
    row("a second account of a cédula in a currency", ErrorCode::AlreadyExists, [](bank::OpenAccount &) {});
    row("a name of 101 characters", ErrorCode::InvalidArgument,
        [](bank::OpenAccount &o) { o.holderName = QString(101, u'x'); });
    row("a name with a line break", ErrorCode::InvalidArgument, [](bank::OpenAccount &o) { o.holderName = u"a\nb"_s; });
    row("nobody responsible", ErrorCode::InvalidArgument, [](bank::OpenAccount &o) { o.user.clear(); });
    row("a threshold in another currency", ErrorCode::InvalidArgument,
        [](bank::OpenAccount &o) { o.lowBalanceThreshold = money(1, Currency::bob()); });
    row("a negative threshold", ErrorCode::InvalidArgument,
        [](bank::OpenAccount &o) { o.lowBalanceThreshold = money(-1); });
}

void RulesTest::refusesToOpen()
{
    QFETCH(OpenChange, change);
    QFETCH(int, code);
    PlainLedger ledger = ledgerWith(0);
    bank::OpenAccount command = opening();
    change(command);
    const auto refused = bank::open(command, ledger.books(), {}, noon);
    QVERIFY(!refused);
    QCOMPARE(static_cast<int>(refused.error().code()), code);
    QCOMPARE(ledger.accounts.size(), size_t{2});
}

void RulesTest::depositsAndWithdraws()
{
    PlainLedger ledger = ledgerWith(1000'00);
    const auto deposit = bank::post(posting(MovementKind::Deposit, 150'00), ledger.books(), {}, noon);
    QVERIFY_OK(deposit);
    const events::TransactionPosted &t = deposit->transaction;
    QCOMPARE(t.balanceBefore.minor(), 1000'00);
    QCOMPARE(t.balanceAfter.minor(), 1150'00);
    QCOMPARE(t.holderName, u"María Muñoz"_s);
    QCOMPARE(t.businessDay, QDate(2024, 1, 15));
    QVERIFY(!deposit->replayed);
    const auto withdrawal = bank::post(posting(MovementKind::Withdrawal, 50'00), ledger.books(), {}, noon);
    QVERIFY_OK(withdrawal);
    QCOMPARE(withdrawal->transaction.balanceAfter.minor(), 1100'00);
    QCOMPARE(ledger.postings.back().legs[0].amount.minor(), -50'00);
    QCOMPARE(ledger.postings.back().legs[1].amount.minor(), 50'00);
    qint64 sum = 0;
    for (const bank::Account &a : ledger.accounts)
        sum += a.balance.minor();
    QCOMPARE(sum, 0);
}

void RulesTest::booksAgainstTheChannelsAccount_data()
{
    QTest::addColumn<int>("channel");
    QTest::addColumn<QString>("account");
    QTest::addRow("REST against its clearing account") << static_cast<int>(Channel::Rest) << u"#CLEARING_REST"_s;
    QTest::addRow("the socket against its clearing account")
        << static_cast<int>(Channel::Socket) << u"#CLEARING_SOCKET"_s;
    QTest::addRow("QR against its clearing account") << static_cast<int>(Channel::Qr) << u"#CLEARING_QR"_s;
}

void RulesTest::booksAgainstTheChannelsAccount()
{
    QFETCH(int, channel);
    QFETCH(QString, account);
    PlainLedger ledger = ledgerWith(0);
    auto command = posting(MovementKind::Deposit, 500);
    command.channel = static_cast<Channel>(channel);
    QVERIFY_OK(bank::post(command, ledger.books(), {}, noon));
    QCOMPARE(ledger.balance(account), -500); // an asset: the bank holds five dollars more
}

void RulesTest::cashNeedsAnOpenTill_data()
{
    QTest::addColumn<int>("channel");
    QTest::addColumn<int>("rank");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("account"); ///< empty: refused
    const auto row = [](const char *name, Channel channel, bank::Rank rank, const QString &user,
                        const QString &account) {
        QTest::addRow("%s", name) << static_cast<int>(channel) << static_cast<int>(rank) << user << account;
    };
    using bank::Rank;
    row("M13 at the window, with a till", Channel::Till, Rank::Teller, u"ana"_s, u"#CAJA_3"_s);
    row("M13 at the window, without", Channel::Till, Rank::Teller, u"eva"_s, {});
    row("M13 an administrator at the window, without", Channel::Till, Rank::Administrator, u"eva"_s, {});
    row("M13 a teller by REST, with a till", Channel::Rest, Rank::Teller, u"ana"_s, u"#CAJA_3"_s);
    row("M13 a teller by REST, without", Channel::Rest, Rank::Teller, u"eva"_s, {});
    row("M13 a teller by the socket, without", Channel::Socket, Rank::Teller, u"eva"_s, {});
    row("a supervisor by REST", Channel::Rest, Rank::Supervisor, u"eva"_s, u"#CLEARING_REST"_s);
    row("a program by the socket", Channel::Socket, Rank::Service, u"key:1"_s, u"#CLEARING_SOCKET"_s);
    row("M13 with a till that has been counted", Channel::Till, Rank::Teller, u"counted"_s, {});
}

void RulesTest::cashNeedsAnOpenTill()
{
    QFETCH(int, channel);
    QFETCH(int, rank);
    QFETCH(QString, user);
    QFETCH(QString, account);
    OneTill till;
    PlainLedger ledger = ledgerWith(100'00);
    ledger.tills = &till;
    auto command = posting(MovementKind::Deposit, 500);
    command.channel = static_cast<Channel>(channel);
    command.rank = static_cast<bank::Rank>(rank);
    command.user = user;
    const auto posted = bank::post(command, ledger.books(), {}, noon);
    if (account.isEmpty()) {
        QCOMPARE(posted.error().code(), ErrorCode::Conflict);
        return;
    }
    QVERIFY_OK(posted);
    QCOMPARE(ledger.balance(account), account == u"#CLEARING_REST"_s ? -10500 : -500);
    const bool isTills = account.startsWith(u"#CAJA"_s);
    QCOMPARE(ledger.postings.back().tillSession, isTills ? std::optional<qint64>(7) : std::nullopt);
    QCOMPARE(posted->transaction.till, isTills ? u"3"_s : QString());
}

void RulesTest::aDrawerGivesOnlyWhatItHolds()
{
    OneTill till;
    PlainLedger ledger = ledgerWith(100'00);
    ledger.tills = &till;
    auto in = posting(MovementKind::Deposit, 20'00);
    in.channel = Channel::Till;
    QVERIFY_OK(bank::post(in, ledger.books(), {}, noon));
    auto out = posting(MovementKind::Withdrawal, 20'01);
    out.channel = Channel::Till;
    const auto dry = bank::post(out, ledger.books(), {}, noon); // the client has 120.00
    QCOMPARE(dry.error().code(), ErrorCode::InsufficientFunds);
    QVERIFY(dry.error().message().contains(u"drawer holds only 20.00 USD"_s));
    out.amount = money(500'00);
    const auto poor = bank::post(out, ledger.books(), {}, noon);
    QCOMPARE(poor.error().code(), ErrorCode::InsufficientFunds);
    QVERIFY(poor.error().message().contains(u"balance"_s));
    out.amount = money(20'00);
    QVERIFY_OK(bank::post(out, ledger.books(), {}, noon));
    QCOMPARE(ledger.balance(u"#CAJA_3"_s), 0);
}

void RulesTest::refusesToPost_data()
{
    QTest::addColumn<PostChange>("change");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, ErrorCode code, PostChange change) {
        QTest::addRow("%s", name) << change << static_cast<int>(code);
    };
    row("zero", ErrorCode::InvalidArgument, [](bank::Post &p) { p.amount = money(0); });
    row("less than zero", ErrorCode::InvalidArgument, [](bank::Post &p) { p.amount = money(-1); });
    row("an unknown cédula", ErrorCode::NotFound,
        [](bank::Post &p) { p.cedula = base::Cedula::fromWire(u"1710034065"_s).value(); });
    row("a currency without account", ErrorCode::NotFound, [](bank::Post &p) { p.amount = money(1, Currency::bob()); });
    row("no key", ErrorCode::InvalidArgument, [](bank::Post &p) { p.idempotencyKey.clear(); });
    row("a key of 65 characters", ErrorCode::InvalidArgument,
        [](bank::Post &p) { p.idempotencyKey = QByteArray(65, 'k'); });
    row("a key with a space", ErrorCode::InvalidArgument, [](bank::Post &p) { p.idempotencyKey = "a b"; });
    row("a key beyond ASCII", ErrorCode::InvalidArgument, [](bank::Post &p) { p.idempotencyKey = "\xc3\xb1"; });
    row("a description of 141 characters", ErrorCode::InvalidArgument,
        [](bank::Post &p) { p.description = QString(141, u'x'); });
    row("a description with a NUL", ErrorCode::InvalidArgument,
        [](bank::Post &p) { p.description = QString(QChar(0)); });
    row("nobody responsible", ErrorCode::InvalidArgument, [](bank::Post &p) { p.user.clear(); });
    row("a withdrawal of a cent too much", ErrorCode::InsufficientFunds, [](bank::Post &p) {
        p.kind = MovementKind::Withdrawal;
        p.amount = money(500'01);
    });
}

void RulesTest::refusesToPost()
{
    QFETCH(PostChange, change);
    QFETCH(int, code);
    PlainLedger ledger = ledgerWith(500'00);
    auto command = posting(MovementKind::Deposit, 1);
    change(command);
    const auto refused = bank::post(command, ledger.books(), {}, noon);
    QVERIFY(!refused);
    QCOMPARE(static_cast<int>(refused.error().code()), code);
    QCOMPARE(ledger.postings.size(), size_t{1});
    QCOMPARE(ledger.balance(u"1350509525"_s), 500'00);

    ledger.accounts[1].state = bank::AccountState::Blocked;
    const auto blocked = bank::post(posting(MovementKind::Deposit, 1), ledger.books(), {}, noon);
    QVERIFY(!blocked);
    QCOMPARE(blocked.error().code(), ErrorCode::PermissionDenied);
}

void RulesTest::overdraftIsExact_data()
{
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<qint64>("amount");
    QTest::addColumn<bool>("ok");
    QTest::addRow("the whole balance") << qint64{0} << qint64{500'00} << true;
    QTest::addRow("a cent more") << qint64{0} << qint64{500'01} << false;
    QTest::addRow("as far as a granted overdraft") << qint64{50'00} << qint64{550'00} << true;
    QTest::addRow("a cent beyond it") << qint64{50'00} << qint64{550'01} << false;
}

void RulesTest::overdraftIsExact()
{
    QFETCH(qint64, limit);
    QFETCH(qint64, amount);
    QFETCH(bool, ok);
    PlainLedger ledger = ledgerWith(500'00);
    for (bank::Account &a : ledger.accounts)
        a.overdraftLimit = money(limit);
    QCOMPARE(bank::post(posting(MovementKind::Withdrawal, amount), ledger.books(), {}, noon).ok(), ok);
}

void RulesTest::alertsOnTheEdge_data()
{
    QTest::addColumn<QList<qint64>>("movements"); // from 500.00; negative: withdrawals
    QTest::addColumn<QStringList>("alerts");
    const QString low = u"LOW_BALANCE "_s;
    QTest::addRow("S0-26 crossing below the threshold tells")
        << QList<qint64>{-414'50} << QStringList{low + u"85.50"_s};
    QTest::addRow("exactly the threshold is not below") << QList<qint64>{-400'00} << QStringList{};
    QTest::addRow("a cent below is") << QList<qint64>{-400'01} << QStringList{low + u"99.99"_s};
    QTest::addRow("further withdrawals below are silent")
        << QList<qint64>{-410'00, -10'00, -20'00} << QStringList{low + u"90.00"_s};
    QTest::addRow("a deposit below is silent") << QList<qint64>{-450'00, 10'00} << QStringList{low + u"50.00"_s};
    QTest::addRow("rising and crossing again tells again")
        << QList<qint64>{-450'00, 100'00, -60'00} << QStringList{low + u"50.00"_s, low + u"90.00"_s};
    QTest::addRow("staying above is silent") << QList<qint64>{-100'00, 50'00, -50'00} << QStringList{};
}

void RulesTest::alertsOnTheEdge()
{
    QFETCH(QList<qint64>, movements);
    QFETCH(QStringList, alerts);
    PlainLedger ledger = ledgerWith(500'00);
    for (const qint64 m : movements)
        QVERIFY_OK(bank::post(posting(m < 0 ? MovementKind::Withdrawal : MovementKind::Deposit, m < 0 ? -m : m),
                              ledger.books(), {}, noon));
    const auto raised = ledger.alerts();
    QCOMPARE(QStringList(raised.begin(), raised.end()), alerts);
}

void RulesTest::aKeyStandsForOneBody()
{
    PlainLedger ledger = ledgerWith(0);
    const auto command = posting(MovementKind::Deposit, 500);
    const auto first = bank::post(command, ledger.books(), {}, noon);
    QVERIFY_OK(first);
    const auto again = bank::post(command, ledger.books(), {}, {noon.value + 60'000});
    QVERIFY_OK(again);
    QVERIFY(again->replayed);
    QVERIFY(again->transaction == first->transaction);
    auto other = command;
    other.amount = money(501);
    const auto conflict = bank::post(other, ledger.books(), {}, noon);
    QVERIFY(!conflict);
    QCOMPARE(conflict.error().code(), ErrorCode::Conflict);
    QCOMPARE(ledger.postings.size(), size_t{1});
}

void RulesTest::currenciesAreApart()
{
    PlainLedger ledger = ledgerWith(500'00);
    auto command = opening();
    command.currency = Currency::bob();
    QVERIFY_OK(bank::open(command, ledger.books(), {}, noon));
    auto deposit = posting(MovementKind::Deposit, 700);
    deposit.amount = money(700, Currency::bob());
    QVERIFY_OK(bank::post(deposit, ledger.books(), {}, noon));
    QCOMPARE(ledger.balance(u"1350509525"_s), 500'00);
    QCOMPARE(ledger.balance(u"1350509525"_s, Currency::bob()), 700);
    QCOMPARE(ledger.balance(bank::chart::clearingRest, Currency::bob()), -700);
}

void RulesTest::staysInRange()
{
    PlainLedger ledger = ledgerWith(Money::maxMinor);
    const auto refused = bank::post(posting(MovementKind::Deposit, 1), ledger.books(), {}, noon);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::LimitExceeded);
}

QTEST_APPLESS_MAIN(RulesTest)
#include "tst_rules.moc"
