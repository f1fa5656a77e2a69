// SPDX-License-Identifier: GPL-3.0-or-later
// Tills from the desk down to the rows (SPEC 2.4, M13): every rule and refusal over a real ledger file.
#include "bank/drawer.h"
#include "desk/tillcommands.h"
#include "store/sqltills.h"
#include "support/ledgerkit.h"
#include <QSqlQuery>

using namespace Qt::StringLiterals;
using base::ErrorCode;
using base::Money;
using support::usd;

namespace {

const QString client = u"1350509525"_s;

Money bob(qint64 minor)
{
    return Money::fromMinor(minor, base::Currency::bob()).value();
}

template <typename T>
T as(const desk::Answer &answer)
{
    if (!answer)
        qFatal("%s", qPrintable(answer.error().toString()));
    return std::get<T>(*answer);
}

/// Two tills, a client, and whoever opens.
class Branch : public support::LedgerKit
{
public:
    Branch()
    {
        must(support::opening(client, u"María Muñoz"_s));
        must(bank::CreateTill{u"Caja 1"_s, u"eva"_s});
        must(bank::CreateTill{u"Caja 2"_s, u"eva"_s});
    }
    /// With so many twenties.
    bank::TillSession open(const QString &user, qint64 till, qint64 twenties)
    {
        return as<bank::TillDone>(run(opening(user, till, twenties))).session;
    }
    bank::OpenTill opening(const QString &user, qint64 till, qint64 twenties)
    {
        return {bank::TillId(till), {{usd(20'00), twenties}}, {}, user, key()};
    }
    bank::MoveCash moving(const bank::TillSession &session, bank::CashMove kind, qint64 minor)
    {
        return {session.id, kind, usd(minor), {}, u"cambio"_s, session.user, key()};
    }
    desk::Answer post(const QString &user, qint64 minor)
    {
        bank::Post post = support::movement(client, minor, key());
        post.user = user;
        post.channel = events::Channel::Till;
        post.rank = bank::Rank::Teller;
        return run(post);
    }
    void must(desk::Command command)
    {
        const auto answer = run(std::move(command));
        if (!answer)
            qFatal("%s", qPrintable(answer.error().toString()));
    }
    void count(const bank::TillSession &session, Money denomination, qint64 quantity, bool isCoin = false)
    {
        must(bank::CountCash{session.id, {denomination, quantity, isCoin}, session.user});
    }
    bank::TillSession submit(const bank::TillSession &session)
    {
        return as<bank::TillDone>(run(bank::SubmitCount{session.id, session.user})).session;
    }
    bank::CloseTill closing(const bank::TillSession &session, const QString &reason = {})
    {
        return {session.id, reason, false, session.user, false, key()};
    }
    qint64 held(const QString &account, base::Currency currency = base::Currency::usd())
    {
        const auto found = file->unitOfWork().findAccount(account, currency).value();
        return found ? -found->balance.minor() : 0;
    }
    QByteArray key() { return "k" + QByteArray::number(++m_key); }
    bool refuses(const QString &sql)
    {
        QSqlQuery query(database().connection());
        return !query.exec(sql);
    }

private:
    int m_key = 0;
};

} // namespace

class SqlTillsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensFromTheVault();
    void refusesToOpen_data();
    void refusesToOpen();
    void whatWasCarriedIsAskedFor();
    void movesCash();
    void refusesToMoveCash_data();
    void refusesToMoveCash();
    void twoOperatorsAtOnce();
    void countsBlindAndKeepsEachKeystroke();
    void closesWithTheZ();
    void differencesAreBooked_data();
    void differencesAreBooked();
    void refusesToClose_data();
    void refusesToClose();
    void handsOverByName();
    void currenciesAreNeverAdded();
    void closedSessionsAndZAreReadOnly();
    void keysReplay();
    void receiptsAreNumbered();
    void aLostBatchIsFoundAgain();
    void listsSessions();
};

void SqlTillsTest::opensFromTheVault()
{
    Branch branch;
    const bank::TillSession session = branch.open(u"ana"_s, 1, 5);
    QCOMPARE(branch.held(u"#CAJA_1"_s), 100'00);
    QCOMPARE(branch.held(u"#CASH"_s), -100'00);
    const auto again = branch.file->unitOfWork().tills().findSession(session.id).value().value();
    QCOMPARE(again, session);
    QCOMPARE(again.user, u"ana"_s);
    QCOMPARE(again.cash.size(), size_t(1));
    QCOMPARE(again.cash.front().opening, usd(100'00));
    QVERIFY(branch.check().problems.isEmpty());
}

void SqlTillsTest::refusesToOpen_data()
{
    using Change = void (*)(bank::OpenTill &);
    QTest::addColumn<Change>("change");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *name, ErrorCode code, Change change) {
        QTest::addRow("M13 %s", name) << change << code;
    };
    row("a till that is open", ErrorCode::Conflict, [](bank::OpenTill &c) { c.till = bank::TillId(1); });
    row("a second till for one person", ErrorCode::Conflict, [](bank::OpenTill &c) { c.user = u"ana"_s; });
    row("no such till", ErrorCode::NotFound, [](bank::OpenTill &c) { c.till = bank::TillId(9); });
    row("no such note", ErrorCode::InvalidArgument, [](bank::OpenTill &c) { c.count = {{usd(3'00), 1}}; });
    row("a note that is a coin", ErrorCode::InvalidArgument, [](bank::OpenTill &c) { c.count = {{usd(25), 1}}; });
    row("a denomination twice", ErrorCode::InvalidArgument, [](bank::OpenTill &c) {
        c.count = {{usd(20'00), 1}, {usd(20'00), 2}};
    });
    row("less than nothing", ErrorCode::InvalidArgument, [](bank::OpenTill &c) { c.count = {{usd(20'00), -1}}; });
    row("too many to be true", ErrorCode::InvalidArgument, [](bank::OpenTill &c) {
        c.count = {{usd(20'00), 1'000'001}};
    });
    row("no key", ErrorCode::InvalidArgument, [](bank::OpenTill &c) { c.key.clear(); });
    row("nobody", ErrorCode::InvalidArgument, [](bank::OpenTill &c) { c.user.clear(); });
}

void SqlTillsTest::refusesToOpen()
{
    using Change = void (*)(bank::OpenTill &);
    QFETCH(Change, change);
    QFETCH(ErrorCode, code);
    Branch branch;
    branch.open(u"ana"_s, 1, 5);
    bank::OpenTill command = branch.opening(u"luz"_s, 2, 1);
    change(command);
    QCOMPARE(branch.run(command).error().code(), code);
    QCOMPARE(branch.held(u"#CAJA_2"_s), 0);
    QVERIFY(branch.check().problems.isEmpty());
}

void SqlTillsTest::whatWasCarriedIsAskedFor()
{
    Branch branch;
    const auto session = branch.open(u"ana"_s, 1, 5);
    branch.count(session, usd(20'00), 5);
    branch.submit(session);
    bank::CloseTill close = branch.closing(session);
    close.isCarried = true;
    const auto z = as<bank::TillClosed>(branch.run(close)).closing;
    QCOMPARE(z.session.cash.front().carried, usd(100'00));
    QCOMPARE(branch.held(u"#CAJA_1"_s), 100'00);

    bank::OpenTill next{bank::TillId(1), {{usd(20'00), 4}, {usd(10'00), 1}, {usd(5'00), 1}}, {}, u"luz"_s, "n"};
    QCOMPARE(branch.run(next).error().code(), ErrorCode::InvalidArgument); // 95.00 of 100.00, and no word why
    next.reason = u"faltan cinco"_s;
    QVERIFY_OK(branch.run(next));
    QCOMPARE(branch.held(u"#CAJA_1"_s), 95'00);
    QCOMPARE(branch.held(u"#SHORT"_s), 5'00);
    QCOMPARE(branch.held(u"#CASH"_s), -100'00); // the vault has nothing to do with it
    QVERIFY(branch.check().problems.isEmpty());

    const auto luz = branch.file->unitOfWork().tills().sessionOf(u"luz"_s).value().value();
    branch.count(luz, usd(5'00), 19);
    branch.submit(luz);
    close = branch.closing(luz);
    close.isCarried = true;
    QVERIFY_OK(branch.run(close));
    next.count = {{usd(20'00), 4}};
    next.key = "m";
    QCOMPARE(branch.run(next).error().code(), ErrorCode::PermissionDenied); // fifteen: a supervisor must agree
}

void SqlTillsTest::movesCash()
{
    Branch branch;
    const auto ana = branch.open(u"ana"_s, 1, 5);
    const auto luz = branch.open(u"luz"_s, 2, 0);
    QVERIFY_OK(branch.run(branch.moving(ana, bank::CashMove::In, 50'00)));
    QVERIFY_OK(branch.run(branch.moving(ana, bank::CashMove::Out, 30'00)));
    bank::MoveCash transfer = branch.moving(ana, bank::CashMove::Transfer, 20'00);
    transfer.toTill = bank::TillId(2);
    const auto moved = as<bank::CashWasMoved>(branch.run(transfer));
    QCOMPARE(moved.session.user, u"ana"_s);
    QCOMPARE(moved.to->user, u"luz"_s);
    QCOMPARE(branch.held(u"#CAJA_1"_s), 100'00);
    QCOMPARE(branch.held(u"#CAJA_2"_s), 20'00);

    auto &tills = branch.file->unitOfWork().tills();
    const std::vector<bank::TillTotal> sent{{u"APERTURA"_s, 1, usd(100'00), usd(0)},
                                            {u"ENTRADA"_s, 1, usd(50'00), usd(0)},
                                            {u"SALIDA"_s, 1, usd(0), usd(30'00)},
                                            {u"TRASPASO"_s, 1, usd(0), usd(20'00)}};
    QCOMPARE(tills.totalsOf(ana).value(), sent);
    QCOMPARE(tills.totalsOf(luz).value(), (std::vector<bank::TillTotal>{{u"TRASPASO"_s, 1, usd(20'00), usd(0)}}));
    QVERIFY(branch.check().problems.isEmpty());
}

void SqlTillsTest::refusesToMoveCash_data()
{
    using Change = void (*)(bank::MoveCash &);
    QTest::addColumn<Change>("change");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *name, ErrorCode code, Change change) {
        QTest::addRow("M13 %s", name) << change << code;
    };
    row("more than the drawer holds", ErrorCode::InsufficientFunds, [](bank::MoveCash &c) { c.amount = usd(100'01); });
    row("by somebody else", ErrorCode::PermissionDenied, [](bank::MoveCash &c) { c.user = u"luz"_s; });
    row("no such session", ErrorCode::NotFound, [](bank::MoveCash &c) { c.session = bank::TillSessionId(9); });
    row("nothing", ErrorCode::InvalidArgument, [](bank::MoveCash &c) { c.amount = usd(0); });
    row("without a reason", ErrorCode::InvalidArgument, [](bank::MoveCash &c) { c.reason = u"  "_s; });
    row("to another till that is no transfer", ErrorCode::InvalidArgument,
        [](bank::MoveCash &c) { c.toTill = bank::TillId(2); });
    row("a transfer to nowhere", ErrorCode::InvalidArgument,
        [](bank::MoveCash &c) { c.kind = bank::CashMove::Transfer; });
    row("a transfer to itself", ErrorCode::InvalidArgument, [](bank::MoveCash &c) {
        c.kind = bank::CashMove::Transfer;
        c.toTill = bank::TillId(1);
    });
    row("a transfer to a closed till", ErrorCode::Conflict, [](bank::MoveCash &c) {
        c.kind = bank::CashMove::Transfer;
        c.toTill = bank::TillId(2);
    });
}

void SqlTillsTest::refusesToMoveCash()
{
    using Change = void (*)(bank::MoveCash &);
    QFETCH(Change, change);
    QFETCH(ErrorCode, code);
    Branch branch;
    const auto ana = branch.open(u"ana"_s, 1, 5);
    bank::MoveCash command = branch.moving(ana, bank::CashMove::Out, 10'00);
    change(command);
    QCOMPARE(branch.run(command).error().code(), code);
    QCOMPARE(branch.held(u"#CAJA_1"_s), 100'00);
}

void SqlTillsTest::twoOperatorsAtOnce()
{
    Branch branch;
    branch.open(u"ana"_s, 1, 5);
    branch.open(u"luz"_s, 2, 1);
    QVERIFY_OK(branch.post(u"ana"_s, 40'00));
    QVERIFY_OK(branch.post(u"luz"_s, -15'00));
    QCOMPARE(branch.post(u"luz"_s, -5'01).error().code(), ErrorCode::InsufficientFunds); // her drawer, not the client
    QCOMPARE(branch.post(u"eva"_s, 1'00).error().code(), ErrorCode::Conflict);           // no till
    QCOMPARE(branch.held(u"#CAJA_1"_s), 140'00);
    QCOMPARE(branch.held(u"#CAJA_2"_s), 5'00);
    const auto figures = branch.reader()->summary(QDate(2024, 1, 15)).value().value.today;
    QCOMPARE(figures.front().cashHeld, usd(25'00)); // vault −120, drawers 145
    QVERIFY(branch.check().problems.isEmpty());
}

void SqlTillsTest::countsBlindAndKeepsEachKeystroke()
{
    Branch branch;
    const auto ana = branch.open(u"ana"_s, 1, 5);
    QVERIFY_OK(branch.post(u"ana"_s, 1'25));
    branch.count(ana, usd(20'00), 4);
    branch.count(ana, usd(20'00), 45);
    branch.count(ana, usd(20'00), 5);
    branch.count(ana, usd(1'00), 2);       // a note…
    branch.count(ana, usd(1'00), 1, true); // …and a coin of the same worth
    branch.count(ana, usd(1'00), 0);
    branch.count(ana, usd(25), 1, true);
    auto &tills = branch.file->unitOfWork().tills();
    const auto before = tills.findSession(ana.id).value().value();
    QVERIFY(!before.cash.front().expected); // blind
    const std::vector<bank::CashLine> lines{{usd(20'00), 5, false}, {usd(1'00), 1, true}, {usd(25), 1, true}};
    QCOMPARE(tills.countOf(ana.id).value(), lines);

    const auto counted = branch.submit(ana);
    QCOMPARE(counted.state, bank::TillState::Counted);
    QCOMPARE(counted.cash.front().counted, std::optional(usd(101'25)));
    QCOMPARE(counted.cash.front().expected, std::optional(usd(101'25)));
    QCOMPARE(branch.post(u"ana"_s, 1'00).error().code(), ErrorCode::Conflict); // counted: nothing moves
    QCOMPARE(branch.run(branch.moving(ana, bank::CashMove::In, 1'00)).error().code(), ErrorCode::Conflict);

    branch.count(ana, usd(25), 2, true); // again: open, and what was expected is no longer said
    const auto reopened = tills.findSession(ana.id).value().value();
    QCOMPARE(reopened.state, bank::TillState::Open);
    QVERIFY(!reopened.cash.front().expected);
    QCOMPARE(branch.submit(ana).submissions, 2);

    QSqlQuery rows(branch.database().connection());
    QVERIFY(rows.exec(u"SELECT count(*) FROM till_count WHERE opening = 0"_s) && rows.next());
    QCOMPARE(rows.value(0).toInt(), 8);
    QVERIFY(rows.exec(u"SELECT count(*) FROM till_submission"_s) && rows.next());
    QCOMPARE(rows.value(0).toInt(), 2);
    rows.finish();
    QVERIFY(branch.refuses(u"DELETE FROM till_count"_s));
    QVERIFY(branch.refuses(u"UPDATE till_count SET quantity = 1"_s));
    QVERIFY(branch.refuses(u"UPDATE till_submission SET counted = 1"_s));
    QCOMPARE(branch.run(bank::CountCash{ana.id, {usd(20'00), 1}, u"luz"_s}).error().code(),
             ErrorCode::PermissionDenied);
    QVERIFY_OK(branch.run(bank::CountCash{ana.id, {usd(20'00), 5}, u"eva"_s, true})); // a supervisor may
}

void SqlTillsTest::closesWithTheZ()
{
    Branch branch;
    const auto ana = branch.open(u"ana"_s, 1, 5);
    QVERIFY_OK(branch.post(u"ana"_s, 40'00));
    QVERIFY_OK(branch.post(u"ana"_s, -20'00));
    branch.count(ana, usd(20'00), 6);
    branch.submit(ana);
    const auto z = as<bank::TillClosed>(branch.run(branch.closing(ana))).closing;
    QCOMPARE(z.number, 1);
    QCOMPARE(z.session.state, bank::TillState::Closed);
    QCOMPARE(z.session.cash.front().settled, usd(120'00));
    const std::vector<bank::TillTotal> totals{{u"APERTURA"_s, 1, usd(100'00), usd(0)},
                                              {u"CIERRE"_s, 1, usd(0), usd(120'00)},
                                              {u"DEPOSITO"_s, 1, usd(40'00), usd(0)},
                                              {u"RETIRO"_s, 1, usd(0), usd(20'00)}};
    QCOMPARE(z.totals, totals);
    QCOMPARE(branch.held(u"#CAJA_1"_s), 0);
    QCOMPARE(branch.held(u"#CASH"_s), 20'00);
    QCOMPARE(z.journal.posting, 4);
    QCOMPARE(z.previousHash, bank::genesisHash());
    QCOMPARE(bank::closingHash(z), z.hash);
    const auto stored = branch.file->unitOfWork().tills().findClosing(ana.id).value().value();
    QCOMPARE(bank::closingHash(stored), z.hash); // what is read back proves itself
    QCOMPARE(stored.totals, z.totals);

    const auto luz = branch.open(u"luz"_s, 1, 0);
    branch.submit(luz);
    const auto second = as<bank::TillClosed>(branch.run(branch.closing(luz))).closing;
    QCOMPARE(second.number, 2);
    QCOMPARE(second.previousHash, z.hash);
    QVERIFY(branch.check().problems.isEmpty());
}

void SqlTillsTest::differencesAreBooked_data()
{
    QTest::addColumn<qint64>("coins"); ///< quarters beside five twenties, of 100.00
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("code"); ///< -1: closed
    QTest::addColumn<QString>("account");
    QTest::addRow("M13 right") << qint64(0) << QString() << -1 << QString();
    QTest::addRow("M13 too much, with a reason") << qint64(4) << u"sobró"_s << -1 << u"#OVER"_s;
    QTest::addRow("M13 too much, without one")
        << qint64(4) << QString() << int(ErrorCode::InvalidArgument) << QString();
    QTest::addRow("M13 short, with a reason") << qint64(-4) << u"faltó"_s << -1 << u"#SHORT"_s;
    QTest::addRow("M13 at the tolerance") << qint64(20) << u"sobró"_s << -1 << u"#OVER"_s;
    QTest::addRow("M13 above it, alone") << qint64(21) << u"sobró"_s << int(ErrorCode::PermissionDenied) << QString();
}

void SqlTillsTest::differencesAreBooked()
{
    QFETCH(qint64, coins);
    QFETCH(QString, reason);
    QFETCH(int, code);
    QFETCH(QString, account);
    Branch branch;
    const auto ana = branch.open(u"ana"_s, 1, 5);
    branch.count(ana, usd(20'00), coins < 0 ? 4 : 5);
    branch.count(ana, usd(25), coins < 0 ? 80 + coins : coins, true);
    QCOMPARE(branch.submit(ana).cash.front().difference(), usd(coins * 25));
    const auto closed = branch.run(branch.closing(ana, reason));
    QCOMPARE(closed ? -1 : int(closed.error().code()), code);
    if (!closed) {
        QCOMPARE(branch.held(u"#CAJA_1"_s), 100'00);
        return;
    }
    QCOMPARE(branch.held(u"#CAJA_1"_s), 0);
    if (!account.isEmpty())
        QCOMPARE(branch.held(account), -coins * 25);
    QCOMPARE(branch.held(u"#CASH"_s), coins * 25);
    QSqlQuery alerts(branch.database().connection());
    QVERIFY(alerts.exec(u"SELECT count(*) FROM event WHERE type = 'alert_raised'"_s) && alerts.next());
    QCOMPARE(alerts.value(0).toInt(), coins == 0 ? 0 : 1);
    alerts.finish();
    QVERIFY(branch.check().problems.isEmpty());
}

void SqlTillsTest::refusesToClose_data()
{
    using Change = void (*)(bank::CloseTill &);
    QTest::addColumn<bool>("isCounted");
    QTest::addColumn<Change>("change");
    QTest::addColumn<ErrorCode>("code");
    QTest::addRow("M13 before the count") << false << Change([](bank::CloseTill &) {}) << ErrorCode::Conflict;
    QTest::addRow("M13 by somebody else")
        << true << Change([](bank::CloseTill &c) { c.user = u"luz"_s; }) << ErrorCode::PermissionDenied;
    QTest::addRow("M13 another count than the one approved")
        << true << Change([](bank::CloseTill &c) { c.submission = 2; }) << ErrorCode::Conflict;
    QTest::addRow("M13 no such session") << true
                                         << Change([](bank::CloseTill &c) { c.session = bank::TillSessionId(9); })
                                         << ErrorCode::NotFound;
}

void SqlTillsTest::refusesToClose()
{
    using Change = void (*)(bank::CloseTill &);
    QFETCH(bool, isCounted);
    QFETCH(Change, change);
    QFETCH(ErrorCode, code);
    Branch branch;
    const auto ana = branch.open(u"ana"_s, 1, 5);
    branch.count(ana, usd(20'00), 5);
    if (isCounted)
        branch.submit(ana);
    bank::CloseTill command = branch.closing(ana);
    change(command);
    QCOMPARE(branch.run(command).error().code(), code);
    QCOMPARE(branch.held(u"#CAJA_1"_s), 100'00);
}

void SqlTillsTest::handsOverByName()
{
    Branch branch;
    const auto ana = branch.open(u"ana"_s, 1, 5);
    branch.open(u"luz"_s, 2, 0);
    branch.count(ana, usd(20'00), 5);
    branch.submit(ana);
    bank::HandOverTill command{ana.id, u"luz"_s, {}, u"ana"_s, false, "h"};
    QCOMPARE(branch.run(command).error().code(), ErrorCode::Conflict); // she has one open
    command.toUser = u"ivo"_s;
    const auto done = as<bank::TillClosed>(branch.run(command));
    QCOMPARE(done.closing.session.handedTo, u"ivo"_s);
    QCOMPARE(done.next->user, u"ivo"_s);
    QCOMPARE(done.next->receivedFrom, u"ana"_s);
    QCOMPARE(done.next->cash.front().opening, usd(100'00));
    QCOMPARE(branch.held(u"#CAJA_1"_s), 100'00);
    QVERIFY_OK(branch.post(u"ivo"_s, 1'00));
    QCOMPARE(branch.post(u"ana"_s, 1'00).error().code(), ErrorCode::Conflict);
    const auto again = as<bank::TillClosed>(branch.run(command));
    QVERIFY(again.replayed);
    QCOMPARE(again.next->id, done.next->id);
}

void SqlTillsTest::currenciesAreNeverAdded()
{
    Branch branch;
    bank::OpenTill command{bank::TillId(1), {{usd(20'00), 1}, {bob(200'00), 2}}, {}, u"ana"_s, "o"};
    const auto ana = as<bank::TillDone>(branch.run(command)).session;
    QCOMPARE(ana.cash.size(), size_t(2));
    QCOMPARE(branch.held(u"#CAJA_1"_s, base::Currency::bob()), 400'00);
    branch.count(ana, usd(20'00), 1);
    branch.count(ana, bob(200'00), 1);
    const auto counted = branch.submit(ana);
    QCOMPARE(counted.cash[0].difference(), bob(-200'00));
    QCOMPARE(counted.cash[1].difference(), usd(0));
}

void SqlTillsTest::closedSessionsAndZAreReadOnly()
{
    Branch branch;
    const auto ana = branch.open(u"ana"_s, 1, 5);
    branch.count(ana, usd(20'00), 5);
    branch.submit(ana);
    QVERIFY_OK(branch.run(branch.closing(ana)));
    QCOMPARE(branch.run(bank::CountCash{ana.id, {usd(20'00), 1}, u"ana"_s}).error().code(), ErrorCode::Conflict);
    QCOMPARE(branch.run(bank::SubmitCount{ana.id, u"ana"_s}).error().code(), ErrorCode::Conflict);
    QCOMPARE(branch.run(branch.closing(ana)).error().code(), ErrorCode::Conflict);
    for (const char *sql : {"UPDATE till_session SET operator = 'x'", "UPDATE till_session SET submissions = 0",
                            "DELETE FROM till_session", "UPDATE till_cash SET counted = 1", "DELETE FROM till_cash",
                            "UPDATE till_closing SET reason = 'x'", "DELETE FROM till_closing", "DELETE FROM till"})
        QVERIFY2(branch.refuses(QString::fromLatin1(sql)), sql);
}

void SqlTillsTest::keysReplay()
{
    Branch branch;
    const bank::OpenTill opening = branch.opening(u"ana"_s, 1, 5);
    const auto first = as<bank::TillDone>(branch.run(opening));
    QVERIFY(!first.replayed);
    const auto second = as<bank::TillDone>(branch.run(opening));
    QVERIFY(second.replayed);
    QCOMPARE(second.session.id, first.session.id);
    const bank::MoveCash moving = branch.moving(first.session, bank::CashMove::In, 10'00);
    const auto moved = as<bank::CashWasMoved>(branch.run(moving));
    const auto again = as<bank::CashWasMoved>(branch.run(moving));
    QVERIFY(again.replayed);
    QCOMPARE(again.posting, moved.posting);
    QCOMPARE(branch.held(u"#CAJA_1"_s), 110'00);
    bank::MoveCash other = moving;
    other.amount = usd(11'00);
    QCOMPARE(branch.run(other).error().code(), ErrorCode::Conflict);
    other.key = opening.key; // a session's
    QCOMPARE(branch.run(other).error().code(), ErrorCode::Conflict);
    bank::OpenTill wrong = branch.opening(u"luz"_s, 2, 1);
    wrong.key = moving.key;
    QCOMPARE(branch.run(wrong).error().code(), ErrorCode::Conflict);
    branch.count(first.session, usd(10'00), 11);
    branch.submit(first.session);
    const bank::CloseTill closing = branch.closing(first.session);
    const auto z = as<bank::TillClosed>(branch.run(closing));
    const auto same = as<bank::TillClosed>(branch.run(closing));
    QVERIFY(same.replayed && !z.replayed);
    QCOMPARE(same.closing.hash, z.closing.hash);
}

void SqlTillsTest::receiptsAreNumbered()
{
    Branch branch;
    branch.open(u"ana"_s, 1, 5); // posting 1: no client's
    const auto posted = as<bank::Posted>(branch.post(u"ana"_s, 7'00)).transaction;
    QCOMPARE(as<bank::ReceiptPrinted>(branch.run(bank::PrintReceipt{posted.id, u"ana"_s, "r1"})).copy, 1);
    const auto copy = as<bank::ReceiptPrinted>(branch.run(bank::PrintReceipt{posted.id, u"eva"_s, "r2"}));
    QCOMPARE(copy.copy, 2);
    QCOMPARE(copy.transaction.till, u"1"_s);
    const auto again = as<bank::ReceiptPrinted>(branch.run(bank::PrintReceipt{posted.id, u"eva"_s, "r2"}));
    QVERIFY(again.replayed);
    QCOMPARE(again.copy, 2);
    QCOMPARE(branch.run(bank::PrintReceipt{1, u"ana"_s, "r3"}).error().code(), ErrorCode::NotFound);
    QCOMPARE(branch.run(bank::PrintReceipt{99, u"ana"_s, "r4"}).error().code(), ErrorCode::NotFound);
    QVERIFY(branch.refuses(u"DELETE FROM receipt"_s));
}

/// What found() tells after a commit of which nobody knows: what is on the disk, and Io for what is not.
void SqlTillsTest::aLostBatchIsFoundAgain()
{
    Branch branch;
    auto &unit = branch.file->unitOfWork();
    const base::UtcMs now = branch.clock.utcNow();
    const base::Error cause(ErrorCode::Io, u"disk"_s);
    const auto ask = [&](const auto &command) { return desk::found(command, unit, now, cause); };
    const bank::OpenTill opening = branch.opening(u"ana"_s, 1, 5);
    QCOMPARE(ask(opening).error().code(), ErrorCode::Io);
    const auto session = as<bank::TillDone>(branch.run(opening)).session;
    QCOMPARE(as<bank::TillDone>(ask(opening)).session, session);
    const bank::MoveCash moving = branch.moving(session, bank::CashMove::In, 10'00);
    QCOMPARE(ask(moving).error().code(), ErrorCode::Io);
    const auto moved = as<bank::CashWasMoved>(branch.run(moving));
    QCOMPARE(as<bank::CashWasMoved>(ask(moving)).posting, moved.posting);
    const bank::SubmitCount submit{session.id, u"ana"_s};
    QCOMPARE(ask(submit).error().code(), ErrorCode::Io);
    QCOMPARE(ask(bank::CountCash{session.id, {usd(10'00), 1}, u"ana"_s}).error().code(), ErrorCode::Io);
    branch.count(session, usd(10'00), 11);
    branch.submit(session);
    QCOMPARE(as<bank::TillDone>(ask(submit)).session.state, bank::TillState::Counted);
    const bank::CloseTill closing = branch.closing(session);
    QCOMPARE(ask(closing).error().code(), ErrorCode::Io);
    const auto z = as<bank::TillClosed>(branch.run(closing)).closing;
    QCOMPARE(as<bank::TillClosed>(ask(closing)).closing.hash, z.hash);
    bank::CloseTill other = closing;
    other.isCarried = true;
    QCOMPARE(ask(other).error().code(), ErrorCode::Conflict);
    QCOMPARE(as<bank::TillMade>(ask(bank::CreateTill{u"Caja 1"_s, u"eva"_s})).till.id.value(), 1);
    QCOMPARE(ask(bank::CreateTill{u"Caja 3"_s, u"eva"_s}).error().code(), ErrorCode::Io);
    QCOMPARE(ask(bank::PrintReceipt{2, u"ana"_s, "r"}).error().code(), ErrorCode::Io);
}

void SqlTillsTest::listsSessions()
{
    Branch branch;
    const auto ana = branch.open(u"ana"_s, 1, 0);
    branch.open(u"luz"_s, 2, 1);
    branch.submit(ana);
    bank::CloseTill close = branch.closing(ana);
    QVERIFY_OK(branch.run(close));
    const auto reader = branch.reader();
    desk::TillReader &tills = reader->tills();
    const auto page = tills.sessions({}, {.limit = 1, .cursor = {}}).value();
    QCOMPARE(page.items.front().user, u"luz"_s);
    const auto rest = tills.sessions({}, {.limit = 1, .cursor = page.nextCursor}).value();
    QCOMPARE(rest.items.front().user, u"ana"_s);
    QVERIFY(rest.nextCursor.isEmpty());
    QCOMPARE(tills.sessions({.user = u"ana"_s}, {}).value().items.size(), size_t(1));
    QCOMPARE(tills.sessions({.state = bank::TillState::Closed}, {}).value().items.size(), size_t(1));
    QCOMPARE(tills.sessions({.till = bank::TillId(2)}, {}).value().items.front().user, u"luz"_s);
    QCOMPARE(tills.sessions({}, {.limit = 1, .cursor = u"x"_s}).error().code(), ErrorCode::InvalidArgument);
    QCOMPARE(tills.tills().value().size(), size_t(2));
    QVERIFY(!tills.tills().value()[0].session && tills.tills().value()[1].session);
    QCOMPARE(tills.report(bank::TillSessionId(9)).error().code(), ErrorCode::NotFound);
    QCOMPARE(tills.closing(page.items.front().id).error().code(), ErrorCode::NotFound);
    QCOMPARE(tills.closing(ana.id).value().number, 1);
}

QTEST_GUILESS_MAIN(SqlTillsTest)
#include "tst_sqltills.moc"
