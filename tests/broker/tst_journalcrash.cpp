// SPDX-License-Identifier: GPL-3.0-or-later
// The broker dies at any moment, with any part of its latest changes not yet on disk. Model clients that keep to the
// specification see to it that nothing acknowledged is missing and no QoS 2 message comes twice.
#include "support/brokerhost.h"
#include "support/journalmirror.h"
#include <QRandomGenerator>
#include <QtTest>

using namespace broker;
using support::BrokerHost;
using support::JournalMirror;

namespace {

/// One client's side of the protocol, with a session that it keeps whatever happens to the network.
struct Client
{
    struct Outgoing
    {
        QByteArray payload;
        mqtt::QoS qos;
        bool isReleased = false; ///< QoS 2: PUBREC came
        int order = 0;           ///< of sending
    };
    QByteArray id;
    bool isOnline = false;
    bool isAccepted = false;    ///< CONNACK came
    bool isSubscribed = false;  ///< SUBACK came
    std::set<quint16> received; ///< QoS 2, PUBREL is due
    std::map<quint16, Outgoing> outgoing;
    std::map<QByteArray, int> delivered;
    quint16 nextId = 0;
};

class World
{
public:
    explicit World(quint32 seed)
        : m_random(seed)
        , m_isRetainedOnce(seed % 2 == 0)
        , m_host(makeHost())
    {
        for (const char *id : {"sub1", "sub2", "pub1", "pub2"})
            m_clients.emplace_back().id = id;
    }

    void step()
    {
        Client &client = m_clients[size_t(m_random.bounded(int(m_clients.size())))];
        const int what = m_random.bounded(20);
        if (!client.isOnline)
            connect(client);
        else if (what == 0)
            loseConnection(client);
        else if (what < 4)
            persistSome();
        else if (what < 9 && client.isAccepted && client.id.startsWith("pub"))
            publish(client);
        else
            hear(client);
    }

    /// Only what has been persisted remains; what was sent but not read may have arrived or not.
    void crash()
    {
        for (Client &client : m_clients) {
            while (client.isOnline && m_random.bounded(3) != 0 && hear(client))
                continue;
            client.isOnline = false;
        }
        size_t durable = 0;
        while (durable < m_host->records.size() && m_host->records[durable].number <= m_persisted)
            m_mirror.apply(m_host->records[durable++]);
        m_lost += m_host->records.size() - durable;
        const Instant now = m_host->now;
        m_host = makeHost();
        m_host->now = now;
        m_host->handle(Restore{m_mirror.state()});
        m_host->handle(Tick{});
        m_persisted = 0;
        ++crashes;
    }

    /// Everybody comes back and nobody says anything new, until all is quiet.
    void settle()
    {
        m_host->holdJournal = false;
        for (int quiet = 0; quiet < 3; ++quiet) {
            if (!m_host->records.empty())
                m_host->handle(Persisted{m_host->records.back().number});
            for (Client &client : m_clients) {
                if (!client.isOnline)
                    connect(client);
                while (hear(client))
                    quiet = 0;
            }
        }
    }

    QString problem() const
    {
        for (const auto &[payload, qos] : m_published) {
            const bool isOnce = qos == mqtt::QoS::ExactlyOnce;
            for (const Client &client : m_clients) {
                if (!client.id.startsWith("sub"))
                    continue;
                const auto found = client.delivered.find(payload);
                const int times = found == client.delivered.end() ? 0 : found->second;
                if (isOnce && times > 1)
                    return QStringLiteral("%1 came %2 times to %3")
                        .arg(QString::fromUtf8(payload), QString::number(times), QString::fromUtf8(client.id));
                const auto acknowledged = m_acknowledged.find(payload);
                if (acknowledged != m_acknowledged.end() && acknowledged->second.count(client.id) && times == 0)
                    return QStringLiteral("%1 was acknowledged and did not come to %2")
                        .arg(QString::fromUtf8(payload), QString::fromUtf8(client.id));
            }
        }
        const auto retained = m_host->engine.retained("r", 1);
        const int last = retained.empty() ? 0 : retained[0].payload.toByteArray().toInt();
        if (last < m_lastRetained)
            return QStringLiteral("retained %1 was acknowledged, %2 is there").arg(m_lastRetained).arg(last);
        return m_complaint;
    }

