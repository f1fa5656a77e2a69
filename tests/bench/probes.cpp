// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes.h"
#include "poller.h"
#include <algorithm>
#include <chrono>
#include <cstring>
#include <sys/timerfd.h>
#include <unistd.h>

namespace bench {

namespace {

constexpr int filtersAtOnce = 100;
constexpr int filtersPerClient = 5'000;
constexpr int topicsPerBranch = 100;
constexpr double patience = 20; // seconds

qint64 nanoseconds()
{
    return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

QByteArray foreignFilter(int number)
{
    const QByteArray n = QByteArray::number(number);
    return number % 10 == 0 ? QByteArray("foreign/+/of/" + n) : QByteArray("foreign/" + n + "/value");
}

QByteArray retainedTopic(int number)
{
    return "retained/" + QByteArray::number(number / topicsPerBranch) + '/' +
           QByteArray::number(number % topicsPerBranch);
}

/// A descriptor that becomes readable at an even rate.
int openMetronome(int perSecond)
{
    const int timer = ::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    itimerspec when{};
    when.it_interval.tv_nsec = 1'000'000'000 / perSecond;
    when.it_value = when.it_interval;
    ::timerfd_settime(timer, 0, &when, nullptr);
    return timer;
}

/// Waits for one packet of a type; false when it does not come.
bool await(Client &client, quint8 type, double seconds)
{
    Poller poller;
    poller.add(client.descriptor(), 0);
    bool seen = false;
    for (const double begin = now(); !seen && !client.isBroken() && now() - begin < seconds;) {
        poller.setWriting(client.descriptor(), 0, client.isBlocked());
        poller.wait(100);
        client.flush();
        client.receive([&](const wire::Frame &frame) { seen = seen || frame.type == type; });
    }
    return seen;
}

} // namespace

bool Crowd::connect(const Address &address, int count)
{
    for (int i = 0; i < count; ++i) {
        m_clients.push_back(std::make_unique<Client>());
        if (!m_clients.back()->open(address, "bench-idle-" + QByteArray::number(i)))
            return false;
    }
    return true;
}

bool Crowd::subscribeEach()
{
    int number = 0;
    return std::all_of(m_clients.begin(), m_clients.end(), [&number](const auto &client) {
        return client->subscribe({"device/" + QByteArray::number(number++) + "/command"}, 0);
    });
}

bool Crowd::subscribeForeign(const Address &address, int subscriptions)
{
    for (int i = 0; i < subscriptions; i += filtersAtOnce) {
        if (i % filtersPerClient == 0 && !connect(address, 1))
            return false;
        QByteArrayList filters;
        for (int k = 0; k < filtersAtOnce; ++k)
            filters.append(foreignFilter(i + k));
        if (!m_clients.back()->subscribe(filters, 0))
            return false;
    }
    return true;
}

std::optional<Latency> measureLatency(const Address &address, int messagesPerSecond, double seconds)
{
    Client publisher, subscriber;
    if (!subscriber.open(address, "bench-sub") || !subscriber.subscribe({"bench/latency"}, 0) ||
        !publisher.open(address, "bench-pub"))
        return std::nullopt;
    wire::PublishTemplate form = wire::publishTemplate("bench/latency", 0, 64, false);
    Poller poller;
    const int metronome = openMetronome(messagesPerSecond);
    poller.add(metronome, 0);
    poller.add(subscriber.descriptor(), 1);
    const auto count = static_cast<qint64>(seconds * messagesPerSecond);
    std::vector<double> took;
    qint64 sent = 0;
    const double begin = now();
    while (static_cast<qint64>(took.size()) < count && now() - begin < seconds + patience && !subscriber.isBroken()) {
        for (const epoll_event &event : poller.wait(100)) {
            if (event.data.u64 == 1) {
                subscriber.receive([&](const wire::Frame &frame) {
                    qint64 at = 0;
                    std::memcpy(&at, frame.payload() + 8, sizeof at);
                    took.push_back(static_cast<double>(nanoseconds() - at) / 1000.0);
                });
                continue;
            }
            quint64 beats = 0;
            if (::read(metronome, &beats, sizeof beats) > 0 && sent < count) {
                const qint64 at = nanoseconds();
                std::memcpy(form.bytes.data() + form.payloadAt + 8, &at, sizeof at);
                publisher.send(form.bytes.constData(), static_cast<size_t>(form.bytes.size()));
                ++sent;
            }
        }
    }
    ::close(metronome);
    if (static_cast<qint64>(took.size()) != count)
        return std::nullopt;
    std::sort(took.begin(), took.end());
    return Latency{took[took.size() / 2], took[took.size() * 99 / 100], count};
}

std::optional<RetainedTimes> measureRetained(const Address &address, int count, const std::function<qint64()> &cpuNs)
{
    Client publisher, subscriber;
    if (!publisher.open(address, "bench-pub") || !subscriber.open(address, "bench-sub"))
        return std::nullopt;
    QByteArray all;
    for (int i = 0; i < count; ++i)
        all += wire::publishTemplate(retainedTopic(i), 0, 64, true).bytes;
    all += wire::pingPacket();
    RetainedTimes times;
    const qint64 atFirst = cpuNs();
    double begin = now();
    publisher.send(all.constData(), static_cast<size_t>(all.size()));
    if (!await(publisher, wire::pingresp, patience)) // behind all of them
        return std::nullopt;
    times.set = now() - begin;
    const qint64 whenSet = cpuNs();
    times.setCpuNs = whenSet - atFirst;

    Poller poller;
    poller.add(subscriber.descriptor(), 0);
    const QByteArray subscribe = wire::subscribePacket({"#"}, 0);
    int received = 0;
    begin = now();
    subscriber.send(subscribe.constData(), static_cast<size_t>(subscribe.size()));
    while (received < count && now() - begin < patience && !subscriber.isBroken()) {
        poller.wait(100);
        subscriber.receive([&](const wire::Frame &frame) { received += frame.type == wire::publish ? 1 : 0; });
    }
    times.replay = now() - begin;
    times.replayCpuNs = cpuNs() - whenSet;
    if (received == count)
        return times;
    std::fprintf(stderr, "  %d of %d retained messages came\n", received, count);
    return std::nullopt;
}

} // namespace bench
