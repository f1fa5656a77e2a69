// SPDX-License-Identifier: GPL-3.0-or-later
// Our broker against Debian's mosquitto, in turns, on loopback. Prints CPU per delivery and the ratio.
//   bench_broker [--rounds n] [--scale f] [--only name] [--smoke]
#include "brokerprocess.h"
#include "load.h"
#include "net/listener.h"
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QThread>
#include <algorithm>
#include <cstdio>
#include <optional>

using bench::BrokerProcess;
using bench::Load;
using bench::Outcome;
using bench::Workload;

namespace {

struct Sample
{
    double cpuUs = 0; ///< a delivery
    double rate = 0;  ///< deliveries a second
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

std::optional<Sample> measure(const BrokerProcess &broker, const Workload &workload)
{
    Load load;
    if (!load.connect(broker.port(), workload) || !load.connectIdle(broker.port(), workload.idle))
        return std::nullopt;
    const qint64 before = broker.cpuNs();
    const Outcome outcome = load.run(60);
    const qint64 used = broker.cpuNs() - before;
    if (!outcome.complete) {
        std::printf("  incomplete: %lld deliveries in %.1f s\n", static_cast<long long>(outcome.deliveries),
                    outcome.seconds);
        return std::nullopt;
    }
    const auto count = static_cast<double>(outcome.deliveries);
    return Sample{static_cast<double>(used) / 1000.0 / count, count / outcome.seconds};
}

double idleKb(const BrokerProcess &broker, int connections)
{
    const qint64 before = broker.residentBytes();
    Load load;
    if (!load.connectIdle(broker.port(), connections))
        return -1;
    QThread::msleep(300);
    return static_cast<double>(broker.residentBytes() - before) / 1024.0 / connections;
}

std::vector<Workload> workloads(double scale)
{
    const auto n = [scale](int messages) { return std::max(10, static_cast<int>(messages * scale)); };
    return {
        {QStringLiteral("1->1 QoS 0, 64 B"), 1, 0, 64, n(300'000), 4'000},
        {QStringLiteral("1->1 QoS 1, window 100"), 1, 1, 64, n(100'000), 100},
        {QStringLiteral("1->500 QoS 0, 64 B"), 500, 0, 64, n(1'000), 100},
        {QStringLiteral("1->1 QoS 0, 64 KiB"), 1, 0, 64 * 1024, n(4'000), 50},
        {QStringLiteral("1->1 ping-pong"), 1, 0, 64, n(10'000), 1},
        {QStringLiteral("the same, 5000 idle"), 1, 0, 64, n(10'000), 1, n(5'000)},
    };
}

/// Runs one workload in turns; false if ours did not complete.
bool compare(const Workload &workload, int rounds, const BrokerProcess &ours, const BrokerProcess *theirs)
{
    std::vector<double> ourCpu, ourRate, theirCpu, theirRate;
    for (int round = 0; round < rounds; ++round) {
        const auto mine = measure(ours, workload);
        if (!mine)
            return false;
        ourCpu.push_back(mine->cpuUs);
        ourRate.push_back(mine->rate);
        if (const auto other = theirs ? measure(*theirs, workload) : std::nullopt) {
            theirCpu.push_back(other->cpuUs);
            theirRate.push_back(other->rate);
        }
    }
    std::printf("%-26s ours %8.3f us/delivery %9.0f/s", qPrintable(workload.name), median(ourCpu), median(ourRate));
    if (!theirCpu.empty())
        std::printf("   mosquitto %8.3f us %9.0f/s   ratio %6.1f", median(theirCpu), median(theirRate),
                    median(theirCpu) / median(ourCpu));
    std::printf("\n");
    std::fflush(stdout);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions(
        {{QStringLiteral("rounds"), QStringLiteral("rounds"), QStringLiteral("n"), QStringLiteral("3")},
         {QStringLiteral("scale"), QStringLiteral("factor on counts"), QStringLiteral("f"), QStringLiteral("1")},
         {QStringLiteral("only"), QStringLiteral("workloads whose name contains it"), QStringLiteral("text")},
         {QStringLiteral("smoke"), QStringLiteral("only prove that it works: counts / 100, one round")}});
    parser.process(app);
    const bool smoke = parser.isSet(QStringLiteral("smoke"));
    const int rounds = smoke ? 1 : std::clamp(parser.value(QStringLiteral("rounds")).toInt(), 1, 50);
    const double scale = smoke ? 0.01 : std::clamp(parser.value(QStringLiteral("scale")).toDouble(), 0.01, 20.0);
    net::raiseOpenFileLimit();

    const auto ours = BrokerProcess::startOurs(QCoreApplication::applicationDirPath() + QStringLiteral("/bench_hub"));
    const auto theirs = BrokerProcess::startMosquitto();
    if (!ours) {
        std::fprintf(stderr, "bench_hub does not start\n");
        return 1;
    }
    if (!theirs)
        std::printf("mosquitto is not installed: no comparison\n");
    for (const BrokerProcess *broker : {ours.get(), theirs.get()}) {
        if (broker)
            broker->pinTo(1);
    }
    bool good = true;
    // First, while the heaps are small: later, freed memory would hide what the connections need.
    if (!parser.isSet(QStringLiteral("only"))) {
        const int connections = smoke ? 50 : 1'000;
        const double mine = idleKb(*ours, connections);
        std::printf("%d idle connections        ours %8.2f KB each", connections, mine);
        if (theirs)
            std::printf("   mosquitto %8.2f KB each", idleKb(*theirs, connections));
        std::printf("\n");
        good = good && mine >= 0;
    }
    for (const Workload &workload : workloads(scale)) {
        if (workload.name.contains(parser.value(QStringLiteral("only"))))
            good = compare(workload, rounds, *ours, theirs.get()) && good;
    }
    return good ? 0 : 1;
}
