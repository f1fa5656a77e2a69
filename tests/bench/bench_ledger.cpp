// SPDX-License-Identifier: GPL-3.0-or-later
// How many durable deposits a second go through the desk's thread, from callers in this process. Prints figures; judges
// nothing. usage: bench_ledger [seconds] [callers] [accounts] [folder]
#include "base/clock.h"
#include "hub/deskthread.h"
#include "hub/readerpool.h"
#include "store/ledgercheck.h"
#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QUuid>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <ctime>
#include <future>
#include <semaphore>

namespace {

using Clock = std::chrono::steady_clock;
using Millis = std::chrono::duration<double, std::milli>;

struct Tally
{
    std::atomic<qint64> answered{0};
    std::atomic<qint64> failed{0};
    std::mutex mutex;
    std::vector<double> latencies; ///< milliseconds, of one deposit in sixteen

    double quantile(double q)
    {
        if (latencies.empty())
            return 0;
        std::sort(latencies.begin(), latencies.end());
        return latencies[static_cast<size_t>(q * static_cast<double>(latencies.size() - 1))];
    }
};

base::Cedula cedulaOf(int number)
{
    return base::Cedula::fromWire(QString::number(1'000'000'000 + number)).value();
}

double secondsSince(Clock::time_point begun)
{
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

bool openAccounts(hub::DeskThread &desk, int count)
{
    constexpr int window = 5'000;
    std::atomic<int> open{0};
    std::counting_semaphore<> slots(window);
    for (int i = 0; i < count; ++i) {
        slots.acquire();
        bank::OpenAccount command{.cedula = cedulaOf(i),
                                  .holderName = QStringLiteral("Titular %1").arg(i),
                                  .lowBalanceThreshold = std::nullopt,
                                  .user = QStringLiteral("bench")};
        auto queued = desk.submit(command, [&](desk::Answer answer) {
            open += answer ? 1 : 0;
            slots.release();
        });
        if (!queued)
            return false;
    }
    for (int i = 0; i < window; ++i)
        slots.acquire();
    return open == count;
}

/// Keeps `window` deposits of its own in flight until the time is over.
void call(hub::DeskThread &desk, Tally &tally, int accounts, unsigned seed, Clock::time_point until)
{
    constexpr int window = 500;
    std::counting_semaphore<> slots(window);
    unsigned random = seed * 2654435761u + 1;
    for (qint64 n = 0; Clock::now() < until; ++n) {
        slots.acquire();
        random = random * 1664525u + 1013904223u;
        bank::Post post{events::MovementKind::Deposit,
                        cedulaOf(static_cast<int>((random >> 8) % static_cast<unsigned>(accounts))),
                        base::Money::fromMinor(100 + random % 10'000, base::Currency::usd()).value(),
                        events::Channel::Rest,
                        QStringLiteral("bench"),
                        QStringLiteral("Depósito en ventanilla"),
                        QUuid::createUuid().toByteArray(QUuid::WithoutBraces)};
        const auto begun = Clock::now();
        auto queued = desk.submit(std::move(post), [&tally, &slots, begun, n](desk::Answer answer) {
            (answer ? tally.answered : tally.failed)++;
            if (n % 16 == 0) {
                const std::lock_guard lock(tally.mutex);
                tally.latencies.push_back(Millis(Clock::now() - begun).count());
            }
            slots.release();
        });
        if (!queued)
            slots.release();
    }
    for (int i = 0; i < window; ++i)
        slots.acquire();
}

void load(hub::DeskThread &desk, int seconds, int callers, int accounts)
{
    Tally tally;
    const auto before = desk.figures();
    const std::clock_t cpu = std::clock();
    const auto begun = Clock::now();
    std::vector<std::thread> threads;
    for (int i = 0; i < callers; ++i)
        threads.emplace_back(
            [&, i] { call(desk, tally, accounts, static_cast<unsigned>(i), begun + std::chrono::seconds(seconds)); });
    for (std::thread &thread : threads)
        thread.join();
    const double took = secondsSince(begun);
    const double used = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
    const auto n = static_cast<double>(tally.answered.load());
    const auto batches = static_cast<double>(desk.figures().batches - before.batches);
    std::printf("%d callers, %.1f s: %.0f deposits/s durable, %lld failed, %.1f a commit, CPU %.1f us a deposit\n",
                callers, took, n / took, static_cast<long long>(tally.failed.load()), n / batches, used / n * 1e6);
    std::printf("latency ms: p50 %.2f, p99 %.2f, max %.2f\n", tally.quantile(0.5), tally.quantile(0.99),
                tally.quantile(1));
}

bool check(const QString &path)
{
    auto database = store::Database::open(path, store::Database::Mode::ReadOnly);
    if (!database)
        return false;
    const auto begun = Clock::now();
    auto report = store::checkLedger(**database, store::CheckScope::Whole);
    if (!report) {
        std::printf("ledger check: %s\n", qPrintable(report.error().toString()));
        return false;
    }
    std::printf("ledger check: %s, %lld postings in %.2f s\n", report->ok() ? "intact" : "BROKEN",
                static_cast<long long>(report->postings), secondsSince(begun));
    for (const QString &problem : std::as_const(report->problems))
        std::printf("  %s\n", qPrintable(problem));
    return report->ok();
}

void printReads(const QString &path, const base::Clock &clock)
{
    hub::ReaderPool readers(path, clock);
    if (auto ok = readers.start(); !ok)
        return;
    const auto timed = [&](const char *what, const std::function<void(desk::Reader &)> &job) {
        std::promise<void> done;
        const auto begun = Clock::now();
        auto queued = readers.submit([&](base::Result<store::SqlReader *> reader) {
            if (reader)
                job(**reader);
            done.set_value();
        });
        if (!queued)
            return;
        done.get_future().wait();
        std::printf("  %-34s %8.2f ms\n", what, Millis(Clock::now() - begun).count());
    };
    const auto search = [](const char *text) {
        return [text](desk::Reader &r) { static_cast<void>(r.accounts(QString::fromLatin1(text), {})); };
    };
    timed("first page of transactions", [](desk::Reader &r) { static_cast<void>(r.transactions({}, {})); });
    timed("first page of accounts", search(""));
    timed("accounts, q=99991 (rare)", search("99991"));
    timed("accounts, q=titular (all)", search("titular"));
    timed("accounts, q=7 (short)", search("7"));
    timed("accounts, q=zq (short, absent)", search("zq"));
    timed("summary", [](desk::Reader &r) { static_cast<void>(r.summary(QDate(2024, 1, 15))); });
    timed("500 balances", [](desk::Reader &r) { static_cast<void>(r.balances(0, 500)); });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto argument = [&](int index, int fallback) { return argc > index ? atoi(argv[index]) : fallback; };
    const int accounts = argument(3, 10'000);
    QTemporaryDir folder(QDir(argc > 4 ? QString::fromLocal8Bit(argv[4]) : QDir::tempPath())
                             .filePath(QStringLiteral("bench-ledger-XXXXXX")));
    const QString path = folder.filePath(QStringLiteral("ledger.db"));
    base::SystemClock clock;
    hub::DeskThread desk(path, clock, {});
    if (auto ok = desk.start(); !ok) {
        std::fprintf(stderr, "%s\n", qPrintable(ok.error().toString()));
        return 1;
    }
    const auto begun = Clock::now();
    if (!openAccounts(desk, accounts)) {
        std::fprintf(stderr, "accounts could not be opened\n");
        return 1;
    }
    std::printf("%d accounts opened in %.2f s\n", accounts, secondsSince(begun));
    load(desk, argument(1, 5), argument(2, 4), accounts);
    desk.stop();
    const bool intact = check(path);
    printReads(path, clock);
    return intact ? 0 : 1;
}
