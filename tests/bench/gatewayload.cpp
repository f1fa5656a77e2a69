// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayload.h"
#include <algorithm>
#include <cstdio>

namespace bench {

namespace {

constexpr int wiresKept = 10;
constexpr double patience = 10; // seconds
using Kind = Metric::Kind;

/// The value that `share` of the sorted rest does not exceed. Sorts.
double percentile(std::vector<double> &values, double share)
{
    if (values.empty())
        return 0;
    const auto at = std::min(values.size() - 1, static_cast<size_t>(static_cast<double>(values.size()) * share));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
    return values[at];
}

Sample latencies(const QString &name, std::vector<double> &seconds)
{
    return {{QString(name + u" p50, ms"_qs), percentile(seconds, 0.5) * 1e3, Kind::LessIsBetter},
            {QString(name + u" p99, ms"_qs), percentile(seconds, 0.99) * 1e3, Kind::LessIsBetter}};
}

} // namespace

Publisher::Publisher(WebServer &server, const Scene &scene, Audience &audience)
    : m_server(server)
    , m_scene(scene)
    , m_audience(audience)
    , m_wires(wiresKept)
{
    for (size_t i = 0; i < m_wires.size(); ++i) {
        m_wires[i].open(server.port());
        m_poller.add(m_wires[i].descriptor(), i);
    }
    // The listeners' epoll is one descriptor of this one, so that one wait covers both.
    m_poller.add(audience.poller().descriptor(), m_wires.size());
}

bool Publisher::complain(const char *what) const
{
    std::fprintf(stderr, "  %s at event %lld: %lld deliveries missing%s%s %s\n", what, static_cast<long long>(m_last),
                 static_cast<long long>(m_audience.missing()), m_audience.fault().isEmpty() ? "" : ", ",
                 m_audience.fault().constData(), m_refused.constData());
    return false;
}

bool Publisher::post(int burst, bool joining)
{
    for (int i = 0; i < burst; ++i) {
        m_last = m_server.takeNumber();
        if (i == 0 && joining)
            m_audience.expectOnly(m_last);
        else if (i == 0)
            m_audience.expect(m_last, burst);
        ++m_posted;
        if (!m_wires[static_cast<size_t>(i)].ask(m_scene.post(m_last)))
            return complain("a post could not be sent");
    }
    return true;
}

int Publisher::pump(int timeoutMs, std::vector<double> *arrivals)
{
    int answers = 0;
    for (const epoll_event &event : m_poller.wait(timeoutMs)) {
        if (event.data.u64 >= m_wires.size()) {
            m_audience.listen(0, arrivals);
            continue;
        }
        HttpWire &wire = m_wires[event.data.u64];
        if (!wire.receive())
            continue;
        ++answers;
        if (wire.status() / 100 != 2)
            m_refused = "answered " + QByteArray::number(wire.status()) + ' ' + wire.body().toByteArray();
    }
    return answers;
}

bool Publisher::warmUp()
{
    for (int attempt = 0; attempt < 50; ++attempt) {
        if (!post(1, true))
            return false;
        int answers = 0;
        for (const double begin = now(); now() - begin < 0.4 && !(answers > 0 && m_audience.isComplete());)
            answers += pump(50, nullptr);
        if (answers == 0 || !m_refused.isEmpty() || !m_audience.fault().isEmpty())
            return complain("warming up failed");
        if (m_audience.isComplete())
            return true;
    }
    return complain("listeners do not get what is posted");
}

std::optional<Publisher::Turn> Publisher::publish(int burst, std::vector<double> *delays)
{
    static std::vector<double> arrivals;
    arrivals.clear();
    const double begin = now();
    if (!post(burst, false))
        return std::nullopt;
    Turn turn;
    int answers = 0;
    while (answers < burst || !m_audience.isComplete()) {
        answers += pump(100, delays ? &arrivals : nullptr);
        if (answers == burst && turn.answered <= 0)
            turn.answered = now() - begin;
        if (!m_refused.isEmpty() || !m_audience.fault().isEmpty() || now() - begin > patience) {
            complain("failed");
            return std::nullopt;
        }
    }
    turn.whole = now() - begin;
    turn.told = turn.whole - turn.answered;
    if (delays) {
        for (const double at : arrivals)
            delays->push_back(at - begin);
    }
    return turn;
}

std::optional<Sample> measureFanOut(const WebServer &server, Publisher &publisher, Audience &audience, int burst,
                                    double seconds)
{
    std::vector<double> delays;
    const quint64 before = audience.deliveries();
    const qint64 cpu = server.cpuNs();
    const double begin = now();
    while (now() - begin < seconds) {
        if (!publisher.publish(burst, &delays))
            return std::nullopt;
    }
    const double spent = now() - begin;
    const auto deliveries = static_cast<double>(audience.deliveries() - before);
    const double cpuUs = static_cast<double>(server.cpuNs() - cpu) / 1e3;
    Sample sample{{u"CPU us/event"_qs, cpuUs / deliveries, Kind::LessIsBetter},
                  {u"events/s"_qs, deliveries / spent, Kind::MoreIsBetter},
                  {u"server busy %"_qs, cpuUs / spent / 1e4, Kind::Plain}};
    const Sample times = latencies(u"delivered"_qs, delays);
    sample.insert(sample.end(), times.begin(), times.end());
    return sample;
}

std::optional<double> measurePost(WebServer &server, const Scene &scene, int burst, double seconds)
{
    Audience nobody(server.port(), scene);
    Publisher publisher(server, scene, nobody);
    const qint64 cpu = server.cpuNs();
    for (const double begin = now(); now() - begin < seconds;) {
        if (!publisher.publish(burst))
            return std::nullopt;
    }
    return static_cast<double>(server.cpuNs() - cpu) / 1e3 / static_cast<double>(publisher.posted());
}

std::optional<Sample> measureRequests(const WebServer &server, const QByteArray &request, int connections,
                                      double seconds)
{
    std::vector<HttpWire> wires(static_cast<size_t>(connections));
    std::vector<double> asked(wires.size()), took;
    Poller poller;
    for (size_t i = 0; i < wires.size(); ++i) {
        if (!wires[i].open(server.port()))
            return std::nullopt;
        poller.add(wires[i].descriptor(), i);
    }
    const qint64 cpu = server.cpuNs();
    const double begin = now();
    for (size_t i = 0; i < wires.size(); ++i) {
        asked[i] = now();
        wires[i].ask(request);
    }
    while (now() - begin < seconds) {
        for (const epoll_event &event : poller.wait(100)) {
            HttpWire &wire = wires[event.data.u64];
            if (!wire.receive()) {
                if (wire.isBroken())
                    return std::nullopt;
                continue;
            }
            if (wire.status() != 200) {
                std::fprintf(stderr, "  answered %d %s\n", wire.status(), wire.body().toByteArray().constData());
                return std::nullopt;
            }
            const double at = now();
            took.push_back(at - std::exchange(asked[event.data.u64], at));
            wire.ask(request);
        }
    }
    const double spent = now() - begin;
    const auto answers = static_cast<double>(took.size());
    Sample sample{
        {u"requests/s"_qs, answers / spent, Kind::MoreIsBetter},
        {u"CPU us/request"_qs, static_cast<double>(server.cpuNs() - cpu) / 1e3 / answers, Kind::LessIsBetter}};
    const Sample times = latencies(u"answered"_qs, took);
    sample.insert(sample.end(), times.begin(), times.end());
    return sample;
}

std::optional<Sample> measurePostLatency(Publisher &publisher, double seconds)
{
    std::vector<double> answered, told, whole;
    for (const double begin = now(); now() - begin < seconds;) {
        const auto turn = publisher.publish(1);
        if (!turn)
            return std::nullopt;
        answered.push_back(turn->answered);
        told.push_back(turn->told);
        whole.push_back(turn->whole);
    }
    Sample sample = latencies(u"post to answer"_qs, answered);
    for (auto &[name, values] : {std::pair{u"answer to last"_qs, &told}, std::pair{u"post to last"_qs, &whole}}) {
        const Sample times = latencies(name, *values);
        sample.insert(sample.end(), times.begin(), times.end());
    }
    return sample;
}

} // namespace bench
