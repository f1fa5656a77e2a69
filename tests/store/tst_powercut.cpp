// SPDX-License-Identifier: GPL-3.0-or-later
// What synchronous=FULL promises: a deposit that was acknowledged is there after the power has gone, whatever the disk
// had not written yet.
#include "support/ledgerkit.h"
#include "support/powercutvfs.h"
#include <QCoreApplication>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace {

/// A hub's ledger on a disk whose power may go, deposit by deposit.
class Branch
{
public:
    explicit Branch(quint64 seed)
        : m_seed(seed)
        , m_random(static_cast<quint32>(seed))
        , m_path(m_folder.filePath(u"ledger.db"_s))
    {
    }

    /// Deposits in batches until the disk fails or `batches` are done; `relaxed` switches the syncs off.
    void work(int batches, bool relaxed = false)
    {
        auto file = store::LedgerFile::open(m_path);
        if (!file)
            return; // the power went while it was opened
        if (relaxed)
            static_cast<void>((*file)->database().execute(u"PRAGMA synchronous=OFF"_s));
        desk::Desk desk((*file)->unitOfWork(), m_clock, {});
        static_cast<void>(desk.run(std::vector{support::opening(u"1"_s)})); // refused from the second time on
        for (int i = 0; i < batches; ++i) {
            std::vector<desk::Command> batch;
            const int first = m_next;
            const int size = 1 + static_cast<int>(m_random.bounded(12U));
            for (; m_next < first + size; ++m_next)
                batch.push_back(support::movement(u"1"_s, 100 + m_next % 50, keyOf(m_next)));
            const auto answers = desk.run(batch);
            for (size_t k = 0; k < answers.size(); ++k) {
                if (answers[k])
                    acknowledged.push_back(first + static_cast<int>(k));
            }
            if (m_random.bounded(20U) == 0)
                static_cast<void>((*file)->checkpoint());
        }
    }

    /// Acknowledged deposits that are not there exactly once; -1: the ledger itself is broken.
    int missing(QString *why)
    {
        auto file = store::LedgerFile::open(m_path);
        if (!file) {
            *why = file.error().message();
            return -1;
        }
        const auto report = store::checkLedger((*file)->database(), store::CheckScope::Whole);
        if (!report || !report->ok()) {
            *why = report ? report->problems.join(u'\n') : report.error().message();
            return -1;
        }
        store::Statement count((*file)->database(), u"SELECT count(*) FROM posting WHERE idem_key = ?"_s);
        int lost = 0;
        for (const int number : acknowledged)
            lost += count.bind(QString::fromLatin1(keyOf(number))).integer().value() == 1 ? 0 : 1;
        *why = u"seed %1: %2 of %3 acknowledged deposits are lost"_s.arg(m_seed).arg(lost).arg(acknowledged.size());
        return lost;
    }

    std::vector<int> acknowledged;

private:
    static QByteArray keyOf(int number) { return "k" + QByteArray::number(number); }

    const quint64 m_seed;
    QRandomGenerator m_random;
    QTemporaryDir m_folder;
    const QString m_path;
    support::FakeClock m_clock;
    int m_next = 0;
};

} // namespace

class PowerCutTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void acknowledgedDepositsSurviveAPowerCut();
    void withoutSyncsTheyDoNot();
    void aDiskThatHiccupsLosesNothing();
};

void PowerCutTest::initTestCase()
{
    support::PowerCutVfs disk;
    Branch branch(1);
    branch.work(1);
    if (!disk.isUsed())
        QSKIP("Qt's driver brings a SQLite of its own here");
}

/// The power goes at every point of the work, one after the other, and often twice before the ledger is looked at.
void PowerCutTest::acknowledgedDepositsSurviveAPowerCut()
{
    int kept = 0;
    int cuts = 0;
    for (quint64 seed = 1; seed <= 60; ++seed) {
        support::PowerCutVfs disk;
        Branch branch(seed);
        for (int life = 0; life < 3; ++life) {
            disk.cutAt(static_cast<qint64>(1 + (seed * 7 + static_cast<quint64>(life) * 131) % 900));
            branch.work(25);
            cuts += disk.isCut() ? 1 : 0;
            disk.restorePower(seed * 3 + static_cast<quint64>(life));
        }
        QString why;
        const int missing = branch.missing(&why);
        QVERIFY2(missing == 0, qPrintable(why));
        kept += static_cast<int>(branch.acknowledged.size());
    }
    QVERIFY2(cuts > 120, qPrintable(QString::number(cuts)));
    QVERIFY2(kept > 2'000, qPrintable(QString::number(kept)));
}

/// That the cut is a real one: the same work without syncs loses what was acknowledged.
void PowerCutTest::withoutSyncsTheyDoNot()
{
    int broken = 0;
    for (quint64 seed = 1; seed <= 20; ++seed) {
        support::PowerCutVfs disk;
        Branch branch(seed);
        disk.cutAt(900);
        branch.work(150, true);
        QVERIFY(disk.isCut());
        disk.restorePower(seed);
        QString why;
        broken += branch.missing(&why) == 0 ? 0 : 1;
    }
    QVERIFY2(broken > 5, qPrintable(QString::number(broken)));
}

/// One write or sync fails, the n-th: what is answered is what is found after a power cut.
void PowerCutTest::aDiskThatHiccupsLosesNothing()
{
    int failures = 0;
    for (quint64 seed = 1; seed <= 60; ++seed) {
        support::PowerCutVfs disk;
        Branch branch(seed);
        branch.work(2);
        disk.failAt(static_cast<qint64>(1 + seed));
        branch.work(12);
        failures += disk.hasFailed() ? 1 : 0;
        branch.work(3);
        disk.cutAt(1);
        disk.restorePower(seed);
        QString why;
        const int missing = branch.missing(&why);
        QVERIFY2(missing == 0, qPrintable(why));
    }
    QVERIFY2(failures > 40, qPrintable(QString::number(failures)));
}

QTEST_GUILESS_MAIN(PowerCutTest)
#include "tst_powercut.moc"
