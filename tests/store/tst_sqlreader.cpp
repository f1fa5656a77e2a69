// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/accountquery.h"
#include "store/sqlreader.h"
#include "store/transactionquery.h"
#include "support/ledgerkit.h"

using namespace Qt::StringLiterals;
using bank::TransactionFilter;
using base::Currency;
using base::ErrorCode;

namespace {

const QDate monday(2024, 1, 15);
const QDate tuesday(2024, 1, 16);

QList<qint64> ids(const desk::Page<events::TransactionPosted> &page)
{
    QList<qint64> list;
    for (const auto &t : page.items)
        list << t.id;
    return list;
}

QStringList owners(const desk::Page<bank::Account> &page)
{
    QStringList list;
    for (const auto &a : page.items)
        list << a.owner + u' ' + a.currency().toString();
    return list;
}

bank::Post bolivianos(const QString &owner, qint64 minor, const QByteArray &key)
{
    auto post = support::movement(owner, minor, key);
    post.amount = base::Money::fromMinor(minor, Currency::bob()).value();
    return post;
}

} // namespace

class SqlReaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void listsTransactions_data();
    void listsTransactions();
    void pagesWithoutGapOrOverlap();
    void readsBackTheWholeMovement();
    void refusesForeignRequests();
    void findsAccounts_data();
    void findsAccounts();
    void pagesAccounts();
    void findsTheRareAmongMany();
    void readsOneAccount();
    void statesAnAccount();
    void sumsUp();
    void tellsBalances();
    void joinsTheFeed();
    void followsTheWriter();

private:
    std::unique_ptr<support::LedgerKit> m_kit;
    std::unique_ptr<store::SqlReader> m_reader;
};

