// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/deskthread.h"
#include "store/ledgercheck.h"
#include "store/sqlmeta.h"
#include "store/sqlreader.h"
#include "support/fakeclock.h"
#include "support/verify.h"
#include <QTemporaryDir>
#include <atomic>
#include <future>
#include <latch>

using namespace Qt::StringLiterals;
using base::ErrorCode;
using hub::DeskThread;

namespace {

base::Cedula cedula(const QString &text)
{
    return base::Cedula::fromWire(text).value();
}

bank::OpenAccount opening(const QString &owner)
{
    return {.cedula = cedula(owner), .user = u"ana"_s};
}

bank::Post deposit(const QString &owner, qint64 minor, const QByteArray &key)
{
    return {.cedula = cedula(owner),
            .amount = base::Money::fromMinor(minor, base::Currency::usd()).value(),
            .user = u"ana"_s,
            .idempotencyKey = key};
}

/// Holds the desk's thread inside a job, so that what is submitted meanwhile waits in the queue.
class Gate
{
public:
    explicit Gate(DeskThread &desk)
    {
        auto opened = std::make_shared<std::promise<void>>();
        m_entered = opened->get_future();
        auto queued = desk.perform(
            [opened, go = m_go.get_future().share()](store::LedgerFile &) -> base::Result<> {
                opened->set_value();
                go.wait();
                return {};
            },
            {});
        if (queued)
            m_entered.wait();
    }
    void open() { m_go.set_value(); }

private:
    std::promise<void> m_go;
    std::future<void> m_entered;
};

} // namespace

class DeskThreadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void answersFromItsOwnThread();
    void groupsWhatWaits();
    void limitsABatch();
    void saysBusyWhenFull();
    void tellsListenersOnceForBatchesInARow();
    void keepsTheOrderOfJobsAndCommands();
    void jobsRollBackWhenTheyFail();
    void stopAnswersEverything();
    void refusesBeforeStartAndAfterStop();
    void saysWhyItCannotStart();
    void takesANewPolicy();
    void manyCallersLoseNothing();

private:
    desk::Answer wait(DeskThread &desk, desk::Command command)
    {
        std::promise<desk::Answer> answer;
        auto queued = desk.submit(std::move(command), [&](desk::Answer a) { answer.set_value(std::move(a)); });
        return queued ? answer.get_future().get() : desk::Answer(queued.error());
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    support::FakeClock m_clock;
};

void DeskThreadTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"ledger.db"_s);
}

