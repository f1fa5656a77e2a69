// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledgerfile.h"
#include "store/sqlmeta.h"
#include "store/sqlunitofwork.h"
#include "support/ledgerkit.h"

using namespace Qt::StringLiterals;
using base::ErrorCode;

class LedgerFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theJournalIsAppendOnly_data();
    void theJournalIsAppendOnly();
    void keepsItsEpoch();
    void reopeningForgetsWhatWasNotCommitted();
    void idempotencySurvivesARestart();
    void jobsAreTransactions();
    void aFullDiskRefusesAndRecovers();
};

void LedgerFileTest::theJournalIsAppendOnly_data()
{
    QTest::addColumn<QString>("sql");
    const auto row = [](const char *name, const char *sql) { QTest::addRow("%s", name) << QString::fromLatin1(sql); };
    row("a posting is not changed", "UPDATE posting SET description = 'x'");
    row("a posting is not deleted", "DELETE FROM posting WHERE id = 1");
    row("a posting is not replaced",
        "INSERT OR REPLACE INTO posting (id, seq, idem_key, body_hash, kind, at_utc_ms,"
        " branch_day, channel, operator, description, reverses, hash) SELECT id, seq, idem_key, body_hash, kind, "
        "at_utc_ms, branch_day, channel, operator,"
        " 'x', reverses, hash FROM posting");
    row("an entry is not changed", "UPDATE entry SET amount = amount + 1");
    row("an entry is not deleted", "DELETE FROM entry");
    row("an entry is not replaced",
        "REPLACE INTO entry SELECT posting, leg, account, amount + 1, balance_after FROM entry");
    row("an entry needs its account", "INSERT INTO entry VALUES (1, 9, 77, 1, 1)");
    row("an entry needs its posting", "INSERT INTO entry VALUES (9, 0, 1, 1, 1)");
    row("an event is not changed", "UPDATE event SET payload = x''");
    row("an event is not deleted", "DELETE FROM event");
    row("an account is not deleted", "DELETE FROM account");
    row("an account keeps its owner", "UPDATE account SET owner = '2' WHERE id = 1");
    row("an account keeps its currency", "UPDATE account SET currency = 'BOB' WHERE id = 1");
    row("a client is not overdrawn", "UPDATE account SET balance = -1 WHERE id = 1");
    row("an amount is no text", "UPDATE account SET balance = 'many' WHERE id = 1");
    row("a cédula has one account a currency",
        "INSERT INTO account (id, owner, currency, holder, balance, overdraft_limit, threshold, state, opened_at,"
        " opened_by, opened_seq, moved_at, day, day_change) SELECT 9, owner, currency, holder, balance, "
        "overdraft_limit, threshold, state, opened_at,"
        " opened_by, opened_seq, moved_at, day, day_change FROM account WHERE id = 1");
}

void LedgerFileTest::theJournalIsAppendOnly()
{
    QFETCH(QString, sql);
    support::LedgerKit kit;
    QVERIFY_OK(kit.run(support::opening(u"1"_s)));
    QVERIFY_OK(kit.run(support::movement(u"1"_s, 500, "k1")));
    const auto refused = kit.database().execute(sql);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Conflict);
    QVERIFY(kit.check().ok());
}

void LedgerFileTest::keepsItsEpoch()
{
    support::LedgerKit kit;
    const QString epoch = store::SqlMeta(kit.database()).epoch().value();
    QVERIFY_OK(kit.file->reopen());
    QCOMPARE(store::SqlMeta(kit.database()).epoch().value(), epoch);
    support::LedgerKit other;
    QVERIFY(store::SqlMeta(other.database()).epoch().value() != epoch);
}

