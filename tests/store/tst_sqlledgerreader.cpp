// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/ownmoney.h"
#include "store/sqlledgerreader.h"
#include "store/sqlproof.h"
#include "support/ledgerkit.h"

using namespace Qt::StringLiterals;
using bank::JournalTotal;
using base::Currency;
using base::ErrorCode;

namespace {

/// Two clients; a deposit, a withdrawal by another user and channel, a reversal of it.
void fill(support::LedgerKit &kit)
{
    QVERIFY_OK(kit.run(support::opening(u"1350509525"_s, u"María Muñoz"_s)));
    QVERIFY_OK(kit.run(support::opening(u"22"_s)));
    QVERIFY_OK(kit.run(support::movement(u"1350509525"_s, 500'00, "k1")));
    auto withdrawal = support::movement(u"22"_s, 80'00, "k2");
    withdrawal.user = u"luz"_s;
    withdrawal.channel = events::Channel::Socket;
    withdrawal.description = u"alquiler"_s;
    QVERIFY_OK(kit.run(withdrawal));
    QVERIFY_OK(kit.agreed(bank::Reverse{.transaction = 2,
                                        .reason = u"error"_s,
                                        .channel = events::Channel::Rest,
                                        .user = u"eva"_s,
                                        .idempotencyKey = "r"}));
}

QDate today(const support::LedgerKit &kit)
{
    return bank::businessDay(kit.clock.utcNow(), bank::Policy().zone);
}

} // namespace

class SqlLedgerReaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void filtersTransactions_data();
    void filtersTransactions();
    void readsTheJournalInPages();
    void totalsAreTheWholeDays();
    void readsChartAndDays();
    void readsHoldsAndHistory();
    void notesProofsAndAlertsOnce();
    void anAnchorFindsAPastThatWasWrittenAnew();
};

using Change = void (*)(bank::TransactionFilter &);

void SqlLedgerReaderTest::filtersTransactions_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QList<qint64>>("ids");
    const auto row = [](const char *name, QList<qint64> ids, Change change) {
        QTest::addRow("%s", name) << change << ids;
    };
    row("by channel", {2}, [](bank::TransactionFilter &f) { f.channel = events::Channel::Socket; });
    row("by user", {3}, [](bank::TransactionFilter &f) { f.user = u"eva"_s; });
    row("reversed ones", {2}, [](bank::TransactionFilter &f) { f.isReversed = true; });
    row("ones that stand", {3, 1}, [](bank::TransactionFilter &f) { f.isReversed = false; });
    row("from an amount on, inclusive", {1}, [](bank::TransactionFilter &f) { f.minimum = 500'00; });
    row("up to an amount, inclusive", {3, 2}, [](bank::TransactionFilter &f) { f.maximum = 80'00; });
    row("part of the cédula", {1}, [](bank::TransactionFilter &f) { f.text = u"50509"_s; });
    row("two digits of the cédula", {3, 2}, [](bank::TransactionFilter &f) { f.text = u"22"_s; });
    row("part of the name, without its accent", {1}, [](bank::TransactionFilter &f) { f.text = u"munoz"_s; });
    row("the folio", {1}, [](bank::TransactionFilter &f) { f.text = u"000001"_s; });
    row("part of the description", {3, 2}, [](bank::TransactionFilter &f) { f.text = u"ALQ"_s; });
    row("a till that moved nothing", {}, [](bank::TransactionFilter &f) { f.till = u"1"_s; });
    row("rejected ones, which no journal holds", {}, [](bank::TransactionFilter &f) { f.isNothing = true; });
    row("all at once, by account", {2}, [](bank::TransactionFilter &f) {
        f.cedula = u"22"_s;
        f.channel = events::Channel::Socket;
        f.isReversed = true;
        f.user = u"luz"_s;
        f.minimum = 1;
        f.maximum = 80'00;
        f.text = u"alq"_s;
    });
}

void SqlLedgerReaderTest::filtersTransactions()
{
    QFETCH(Change, change);
    QFETCH(QList<qint64>, ids);
    support::LedgerKit kit;
    fill(kit);
    bank::TransactionFilter filter;
    change(filter);
    const auto reader = kit.reader();
    const auto page = reader->transactions(filter, {});
    QVERIFY_OK(page);
    QList<qint64> found;
    for (const auto &t : page->items)
        found.append(t.id);
    QCOMPARE(found, ids);
}

void SqlLedgerReaderTest::readsTheJournalInPages()
{
    support::LedgerKit kit;
    fill(kit);
    const auto reader = kit.reader();
    const auto first = reader->ledger().journal(today(kit), {.limit = 2}).value();
    QCOMPARE(first.entries.size(), size_t{2});
    QCOMPARE(first.entries[0].transaction.id, 1);
    QCOMPARE(first.entries[0].sides.size(), size_t{2});
    QCOMPARE(first.entries[0].sides[1].owner, u"#CLEARING_REST"_s);
    const auto second = reader->ledger().journal(today(kit), {.limit = 2, .cursor = first.nextCursor}).value();
    QCOMPARE(second.entries.size(), size_t{1});
    QVERIFY(second.nextCursor.isEmpty());
    QVERIFY(reader->ledger().journal(today(kit).addDays(1), {}).value().entries.empty());
    QVERIFY(!reader->ledger().journal(today(kit), {.cursor = u"x"_s}));
    QVERIFY(!reader->ledger().journal(today(kit), {.limit = 0}));
}

void SqlLedgerReaderTest::totalsAreTheWholeDays()
{
    support::LedgerKit kit;
    fill(kit);
    const auto reader = kit.reader();
    const auto totals = reader->ledger().journal(today(kit), {.limit = 1}).value().totals;
    QStringList seen;
    for (const JournalTotal &t : totals)
        seen.append(u"%1 %2 %3 %4"_s.arg(int(t.by)).arg(t.key).arg(t.postings).arg(t.amount.minor()));
    QCOMPARE(seen, (QStringList{u"0 DEPOSITO 2 58000"_s, u"0 REVERSO 1 8000"_s, u"2 ana 1 50000"_s, u"2 eva 1 8000"_s,
                                u"2 luz 1 8000"_s}));
}

void SqlLedgerReaderTest::readsChartAndDays()
{
    support::LedgerKit kit;
    fill(kit);
    QVERIFY_OK(kit.run(bank::CloseDay{today(kit), u"eva"_s}));
    const auto reader = kit.reader();
    const auto chart = reader->ledger().chart().value();
    QCOMPARE(chart.own.size(), size_t{3}); // cash and two clearing accounts
    QCOMPARE(chart.clients.size(), size_t{1});
    QCOMPARE(chart.clients[0].minor(), 500'00);
    const auto days = reader->ledger().closedDays(10).value();
    QCOMPARE(days.size(), size_t{1});
    QCOMPARE(days[0].day, today(kit));
    QVERIFY(reader->ledger().journal(today(kit), {}).value().close == days[0]);
}

void SqlLedgerReaderTest::readsHoldsAndHistory()
{
    support::LedgerKit kit;
    fill(kit);
    const base::Cedula owner = support::cedula(u"1350509525"_s);
    QVERIFY_OK(kit.run(bank::PlaceHold{
        .cedula = owner, .amount = support::usd(5), .reason = u"x"_s, .user = u"eva"_s, .idempotencyKey = "h1"}));
    QVERIFY_OK(kit.run(bank::ReleaseHold{1, u"eva"_s}));
    QVERIFY_OK(kit.run(bank::ChangeAccount{.cedula = owner, .lowBalanceThreshold = support::usd(1), .user = u"eva"_s}));
    const auto reader = kit.reader();
    auto &ledger = reader->ledger();
    QCOMPARE(ledger.holds(u"1350509525"_s, Currency::usd(), false).value().size(), size_t{1});
    QVERIFY(ledger.holds(u"1350509525"_s, Currency::usd(), true).value().empty());
    QCOMPARE(ledger.holds(u"99"_s, Currency::usd(), true).error().code(), ErrorCode::NotFound);
    const auto first = ledger.changes(u"1350509525"_s, Currency::usd(), {.limit = 2}).value();
    QCOMPARE(first.items.size(), size_t{2});
    QVERIFY(std::holds_alternative<events::AccountChanged>(first.items[0])); // newest first
    const auto second =
        ledger.changes(u"1350509525"_s, Currency::usd(), {.limit = 2, .cursor = first.nextCursor}).value();
    QCOMPARE(second.items.size(), size_t{1});
    QVERIFY(second.nextCursor.isEmpty());
    QCOMPARE(ledger.changes(u"99"_s, Currency::usd(), {}).error().code(), ErrorCode::NotFound);
}

void SqlLedgerReaderTest::notesProofsAndAlertsOnce()
{
    support::LedgerKit kit;
    fill(kit);
    const auto before = kit.check();
    auto proof = store::proofOf(before, kit.clock.utcNow(), 7);
    QVERIFY_OK(kit.run(bank::RecordProof{proof}));
    const auto reader = kit.reader();
    QVERIFY(reader->ledger().proof().value() == proof);
    QVERIFY(reader->summary(today(kit)).value().value.balanced);
    proof.ok = false;
    proof.problems = {u"posting 000001 does not fit the hash chain"_s};
    proof.problemCount = 1;
    QVERIFY_OK(kit.run(bank::RecordProof{proof}));
    QVERIFY_OK(kit.run(bank::RecordProof{proof})); // told already
    QVERIFY(!reader->summary(today(kit)).value().value.balanced);
    const auto log = reader->log().readAfter(0, 100).value();
    int alerts = 0;
    for (const events::Event &event : log) {
        const auto *alert = std::get_if<events::AlertRaised>(&event);
        alerts += alert && alert->type == events::ledgerIntegrity ? 1 : 0;
    }
    QCOMPARE(alerts, 1);
}

void SqlLedgerReaderTest::anAnchorFindsAPastThatWasWrittenAnew()
{
    support::LedgerKit kit;
    fill(kit);
    QVERIFY_OK(kit.run(bank::CloseDay{today(kit), u"eva"_s}));
    QCOMPARE(kit.check().anchors, 1);
    QVERIFY(kit.check().ok());
    const auto unsigned_ = store::checkLedger(kit.database(), store::CheckScope::Whole, [](const events::DayClosed &) {
                               return false;
                           }).value();
    QVERIFY(unsigned_.problems.join(u'\n').contains(u"signature"_s));
    QVERIFY_OK(kit.database().execute(u"DROP TRIGGER day_close_no_update"_s));
    QVERIFY_OK(kit.database().execute(u"UPDATE day_close SET last_hash = zeroblob(32)"_s));
    QVERIFY(kit.check().problems.join(u'\n').contains(u"was closed"_s));
}

QTEST_GUILESS_MAIN(SqlLedgerReaderTest)
#include "tst_sqlledgerreader.moc"