    int crashes = 0;
    size_t published() const { return m_published.size(); }
    size_t acknowledged() const { return m_acknowledged.size(); }
    size_t lost() const { return m_lost; }

private:
    static std::unique_ptr<BrokerHost> makeHost()
    {
        Settings settings;
        settings.journal = true;
        settings.limits.maxInflight = 3;
        auto host = std::make_unique<BrokerHost>(settings);
        host->holdJournal = true;
        return host;
    }

    void send(Client &client, const mqtt::Packet &packet)
    {
        m_host->write(client.id, mqtt::encode(packet, mqtt::Version::V311).view());
    }

    void connect(Client &client)
    {
        m_host->open(client.id);
        mqtt::Connect packet;
        packet.cleanSession = false;
        packet.clientId = client.id;
        send(client, packet);
        client.isOnline = true;
        client.isAccepted = false;
    }

    void loseConnection(Client &client)
    {
        m_host->lose(client.id);
        client.isOnline = false;
    }

    /// The disk has taken the changes of some more calls.
    void persistSome()
    {
        std::vector<quint64> waiting;
        for (const quint64 last : m_host->calls) {
            if (last > m_persisted)
                waiting.push_back(last);
        }
        if (waiting.empty())
            return;
        m_persisted = waiting[size_t(m_random.bounded(int(waiting.size())))];
        m_host->handle(Persisted{m_persisted});
    }

    void publish(Client &client)
    {
        if (client.outgoing.size() >= 4)
            return;
        do {
            client.nextId = quint16(client.nextId % 6 + 1); // so few that they come round soon
        } while (client.outgoing.contains(client.nextId));
        const bool isRetained = client.id == "pub1" && m_random.bounded(4) == 0;
        const QByteArray payload =
            isRetained ? QByteArray::number(++m_retainedCount) : client.id + '-' + QByteArray::number(++m_count);
        // Of one topic and QoS alone is the order kept (a QoS 1 message that is repeated passes a later one of QoS 2).
        const bool isOnce = isRetained ? m_isRetainedOnce : m_random.bounded(2) == 0;
        const Client::Outgoing outgoing{payload, isOnce ? mqtt::QoS::ExactlyOnce : mqtt::QoS::AtLeastOnce, false,
                                        ++m_sent};
        client.outgoing[client.nextId] = outgoing;
        if (!isRetained)
            m_published[payload] = outgoing.qos;
        m_mustCome[payload] = subscribers();
        sendPublish(client, client.nextId, outgoing, false);
    }

    std::set<QByteArray> subscribers() const
    {
        std::set<QByteArray> names;
        for (const Client &client : m_clients) {
            if (client.isSubscribed)
                names.insert(client.id);
        }
        return names;
    }

    void sendPublish(Client &client, quint16 id, const Client::Outgoing &outgoing, bool dup)
    {
        const bool isRetained = !outgoing.payload.startsWith("pub");
        mqtt::Publish packet;
        packet.topic = base::Bytes::fromStatic(isRetained ? "r" : "t");
        packet.payload = base::Bytes::copyOf(outgoing.payload);
        packet.packetId = id;
        packet.qos = outgoing.qos;
        packet.retain = isRetained;
        packet.dup = dup;
        send(client, packet);
    }

    void acknowledged(const Client::Outgoing &outgoing)
    {
        if (outgoing.payload.startsWith("pub"))
            m_acknowledged[outgoing.payload] = m_mustCome[outgoing.payload];
        else
            m_lastRetained = std::max(m_lastRetained, outgoing.payload.toInt());
    }

    bool hear(Client &client)
    {
        const auto packet = m_host->next(client.id);
        if (!packet)
            return false;
        std::visit([&](const auto &p) { take(client, p); }, *packet);
        return true;
    }

