// SPDX-License-Identifier: GPL-3.0-or-later
#include "workloads.h"
#include "probes.h"
#include "traffic.h"
#include <QThread>
#include <cstdio>
#include <sys/resource.h>

namespace bench {

namespace {

using Kind = Metric::Kind;

qint64 ownCpuNs()
{
    rusage usage{};
    ::getrusage(RUSAGE_THREAD, &usage);
    const auto ns = [](const timeval &t) { return t.tv_sec * qint64(1'000'000'000) + t.tv_usec * qint64(1'000); };
    return ns(usage.ru_utime) + ns(usage.ru_stime);
}

/// CPU time of both sides between two moments: who is the limit.
class Meter
{
public:
    explicit Meter(const BrokerProcess &broker)
        : m_broker(broker)
        , m_brokerNs(broker.isKnown() ? broker.cpuNs() : 0)
        , m_ownNs(ownCpuNs())
        , m_begin(now())
    {
    }
    void add(Sample &sample, qint64 deliveries) const
    {
        const double wall = (now() - m_begin) * 1e9;
        if (m_broker.isKnown()) {
            const auto used = static_cast<double>(m_broker.cpuNs() - m_brokerNs);
            sample.push_back(
                {u"broker CPU us/delivery"_qs, used / 1000 / static_cast<double>(deliveries), Kind::LessIsBetter});
            sample.push_back({u"broker busy %"_qs, used / wall * 100});
        }
        sample.push_back({u"generator busy %"_qs, static_cast<double>(ownCpuNs() - m_ownNs) / wall * 100});
    }

private:
    const BrokerProcess &m_broker;
    qint64 m_brokerNs;
    qint64 m_ownNs;
    double m_begin;
};

std::optional<Sample> failed(const char *why)
{
    std::fprintf(stderr, "  failed: %s\n", why);
    return std::nullopt;
}

std::optional<Sample> measureTraffic(const BrokerProcess &broker, const Traffic &traffic, double seconds)
{
    TrafficRun run(traffic);
    if (!run.connect(broker.address()))
        return failed("cannot connect or subscribe");
    const Meter meter(broker);
    const Tally tally = run.run(seconds);
    Sample sample{{traffic.payload > 1000 ? u"messages/s"_qs : u"deliveries/s"_qs,
                   static_cast<double>(tally.deliveries) / tally.seconds, Kind::MoreIsBetter}};
    meter.add(sample, tally.deliveries);
    if (traffic.window == 0)
        sample.push_back({u"lost %"_qs, 100.0 * static_cast<double>(tally.lost) /
                                            static_cast<double>(tally.lost + tally.deliveries)});
    if (tally.complete && (tally.lost == 0 || traffic.window == 0))
        return sample;
    std::fprintf(stderr, "  %lld published, %lld delivered, %lld lost, %lld out of order\n",
                 static_cast<long long>(tally.published), static_cast<long long>(tally.deliveries),
                 static_cast<long long>(tally.lost), static_cast<long long>(tally.disordered));
    return failed("incomplete");
}

Workload traffic(const QString &name, const Traffic &traffic)
{
    return {name, [traffic](const BrokerProcess &broker, const Extent &extent) {
                Traffic scaled = traffic;
                scaled.publishers = traffic.publishers == 1 ? 1 : extent.count(traffic.publishers);
                scaled.subscribers = traffic.subscribers == 1 ? 1 : extent.count(traffic.subscribers);
                return measureTraffic(broker, scaled, extent.seconds);
            }};
}

Workload foreign(const QString &name, const Traffic &traffic, int subscriptions)
{
    return {name, [traffic, subscriptions](const BrokerProcess &broker, const Extent &extent) {
                Crowd crowd;
                if (!crowd.subscribeForeign(broker.address(), extent.count(subscriptions)))
                    return failed("cannot subscribe");
                return measureTraffic(broker, traffic, extent.seconds);
            }};
}

Workload latency(const QString &name, int idle)
{
    return {name, [idle](const BrokerProcess &broker, const Extent &extent) {
                Crowd crowd;
                if (idle > 0 && !crowd.connect(broker.address(), extent.count(idle)))
                    return failed("cannot connect");
                QThread::msleep(200);
                const Meter meter(broker);
                const auto latency = measureLatency(broker.address(), 1'000, extent.seconds);
                if (!latency)
                    return failed("a message was lost");
                Sample sample{{u"p50 us"_qs, latency->p50, Kind::LessIsBetter},
                              {u"p99 us"_qs, latency->p99, Kind::LessIsBetter}};
                meter.add(sample, latency->messages);
                return std::optional(sample);
            }};
}

Workload retained(const QString &name, int messages)
{
    return {name, [messages](const BrokerProcess &broker, const Extent &extent) {
                const int count = extent.count(messages);
                const auto cpuNs = [&broker] { return broker.isKnown() ? broker.cpuNs() : qint64(0); };
                const auto times = measureRetained(broker.address(), count, cpuNs);
                if (!times)
                    return failed("not all were kept or sent");
                Sample sample{{u"set s"_qs, times->set, Kind::LessIsBetter},
                              {u"replay s"_qs, times->replay, Kind::LessIsBetter}};
                const auto each = [count](qint64 ns) { return static_cast<double>(ns) / 1000 / count; };
                if (broker.isKnown()) {
                    sample.push_back({u"set CPU us each"_qs, each(times->setCpuNs), Kind::LessIsBetter});
                    sample.push_back({u"replay CPU us each"_qs, each(times->replayCpuNs), Kind::LessIsBetter});
                }
                return std::optional(sample);
            }};
}

Workload idle(const QString &name, int connections)
{
    return {name, [connections](const BrokerProcess &broker, const Extent &extent) {
                const int count = extent.count(connections);
                if (!broker.isKnown())
                    return failed("its process is not known");
                const qint64 before = broker.residentBytes();
                const auto each = [&] { return static_cast<double>(broker.residentBytes() - before) / count; };
                Crowd crowd;
                if (!crowd.connect(broker.address(), count))
                    return failed("cannot connect");
                QThread::msleep(500);
                Sample sample{{u"bytes each, silent"_qs, each(), Kind::LessIsBetter}};
                if (!crowd.subscribeEach())
                    return failed("cannot subscribe");
                QThread::msleep(500);
                sample.push_back({u"bytes each, subscribed"_qs, each(), Kind::LessIsBetter});
                return std::optional(sample);
            }};
}

} // namespace

std::vector<Workload> workloads()
{
    const int big = 64 * 1024;
    const Traffic plain{.window = 2'000};
    const Traffic kept1{.qos = 1, .window = 100, .kept = true};
    const Traffic kept2{.qos = 2, .window = 100, .kept = true};
    const Traffic keptByMany{.subscribers = 500, .qos = 1, .window = 100, .kept = true};
    return {
        traffic(u"1->1 QoS 0, open loop"_qs, {.window = 0}),
        traffic(u"1->1 QoS 0, 2000 under way"_qs, plain),
        traffic(u"1->1 QoS 1, window 100"_qs, {.qos = 1, .window = 100}),
        traffic(u"1->1 QoS 2, window 100"_qs, {.qos = 2, .window = 100}),
        traffic(u"fan-out 1->500"_qs, {.subscribers = 500, .window = 100}),
        traffic(u"fan-in 500->1"_qs, {.publishers = 500, .window = 10, .batch = 10}),
        traffic(u"100 pairs QoS 1, window 10"_qs,
                {.publishers = 100, .subscribers = 100, .paired = true, .qos = 1, .window = 10}),
        traffic(u"kept session QoS 1, window 100"_qs, kept1),
        traffic(u"kept session QoS 2, window 100"_qs, kept2),
        traffic(u"500 kept sessions QoS 1, window 100"_qs, keptByMany),
        traffic(u"1->1 QoS 0, 64 KiB"_qs, {.payload = big, .window = 10}),
        traffic(u"1->1 QoS 0, one at a time"_qs, {.window = 1}),
        foreign(u"100,000 foreign subscriptions"_qs, plain, 100'000),
        latency(u"1000 messages/s"_qs, 0),
        latency(u"1000 messages/s, 5000 idle"_qs, 5'000),
        retained(u"100,000 retained"_qs, 100'000),
        idle(u"5000 idle connections"_qs, 5'000),
    };
}

} // namespace bench
