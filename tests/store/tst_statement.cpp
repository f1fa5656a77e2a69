// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"
#include "store/statement.h"
#include "support/verify.h"
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using base::ErrorCode;
using store::Database;
using store::Statement;

class StatementTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void bindsEachType();
    void aNullStringIsTheEmptyOne();
    void canBeRunAgain();
    void saysHowManyRowsChanged();
    void failsWithTheStatementsText();
    void aSelectEndsWithItsRows();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
};

void StatementTest::init()
{
    m_database.reset();
    m_database = Database::open(m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + u".db"_s),
                                Database::Mode::ReadWrite)
                     .value();
    QVERIFY_OK(m_database->execute(
        u"CREATE TABLE t (i INTEGER, s TEXT NOT NULL, b BLOB NOT NULL, n INTEGER UNIQUE) STRICT"_s));
}

void StatementTest::bindsEachType()
{
    Statement insert(*m_database, u"INSERT INTO t VALUES (?, ?, ?, ?)"_s);
    const qint64 large = std::numeric_limits<qint64>::min();
    QVERIFY_OK(insert.bind(large).bind(u"ñ'💰"_s).bind(QByteArray("\0\xff", 2)).bind(std::optional<qint64>()).run());
    Statement select(*m_database, u"SELECT i, s, b, n, typeof(i), typeof(b) FROM t"_s);
    auto rows = select.select();
    QVERIFY_OK(rows);
    QVERIFY(rows->next().value());
    QCOMPARE(rows->integer(0), large);
    QCOMPARE(rows->text(1), u"ñ'💰"_s);
    QCOMPARE(rows->blob(2), QByteArray("\0\xff", 2));
    QVERIFY(rows->isNull(3));
    QCOMPARE(rows->optionalInteger(3), std::nullopt);
    QCOMPARE(rows->optionalInteger(0), std::optional(large));
    QCOMPARE(rows->text(4), u"integer"_s);
    QCOMPARE(rows->text(5), u"blob"_s);
    QVERIFY(!rows->next().value());
}

void StatementTest::aNullStringIsTheEmptyOne()
{
    Statement insert(*m_database, u"INSERT INTO t VALUES (1, ?, ?, NULL)"_s);
    QVERIFY_OK(insert.bind(QString()).bind(QByteArray()).run()); // NOT NULL columns
    QCOMPARE(m_database->scalar(u"SELECT typeof(s) || typeof(b) || length(s) || length(b) FROM t"_s).value(),
             u"textblob00"_s);
}

void StatementTest::canBeRunAgain()
{
    Statement insert(*m_database, u"INSERT INTO t VALUES (?, '', x'', ?)"_s);
    for (int i = 0; i < 3; ++i)
        QVERIFY_OK(insert.bind(i).bind(i).run());
    QVERIFY(!insert.bind(9).bind(2).run()); // n is unique
    QVERIFY_OK(insert.bind(9).bind(3).run());
    Statement sum(*m_database, u"SELECT sum(i) FROM t WHERE n >= ?"_s);
    QCOMPARE(sum.bind(1).integer().value(), 12);
    QCOMPARE(sum.bind(3).integer().value(), 9);
    QCOMPARE(sum.bind(100).integer().value(), 0); // NULL
}

void StatementTest::saysHowManyRowsChanged()
{
    QVERIFY_OK(m_database->execute(u"INSERT INTO t VALUES (1, '', x'', 1), (1, '', x'', 2), (2, '', x'', 3)"_s));
    Statement update(*m_database, u"UPDATE t SET s = 'x' WHERE i = ?"_s);
    QCOMPARE(update.bind(1).run().value(), 2);
    QCOMPARE(update.bind(7).run().value(), 0);
}

void StatementTest::failsWithTheStatementsText()
{
    Statement wrong(*m_database, u"SELECT nothing FROM nowhere"_s);
    const auto result = wrong.select();
    QVERIFY(!result);
    QVERIFY(result.error().toString().contains(u"nowhere"_s));
    Statement insert(*m_database, u"INSERT INTO t VALUES (?, '', x'', 5)"_s);
    QVERIFY_OK(insert.bind(1).run());
    const auto conflict = insert.bind(1).run();
    QVERIFY(!conflict);
    QCOMPARE(conflict.error().code(), ErrorCode::Conflict);
    Statement none(*m_database, u"SELECT i FROM t WHERE i = 77"_s);
    QCOMPARE(none.integer().error().code(), ErrorCode::Internal);
}

void StatementTest::aSelectEndsWithItsRows()
{
    QVERIFY_OK(m_database->execute(u"INSERT INTO t VALUES (1, '', x'', 1), (2, '', x'', 2)"_s));
    Statement select(*m_database, u"SELECT i FROM t"_s);
    {
        auto rows = select.select();
        QVERIFY(rows->next().value()); // one of two: still open
    }
    QVERIFY_OK(m_database->checkpoint()); // would be busy with an open SELECT
}

QTEST_GUILESS_MAIN(StatementTest)
#include "tst_statement.moc"
