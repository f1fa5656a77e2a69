// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"
#include "store/sqlerror.h"
#include "support/verify.h"
#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using base::ErrorCode;
using store::Database;
using store::Transaction;

class DatabaseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isSetUpForALedger_data();
    void isSetUpForALedger();
    void twoObjectsAreTwoConnections();
    void aReadOnlyOneCannotWrite();
    void saysWhatCannotBeOpened();
    void rollsBackWhatIsNotCommitted();
    void mapsSqlitesCodes_data();
    void mapsSqlitesCodes();
    void checkpointsEmptyTheLog();

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
};

void DatabaseTest::isSetUpForALedger_data()
{
    QTest::addColumn<QString>("pragma");
    QTest::addColumn<QString>("value");
    QTest::addRow("write-ahead log") << u"journal_mode"_s << u"wal"_s;
    QTest::addRow("every commit reaches the disk (FULL)") << u"synchronous"_s << u"2"_s;
    QTest::addRow("foreign keys hold") << u"foreign_keys"_s << u"1"_s;
    QTest::addRow("a foreign schema runs nothing") << u"trusted_schema"_s << u"0"_s;
    QTest::addRow("pages are checked") << u"cell_size_check"_s << u"1"_s;
    QTest::addRow("REPLACE asks the triggers") << u"recursive_triggers"_s << u"1"_s;
    QTest::addRow("five seconds of patience") << u"busy_timeout"_s << u"5000"_s;
}

void DatabaseTest::isSetUpForALedger()
{
    QFETCH(QString, pragma);
    QFETCH(QString, value);
    const auto database = Database::open(path(u"a.db"_s), Database::Mode::ReadWrite);
    QVERIFY_OK(database);
    QCOMPARE((*database)->scalar(u"PRAGMA "_s + pragma).value(), value);
}

void DatabaseTest::twoObjectsAreTwoConnections()
{
    const auto one = Database::open(path(u"b.db"_s), Database::Mode::ReadWrite);
    const auto two = Database::open(path(u"b.db"_s), Database::Mode::ReadWrite);
    QVERIFY_OK(one);
    QVERIFY_OK(two);
    QVERIFY((*one)->connection().connectionName() != (*two)->connection().connectionName());
    QVERIFY_OK((*one)->execute(u"CREATE TABLE t (x)"_s));
    QVERIFY_OK((*one)->begin());
    QVERIFY_OK((*one)->execute(u"INSERT INTO t VALUES (1)"_s));
    QCOMPARE((*two)->scalar(u"SELECT count(*) FROM t"_s).value(), u"0"_s);
    QVERIFY_OK((*one)->commit());
    QCOMPARE((*two)->scalar(u"SELECT count(*) FROM t"_s).value(), u"1"_s);
}

void DatabaseTest::aReadOnlyOneCannotWrite()
{
    QVERIFY(!Database::open(path(u"none.db"_s), Database::Mode::ReadOnly)); // nor create a file
    const auto writer = Database::open(path(u"c.db"_s), Database::Mode::ReadWrite);
    QVERIFY_OK((*writer)->execute(u"CREATE TABLE t (x)"_s));
    const auto reader = Database::open(path(u"c.db"_s), Database::Mode::ReadOnly);
    QVERIFY_OK(reader);
    QVERIFY(!(*reader)->execute(u"INSERT INTO t VALUES (1)"_s));
    QCOMPARE((*reader)->scalar(u"SELECT count(*) FROM t"_s).value(), u"0"_s);
    QCOMPARE((*reader)->scalar(u"SELECT x FROM t"_s).error().code(), ErrorCode::NotFound);
}

void DatabaseTest::saysWhatCannotBeOpened()
{
    const auto nowhere = Database::open(path(u"no/such/folder/x.db"_s), Database::Mode::ReadWrite);
    QVERIFY(!nowhere);
    QVERIFY(nowhere.error().toString().contains(u"no/such/folder"_s));
    QFile junk(path(u"junk.db"_s));
    QVERIFY(junk.open(QFile::WriteOnly));
    junk.write(QByteArray(8192, 'x'));
    junk.close();
    const auto broken = Database::open(junk.fileName(), Database::Mode::ReadWrite);
    QVERIFY(!broken);
    QCOMPARE(broken.error().code(), ErrorCode::Corrupt);
}

void DatabaseTest::rollsBackWhatIsNotCommitted()
{
    const auto database = Database::open(path(u"d.db"_s), Database::Mode::ReadWrite);
    QVERIFY_OK((*database)->execute(u"CREATE TABLE t (x)"_s));
    {
        const auto transaction = Transaction::begin(**database);
        QVERIFY_OK(transaction);
        QVERIFY_OK((*database)->execute(u"INSERT INTO t VALUES (1)"_s));
    }
    QCOMPARE((*database)->scalar(u"SELECT count(*) FROM t"_s).value(), u"0"_s);
    auto transaction = Transaction::begin(**database);
    QVERIFY_OK((*database)->execute(u"INSERT INTO t VALUES (1)"_s));
    QVERIFY(!Transaction::begin(**database)); // no transaction in a transaction
    QVERIFY_OK(transaction->commit());
    QCOMPARE((*database)->scalar(u"SELECT count(*) FROM t"_s).value(), u"1"_s);
}

void DatabaseTest::mapsSqlitesCodes_data()
{
    QTest::addColumn<QString>("native");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const char *native, ErrorCode code) {
        QTest::addRow("%s", name) << QString::fromLatin1(native) << static_cast<int>(code);
    };
    row("busy", "5", ErrorCode::Busy);
    row("a busy snapshot (extended)", "517", ErrorCode::Busy);
    row("a locked table", "6", ErrorCode::Busy);
    row("corrupt", "11", ErrorCode::Corrupt);
    row("not a database", "26", ErrorCode::Corrupt);
    row("a unique constraint (extended)", "2067", ErrorCode::Conflict);
    row("a full disk", "13", ErrorCode::Io);
    row("a failed sync (extended)", "1034", ErrorCode::Io);
    row("no code at all", "", ErrorCode::Io);
}

void DatabaseTest::mapsSqlitesCodes()
{
    QFETCH(QString, native);
    QFETCH(int, code);
    const base::Error error = store::errorOf(QSqlError(u"driver"_s, u"database"_s, QSqlError::StatementError, native));
    QCOMPARE(static_cast<int>(error.code()), code);
    QCOMPARE(error.message(), u"SQLite: database"_s);
}

void DatabaseTest::checkpointsEmptyTheLog()
{
    const auto database = Database::open(path(u"e.db"_s), Database::Mode::ReadWrite);
    QVERIFY_OK((*database)->execute(u"CREATE TABLE t (x)"_s));
    QVERIFY(QFile(path(u"e.db-wal"_s)).size() > 0);
    QVERIFY_OK((*database)->checkpoint());
    QCOMPARE(QFile(path(u"e.db-wal"_s)).size(), 0);
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
