// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledgermigrations.h"
#include "store/migrator.h"
#include "support/verify.h"
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using base::ErrorCode;
using store::Database;
using store::Migration;

namespace {

constexpr const char *first[] = {"CREATE TABLE a (x)", "INSERT INTO a VALUES (1)"};
constexpr const char *second[] = {"ALTER TABLE a ADD COLUMN y"};
constexpr const char *failing[] = {"CREATE TABLE b (x)", "INSERT INTO nowhere VALUES (1)"};

} // namespace

class MigratorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bringsAnyVersionUpToDate_data();
    void bringsAnyVersionUpToDate();
    void aFailedStepLeavesTheOneBefore();
    void refusesNewerFiles();
    void theLedgersAreNumberedWithoutGap();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> open(const QString &name) const
    {
        return Database::open(m_folder.filePath(name), Database::Mode::ReadWrite).value();
    }
};

void MigratorTest::bringsAnyVersionUpToDate_data()
{
    QTest::addColumn<int>("from");
    QTest::addRow("a new file") << 0;
    QTest::addRow("a file of the version before") << 1;
    QTest::addRow("a file that is up to date") << 2;
}

void MigratorTest::bringsAnyVersionUpToDate()
{
    QFETCH(int, from);
    const std::vector<Migration> all{{1, first}, {2, second}};
    const auto database = open(QString::number(from));
    QVERIFY_OK(store::migrate(*database, std::span(all).first(static_cast<size_t>(from))));
    QVERIFY_OK(store::migrate(*database, all));
    QCOMPARE(database->scalar(u"PRAGMA user_version"_s).value(), u"2"_s);
    QCOMPARE(database->scalar(u"SELECT count(x) || count(y) FROM a"_s).value(), u"10"_s); // each step once
}

void MigratorTest::aFailedStepLeavesTheOneBefore()
{
    const std::vector<Migration> all{{1, first}, {2, failing}};
    const auto database = open(u"failing"_s);
    const auto result = store::migrate(*database, all);
    QVERIFY(!result);
    QVERIFY(result.error().toString().contains(u"schema 2"_s));
    QCOMPARE(database->scalar(u"PRAGMA user_version"_s).value(), u"1"_s);
    QCOMPARE(database->scalar(u"SELECT count(*) FROM sqlite_schema WHERE name = 'b'"_s).value(), u"0"_s);
}

void MigratorTest::refusesNewerFiles()
{
    const std::vector<Migration> all{{1, first}};
    const auto database = open(u"newer"_s);
    QVERIFY_OK(database->execute(u"PRAGMA user_version=7"_s));
    const auto result = store::migrate(*database, all);
    QVERIFY(!result);
    QCOMPARE(result.error().code(), ErrorCode::Unsupported);
    QVERIFY(result.error().message().contains(u"newer"_s));
}

void MigratorTest::theLedgersAreNumberedWithoutGap()
{
    int expected = 0;
    for (const Migration &migration : store::ledgerMigrations())
        QCOMPARE(migration.version, ++expected);
    const auto database = open(u"ledger"_s);
    QVERIFY_OK(store::migrate(*database, store::ledgerMigrations()));
    // Every table of rows is STRICT: SQLite would store any type otherwise (SPEC 4).
    QCOMPARE(database
                 ->scalar(u"SELECT group_concat(name) FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                          " AND strict = 0 AND name NOT LIKE 'sqlite%'"_s)
                 .value(),
             QString());
}

QTEST_GUILESS_MAIN(MigratorTest)
#include "tst_migrator.moc"
