// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/journalwalk.h"
#include "support/ledgerkit.h"

using namespace Qt::StringLiterals;
using store::CheckScope;

class LedgerCheckTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEmptyLedgerIsSound();
    void findsTampering_data();
    void findsTampering();
    void theRecentScopeWalksTheEnd();
    void recordsItsOutcome();
    void keepsTwentyProblems();
};

namespace {

/// Two clients, five postings on two days.
void fill(support::LedgerKit &kit)
{
    QVERIFY_OK(kit.run(support::opening(u"1"_s)));
    QVERIFY_OK(kit.run(support::opening(u"2"_s)));
    QVERIFY_OK(kit.run(support::movement(u"1"_s, 500'00, "k1")));
    QVERIFY_OK(kit.run(support::movement(u"2"_s, 300'00, "k2")));
    QVERIFY_OK(kit.run(support::movement(u"1"_s, -450'00, "k3"))); // raises an alert
    kit.clock.advance(std::chrono::hours(24));
    QVERIFY_OK(kit.run(support::movement(u"2"_s, 7'00, "k4")));
    QVERIFY_OK(kit.run(support::movement(u"1"_s, 1'00, "k5")));
}

/// What somebody with the file and without scruples would do first.
void dropGuards(store::Database &database)
{
    for (const char *const name : {"posting_no_update", "posting_no_delete", "entry_no_update", "entry_no_delete",
                                   "event_no_update", "event_no_delete", "account_no_delete", "account_identity"})
        QVERIFY_OK(database.execute(u"DROP TRIGGER "_s + QLatin1StringView(name)));
    QVERIFY_OK(database.execute(u"PRAGMA foreign_keys=OFF"_s));
}

} // namespace

void LedgerCheckTest::anEmptyLedgerIsSound()
{
    support::LedgerKit kit;
    const auto report = kit.check();
    QVERIFY2(report.ok(), qPrintable(report.problems.join(u'\n')));
    QCOMPARE(report.postings, 0);
    QCOMPARE(report.lastHash, bank::genesisHash());
    fill(kit);
    const auto full = kit.check();
    QVERIFY2(full.ok(), qPrintable(full.problems.join(u'\n')));
    QCOMPARE(full.postings, 5);
    QCOMPARE(full.entries, 10);
    QCOMPARE(full.accounts, 4); // two clients, cash, clearing
    QCOMPARE(full.events, 8);
    QVERIFY(kit.check(CheckScope::Recent).ok());
}

void LedgerCheckTest::findsTampering_data()
{
    QTest::addColumn<QStringList>("sql");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const QStringList &sql, const QString &problem) {
        QTest::addRow("%s", name) << sql << problem;
    };
    row("a description is reworded", {u"UPDATE posting SET description = 'x' WHERE id = 2"_s},
        u"posting 000002 does not fit"_s);
    row("another operator is named", {u"UPDATE posting SET operator = 'eva' WHERE id = 1"_s},
        u"posting 000001 does not fit"_s);
    row("a posting is back-dated", {u"UPDATE posting SET at_utc_ms = at_utc_ms - 1 WHERE id = 3"_s},
        u"posting 000003 does not fit"_s);
    row("the last posting's hash is rewritten", {u"UPDATE posting SET hash = randomblob(32) WHERE id = 5"_s},
        u"posting 000005 does not fit"_s);
    row("an entry is raised, and its counterpart too",
        {u"UPDATE entry SET amount = amount + sign(amount) WHERE posting = 2"_s}, u"posting 000002"_s);
    row("one leg is raised", {u"UPDATE entry SET amount = amount + 1 WHERE posting = 2 AND leg = 0"_s},
        u"do not sum to zero"_s);
    row("a leg is removed", {u"DELETE FROM entry WHERE posting = 2 AND leg = 1"_s}, u"fewer than two legs"_s);
    row("all legs are removed", {u"DELETE FROM entry WHERE posting = 2"_s}, u"fewer than two legs"_s);
    row("a leg moves to another client", {u"UPDATE entry SET account = 2 WHERE posting = 1 AND leg = 0"_s},
        u"does not continue"_s);
    row("a leg moves to nobody", {u"UPDATE entry SET account = 77 WHERE posting = 1 AND leg = 0"_s},
        u"an account that is not there"_s);
    row("a posting is removed with its legs",
        {u"DELETE FROM entry WHERE posting = 2"_s, u"DELETE FROM posting WHERE id = 2"_s},
        u"before posting 000003 there is a gap"_s);
    row("the last posting is removed, its event stays",
        {u"DELETE FROM entry WHERE posting = 5"_s, u"DELETE FROM posting WHERE id = 5"_s},
        u"is not the sum of its entries"_s);
    row("a posting is removed, its legs stay", {u"DELETE FROM posting WHERE id = 5"_s}, u"entries without a posting"_s);
    row("a balance is raised", {u"UPDATE account SET balance = balance + 1 WHERE id = 1"_s},
        u"account 1 (1 USD) is not the sum"_s);
    row("two balances are shifted against each other",
        {u"UPDATE account SET balance = balance + 1 WHERE id = 1"_s,
         u"UPDATE account SET balance = balance - 1 WHERE id = 2"_s},
        u"account 2 (2 USD) is not the sum"_s);
    row("an event is removed", {u"DELETE FROM event WHERE seq = 3"_s}, u"the event log has gaps"_s);
    row("the first event is removed", {u"DELETE FROM event WHERE seq = 1"_s}, u"the event log has gaps"_s);
    row("a posting's event becomes another", {u"UPDATE event SET type = 'alert_raised' WHERE seq = 3"_s},
        u"is not in the event log"_s);
    row("a day's total is changed", {u"UPDATE day_total SET deposits = deposits + 1"_s},
        u"the totals of day 20240115"_s);
    row("a day's total is removed", {u"DELETE FROM day_total WHERE branch_day = 20240116"_s},
        u"the totals of day 20240116"_s);
    row("a day is invented", {u"INSERT INTO day_total VALUES (20240117, 'USD', 1, 1, 0)"_s},
        u"the totals of day 20240117"_s);
    row("an unknown kind is written",
        {u"PRAGMA ignore_check_constraints=ON"_s, u"UPDATE posting SET kind = 9 WHERE id = 1"_s},
        u"holds an unknown word"_s);
}

void LedgerCheckTest::findsTampering()
{
    QFETCH(QStringList, sql);
    QFETCH(QString, problem);
    support::LedgerKit kit;
    fill(kit);
    dropGuards(kit.database());
    for (const QString &statement : sql)
        QVERIFY_OK(kit.database().execute(statement));
    const auto report = kit.check();
    QVERIFY(!report.ok());
    const QString all = report.problems.join(u'\n');
    QVERIFY2(all.contains(problem), qPrintable(all));
}

void LedgerCheckTest::theRecentScopeWalksTheEnd()
{
    support::LedgerKit kit;
    QVERIFY_OK(kit.run(support::opening(u"1"_s)));
    for (int batch = 0; batch < 3; ++batch) {
        std::vector<desk::Command> commands;
        for (int i = 0; i < 400; ++i)
            commands.push_back(support::movement(u"1"_s, 1'00, QByteArray::number(batch * 400 + i)));
        for (const auto &answer : kit.desk.run(commands))
            QVERIFY_OK(answer);
    }
    const auto recent = kit.check(CheckScope::Recent);
    QVERIFY2(recent.ok(), qPrintable(recent.problems.join(u'\n')));
    QCOMPARE(recent.postings, 1000);
    dropGuards(kit.database());
    QVERIFY_OK(kit.database().execute(u"UPDATE posting SET description = 'x' WHERE id = 100"_s));
    QVERIFY(kit.check(CheckScope::Recent).ok()); // beyond what it walks
    QVERIFY(!kit.check().ok());
    QVERIFY_OK(kit.database().execute(u"UPDATE posting SET description = 'x' WHERE id = 1100"_s));
    QVERIFY(!kit.check(CheckScope::Recent).ok());
}

void LedgerCheckTest::recordsItsOutcome()
{
    support::LedgerKit kit;
    fill(kit);
    QVERIFY(!kit.reader()->summary({})->value.balanced); // nobody has checked yet
    QVERIFY_OK(store::recordCheck(kit.database(), kit.check(), {77}));
    const auto summary = kit.reader()->summary({});
    QVERIFY(summary->value.balanced);
    QCOMPARE(summary->value.verifiedAt.value, 77);
    store::LedgerReport bad;
    store::note(bad, u"x"_s);
    QVERIFY_OK(store::recordCheck(kit.database(), bad, {78}));
    QVERIFY(!kit.reader()->summary({})->value.balanced);
}

void LedgerCheckTest::keepsTwentyProblems()
{
    store::LedgerReport report;
    for (int i = 0; i < 100; ++i)
        store::note(report, QString::number(i));
    QCOMPARE(report.problems.size(), 20);
    QCOMPARE(report.problemCount, 100);
}

QTEST_GUILESS_MAIN(LedgerCheckTest)
#include "tst_ledgercheck.moc"
