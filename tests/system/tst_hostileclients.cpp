// SPDX-License-Identifier: GPL-3.0-or-later
// The built program's HTTP port among clients that mean ill: slow heads, slow bodies, deaf readers, half-open and junk
// connections. Memory stays flat and an honest client gets every answer.
#include "endurance/processview.h"
#include "hubprocess.h"
#include "junkclients.h"
#include "support/sanitized.h"
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace support;

namespace {

constexpr int junkInAll = 10'000;
constexpr qint64 memoryBound = 48 * 1024; ///< KB above what the first wave took: flat, but for the allocator's moods

int waveSize()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<int>(std::min<quint64>(1'000, limit.rlim_cur / 2));
}

qint64 percentile(std::vector<qint64> values, double part)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<size_t>(part * static_cast<double>(values.size() - 1))];
}

} // namespace

class HostileClientsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tenThousandJunkConnections();
    void oneAddressGetsItsShareAlone();
};

void HostileClientsTest::tenThousandJunkConnections()
{
    const int wave = waveSize();
    HubProcess hub;
    QVERIFY2(hub.start(), qPrintable(hub.said()));
    const qint64 pid = hub.process().processId();
    const int port = hub.port("http");
    QTRY_VERIFY_WITH_TIMEOUT(RestClient(hub).get(u"/health"_s).status == 200, 30'000);
    const qint64 descriptors = endurance::descriptorsOf(pid);
    Canary canary(port);
    JunkClients lasting(port); // from the first to the last wave: they outlive the deadlines
    for (int i = 0; i < 200; ++i)
        QVERIFY(lasting.add(Junk::SlowHead));
    QElapsedTimer timer;
    timer.start();
    qint64 first = 0;
    qint64 most = 0;
    for (int sent = 0; sent < junkInAll; sent += wave) {
        JunkClients junk(port);
        for (int i = 0; i < wave; ++i)
            QVERIFY(junk.add(static_cast<Junk>(i % static_cast<int>(Junk::Count))));
        junk.drip();
        lasting.drip(); // a byte now and then does not keep a head alive
        QTest::qWait(50);
        const qint64 memory = endurance::memoryOf(pid);
        first = first == 0 ? memory : first;
        most = std::max(most, memory);
    }
    QTRY_COMPARE_WITH_TIMEOUT(lasting.ended(), 200, 30'000); // 408, and closed
    QTRY_VERIFY_WITH_TIMEOUT(endurance::descriptorsOf(pid) <= descriptors + 205, 90'000);
    canary.stop();
    qInfo("%d junk connections in waves of %d: memory %lld KB after the first wave, %lld KB at most; canary: %zu "
          "answers, %d failures, median %lld ms, 99 of 100 within %lld ms, worst %lld ms",
          junkInAll, wave, first, most, canary.milliseconds.size(), canary.failures,
          percentile(canary.milliseconds, 0.5), percentile(canary.milliseconds, 0.99),
          percentile(canary.milliseconds, 1));
    QCOMPARE(canary.failures, 0);
    QVERIFY(canary.milliseconds.size() > 100);
    QVERIFY(percentile(canary.milliseconds, 0.5) <= 100);
    QVERIFY(percentile(canary.milliseconds, 1) <= 5'000);
    QVERIFY2(support::isSanitized || most - first <= memoryBound, QByteArray::number(most - first).constData());
    QCOMPARE(RestClient(hub).get(u"/health"_s).status, 200);
}

void HostileClientsTest::oneAddressGetsItsShareAlone()
{
    qputenv("VENTANILLA_HTTP_MAX_PER_ADDRESS", "50");
    HubProcess hub;
    const bool started = hub.start();
    qunsetenv("VENTANILLA_HTTP_MAX_PER_ADDRESS");
    QVERIFY2(started, qPrintable(hub.said()));
    JunkClients junk(hub.port("http"));
    for (int i = 0; i < 60; ++i)
        QVERIFY(junk.add(Junk::Silent));
    QTRY_COMPARE_WITH_TIMEOUT(junk.ended(), 10, 30'000);
    QCOMPARE(RestClient(hub).get(u"/health"_s).status, 0);
    junk.drop();
    QTRY_VERIFY_WITH_TIMEOUT(RestClient(hub).get(u"/health"_s).status != 0, 30'000);
}

QTEST_GUILESS_MAIN(HostileClientsTest)
#include "tst_hostileclients.moc"
