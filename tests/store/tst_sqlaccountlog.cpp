// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlaccountlog.h"
#include "store/sqleventlog.h"
#include "store/sqlqrevents.h"
#include "support/ledgerkit.h"
#include "support/memoryaccountlog.h"
#include "support/qrevents.h"
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using events::EventMark;
using Kind = EventMark::Kind;

namespace {

const QString owners[] = {u"1350509525"_s, u"1710034065"_s};

QList<qint64> sequences(const std::vector<events::Event> &events)
{
    QList<qint64> all;
    for (const events::Event &event : events)
        all << events::sequenceOf(event);
    return all;
}

/// A ledger with two accounts; movements through the desk, QR events appended as a rule would.
class Log
{
public:
    Log()
    {
        for (const QString &owner : owners)
            (void)kit.run(support::opening(owner));
    }
    void move(int account, qint64 cents = 100)
    {
        QVERIFY(kit.run(support::movement(owners[account - 1], cents, QByteArray::number(++m_keys))));
    }
    void append(events::Event event)
    {
        store::SqlEventLog log(kit.database());
        std::visit([this](auto &e) { e.at = kit.clock.utcNow(); }, event);
        events::setSequence(event, log.lastSequence().value() + 1);
        QVERIFY_OK(log.append(event));
    }
    /// Everything that the log holds.
    std::vector<events::Event> all() { return store::SqlEventLog(kit.database()).readAfter(0, 10'000).value(); }

    support::LedgerKit kit;

private:
    int m_keys = 0;
};

} // namespace

class SqlAccountLogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsEventsByName_data();
    void findsEventsByName();
    void findsTheNth();
    void agreesWithTheWholeLog();
    void answersForAnEmptyLog();
    void refusesToForget();
    void costsWhatTheAccountHas();
};

void SqlAccountLogTest::findsEventsByName_data()
{
    QTest::addColumn<qint64>("account");
    QTest::addColumn<EventMark>("mark");
    QTest::addColumn<qint64>("seq"); // 0: not there
    const base::UtcMs at = support::FakeClock().utcNow();
    const auto row = [&](const char *name, qint64 account, Kind kind, const QString &key, qint64 seq) {
        QTest::addRow("%s", name) << account << EventMark{kind, key, at, 1} << seq;
    };
    row("S2-13", 1, Kind::QrCreated, support::seedQrId, 3);
    row("S2-15", 1, Kind::QrPaid, u"TXN_123456"_s, 4);
    row("S2-17", 1, Kind::QrStatusChanged, support::seedQrId, 5);
    row("S2-19", 1, Kind::BalanceUpdated, {}, 6);
    row("S2-46 not another account's QR", 2, Kind::QrCreated, support::seedQrId, 0);
    row("S2-46 not another account's payment", 2, Kind::QrPaid, u"TXN_123456"_s, 0);
    row("S2-46 not another account's status", 2, Kind::QrStatusChanged, support::seedQrId, 0);
    row("S2-46 another account's balance is its own", 2, Kind::BalanceUpdated, {}, 7);
    row("no such QR", 1, Kind::QrCreated, u"1"_s, 0);
    row("a payment is no QR", 1, Kind::QrCreated, u"TXN_123456"_s, 0);
    row("no such account", 3, Kind::BalanceUpdated, {}, 0);
    QTest::addRow("another time") << qint64{1} << EventMark{Kind::BalanceUpdated, {}, {at.value + 1}, 1} << qint64{0};
    QTest::addRow("another time of a status")
        << qint64{1} << EventMark{Kind::QrStatusChanged, support::seedQrId, {at.value + 1}, 1} << qint64{0};
    QTest::addRow("a second one of one") << qint64{1} << EventMark{Kind::BalanceUpdated, {}, at, 2} << qint64{0};
}

void SqlAccountLogTest::findsEventsByName()
{
    QFETCH(qint64, account);
    QFETCH(EventMark, mark);
    QFETCH(qint64, seq);
    Log log;
    log.append(support::qrCreated(1));
    log.append(support::qrPaid(1));
    log.append(support::qrStatusChanged(1));
    log.move(1, 1'000'00);
    log.move(2, 1'000'00);
    const auto place = log.kit.reader()->accountLog().find(account, mark, 100);
    QVERIFY_OK(place);
    QCOMPARE(*place ? (*place)->seq : 0, seq);
    if (*place)
        QCOMPARE((*place)->at, log.kit.clock.utcNow());
}

void SqlAccountLogTest::findsTheNth()
{
    Log log;
    log.kit.clock.advance(std::chrono::milliseconds(5));
    QList<qint64> own;
    for (int i = 0; i < 6; ++i) {
        log.move(1, 1'000'00);
        own << log.kit.desk.lastSequence();
        log.move(2, 1'000'00);
    }
    const base::UtcMs at = log.kit.clock.utcNow();
    log.kit.clock.advance(std::chrono::milliseconds(1));
    log.move(1);
    const auto reader = log.kit.reader();
    for (int nth = 1; nth <= 6; ++nth) {
        const auto place = reader->accountLog().find(1, {Kind::BalanceUpdated, {}, at, nth}, 100).value();
        QVERIFY(place);
        QCOMPARE(place->seq, own[nth - 1]);
    }
    QVERIFY(!reader->accountLog().find(1, {Kind::BalanceUpdated, {}, at, 7}, 100).value());
    QVERIFY(!reader->accountLog().find(1, {Kind::BalanceUpdated, {}, at, 1}, 3).value()); // beyond the newest 3
}

void SqlAccountLogTest::agreesWithTheWholeLog()
{
    QRandomGenerator random(7);
    Log log;
    for (int i = 0; i < 70; ++i) {
        const int account = 1 + random.bounded(2);
        const int what = random.bounded(5);
        if (what == 0)
            log.append(support::qrCreated(account, QString::number(i)));
        else if (what == 1)
            log.append(support::qrPaid(account, QString::number(i)));
        else
            log.move(account, what == 2 ? 50 : 900'00); // some raise an alert
        log.kit.clock.advance(std::chrono::milliseconds(random.bounded(3)));
    }
    const auto all = log.all();
    support::MemoryAccountLog expected(all);
    const auto reader = log.kit.reader();
    events::AccountLog &actual = reader->accountLog();
    for (qint64 seq = 0; seq <= std::ssize(all); ++seq) {
        for (const qint64 account : {1, 2, 3}) {
            for (const int limit : {1, 7, 500}) {
                QCOMPARE(sequences(actual.accountEvents(account, seq, limit).value()),
                         sequences(expected.accountEvents(account, seq, limit).value()));
                QCOMPARE(actual.countAfter(account, seq, limit).value(),
                         expected.countAfter(account, seq, limit).value());
            }
        }
        const base::UtcMs at{events::timeOf(all[static_cast<size_t>(std::max<qint64>(0, seq - 1))]).value + seq % 2};
        QCOMPARE(actual.lastBefore(at).value(), expected.lastBefore(at).value());
    }
}

void SqlAccountLogTest::answersForAnEmptyLog()
{
    support::LedgerKit kit;
    const auto reader = kit.reader();
    QVERIFY(reader->accountLog().accountEvents(1, 0, 10)->empty());
    QCOMPARE(reader->accountLog().countAfter(1, 0, 10).value(), 0);
    QCOMPARE(reader->accountLog().lastBefore({1}).value(), 0);
    QVERIFY(!reader->accountLog().find(1, {}, 10).value());
}

void SqlAccountLogTest::refusesToForget()
{
    Log log;
    log.append(support::qrCreated(1));
    QVERIFY(!log.kit.database().execute(u"DELETE FROM qr_event"_s));
    QVERIFY(!log.kit.database().execute(u"UPDATE qr_event SET account = 2"_s));
}

void SqlAccountLogTest::costsWhatTheAccountHas()
{
    Log log;
    log.move(1);
    for (const char *query :
         {"SELECT p.seq FROM entry e CROSS JOIN posting p ON p.id = e.posting WHERE e.leg = 0 AND e.account = 1"
          " AND e.posting > 5 ORDER BY e.posting LIMIT 9",
          "SELECT p.seq, p.at_utc_ms FROM entry e CROSS JOIN posting p ON p.id = e.posting WHERE e.leg = 0 AND"
          " e.account = 1 ORDER BY e.posting DESC LIMIT 9",
          "SELECT seq FROM qr_event WHERE account = 1 AND seq > 5 ORDER BY seq LIMIT 9"}) {
        store::Statement statement(log.kit.database(), u"EXPLAIN QUERY PLAN "_s + QString::fromLatin1(query));
        auto rows = statement.select();
        QVERIFY_OK(rows);
        while (rows->next().value()) {
            const QString step = rows->text(3);
            QVERIFY2(step.contains(u"SEARCH"_s), qPrintable(step)); // no scan, no sort
        }
    }
}

QTEST_GUILESS_MAIN(SqlAccountLogTest)
#include "tst_sqlaccountlog.moc"