void DeskThreadTest::answersFromItsOwnThread()
{
    DeskThread desk(m_path, m_clock, {});
    QVERIFY_OK(desk.start());
    QVERIFY_OK(wait(desk, opening(u"1"_s)));
    std::promise<std::thread::id> where;
    QVERIFY_OK(
        desk.submit(deposit(u"1"_s, 500, "k1"), [&](desk::Answer) { where.set_value(std::this_thread::get_id()); }));
    QVERIFY(where.get_future().get() != std::this_thread::get_id());
    const auto refused = wait(desk, deposit(u"2"_s, 1, "k2"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::NotFound);
    QCOMPARE(desk.figures().commands, 3);
    QCOMPARE(desk.figures().lastCommit.value, m_clock.utcNow().value);
}

void DeskThreadTest::groupsWhatWaits()
{
    DeskThread desk(m_path, m_clock, {});
    QVERIFY_OK(desk.start());
    QVERIFY_OK(wait(desk, opening(u"1"_s)));
    const qint64 before = desk.figures().batches;
    Gate gate(desk);
    std::latch answered(100);
    for (int i = 0; i < 100; ++i)
        QVERIFY_OK(
            desk.submit(deposit(u"1"_s, 1, QByteArray::number(i)), [&](desk::Answer) { answered.count_down(); }));
    QCOMPARE(desk.figures().waiting, 100);
    gate.open();
    answered.wait();
    QCOMPARE(desk.figures().batches, before + 1);
    QCOMPARE(desk.figures().waiting, 0);
}

void DeskThreadTest::limitsABatch()
{
    DeskThread desk(m_path, m_clock, {}, {.queueLimit = 10'000, .batchLimit = 30});
    QVERIFY_OK(desk.start());
    QVERIFY_OK(wait(desk, opening(u"1"_s)));
    const qint64 before = desk.figures().batches;
    Gate gate(desk);
    std::latch answered(100);
    for (int i = 0; i < 100; ++i)
        QVERIFY_OK(
            desk.submit(deposit(u"1"_s, 1, QByteArray::number(i)), [&](desk::Answer) { answered.count_down(); }));
    gate.open();
    answered.wait();
    QCOMPARE(desk.figures().batches, before + 4); // 30, 30, 30, 10
}

void DeskThreadTest::saysBusyWhenFull()
{
    DeskThread desk(m_path, m_clock, {}, {.queueLimit = 3, .batchLimit = 500});
    QVERIFY_OK(desk.start());
    Gate gate(desk);
    std::latch answered(3);
    std::atomic<int> calledForRefused{0};
    for (int i = 0; i < 3; ++i)
        QVERIFY_OK(desk.submit(opening(QString::number(i)), [&](desk::Answer) { answered.count_down(); }));
    const auto refused = desk.submit(opening(u"9"_s), [&](desk::Answer) { ++calledForRefused; });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Busy);
    QCOMPARE(desk.perform([](store::LedgerFile &) { return base::Result<>(); }, {}).error().code(), ErrorCode::Busy);
    QCOMPARE(desk.figures().refusedBusy, 2);
    gate.open();
    answered.wait();
    QVERIFY_OK(wait(desk, opening(u"9"_s))); // there is room again
    QCOMPARE(calledForRefused.load(), 0);
}

void DeskThreadTest::tellsListenersOnceForBatchesInARow()
{
    std::vector<qint64> told;
    std::vector<qint64> answeredAfter;
    std::atomic<qint64> lastTold{0};
    DeskThread desk(m_path, m_clock, {}, {.queueLimit = 100, .batchLimit = 1});
    desk.addCommittedListener([&](qint64 last) {
        told.push_back(last);
        lastTold = last;
    });
    QVERIFY_OK(desk.start());
    QVERIFY_OK(wait(desk, opening(u"1"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(lastTold.load(), 1, 30'000);
    Gate gate(desk);
    std::latch answered(7);
    for (int i = 0; i < 7; ++i)
        QVERIFY_OK(desk.submit(deposit(u"1"_s, 1, QByteArray::number(i)), [&](desk::Answer) {
            answeredAfter.push_back(told.back());
            answered.count_down();
        }));
    gate.open();
    answered.wait();
    QVERIFY(!wait(desk, deposit(u"2"_s, 1, "x"))); // refused: nothing logged, nobody told
    desk.stop();
    QCOMPARE(told.front(), 1);
    QCOMPARE(told.back(), 8);
    QCOMPARE((std::vector(told.begin() + 1, told.begin() + 3)), (std::vector<qint64>{4, 7})); // once for three
    QVERIFY2(told.size() == 4, "what is left is told as soon as nothing waits");
    QCOMPARE(answeredAfter, (std::vector<qint64>{1, 1, 1, 4, 4, 4, 7})); // telling delays no answer
}

void DeskThreadTest::keepsTheOrderOfJobsAndCommands()
{
    DeskThread desk(m_path, m_clock, {});
    QVERIFY_OK(desk.start());
    QVERIFY_OK(wait(desk, opening(u"1"_s)));
    Gate gate(desk);
    QStringList order;
    std::latch done(4);
    const auto count = [&](const char *name) {
        return [&, name](store::LedgerFile &file) -> base::Result<> {
            order << QString::fromLatin1(name) + file.database().scalar(u"SELECT count(*) FROM posting"_s).value();
            return {};
        };
    };
    const auto ended = [&](base::Result<>) { done.count_down(); };
    QVERIFY_OK(desk.perform(count("a"), ended));
    QVERIFY_OK(desk.submit(deposit(u"1"_s, 1, "1"), [&](desk::Answer) { done.count_down(); }));
    QVERIFY_OK(desk.perform(count("b"), ended));
    QVERIFY_OK(desk.submit(deposit(u"1"_s, 1, "2"), [&](desk::Answer) { done.count_down(); }));
    gate.open();
    done.wait();
    QCOMPARE(order, (QStringList{u"a0"_s, u"b1"_s}));
}

void DeskThreadTest::jobsRollBackWhenTheyFail()
{
    DeskThread desk(m_path, m_clock, {});
    QVERIFY_OK(desk.start());
    const auto run = [&](bool succeed) {
        std::promise<base::Result<>> outcome;
        auto queued = desk.perform(
            [succeed](store::LedgerFile &file) -> base::Result<> {
                if (auto ok = store::SqlMeta(file.database()).set(u"x"_s, u"1"_s); !ok)
                    return ok;
                return succeed ? base::Result<>() : base::Result<>(ErrorCode::Conflict, u"no"_s);
            },
            [&](base::Result<> result) { outcome.set_value(std::move(result)); });
        return queued ? outcome.get_future().get() : queued;
    };
    QCOMPARE(run(false).error().code(), ErrorCode::Conflict);
    auto reader = store::Database::open(m_path, store::Database::Mode::ReadOnly).value();
    QVERIFY(!store::SqlMeta(*reader).get(u"x"_s).value());
    QVERIFY_OK(run(true));
    QVERIFY(store::SqlMeta(*reader).get(u"x"_s).value());
}

void DeskThreadTest::stopAnswersEverything()
{
    DeskThread desk(m_path, m_clock, {}, {.queueLimit = 10'000, .batchLimit = 20});
    QVERIFY_OK(desk.start());
    QVERIFY_OK(wait(desk, opening(u"1"_s)));
    std::atomic<int> ok{0};
    std::atomic<int> jobs{0};
    auto gate = std::make_unique<Gate>(desk);
    for (int i = 0; i < 100; ++i)
        QVERIFY_OK(desk.submit(deposit(u"1"_s, 1, QByteArray::number(i)), [&](desk::Answer a) { ok += a ? 1 : 0; }));
    QVERIFY_OK(desk.perform([](store::LedgerFile &) { return base::Result<>(); }, [&](base::Result<>) { ++jobs; }));
    gate->open();
    desk.stop();
    QCOMPARE(ok.load(), 100);
    QCOMPARE(jobs.load(), 1);
    QCOMPARE(QFile(m_path + u"-wal"_s).size(), 0); // checkpointed
    const auto database = store::Database::open(m_path, store::Database::Mode::ReadWrite);
    QCOMPARE(store::checkLedger(**database, store::CheckScope::Whole)->postings, 100);
}

void DeskThreadTest::refusesBeforeStartAndAfterStop()
{
    DeskThread desk(m_path, m_clock, {});
    QCOMPARE(desk.submit(opening(u"1"_s), {}).error().code(), ErrorCode::Unavailable);
    QVERIFY_OK(desk.start());
    desk.stop();
    desk.stop();
    QCOMPARE(desk.submit(opening(u"1"_s), {}).error().code(), ErrorCode::Unavailable);
    DeskThread neverStarted(m_path, m_clock, {});
    neverStarted.stop();
}

void DeskThreadTest::saysWhyItCannotStart()
{
    DeskThread desk(m_folder->filePath(u"no/such/ledger.db"_s), m_clock, {});
    const auto started = desk.start();
    QVERIFY(!started);
    QVERIFY(started.error().toString().contains(u"no/such"_s));
    QCOMPARE(desk.submit(opening(u"1"_s), {}).error().code(), ErrorCode::Unavailable);
}

void DeskThreadTest::takesANewPolicy()
{
    bank::Policy policy;
    policy.lowBalanceMinor = 7;
    DeskThread desk(m_path, m_clock, policy);
    QVERIFY_OK(desk.start());
    const auto first = wait(desk, opening(u"1"_s));
    QCOMPARE(std::get<bank::Opened>(first.value()).account.lowBalanceThreshold.minor(), 7);
    policy.lowBalanceMinor = 8;
    desk.setPolicy(policy);
    const auto second = wait(desk, opening(u"2"_s));
    QCOMPARE(std::get<bank::Opened>(second.value()).account.lowBalanceThreshold.minor(), 8);
}

void DeskThreadTest::manyCallersLoseNothing()
{
    DeskThread desk(m_path, m_clock, {}, {.queueLimit = 64, .batchLimit = 500});
    std::atomic<qint64> lastTold{0};
    desk.addCommittedListener([&](qint64 last) { lastTold = last; });
    QVERIFY_OK(desk.start());
    QVERIFY_OK(wait(desk, opening(u"1"_s)));
    std::atomic<int> ok{0};
    std::atomic<int> busy{0};
    std::vector<std::thread> callers;
    for (int c = 0; c < 4; ++c) {
        callers.emplace_back([&, c] {
            for (int i = 0; i < 200; ++i) {
                const QByteArray key = QByteArray::number(c) + '-' + QByteArray::number(i);
                // A full queue is a caller's to wait for: sent again with the same key until it is taken.
                while (!desk.submit(deposit(u"1"_s, 1, key), [&](desk::Answer a) { ok += a ? 1 : 0; })) {
                    ++busy;
                    std::this_thread::yield();
                }
            }
        });
    }
    for (std::thread &caller : callers)
        caller.join();
    desk.stop();
    QCOMPARE(ok.load(), 800);
    QCOMPARE(lastTold.load(), 801);
    QCOMPARE(desk.figures().refusedBusy, busy.load());
    const auto reader = store::SqlReader::open(m_path);
    QCOMPARE((*reader)->account(u"1"_s, base::Currency::usd())->value.balance.minor(), 800);
}

QTEST_GUILESS_MAIN(DeskThreadTest)
#include "tst_deskthread.moc"
