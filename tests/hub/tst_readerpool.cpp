// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/deskthread.h"
#include "hub/readerpool.h"
#include "support/fakeclock.h"
#include "support/verify.h"
#include <QTemporaryDir>
#include <atomic>
#include <future>
#include <latch>

using namespace Qt::StringLiterals;
using base::ErrorCode;
using hub::ReaderPool;

class ReaderPoolTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_desk->stop(); }
    void readsWhileTheDeskWrites();
    void saysBusyWhenFull();
    void deadlinesPassWhileWaiting();
    void stopAnswersWhatWaits();
    void saysWhyItCannotStart();

private:
    QTemporaryDir m_folder;
    QString m_path;
    support::FakeClock m_clock;
    std::unique_ptr<hub::DeskThread> m_desk;
};

namespace {

/// Holds one reader's thread, so that what is submitted meanwhile waits.
class Gate
{
public:
    explicit Gate(ReaderPool &pool)
    {
        auto queued = pool.submit([this](base::Result<store::SqlReader *>) {
            m_entered.set_value();
            m_go.get_future().wait();
            m_left.count_down();
        });
        if (queued)
            m_entered.get_future().wait();
    }
    void open()
    {
        m_go.set_value();
        m_left.wait();
    }

private:
    std::promise<void> m_go;
    std::promise<void> m_entered;
    std::latch m_left{1};
};

} // namespace

void ReaderPoolTest::initTestCase()
{
    m_path = m_folder.filePath(u"ledger.db"_s);
    m_desk = std::make_unique<hub::DeskThread>(m_path, m_clock, bank::Policy());
    QVERIFY_OK(m_desk->start());
}

void ReaderPoolTest::readsWhileTheDeskWrites()
{
    ReaderPool pool(m_path, m_clock);
    QVERIFY_OK(pool.start());
    const bank::OpenAccount open{.cedula = base::Cedula::fromWire(u"1"_s).value(), .user = u"ana"_s};
    std::promise<void> opened;
    QVERIFY_OK(m_desk->submit(open, [&](desk::Answer) { opened.set_value(); }));
    opened.get_future().wait();
    constexpr int count = 200;
    std::latch done(count * 2);
    std::atomic<int> failures{0};
    for (int i = 0; i < count; ++i) {
        bank::Post post{.cedula = open.cedula,
                        .amount = base::Money::fromMinor(1, base::Currency::usd()).value(),
                        .user = u"ana"_s,
                        .idempotencyKey = QByteArray::number(i)};
        QVERIFY_OK(m_desk->submit(post, [&](desk::Answer a) {
            failures += a ? 0 : 1;
            done.count_down();
        }));
        QVERIFY_OK(pool.submit([&](base::Result<store::SqlReader *> reader) {
            // Whatever it sees is one committed state: as many movements as events after the opening.
            const auto page = (*reader)->transactions({}, {.limit = 500});
            const bool isOneState = page && page->seq == static_cast<qint64>(page->items.size()) + 1;
            failures += isOneState ? 0 : 1;
            done.count_down();
        }));
    }
    done.wait();
    QCOMPARE(failures.load(), 0);
}

void ReaderPoolTest::saysBusyWhenFull()
{
    ReaderPool pool(m_path, m_clock, {.threads = 1, .queueLimit = 2});
    QVERIFY_OK(pool.start());
    Gate gate(pool);
    std::atomic<int> called{0};
    const auto job = [&](base::Result<store::SqlReader *> reader) { called += reader ? 1 : 0; };
    QVERIFY_OK(pool.submit(job));
    QVERIFY_OK(pool.submit(job));
    QCOMPARE(pool.waiting(), 2);
    QCOMPARE(pool.submit(job).error().code(), ErrorCode::Busy);
    gate.open();
    std::promise<void> last;
    while (!pool.submit([&](base::Result<store::SqlReader *>) { last.set_value(); }))
        std::this_thread::yield();
    last.get_future().wait();
    QCOMPARE(called.load(), 2);
}

void ReaderPoolTest::deadlinesPassWhileWaiting()
{
    ReaderPool pool(m_path, m_clock, {.threads = 1, .queueLimit = 10});
    QVERIFY_OK(pool.start());
    Gate gate(pool);
    std::promise<base::Result<>> late;
    std::promise<base::Result<>> inTime;
    const auto noting = [](std::promise<base::Result<>> &outcome) {
        return [&outcome](base::Result<store::SqlReader *> reader) {
            outcome.set_value(reader ? base::Result<>() : base::Result<>(reader.error()));
        };
    };
    QVERIFY_OK(pool.submit(noting(late), std::chrono::seconds(2)));
    QVERIFY_OK(pool.submit(noting(inTime), std::chrono::seconds(3)));
    m_clock.advance(std::chrono::seconds(2));
    gate.open();
    QCOMPARE(late.get_future().get().error().code(), ErrorCode::Timeout);
    QVERIFY_OK(inTime.get_future().get());
}

void ReaderPoolTest::stopAnswersWhatWaits()
{
    ReaderPool pool(m_path, m_clock, {.threads = 1, .queueLimit = 10});
    QVERIFY_OK(pool.start());
    auto gate = std::make_unique<Gate>(pool);
    std::atomic<int> unavailable{0};
    for (int i = 0; i < 5; ++i)
        QVERIFY_OK(pool.submit([&](base::Result<store::SqlReader *> reader) {
            unavailable += !reader && reader.error().code() == ErrorCode::Unavailable ? 1 : 0;
        }));
    std::thread opener([&] { // stop() waits for the running job: let it go once stop() has begun
        const auto stopping = [&pool] {
            const auto queued = pool.submit([](base::Result<store::SqlReader *>) {});
            return !queued && queued.error().code() == ErrorCode::Unavailable;
        };
        while (!stopping())
            std::this_thread::yield();
        gate->open();
    });
    pool.stop();
    opener.join();
    QVERIFY(unavailable.load() >= 5);
    QCOMPARE(pool.submit([](base::Result<store::SqlReader *>) {}).error().code(), ErrorCode::Unavailable);
}

void ReaderPoolTest::saysWhyItCannotStart()
{
    ReaderPool pool(m_path + u".none"_s, m_clock);
    const auto started = pool.start();
    QVERIFY(!started);
    QVERIFY(started.error().toString().contains(u".none"_s));
    QVERIFY(!pool.submit([](base::Result<store::SqlReader *>) {}));
}

QTEST_GUILESS_MAIN(ReaderPoolTest)
#include "tst_readerpool.moc"
