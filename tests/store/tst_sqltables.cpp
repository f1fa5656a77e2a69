// SPDX-License-Identifier: GPL-3.0-or-later
// The small tables, one slot a class: settings, cursors, meta, event log, day totals, postings, accounts.
#include "store/rowvalues.h"
#include "store/sqlaccounts.h"
#include "store/sqlcursors.h"
#include "store/sqldaytotals.h"
#include "store/sqleventlog.h"
#include "store/sqlmeta.h"
#include "store/sqlpostings.h"
#include "store/sqlsettings.h"
#include "support/ledgerkit.h"

using namespace Qt::StringLiterals;
using base::ErrorCode;

class SqlTablesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void settingsAreTyped();
    void cursorsAreDurable();
    void epochsChangeOnlyWhenAsked();
    void theLogIsReadInOrder();
    void theLogRefusesGaps();
    void dayTotalsReplaceThemselves();
    void postingsHaveAnyNumberOfLegs();
    void accountsRoundTrip();
    void daysAreNumbers();
};

void SqlTablesTest::settingsAreTyped()
{
    support::LedgerKit kit;
    store::SqlSettings settings(kit.database());
    QVERIFY(!settings.text(u"hub.name"_s).value());
    QVERIFY_OK(settings.setText(u"hub.name"_s, u"Agencia"_s, u"ana"_s, {1}));
    QVERIFY_OK(settings.setText(u"hub.name"_s, u"Agencia Norte"_s, u"eva"_s, {2}));
    QVERIFY_OK(settings.setInteger(u"mqtt.port"_s, 1883, u"ana"_s, {3}));
    QVERIFY_OK(settings.setBoolean(u"bank.publish_per_cedula"_s, false, u"ana"_s, {4}));
    QCOMPARE(*settings.text(u"hub.name"_s).value(), u"Agencia Norte"_s);
    QCOMPARE(*settings.integer(u"mqtt.port"_s).value(), 1883);
    QCOMPARE(*settings.boolean(u"bank.publish_per_cedula"_s).value(), false);
    QVERIFY(!settings.boolean(u"none"_s).value());
    QVERIFY(!settings.integer(u"none"_s).value());
    QCOMPARE(settings.integer(u"hub.name"_s).error().code(), ErrorCode::Corrupt);
    QCOMPARE(settings.boolean(u"mqtt.port"_s).error().code(), ErrorCode::Corrupt);
    QCOMPARE(settings.all()->size(), 3);
    QVERIFY_OK(settings.remove(u"mqtt.port"_s));
    QVERIFY_OK(settings.remove(u"mqtt.port"_s));
    QVERIFY(!settings.integer(u"mqtt.port"_s).value());
    QCOMPARE(kit.database().scalar(u"SELECT changed_by || changed_at FROM setting WHERE name = 'hub.name'"_s).value(),
             u"eva2"_s);
}

void SqlTablesTest::cursorsAreDurable()
{
    support::LedgerKit kit;
    {
        store::SqlCursors cursors(kit.database());
        QVERIFY(!cursors.find(u"mqtt"_s).value());
        QVERIFY_OK(cursors.save(u"mqtt"_s, {u"e1"_s, 7}, {1}));
        QVERIFY_OK(cursors.save(u"mqtt"_s, {u"e1"_s, 9}, {2}));
        QVERIFY_OK(cursors.save(u"bridge"_s, {u"e1"_s, 1}, {3}));
    }
    QVERIFY_OK(kit.file->reopen());
    const auto cursor = store::SqlCursors(kit.database()).find(u"mqtt"_s).value().value_or(store::SqlCursors::Cursor());
    QCOMPARE(cursor.seq, 9);
    QCOMPARE(cursor.epoch, u"e1"_s);
}

void SqlTablesTest::epochsChangeOnlyWhenAsked()
{
    support::LedgerKit kit;
    store::SqlMeta meta(kit.database());
    const QString epoch = meta.epoch().value();
    QVERIFY(!epoch.isEmpty() && !epoch.contains(u'-'));
    QVERIFY_OK(meta.ensureEpoch(store::SqlMeta::Epoch::Keep));
    QCOMPARE(meta.epoch().value(), epoch);
    QVERIFY_OK(meta.ensureEpoch(store::SqlMeta::Epoch::Fresh));
    QVERIFY(meta.epoch().value() != epoch);
    QVERIFY(!meta.get(u"none"_s).value());
}

void SqlTablesTest::theLogIsReadInOrder()
{
    support::LedgerKit kit;
    store::SqlEventLog log(kit.database());
    QCOMPARE(log.lastSequence().value(), 0);
    for (qint64 seq = 1; seq <= 5; ++seq) {
        events::AlertRaised alert;
        alert.seq = seq;
        alert.at.value = 100 + seq;
        alert.type = u"TEST"_s;
        QVERIFY_OK(log.append(alert));
    }
    QCOMPARE(log.lastSequence().value(), 5);
    const auto page = log.readAfter(2, 2);
    QVERIFY_OK(page);
    QCOMPARE(page->size(), size_t{2});
    QCOMPARE(events::sequenceOf(page->front()), 3);
    QCOMPARE(events::timeOf(page->back()).value, 104);
    QVERIFY(log.readAfter(5, 10)->empty());
    QCOMPARE(log.epoch().value(), kit.reader()->log().epoch().value());
    events::AlertRaised again;
    again.seq = 5;
    QVERIFY(!log.append(again));
}

