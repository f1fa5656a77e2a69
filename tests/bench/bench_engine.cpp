// SPDX-License-Identifier: GPL-3.0-or-later
// The pure engine with its codec, without sockets: nanoseconds of processor time a publish and a delivery. Packets are
// decoded from one read block, actions are gathered and dropped, as a host does that sends nothing.
//   bench_engine [--smoke]
#include "broker/shardgroup.h"
#include <cstdio>
#include <cstring>
#include <ctime>

namespace {

class Host
{
public:
    Host()
        : m_engine({}, std::make_shared<broker::AllowAll>())
    {
    }

    broker::ConnectionId connect(const QByteArray &clientId, mqtt::Version version = mqtt::Version::V311,
                                 mqtt::PropertiesRef properties = nullptr)
    {
        const broker::ConnectionId id{m_next++, 1};
        m_engine.handle(broker::ConnectionOpened{id, "127.0.0.1", 1, "bench"}, m_now, m_actions);
        mqtt::Connect packet;
        packet.clientId = clientId;
        packet.level = static_cast<quint8>(version);
        packet.properties = std::move(properties);
        give(id, packet);
        m_engine.handle(broker::Authenticated{id, {}}, m_now, m_actions);
        m_actions.clear();
        return id;
    }
    void subscribe(broker::ConnectionId id, const QByteArray &filter, mqtt::QoS qos)
    {
        give(id, mqtt::Subscribe{1, {{filter, qos}}, {}});
        m_actions.clear();
    }
    void give(broker::ConnectionId id, mqtt::Packet packet)
    {
        m_engine.handle(broker::PacketReceived{id, packet, 10}, m_now, m_actions);
    }
    /// Decodes and handles all of `input`; a turn's actions at a time.
    void read(broker::ConnectionId id, const base::Bytes &input)
    {
        const mqtt::DecodeOptions options = m_engine.decodeOptions(id);
        mqtt::Packet packet;
        for (qsizetype at = 0; at < input.size();) {
            const auto size = mqtt::decode(input.slice(at), options, packet);
            if (!size || *size == 0)
                qFatal("the bench sends what cannot be read");
            at += *size;
            m_engine.handle(broker::PacketReceived{id, packet, *size}, m_now, m_actions);
        }
    }
    /// Actions since the last call.
    size_t finish()
    {
        const size_t count = m_actions.items().size();
        m_actions.clear();
        return count;
    }
    broker::Actions &actions() { return m_actions; }
    broker::ShardGroup &engine() { return m_engine; }

private:
    broker::ShardGroup m_engine;
    broker::Actions m_actions;
    broker::Instant m_now{std::chrono::seconds(1), {1}};
    quint32 m_next = 0;
};

/// Processor time, so that a busy machine does not count.
class Stopwatch
{
public:
    double seconds() const { return double(std::clock() - m_begin) / CLOCKS_PER_SEC; }

private:
    std::clock_t m_begin = std::clock();
};

void report(const char *what, double seconds, double publishes, double deliveries)
{
    std::printf("%-44s %9.1f ns/publish %9.1f ns/delivery %8.2f M deliveries/s\n", what, seconds * 1e9 / publishes,
                deliveries > 0 ? seconds * 1e9 / deliveries : 0.0, deliveries / seconds / 1e6);
}

base::Bytes publishes(const QByteArray &topic, int count, qsizetype payload, mqtt::QoS qos,
                      mqtt::Version version = mqtt::Version::V311)
{
    QByteArray all;
    for (int i = 0; i < count; ++i) {
        const auto id = static_cast<quint16>(qos == mqtt::QoS::AtMostOnce ? 0 : i + 1);
        const mqtt::Publish packet{
            base::Bytes::copyOf(topic), base::Bytes::copyOf(QByteArray(payload, 'x')), id, qos, false, false, {}};
        all += mqtt::encode(packet, version).toByteArray();
    }
    return base::Bytes::copyOf(all);
}

/// How publisher and subscribers speak.
struct Manner
{
    mqtt::Version version = mqtt::Version::V311;
    quint16 aliases = 0;
    quint32 identifier = 0; ///< the first subscriber's; the others count on if `isCounting`
    bool isCounting = false;
};

void fanOut(const char *what, int subscribers, const QByteArray &filter, int rounds, const Manner &manner = {})
{
    Host host;
    const broker::ConnectionId publisher = host.connect("publisher", manner.version);
    auto wishes = std::make_shared<mqtt::Properties>();
    wishes->topicAliasMaximum = manner.aliases;
    for (int i = 0; i < subscribers; ++i) {
        mqtt::Subscribe packet{1, {{filter, mqtt::QoS::AtMostOnce}}, {}};
        if (manner.identifier != 0) {
            auto properties = std::make_shared<mqtt::Properties>();
            properties->subscriptionIdentifiers = {manner.identifier + static_cast<quint32>(manner.isCounting ? i : 0)};
            packet.properties = properties;
        }
        host.give(host.connect("s" + QByteArray::number(i), manner.version, wishes), packet);
    }
    host.finish();
    const int batch = subscribers > 1 ? 10 : 500;
    const base::Bytes input = publishes("bench/one/topic", batch, 64, mqtt::QoS::AtMostOnce, manner.version);
    size_t deliveries = 0;
    const Stopwatch watch;
    for (int i = 0; i < rounds; ++i) {
        host.read(publisher, input);
        deliveries += host.finish();
    }
    report(what, watch.seconds(), double(rounds) * batch, double(deliveries));
}

/// One publisher, one subscriber that answers every message at once; 20 a turn.
void acknowledged(const char *what, mqtt::QoS qos, int rounds)
{
    Host host;
    const broker::ConnectionId publisher = host.connect("publisher");
    const broker::ConnectionId subscriber = host.connect("subscriber");
    host.subscribe(subscriber, "bench/+/topic", qos);
    constexpr int batch = 20;
    const base::Bytes input = publishes("bench/one/topic", batch, 64, qos);
    quint16 next = 0;
    const Stopwatch watch;
    for (int i = 0; i < rounds; ++i) {
        host.read(publisher, input);
        host.finish();
        for (int j = 0; j < batch; ++j) {
            next = next == 65535 ? quint16(1) : static_cast<quint16>(next + 1);
            if (qos == mqtt::QoS::AtLeastOnce) {
                host.give(subscriber, mqtt::Puback{{next, {}, {}}});
                continue;
            }
            host.give(subscriber, mqtt::Pubrec{{next, {}, {}}});
            host.give(subscriber, mqtt::Pubcomp{{next, {}, {}}});
            host.give(publisher, mqtt::Pubrel{{static_cast<quint16>(j + 1), {}, {}}});
        }
        host.finish();
    }
    const broker::Statistics statistics = host.engine().statistics();
    if (statistics.inflight != 0 || statistics.messagesSent != quint64(rounds) * batch)
        qFatal("messages were lost");
    report(what, watch.seconds(), double(rounds) * batch, double(statistics.messagesSent));
}

/// Another topic each time, among many subscriptions: the index itself.
void manyTopics(int foreign, int rounds)
{
    Host host;
    const broker::ConnectionId publisher = host.connect("publisher");
    const broker::ConnectionId subscriber = host.connect("subscriber");
    std::vector<broker::ConnectionId> others;
    for (int i = 0; i < 100; ++i)
        others.push_back(host.connect("o" + QByteArray::number(i)));
    for (int i = 0; i < foreign; ++i)
        host.subscribe(others[static_cast<size_t>(i % 100)], "foreign/" + QByteArray::number(i) + "/+/x",
                       mqtt::QoS::AtMostOnce);
    host.subscribe(subscriber, "bench/+/topic", mqtt::QoS::AtMostOnce);
    std::vector<base::Bytes> inputs;
    for (int i = 0; i < 20'000; ++i)
        inputs.push_back(publishes("bench/" + QByteArray::number(i) + "/topic", 1, 64, mqtt::QoS::AtMostOnce));
    size_t deliveries = 0;
    const Stopwatch watch;
    for (int i = 0; i < rounds; ++i) {
        for (const base::Bytes &input : inputs)
            host.read(publisher, input);
        deliveries += host.finish();
    }
    report("20,000 topics, 100,000 foreign filters", watch.seconds(), double(rounds) * double(inputs.size()),
           double(deliveries));
}

void retained(int count)
{
    Host host;
    const broker::ConnectionId publisher = host.connect("publisher");
    std::vector<base::Bytes> inputs;
    for (int i = 0; i < count; ++i) {
        const mqtt::Publish packet{
            base::Bytes::copyOf(QByteArray("r/" + QByteArray::number(i % 300) + '/' + QByteArray::number(i))),
            base::Bytes::copyOf(QByteArray(64, 'x')),
            0,
            mqtt::QoS::AtMostOnce,
            true,
            false,
            {}};
        inputs.push_back(mqtt::encode(packet, mqtt::Version::V311));
    }
    const Stopwatch setting;
    for (const base::Bytes &input : inputs)
        host.read(publisher, input);
    std::printf("%-44s %9.1f ns each, %.3f s in all\n", "retained: set", setting.seconds() * 1e9 / count,
                setting.seconds());
    host.finish();
    const broker::ConnectionId subscriber = host.connect("subscriber");
    const Stopwatch replay;
    host.give(subscriber, mqtt::Subscribe{1, {{"#", mqtt::QoS::AtMostOnce}}, {}});
    const size_t got = host.finish();
    std::printf("%-44s %9.1f ns each, %.3f s in all (%zu actions)\n", "retained: replay of #",
                replay.seconds() * 1e9 / count, replay.seconds(), got);
}

} // namespace

int main(int argc, char **argv)
{
    const bool smoke = argc > 1 && std::strcmp(argv[1], "--smoke") == 0;
    const int scale = smoke ? 1 : 100;
    fanOut("1 to 1, QoS 0", 1, "bench/one/topic", 40 * scale);
    fanOut("1 to 1, QoS 0, filter with wildcard", 1, "bench/#", 40 * scale);
    fanOut("1 to 500, QoS 0", 500, "bench/one/topic", 20 * scale);
    fanOut("1 to 1, QoS 0, MQTT 5", 1, "bench/one/topic", 40 * scale, {mqtt::Version::V5, 0, 0, false});
    fanOut("1 to 1, QoS 0, MQTT 5, alias, identifier", 1, "bench/one/topic", 40 * scale,
           {mqtt::Version::V5, 8, 1, false});
    fanOut("1 to 500, QoS 0, MQTT 5", 500, "bench/one/topic", 20 * scale, {mqtt::Version::V5, 0, 0, false});
    fanOut("1 to 500, QoS 0, MQTT 5, aliases", 500, "bench/one/topic", 20 * scale, {mqtt::Version::V5, 8, 0, false});
    fanOut("1 to 500, QoS 0, MQTT 5, one identifier", 500, "bench/one/topic", 20 * scale,
           {mqtt::Version::V5, 0, 1, false});
    fanOut("1 to 500, QoS 0, MQTT 5, identifiers of their own", 500, "bench/one/topic", 20 * scale,
           {mqtt::Version::V5, 0, 1, true});
    fanOut("1 to 500 in one shared group, QoS 0", 500, "$share/g/bench/one/topic", 400 * scale);
    acknowledged("1 to 1, QoS 1, window 20", mqtt::QoS::AtLeastOnce, 500 * scale);
    acknowledged("1 to 1, QoS 2, window 20", mqtt::QoS::ExactlyOnce, 300 * scale);
    manyTopics(smoke ? 1'000 : 100'000, smoke ? 1 : 20);
    retained(smoke ? 1'000 : 100'000);
    return 0;
}
