// SPDX-License-Identifier: GPL-3.0-or-later
// A hub that is killed: every acknowledged deposit is there exactly once, and the ledger proves itself. (SIGKILL keeps
// the page cache, so this says nothing of a power cut.) The child is this program with "--deposit <ledger> <round>".
#include "support/ledgerkit.h"
#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

QByteArray keyOf(int round, int number)
{
    return QByteArray::number(round) + '-' + QByteArray::number(number);
}

/// Deposits for ever, and prints each number when its deposit is acknowledged.
int deposit(const QString &path, int round)
{
    auto file = store::LedgerFile::open(path);
    if (!file)
        return 1;
    base::SystemClock clock;
    desk::Desk desk((*file)->unitOfWork(), clock, {});
    desk.run(std::vector{support::opening(u"1"_s)}); // refused from the second round on
    for (int next = 0;;) {
        std::vector<desk::Command> batch;
        const int first = next;
        for (; next < first + 1 + first % 7; ++next)
            batch.push_back(support::movement(u"1"_s, 1'00 + next % 50, keyOf(round, next)));
        const auto answers = desk.run(batch);
        for (size_t i = 0; i < answers.size(); ++i) {
            if (answers[i])
                std::printf("%d\n", first + static_cast<int>(i));
        }
        std::fflush(stdout);
    }
}

} // namespace

class CrashTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void acknowledgedDepositsSurviveAKill();
};

void CrashTest::acknowledgedDepositsSurviveAKill()
{
    constexpr int rounds = 12;
    QTemporaryDir folder;
    const QString path = folder.filePath(u"ledger.db"_s);
    QRandomGenerator random(7);
    qint64 acknowledged = 0;
    for (int round = 0; round < rounds; ++round) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--deposit"_s, path, QString::number(round)});
        QByteArray said;
        while (said.count('\n') <
               20 + random.bounded(200)) { // killed in the midst of work, at an arbitrary point of it
            QVERIFY2(child.waitForReadyRead(30'000), "the child deposits nothing");
            said += child.readAll();
        }
        child.kill();
        QVERIFY(child.waitForFinished(30'000));
        said += child.readAll();

        auto file = store::LedgerFile::open(path);
        QVERIFY_OK(file);
        const auto report = store::checkLedger((*file)->database(), store::CheckScope::Whole);
        QVERIFY_OK(report);
        QVERIFY2(report->ok(), qPrintable(report->problems.join(u'\n')));
        store::Statement count((*file)->database(), u"SELECT count(*) FROM posting WHERE idem_key = ?"_s);
        QList<QByteArray> lines = said.split('\n');
        lines.removeLast(); // what was printed half does not count
        for (const QByteArray &line : std::as_const(lines)) {
            QCOMPARE(count.bind(QString::fromLatin1(keyOf(round, line.toInt()))).integer().value(), 1);
            ++acknowledged;
        }
        QVERIFY(report->postings >= acknowledged);
        QCOMPARE(report->events, report->postings + 1); // the opening; no deposit raises an alert
    }
    QVERIFY(acknowledged > rounds * 20);
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 4 && qstrcmp(argv[1], "--deposit") == 0)
        return deposit(QString::fromLocal8Bit(argv[2]), atoi(argv[3]));
    CrashTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_crash.moc"