void SqlReaderTest::initTestCase()
{
    m_kit = std::make_unique<support::LedgerKit>();
    auto &kit = *m_kit;
    const std::vector<desk::Command> commands{
        support::opening(u"1350509525"_s, u"María Muñoz"_s),
        support::opening(u"1710034065"_s, u"José López"_s),
        support::opening(u"0102030400"_s, u"MARÍA \"Mía\" OR*"_s),
        support::opening(u"1350509525"_s, u"María Muñoz"_s, Currency::bob()),
        support::movement(u"1350509525"_s, 1000'00, "k1"), // 1
        support::movement(u"1710034065"_s, 500'00, "k2"),  // 2
        support::movement(u"1350509525"_s, -950'00, "k3"), // 3, alert
        bolivianos(u"1350509525"_s, 70'00, "k4"),          // 4
    };
    for (const auto &answer : kit.desk.run(commands))
        QVERIFY_OK(answer);
    kit.clock.advance(std::chrono::hours(24));
    auto till = support::movement(u"1710034065"_s, 25'00, "k5"); // 5
    till.channel = events::Channel::Till;
    QVERIFY_OK(kit.run(bank::CreateTill{u"Caja 1"_s, u"eva"_s}));
    QVERIFY_OK(kit.run(bank::OpenTill{bank::TillId(1), {}, {}, u"ana"_s, "open"})); // with nothing in it: no posting
    QVERIFY_OK(kit.run(till));
    QVERIFY_OK(kit.run(support::movement(u"1710034065"_s, -5'00, "k6"))); // 6
    m_reader = kit.reader();
}

void SqlReaderTest::listsTransactions_data()
{
    QTest::addColumn<TransactionFilter>("filter");
    QTest::addColumn<QList<qint64>>("expected");
    using L = QList<qint64>;
    const auto deposits = events::MovementKind::Deposit;
    QTest::addRow("all, newest first") << TransactionFilter{} << L{6, 5, 4, 3, 2, 1};
    QTest::addRow("of a cédula, in every currency") << TransactionFilter{.cedula = u"1350509525"_s} << L{4, 3, 1};
    QTest::addRow("of a cédula in one currency")
        << TransactionFilter{.cedula = u"1350509525"_s, .currency = Currency::usd()} << L{3, 1};
    QTest::addRow("of an unknown cédula") << TransactionFilter{.cedula = u"9"_s} << L{};
    QTest::addRow("of an internal account: none, it is no client") << TransactionFilter{.cedula = u"#CASH"_s} << L{};
    QTest::addRow("in a currency") << TransactionFilter{.currency = Currency::bob()} << L{4};
    QTest::addRow("deposits") << TransactionFilter{.kind = deposits} << L{5, 4, 2, 1};
    QTest::addRow("withdrawals of a cédula")
        << TransactionFilter{.cedula = u"1710034065"_s, .kind = events::MovementKind::Withdrawal} << L{6};
    QTest::addRow("from a day") << TransactionFilter{.from = tuesday} << L{6, 5};
    QTest::addRow("to a day") << TransactionFilter{.to = monday} << L{4, 3, 2, 1};
    QTest::addRow("of one day, of a cédula")
        << TransactionFilter{.cedula = u"1710034065"_s, .from = monday, .to = monday} << L{2};
    QTest::addRow("of days without movement") << TransactionFilter{.from = tuesday.addDays(1)} << L{};
    QTest::addRow("of days the wrong way round") << TransactionFilter{.from = tuesday, .to = monday} << L{};
    QTest::addRow("everything at once") << TransactionFilter{u"1350509525"_s, Currency::usd(), deposits, monday,
                                                             tuesday}
                                        << L{1};
    QTest::addRow("everything but the cédula at once")
        << TransactionFilter{{}, Currency::usd(), deposits, monday, tuesday} << L{5, 2, 1};
    QTest::addRow("a cédula that is SQL") << TransactionFilter{.cedula = u"' OR 1=1 --"_s} << L{};
}

void SqlReaderTest::listsTransactions()
{
    QFETCH(TransactionFilter, filter);
    QFETCH(QList<qint64>, expected);
    const auto page = m_reader->transactions(filter, {});
    QVERIFY_OK(page);
    QCOMPARE(ids(*page), expected);
    QVERIFY(page->nextCursor.isEmpty());
    QCOMPARE(page->seq, 12); // four accounts, six movements, one alert, one till opened
    QList<qint64> paged;     // the same one by one
    desk::PageRequest request{.limit = 1, .cursor = {}};
    do {
        const auto one = m_reader->transactions(filter, request);
        QVERIFY_OK(one);
        paged += ids(*one);
        request.cursor = one->nextCursor;
    } while (!request.cursor.isEmpty());
    QCOMPARE(paged, expected);
}

void SqlReaderTest::pagesWithoutGapOrOverlap()
{
    const auto first = m_reader->transactions({}, {.limit = 4, .cursor = {}});
    QCOMPARE(ids(*first), (QList<qint64>{6, 5, 4, 3}));
    QVERIFY(!first->nextCursor.isEmpty());
    const auto second = m_reader->transactions({}, {.limit = 4, .cursor = first->nextCursor});
    QCOMPARE(ids(*second), (QList<qint64>{2, 1}));
    QVERIFY(second->nextCursor.isEmpty());
    const auto exact = m_reader->transactions({}, {.limit = 6, .cursor = {}});
    QVERIFY(exact->nextCursor.isEmpty()); // no empty page after the last one
}

void SqlReaderTest::readsBackTheWholeMovement()
{
    const auto answer = m_kit->run(support::movement(u"1710034065"_s, -5'00, "k6")); // replayed
    QVERIFY_OK(answer);
    const auto page = m_reader->transactions({}, {.limit = 1, .cursor = {}});
    QVERIFY(page->items[0] == std::get<bank::Posted>(*answer).transaction);
    const auto event = m_reader->log().readAfter(page->items[0].seq - 1, 1);
    QVERIFY_OK(event);
    QVERIFY(std::get<events::TransactionPosted>(event->front()) == page->items[0]); // list and log say the same
}

void SqlReaderTest::refusesForeignRequests()
{
    for (const desk::PageRequest &request : {desk::PageRequest{.limit = 0, .cursor = {}}, {501, {}}, {-1, {}}}) {
        QCOMPARE(m_reader->transactions({}, request).error().code(), ErrorCode::InvalidArgument);
        QCOMPARE(m_reader->accounts({}, request).error().code(), ErrorCode::InvalidArgument);
    }
    for (const QString &cursor : {u"x"_s, u"-1"_s, u"0"_s, u"1;DROP TABLE posting"_s, u"99999999999999999999"_s})
        QCOMPARE(m_reader->transactions({}, {10, cursor}).error().code(), ErrorCode::InvalidArgument);
    for (const QString &cursor : {u"x"_s, u"a~b~c"_s})
        QCOMPARE(m_reader->accounts({}, {10, cursor}).error().code(), ErrorCode::InvalidArgument);
    QCOMPARE(m_reader->balances(0, 501).error().code(), ErrorCode::InvalidArgument);
}

void SqlReaderTest::findsAccounts_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("expected");
    const QString maria = u"1350509525 USD"_s;
    const QString mariaBob = u"1350509525 BOB"_s;
    const QString jose = u"1710034065 USD"_s;
    const QString mia = u"0102030400 USD"_s;
    QTest::addRow("nothing asked: all, by cédula") << QString() << QStringList{mia, mariaBob, maria, jose};
    QTest::addRow("spaces alone") << u"  "_s << QStringList{mia, mariaBob, maria, jose};
    QTest::addRow("digits in the middle") << u"50509"_s << QStringList{mariaBob, maria};
    QTest::addRow("leading zeros") << u"0102"_s << QStringList{mia};
    QTest::addRow("a part of a name, other case") << u"LOP"_s << QStringList{jose};
    QTest::addRow("without accents") << u"munoz"_s << QStringList{mariaBob, maria};
    QTest::addRow("with accents") << u"MUÑOZ"_s << QStringList{mariaBob, maria};
    QTest::addRow("two words in any order") << u"muñoz mar"_s << QStringList{mariaBob, maria};
    QTest::addRow("a word and digits") << u"maria 0102"_s << QStringList{mia};
    QTest::addRow("two letters, too short for the index") << u"ñO"_s << QStringList{mariaBob, maria};
    QTest::addRow("one digit") << u"7"_s << QStringList{jose};
    QTest::addRow("short and long together") << u"ma 1350"_s << QStringList{mariaBob, maria};
    QTest::addRow("quotes are text") << u"\"mía\""_s << QStringList{mia};
    QTest::addRow("operators are text") << u"OR*"_s << QStringList{mia};
    QTest::addRow("column filters are text") << u"text:maria"_s << QStringList{};
    QTest::addRow("wildcards are text") << u"%%%"_s << QStringList{};
    QTest::addRow("nobody") << u"zzz"_s << QStringList{};
    QTest::addRow("internal accounts are not listed") << u"CASH"_s << QStringList{};
}

void SqlReaderTest::findsAccounts()
{
    QFETCH(QString, query);
    QFETCH(QStringList, expected);
    const auto page = m_reader->accounts(query, {});
    QVERIFY_OK(page);
    QCOMPARE(owners(*page), expected);
}

void SqlReaderTest::pagesAccounts()
{
    QStringList paged;
    desk::PageRequest request{.limit = 1, .cursor = {}};
    do {
        const auto page = m_reader->accounts(u"mar"_s, request);
        QVERIFY_OK(page);
        QCOMPARE(page->items.size(), size_t{1});
        paged += owners(*page);
        request.cursor = page->nextCursor;
    } while (!request.cursor.isEmpty());
    QCOMPARE(paged, (QStringList{u"0102030400 USD"_s, u"1350509525 BOB"_s, u"1350509525 USD"_s}));
}

void SqlReaderTest::findsTheRareAmongMany()
{
    support::LedgerKit kit; // more accounts than are looked at in order
    std::vector<desk::Command> commands;
    for (int i = 0; i < 3'000; ++i)
        commands.push_back(support::opening(QString::number(100'000 + i), i == 2'900 ? u"Rara Avis"_s : u"Común"_s));
    for (const auto &answer : kit.desk.run(commands))
        QVERIFY_OK(answer);
    const auto reader = kit.reader();
    QCOMPARE(owners(*reader->accounts(u"rara"_s, {})), QStringList{u"102900 USD"_s});
    QCOMPARE(owners(*reader->accounts(u"rara 1"_s, {})), QStringList{u"102900 USD"_s});
    QCOMPARE(owners(*reader->accounts(u"rara 7"_s, {})), QStringList{});
    for (const QString &text :
         {u"\"rara"_s, u"rara\""_s, u"rara OR"_s, u"NEAR(rara"_s, u"rara*"_s, u"text:rara"_s, u"^rara"_s}) {
        const auto page = reader->accounts(text, {}); // the index's operators are text
        QVERIFY_OK(page);
        QCOMPARE(owners(*page), QStringList{});
    }
    QStringList paged; // common at first, so in order; at the end too few are left, so by the index
    desk::PageRequest request{.limit = 500, .cursor = {}};
    do {
        const auto page = reader->accounts(u"comun"_s, request);
        QVERIFY_OK(page);
        paged += owners(*page);
        request.cursor = page->nextCursor;
    } while (!request.cursor.isEmpty());
    QCOMPARE(paged.size(), 2'999);
    QCOMPARE(QSet<QString>(paged.begin(), paged.end()).size(), 2'999);
    QVERIFY(std::is_sorted(paged.begin(), paged.end()));
}

void SqlReaderTest::readsOneAccount()
{
    const auto account = m_reader->account(u"1710034065"_s, Currency::usd());
    QVERIFY_OK(account);
    QCOMPARE(account->value.balance.minor(), 520'00);
    QCOMPARE(account->value.holderName, u"José López"_s);
    QCOMPARE(account->value.changeOn(tuesday).minor(), 20'00);
    QCOMPARE(account->value.changeOn(monday).minor(), 0);
    QVERIFY(!account->value.isLow());
    QCOMPARE(account->seq, 12);
    QCOMPARE(m_reader->account(u"1710034065"_s, Currency::bob()).error().code(), ErrorCode::NotFound);
    QCOMPARE(m_reader->account(u"#CASH"_s, Currency::usd()).error().code(), ErrorCode::NotFound);
}

void SqlReaderTest::statesAnAccount()
{
    const auto page = m_reader->statement({.cedula = u"1350509525"_s, .currency = Currency::usd()}, {});
    QVERIFY_OK(page);
    QCOMPARE(ids(*page), (QList<qint64>{3, 1}));
    QCOMPARE(page->items[0].balanceAfter.minor(), 50'00);
    QCOMPARE(page->items[0].balanceBefore.minor(), 1000'00);
    QCOMPARE(m_reader->statement({.cedula = u"9"_s, .currency = Currency::usd()}, {}).error().code(),
             ErrorCode::NotFound);
    QCOMPARE(m_reader->statement({.cedula = u"1350509525"_s}, {}).error().code(), ErrorCode::InvalidArgument);
}

void SqlReaderTest::sumsUp()
{
    const auto summary = m_reader->summary(tuesday);
    QVERIFY_OK(summary);
    const bank::Summary &s = summary->value;
    QCOMPARE(s.accounts, 4);
    QCOMPARE(s.lowBalanceAccounts, 3); // 50.00, 0.00 and BOB 70.00
    QCOMPARE(s.totalTransactions, 6);
    QCOMPARE(s.totals.size(), size_t{2});
    QVERIFY(s.totals[0] == base::Money::fromMinor(70'00, Currency::bob()).value());
    QVERIFY(s.totals[1] == support::usd(570'00));
    const bank::DayFigures &usd = s.today.at(1);
    QCOMPARE(usd.totals.movements, 2);
    QCOMPARE(usd.totals.deposits.minor(), 25'00);
    QCOMPARE(usd.totals.withdrawals.minor(), 5'00);
    QCOMPARE(usd.cashHeld.minor(), 25'00); // what came in at the window
    QCOMPARE(s.today.at(0).totals.movements, 0);
    QCOMPARE(m_reader->transactionCount().value(), 6);
}

void SqlReaderTest::tellsBalances()
{
    const auto all = m_reader->balances(0, 500);
    QVERIFY_OK(all);
    QCOMPARE(all->size(), size_t{4});
    const bank::BalanceState &maria = all->at(0);
    QCOMPARE(maria.cedula, u"1350509525"_s);
    QCOMPARE(maria.balance.minor(), 50'00);
    QCOMPARE(maria.previous.minor(), 1000'00);
    QCOMPARE(maria.transactionId, 3);
    const bank::BalanceState &unmoved = all->at(2);
    QCOMPARE(unmoved.cedula, u"0102030400"_s);
    QVERIFY(unmoved.balance.isZero() && unmoved.previous.isZero());
    QCOMPARE(unmoved.transactionId, 0);
    QCOMPARE(unmoved.seq, 3); // of its opening
    const auto rest = m_reader->balances(3, 500);
    QCOMPARE(rest->size(), size_t{1});
    QCOMPARE(rest->front().account.value(), 4);
    QVERIFY(m_reader->balances(4, 500)->empty());
}

void SqlReaderTest::joinsTheFeed()
{
    const auto page = m_reader->transactions({}, {.limit = 2, .cursor = {}});
    QCOMPARE(page->epoch, m_reader->log().epoch().value());
    QCOMPARE(page->seq, m_reader->log().lastSequence().value());
    QVERIFY(m_reader->log().readAfter(page->seq, 10)->empty());
}

void SqlReaderTest::followsTheWriter()
{
    support::LedgerKit kit;
    QVERIFY_OK(kit.run(support::opening(u"1"_s)));
    const auto reader = kit.reader();
    QCOMPARE(reader->transactions({}, {})->seq, 1);
    QVERIFY_OK(kit.run(support::movement(u"1"_s, 5, "k1")));
    const auto page = reader->transactions({}, {});
    QCOMPARE(page->seq, 2);
    QCOMPARE(page->items.size(), size_t{1});
    QCOMPARE(reader->database().scalar(u"SELECT count(*) FROM account"_s).value(), u"3"_s);
    QVERIFY(!store::SqlReader::open(kit.path + u".none"_s));
}

QTEST_GUILESS_MAIN(SqlReaderTest)
#include "tst_sqlreader.moc"