void SqlTablesTest::theLogRefusesGaps()
{
    support::LedgerKit kit;
    store::SqlEventLog log(kit.database());
    events::AlertRaised alert;
    alert.seq = 2;
    QVERIFY_OK(log.append(alert));
    const auto page = log.readAfter(0, 10);
    QVERIFY(!page);
    QCOMPARE(page.error().code(), ErrorCode::Corrupt);
}

void SqlTablesTest::dayTotalsReplaceThemselves()
{
    support::LedgerKit kit;
    store::SqlDayTotals days(kit.database());
    const QDate day(2024, 1, 15);
    QVERIFY(!days.find(day, base::Currency::usd()).value());
    bank::DayTotals totals{day, 1, support::usd(500), support::usd(0)};
    QVERIFY_OK(days.save(totals));
    totals.movements = 2;
    totals.withdrawals = support::usd(7);
    QVERIFY_OK(days.save(totals));
    QVERIFY(days.find(day, base::Currency::usd()).value() == totals);
    QVERIFY(!days.find(day, base::Currency::bob()).value());
}

void SqlTablesTest::postingsHaveAnyNumberOfLegs()
{
    support::LedgerKit kit;
    QVERIFY_OK(kit.run(support::opening(u"1"_s)));
    QVERIFY_OK(kit.run(support::movement(u"1"_s, 500, "k1")));
    store::SqlPostings postings(kit.database());
    bank::Posting posting;
    posting.id = 2;
    posting.key = "k2";
    posting.bodyHash = posting.hash = QByteArray(32, 'x');
    posting.businessDay = QDate(2024, 1, 15);
    posting.user = u"ana"_s;
    posting.legs = {{bank::AccountId(1), support::usd(300), support::usd(800)},
                    {bank::AccountId(-1), support::usd(-200), support::usd(-200)},
                    {bank::AccountId(-2), support::usd(-100), support::usd(-600)}};
    QVERIFY_OK(postings.insert(posting));
    const auto found = postings.find("k2").value();
    QVERIFY(found);
    QCOMPARE(found->bodyHash, posting.bodyHash);
    QCOMPARE(found->transaction.amount.minor(), 300);
    QCOMPARE(found->transaction.balanceBefore.minor(), 500);
    QCOMPARE(kit.database().scalar(u"SELECT count(*) FROM entry WHERE posting = 2"_s).value(), u"3"_s);
    QVERIFY(!postings.find("k3").value());
    posting.id = 3;
    QCOMPARE(postings.insert(posting).error().code(), ErrorCode::Conflict); // the key is unique
}

void SqlTablesTest::accountsRoundTrip()
{
    support::LedgerKit kit;
    store::SqlAccounts accounts(kit.database());
    bank::Account a;
    a.id = bank::AccountId(1);
    a.owner = u"0102030400"_s;
    a.holderName = u"María"_s;
    a.state = bank::AccountState::Blocked;
    a.overdraftLimit = support::usd(5'000);
    a.lowBalanceThreshold = support::usd(10'000);
    a.openedAt.value = 5;
    a.openedBy = u"ana"_s;
    a.openedSeq = 3;
    QVERIFY_OK(accounts.insert(a));
    QVERIFY(accounts.find(a.owner, base::Currency::usd()).value() == a);
    a.balance = support::usd(-5'000);
    a.lastMovement = base::UtcMs{9};
    a.day = QDate(2024, 1, 15);
    a.dayChange = support::usd(-5'000);
    QVERIFY_OK(accounts.update(a));
    QVERIFY(accounts.find(a.owner, base::Currency::usd()).value() == a);
    a.balance = support::usd(-5'001); // beyond the overdraft: the table refuses it too
    QCOMPARE(accounts.update(a).error().code(), ErrorCode::Conflict);
    a.id = bank::AccountId(2);
    QCOMPARE(accounts.update(a).error().code(), ErrorCode::Corrupt);
    a.owner = u"#CASH"_s; // a client's number for an internal code
    QCOMPARE(accounts.insert(a).error().code(), ErrorCode::Conflict);
}

void SqlTablesTest::daysAreNumbers()
{
    QCOMPARE(store::dayNumber(QDate(2024, 1, 5)), 20'240'105);
    QCOMPARE(store::dayOf(20'240'105), QDate(2024, 1, 5));
    QCOMPARE(store::dayNumber(QDate()), 0);
    QVERIFY(!store::kindFrom(2));
    QVERIFY(!store::channelFrom(-1));
    QVERIFY(!store::currencyFrom(u"XXX"_s));
}

QTEST_GUILESS_MAIN(SqlTablesTest)
#include "tst_sqltables.moc"
