// SPDX-License-Identifier: GPL-3.0-or-later
#include "traffic.h"
#include <algorithm>
#include <cstring>

namespace bench {

namespace {

constexpr quint64 subscriberBit = quint64(1) << 32;
constexpr size_t blockBytes = 64 * 1024;
constexpr double patience = 5;  // seconds without a delivery: then something is lost
constexpr double silence = 0.5; // the same at the end of an open loop, where losses are expected

QByteArray topicOf(int publisher)
{
    return "bench/" + QByteArray::number(publisher) + "/value";
}

void acknowledge(Client &client, quint8 first, quint16 id)
{
    const char bytes[] = {static_cast<char>(first), 2, static_cast<char>(id >> 8), static_cast<char>(id & 0xFF)};
    client.append(bytes, sizeof bytes);
}

} // namespace

TrafficRun::TrafficRun(const Traffic &traffic)
    : m_traffic(traffic)
{
}

TrafficRun::~TrafficRun() = default;

bool TrafficRun::connect(const Address &address)
{
    for (int i = 0; i < m_traffic.subscribers; ++i) {
        if (!openSubscriber(address, i))
            return false;
    }
    for (int i = 0; i < m_traffic.publishers; ++i) {
        if (!openPublisher(address, i))
            return false;
    }
    return true;
}

bool TrafficRun::openSubscriber(const Address &address, int number)
{
    auto subscriber = std::make_unique<Subscriber>();
    subscriber->expected.resize(m_traffic.paired ? 1 : static_cast<size_t>(m_traffic.publishers));
    const bool one = m_traffic.paired || m_traffic.publishers == 1;
    const QByteArray filter = one ? topicOf(m_traffic.paired ? number : 0) : QByteArray("bench/+/value");
    if (!subscriber->client.open(address, "bench-sub-" + QByteArray::number(number), !m_traffic.kept) ||
        !subscriber->client.subscribe({filter}, m_traffic.qos))
        return false;
    m_poller.add(subscriber->client.descriptor(), subscriberBit | static_cast<quint64>(number));
    m_subscribers.push_back(std::move(subscriber));
    return true;
}

bool TrafficRun::openPublisher(const Address &address, int number)
{
    auto publisher = std::make_unique<Publisher>();
    publisher->form = wire::publishTemplate(topicOf(number), m_traffic.qos, m_traffic.payload, false);
    const QByteArray &bytes = publisher->form.bytes;
    const size_t atOnce = std::max(size_t(1), blockBytes / static_cast<size_t>(bytes.size()));
    const size_t wanted = m_traffic.window > 0 ? static_cast<size_t>(m_traffic.window) : atOnce;
    for (size_t i = 0; i < std::min(atOnce, wanted); ++i)
        publisher->block.insert(publisher->block.end(), bytes.begin(), bytes.end());
    if (!publisher->client.open(address, "bench-pub-" + QByteArray::number(number)))
        return false;
    m_poller.add(publisher->client.descriptor(), static_cast<quint64>(number));
    m_publishers.push_back(std::move(publisher));
    list(static_cast<size_t>(number));
    return true;
}

void TrafficRun::list(size_t number)
{
    if (!std::exchange(m_publishers[number]->isListed, true))
        m_ready.push_back(number);
}

qint64 TrafficRun::underWay(const Publisher &publisher) const
{
    if (m_traffic.qos > 0)
        return publisher.published - publisher.acknowledged;
    return publisher.published - publisher.arrived / (m_traffic.paired ? 1 : m_traffic.subscribers);
}

void TrafficRun::publish(Publisher &publisher, qint64 messages)
{
    const auto size = static_cast<size_t>(publisher.form.bytes.size());
    char *at = publisher.block.data();
    for (qint64 i = 0; i < messages; ++i, at += size) {
        const auto sequence = static_cast<quint32>(publisher.published++);
        std::memcpy(at + publisher.form.payloadAt + 4, &sequence, sizeof sequence);
        if (publisher.form.idAt > 0) {
            const quint32 id = sequence % 65'535 + 1;
            at[publisher.form.idAt] = static_cast<char>(id >> 8);
            at[publisher.form.idAt + 1] = static_cast<char>(id & 0xFF);
        }
    }
    publisher.client.send(publisher.block.data(), static_cast<size_t>(messages) * size);
}

void TrafficRun::pump()
{
    m_pumping.swap(m_ready);
    for (const size_t number : m_pumping) {
        Publisher &publisher = *m_publishers[number];
        publisher.isListed = false;
        if (m_stopping || publisher.client.isBlocked())
            continue; // listed again when there is room
        const auto atOnce =
            static_cast<qint64>(publisher.block.size() / static_cast<size_t>(publisher.form.bytes.size()));
        const qint64 free = m_traffic.window > 0 ? m_traffic.window - underWay(publisher) : atOnce;
        if (free >= m_traffic.batch) {
            publish(publisher, std::min(free, atOnce));
            m_tally.published += std::min(free, atOnce);
            watchWriting(publisher.client, publisher.isWriting, number);
        }
        if (free > atOnce || m_traffic.window == 0)
            list(number);
    }
    m_pumping.clear();
}

void TrafficRun::watchWriting(Client &client, bool &isWriting, quint64 number)
{
    m_broken = m_broken || client.isBroken();
    if (isWriting == client.isBlocked())
        return;
    isWriting = !isWriting;
    m_poller.setWriting(client.descriptor(), number, isWriting);
}

void TrafficRun::handle(const epoll_event &event)
{
    const bool isSubscriber = event.data.u64 & subscriberBit;
    const quint64 number = event.data.u64 & (subscriberBit - 1);
    if (isSubscriber)
        receiveDeliveries(number);
    else
        receiveAcknowledgements(number);
}

void TrafficRun::receiveAcknowledgements(quint64 number)
{
    Publisher &publisher = *m_publishers[number];
    publisher.client.receive([&](const wire::Frame &frame) {
        if (frame.type == wire::puback || frame.type == wire::pubcomp)
            ++publisher.acknowledged;
        else if (frame.type == wire::pubrec)
            acknowledge(publisher.client, 0x62, frame.word(0));
    });
    publisher.client.flush();
    watchWriting(publisher.client, publisher.isWriting, number);
    list(number);
}

void TrafficRun::count(Subscriber &subscriber, const wire::Frame &frame)
{
    quint32 stamp[2]; // publisher, sequence
    std::memcpy(stamp, frame.payload(), sizeof stamp);
    const quint32 from = m_traffic.paired ? 0 : stamp[0];
    if (from >= subscriber.expected.size()) {
        m_broken = true;
        return;
    }
    quint32 &expected = subscriber.expected[from];
    if (stamp[1] < expected) {
        ++m_tally.disordered;
        return;
    }
    m_tally.lost += stamp[1] - expected;
    expected = stamp[1] + 1;
    ++m_tally.deliveries;
    if (m_traffic.qos > 0)
        return;
    ++m_publishers[stamp[0]]->arrived;
    list(stamp[0]);
}

void TrafficRun::receiveDeliveries(quint64 number)
{
    Subscriber &subscriber = *m_subscribers[number];
    Client &client = subscriber.client;
    client.receive([&](const wire::Frame &frame) {
        if (frame.type == wire::publish) {
            count(subscriber, frame);
            if (frame.qos > 0)
                acknowledge(client, frame.qos == 1 ? 0x40 : 0x50, frame.word(frame.behindTopic()));
        } else if (frame.type == wire::pubrel) {
            acknowledge(client, 0x70, frame.word(0));
        }
    });
    client.flush();
    watchWriting(client, subscriber.isWriting, subscriberBit | number);
}

bool TrafficRun::isDone() const
{
    if (m_traffic.qos > 0) {
        qint64 acknowledged = 0;
        for (const auto &publisher : m_publishers)
            acknowledged += publisher->acknowledged;
        if (acknowledged < m_tally.published)
            return false;
    }
    const qint64 copies = m_traffic.paired ? 1 : m_traffic.subscribers;
    return m_tally.deliveries + m_tally.lost == m_tally.published * copies;
}

void TrafficRun::stampPublishers()
{
    for (quint32 i = 0; i < m_publishers.size(); ++i) {
        Publisher &publisher = *m_publishers[i];
        const auto size = static_cast<size_t>(publisher.form.bytes.size());
        for (size_t at = 0; at < publisher.block.size(); at += size)
            std::memcpy(publisher.block.data() + at + publisher.form.payloadAt, &i, sizeof i);
    }
}

Tally TrafficRun::run(double seconds)
{
    stampPublishers();
    const double begin = now();
    double last = begin;
    qint64 before = 0;
    const bool isOpen = m_traffic.window == 0;
    while (!m_broken && (!m_stopping || !isDone())) {
        pump();
        for (const epoll_event &event : m_poller.wait(m_ready.empty() ? 50 : 0))
            handle(event);
        const double at = now();
        m_stopping = at - begin >= seconds;
        if (std::exchange(before, m_tally.deliveries) != m_tally.deliveries)
            last = at;
        else if (at - last > (isOpen && m_stopping ? silence : patience))
            break;
    }
    m_tally.seconds = last - begin;
    const qint64 copies = m_traffic.paired ? 1 : m_traffic.subscribers;
    if (isOpen)
        m_tally.lost = m_tally.published * copies - m_tally.deliveries;
    m_tally.complete = !m_broken && isDone() && m_tally.disordered == 0;
    return m_tally;
}

} // namespace bench
