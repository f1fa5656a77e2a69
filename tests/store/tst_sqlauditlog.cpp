// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/audit.h"
#include "store/ledgercheck.h"
#include "store/ledgerfile.h"
#include "store/sqlauditlog.h"
#include "support/verify.h"
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

auth::AuditEntry entry(const QString &who, const QString &action, qint64 at)
{
    auth::AuditEntry made{who, u"192.0.2.1"_s, action, u"x"_s, auth::AuditEntry::Result::Done, {{u"n"_s, 1}}};
    made.at = {at};
    return made;
}

/// Five entries.
struct Bench
{
    Bench()
    {
        file = std::move(*store::LedgerFile::open(folder.filePath(u"ledger.db"_s)));
        log.emplace(file->database());
        const std::vector<auth::AuditEntry> entries{
            entry(u"ana"_s, u"login"_s, 100), entry(u"eva"_s, u"login"_s, 200), entry(u"ana"_s, u"user.create"_s, 300),
            entry(u"ana"_s, u"user.change"_s, 400), entry(u"ana"_s, u"userx"_s, 500)};
        if (!log->append(std::span(entries).first(2)) || !log->append(std::span(entries).subspan(2)))
            qFatal("cannot append");
    }
    QStringList check()
    {
        auth::AuditRecord last;
        return *store::checkAudit(file->database(), last);
    }
    /// Past the triggers, as somebody with the file would.
    void tamper(const QString &sql)
    {
        QVERIFY_OK(file->database().execute(u"DROP TRIGGER IF EXISTS audit_no_update"_s));
        QVERIFY_OK(file->database().execute(u"DROP TRIGGER IF EXISTS audit_no_delete"_s));
        QVERIFY_OK(file->database().execute(sql));
    }
    QTemporaryDir folder;
    std::unique_ptr<store::LedgerFile> file;
    std::optional<store::SqlAuditLog> log;
};

} // namespace

class TestSqlAuditLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chains();
    void finds_data();
    void finds();
    void isAppendOnly();
    void tamperingShows_data();
    void tamperingShows();
};

void TestSqlAuditLog::chains()
{
    Bench bench;
    QCOMPARE(bench.check(), QStringList());
    auth::AuditFilter filter;
    filter.after = 0;
    const auto all = bench.log->read(filter);
    QVERIFY_OK(all);
    QByteArray hash = auth::auditGenesis();
    qint64 seq = 0;
    for (const auth::AuditRecord &record : *all) {
        hash = auth::auditHash(hash, record.text);
        QCOMPARE(record.hash, hash);
        QCOMPARE(record.seq, ++seq);
    }
    QCOMPARE(seq, 5);
    QCOMPARE(bench.log->head()->seq, 5);
}

void TestSqlAuditLog::finds_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QString>("action");
    QTest::addColumn<qint64>("since");
    QTest::addColumn<qint64>("until");
    QTest::addColumn<qint64>("before");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QList<qint64>>("found");
    const auto row = [](const char *name, const char *who, const char *action, std::array<qint64, 4> numbers,
                        const QList<qint64> &found) {
        QTest::addRow("%s", name) << QString::fromLatin1(who) << QString::fromLatin1(action) << numbers[0] << numbers[1]
                                  << numbers[2] << static_cast<int>(numbers[3]) << found;
    };
    row("all, the newest first", "", "", {0, 0, 0, 100}, {5, 4, 3, 2, 1});
    row("a page", "", "", {0, 0, 0, 2}, {5, 4});
    row("the next one", "", "", {0, 0, 4, 2}, {3, 2});
    row("one user's", "eva", "", {0, 0, 0, 100}, {2});
    row("one action", "", "login", {0, 0, 0, 100}, {2, 1});
    row("a family of actions", "", "user.", {0, 0, 0, 100}, {4, 3});
    row("a span of time", "", "", {200, 400, 0, 100}, {3, 2});
}

void TestSqlAuditLog::finds()
{
    QFETCH(QString, who);
    QFETCH(QString, action);
    QFETCH(qint64, since);
    QFETCH(qint64, until);
    QFETCH(qint64, before);
    QFETCH(int, limit);
    Bench bench;
    auth::AuditFilter filter;
    filter.who = who;
    filter.action = action;
    if (since > 0)
        filter.since = base::UtcMs{since};
    if (until > 0)
        filter.until = base::UtcMs{until};
    filter.before = before;
    filter.limit = limit;
    const auto records = bench.log->read(filter);
    QVERIFY_OK(records);
    QList<qint64> found;
    for (const auth::AuditRecord &record : *records)
        found << record.seq;
    QTEST(found, "found");
}

void TestSqlAuditLog::isAppendOnly()
{
    Bench bench;
    QVERIFY(!bench.file->database().execute(u"UPDATE audit SET who = 'x'"_s));
    QVERIFY(!bench.file->database().execute(u"DELETE FROM audit"_s));
}

void TestSqlAuditLog::tamperingShows_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addRow("a changed text") << u"UPDATE audit SET entry = replace(entry, 'eva', 'ana') WHERE seq = 2"_s;
    QTest::addRow("a changed column") << u"UPDATE audit SET who = 'eva' WHERE seq = 1"_s;
    QTest::addRow("a changed time") << u"UPDATE audit SET at_utc_ms = 1 WHERE seq = 1"_s;
    QTest::addRow("a row less") << u"DELETE FROM audit WHERE seq = 3"_s;
    QTest::addRow("the first row less") << u"DELETE FROM audit WHERE seq = 1"_s;
    QTest::addRow("a changed hash") << u"UPDATE audit SET hash = zeroblob(32) WHERE seq = 5"_s;
}

void TestSqlAuditLog::tamperingShows()
{
    QFETCH(QString, sql);
    Bench bench;
    bench.tamper(sql);
    QVERIFY(!bench.check().isEmpty());
    const auto report = store::checkLedger(bench.file->database(), store::CheckScope::Whole);
    QVERIFY_OK(report);
    QVERIFY(!report->ok()); // so `ventanilla verify` tells
}

QTEST_GUILESS_MAIN(TestSqlAuditLog)
#include "tst_sqlauditlog.moc"