void LedgerFileTest::reopeningForgetsWhatWasNotCommitted()
{
    support::LedgerKit kit;
    QVERIFY_OK(kit.run(support::opening(u"1"_s)));
    auto &unit = kit.file->unitOfWork();
    QVERIFY_OK(unit.begin());
    bank::DayTotals totals{QDate(2024, 1, 15), 1, support::usd(500), support::usd(0)};
    QVERIFY_OK(unit.saveDayTotals(totals));
    QVERIFY(unit.dayTotals(totals.day, base::Currency::usd()).value());
    QVERIFY_OK(unit.reopen());
    QVERIFY(!unit.dayTotals(totals.day, base::Currency::usd()).value());
    QVERIFY_OK(unit.begin());
    QVERIFY_OK(unit.rollback());
    const auto head = unit.head();
    QVERIFY_OK(head);
    QCOMPARE(head->lastClient, 1);
    QCOMPARE(head->lastInternal, -1);
    QCOMPARE(head->lastPosting, 0);
    QCOMPARE(head->lastHash, bank::genesisHash());
    QCOMPARE(head->lastSequence, 1);
}

void LedgerFileTest::idempotencySurvivesARestart()
{
    support::LedgerKit kit;
    QVERIFY_OK(kit.run(support::opening(u"1"_s, u"María"_s)));
    const auto first = kit.run(support::movement(u"1"_s, 500, "k1"));
    QVERIFY_OK(first);
    kit.clock.advance(std::chrono::hours(48));
    QVERIFY_OK(kit.file->reopen());
    const auto again = kit.run(support::movement(u"1"_s, 500, "k1"));
    QVERIFY_OK(again);
    QVERIFY(std::get<bank::Posted>(*again).replayed);
    QVERIFY(std::get<bank::Posted>(*again).transaction == std::get<bank::Posted>(*first).transaction);
    const auto other = kit.run(support::movement(u"1"_s, 501, "k1"));
    QVERIFY(!other);
    QCOMPARE(other.error().code(), ErrorCode::Conflict);
}

void LedgerFileTest::jobsAreTransactions()
{
    support::LedgerKit kit;
    const auto set = [](store::LedgerFile &file) { return store::SqlMeta(file.database()).set(u"x"_s, u"1"_s); };
    const auto failed = kit.file->transact([&](store::LedgerFile &file) -> base::Result<> {
        if (auto ok = set(file); !ok)
            return ok;
        return {ErrorCode::Conflict, u"no"_s};
    });
    QVERIFY(!failed);
    QCOMPARE(failed.error().code(), ErrorCode::Conflict);
    QVERIFY(!store::SqlMeta(kit.database()).get(u"x"_s).value());
    QVERIFY_OK(kit.file->transact(set));
    QVERIFY(store::SqlMeta(kit.database()).get(u"x"_s).value());
    QVERIFY_OK(kit.file->checkpoint());
}

void LedgerFileTest::aFullDiskRefusesAndRecovers()
{
    support::LedgerKit kit;
    QVERIFY_OK(kit.run(support::opening(u"1"_s)));
    QVERIFY_OK(kit.run(support::movement(u"1"_s, 500, "before")));
    const QString pages = kit.database().scalar(u"PRAGMA page_count"_s).value();
    QVERIFY_OK(kit.database().execute(u"PRAGMA max_page_count="_s + pages)); // SQLITE_FULL from the next new page on
    std::vector<desk::Command> batch;
    for (int i = 0; i < 300; ++i)
        batch.push_back(support::movement(u"1"_s, 1, QByteArray("full-") + QByteArray::number(i)));
    const auto answers = kit.desk.run(batch);
    qint64 acknowledged = 0;
    for (const auto &answer : answers)
        acknowledged += answer ? 1 : 0;
    QVERIFY(acknowledged < 300);
    QVERIFY(kit.check().ok());
    QCOMPARE(kit.check().postings, acknowledged + 1); // exactly what was said
    QVERIFY_OK(kit.file->reopen());                   // max_page_count is the connection's: the disk has room again
    for (const auto &answer : kit.desk.run(batch))
        QVERIFY_OK(answer);
    QVERIFY(kit.check().ok());
    QCOMPARE(kit.check().postings, 301);
}

QTEST_GUILESS_MAIN(LedgerFileTest)
#include "tst_ledgerfile.moc"