    template <typename Other>
    void take(Client &, const Other &)
    {
    }
    void take(Client &client, const mqtt::Connack &packet)
    {
        client.isAccepted = true;
        if (!packet.sessionPresent) {
            if (client.isSubscribed)
                m_complaint = QStringLiteral("a session is gone whose subscription was acknowledged");
            client.received.clear();
            client.outgoing.clear(); // nobody knows what became of them
        }
        std::vector<std::pair<quint16, Client::Outgoing>> again(client.outgoing.begin(), client.outgoing.end());
        std::sort(again.begin(), again.end(),
                  [](const auto &a, const auto &b) { return a.second.order < b.second.order; });
        for (const auto &[id, outgoing] : again) { // MQTT-4.6.0-1
            if (outgoing.isReleased) {
                mqtt::Pubrel release;
                release.packetId = id;
                send(client, release);
            } else {
                sendPublish(client, id, outgoing, true);
            }
        }
        if (client.id.startsWith("sub") && !client.isSubscribed)
            send(client, mqtt::Subscribe{1, {{.filter = "t", .qos = mqtt::QoS::ExactlyOnce}}, {}});
    }
    void take(Client &client, const mqtt::Suback &) { client.isSubscribed = true; }
    void take(Client &client, const mqtt::Publish &packet)
    {
        const QByteArray payload = packet.payload.toByteArray();
        if (packet.qos == mqtt::QoS::AtLeastOnce) {
            ++client.delivered[payload];
            mqtt::Puback answer;
            answer.packetId = packet.packetId;
            send(client, answer);
            return;
        }
        if (client.received.insert(packet.packetId).second)
            ++client.delivered[payload];
        mqtt::Pubrec answer;
        answer.packetId = packet.packetId;
        send(client, answer);
    }
    void take(Client &client, const mqtt::Pubrel &packet)
    {
        client.received.erase(packet.packetId);
        mqtt::Pubcomp answer;
        answer.packetId = packet.packetId;
        send(client, answer);
    }
    void take(Client &client, const mqtt::Puback &packet)
    {
        if (const auto at = client.outgoing.find(packet.packetId); at != client.outgoing.end()) {
            acknowledged(at->second);
            client.outgoing.erase(at);
        }
    }
    void take(Client &client, const mqtt::Pubrec &packet)
    {
        if (const auto at = client.outgoing.find(packet.packetId); at != client.outgoing.end()) {
            acknowledged(at->second);
            at->second.isReleased = true;
        }
        mqtt::Pubrel release;
        release.packetId = packet.packetId;
        send(client, release);
    }
    void take(Client &client, const mqtt::Pubcomp &packet) { client.outgoing.erase(packet.packetId); }

    QRandomGenerator m_random;
    const bool m_isRetainedOnce;
    std::unique_ptr<BrokerHost> m_host;
    JournalMirror m_mirror; ///< what is on disk
    std::vector<Client> m_clients;
    std::map<QByteArray, mqtt::QoS> m_published;
    std::map<QByteArray, std::set<QByteArray>> m_mustCome; ///< to whom, by payload
    std::map<QByteArray, std::set<QByteArray>> m_acknowledged;
    QString m_complaint;
    quint64 m_persisted = 0;
    size_t m_lost = 0;
    int m_count = 0;
    int m_sent = 0;
    int m_retainedCount = 0;
    int m_lastRetained = 0;
};

} // namespace

class TestJournalCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acknowledgedSurvivesAndQos2ComesOnce_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 150; ++seed)
            QTest::addRow("crashes at random moments %u", seed) << seed;
    }
    void acknowledgedSurvivesAndQos2ComesOnce()
    {
        QFETCH(const quint32, seed);
        World world(seed);
        QRandomGenerator random(seed + 1'000);
        for (int i = 0; i < 1'500; ++i) {
            world.step();
            if (random.bounded(60) == 0)
                world.crash();
        }
        world.settle();
        QCOMPARE(world.problem(), QString());
        QVERIFY(world.crashes > 5 && world.acknowledged() > 10 && world.lost() > 0);
        m_crashes += world.crashes;
        m_published += world.published();
        m_acknowledged += world.acknowledged();
        m_lost += world.lost();
    }

    /// One conversation, cut after each of its steps with each number of its changes on disk.
    void everyPrefixOfTheJournalWillDo()
    {
        int runs = 0;
        for (int steps = 1; steps <= 120; ++steps) {
            for (quint32 lag = 0; lag < 6; ++lag) {
                World world(4'711 + lag); // how much is on disk differs by the seed
                for (int i = 0; i < steps; ++i)
                    world.step();
                world.crash();
                world.settle();
                QCOMPARE(world.problem(), QString());
                ++runs;
            }
        }
        qInfo("%d runs", runs);
    }

    void cleanupTestCase()
    {
        qInfo("%d crashes: %zu messages published, %zu acknowledged and all there, %zu changes lost with the crashes",
              m_crashes, m_published, m_acknowledged, m_lost);
    }

private:
    int m_crashes = 0;
    size_t m_published = 0;
    size_t m_acknowledged = 0;
    size_t m_lost = 0;
};

QTEST_APPLESS_MAIN(TestJournalCrash)
#include "tst_journalcrash.moc"
