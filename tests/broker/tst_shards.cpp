// SPDX-License-Identifier: GPL-3.0-or-later
// Several shards behave as one: takeover, shared groups, receipts, restoring, traces; and the same random events give
// the same deliveries.
#include "support/brokerhost.h"
#include "support/packettext.h"
#include <QRandomGenerator>
#include <QtTest>
#include <set>

using namespace Qt::StringLiterals;

namespace {

broker::Settings withShards(quint32 shards, bool journal = false)
{
    broker::Settings settings;
    settings.shards = shards;
    settings.journal = journal;
    settings.limits.maxQueued = 12;
    settings.limits.maxInflight = 4;
    return settings;
}

/// Clients by name that say what a line says and hear in words; they acknowledge by themselves unless told not to.
class Town
{
public:
    explicit Town(const broker::Settings &settings)
        : host(settings)
    {
    }
    void say(const QByteArray &name, const QByteArray &line)
    {
        const std::optional<mqtt::Packet> packet = support::packetFrom(line);
        if (!packet)
            qFatal("an unknown packet: %s", line.constData());
        if (const auto *connect = std::get_if<mqtt::Connect>(&*packet)) {
            host.open(name);
            m_versions[name] = connect->level == 5 ? mqtt::Version::V5 : mqtt::Version::V311;
        }
        if (isOpen(name))
            host.write(name, mqtt::encode(*packet, m_versions[name]).view());
    }
    bool isOpen(const QByteArray &name) { return host.peers.count(name) != 0 && !host.peers[name].closed; }
    /// The next packet in words; "nothing".
    QByteArray hear(const QByteArray &name)
    {
        const auto packet = host.next(name, m_versions[name]);
        return packet ? support::textOf(*packet) : QByteArray("nothing");
    }
    QByteArrayList hearAll(const QByteArray &name)
    {
        QByteArrayList all;
        for (QByteArray next = hear(name); next != "nothing"; next = hear(name))
            all.append(next);
        return all;
    }
    /// Connected, and CONNACK heard.
    void join(const QByteArray &name, const QByteArray &more = {})
    {
        say(name, "CONNECT id=" + name + more);
        QVERIFY(hear(name).startsWith("CONNACK 0"));
    }
    mqtt::Version versionOf(const QByteArray &name) { return m_versions[name]; }
    quint32 homeOf(const QByteArray &client) { return broker::shardOf(host.engine.client(client)->session.value()); }
    /// A client id that begins so and lives in the shard.
    static QByteArray livingIn(quint32 shard, quint32 shards, const QByteArray &begin)
    {
        const broker::ShardMap map{shards, 0};
        for (int i = 0;; ++i) {
            QByteArray id = begin + QByteArray::number(i);
            if (map.ownerOf(id) == shard)
                return id;
        }
    }

    support::BrokerHost host;

private:
    std::map<QByteArray, mqtt::Version> m_versions;
};

/// A random history, the same for the same seed, of eight clients on a few topics. They
/// acknowledge at once: whom a slow subscriber holds up depends on what its publisher is owed at that moment.
class History
{
public:
    History(Town &town, quint32 seed, bool shares)
        : m_town(town)
        , m_random(seed)
        , m_shares(shares)
    {
    }
    void play(int events)
    {
        for (int i = 0; i < events; ++i) {
            m_town.host.now.utc.value += 1;
            step();
            settle();
        }
    }
    /// By subscriber, publisher and topic.
    std::map<QByteArray, QByteArrayList> deliveries;

private:
    quint32 below(quint32 bound) { return m_random.bounded(bound); }
    QByteArray pick(std::initializer_list<const char *> list)
    {
        return *(list.begin() + below(static_cast<quint32>(list.size())));
    }
    QByteArray client() { return QByteArray(1, static_cast<char>('a' + below(8))); }
    QByteArray filter()
    {
        return m_shares && below(3) == 0 ? pick({"$share/g/t/#", "$share/h/u"}) : pick({"t/1", "t/+", "#", "t/#", "+"});
    }
    QByteArray topic() { return pick({"t/1", "t/2", "t/1/x", "u", "t"}); }

    void step()
    {
        const QByteArray name = client();
        const quint32 what = below(100);
        if (!m_town.isOpen(name) || what < 4) {
            connect(name);
        } else if (what < 14) {
            m_town.say(name, "SUBSCRIBE 1 " + filter() + ':' + QByteArray::number(below(3)));
        } else if (what < 18) {
            m_town.say(name, "UNSUBSCRIBE 1 " + filter());
        } else if (what < 22) {
            m_town.host.lose(name);
        } else if (what < 24) {
            m_town.say(name, "DISCONNECT");
        } else if (what < 26) {
            m_town.host.handle(broker::KickClient{name, below(2) == 0});
        } else if (what < 30) {
            m_town.host.pass(std::chrono::milliseconds(500));
        } else if (what < 38) {
            publishInternally();
        } else {
            publish(name);
        }
    }
    void connect(const QByteArray &name)
    {
        QByteArray will;
        if (!m_shares && below(3) == 0) // one who leaves a group is asked last in one shard, and not at all in several
            will = " will=" + topic() + " willpayload=will-" + next() + " willqos=1";
        if (below(2) == 0)
            m_town.say(name, "CONNECT id=" + name + (below(2) == 0 ? " clean=0" : "") + will);
        else
            m_town.say(name, "CONNECT id=" + name + " level=5" + (below(2) == 0 ? " clean=0 session=60" : "") + will);
    }
    QByteArray next() { return QByteArray::number(++m_count); }
    void publish(const QByteArray &name)
    {
        const QByteArray qos = QByteArray::number(below(3));
        QByteArray line = "PUBLISH " + topic() + ' ' + name + '-' + next();
        if (qos != "0")
            line += " qos=" + qos + " id=" + QByteArray::number(m_count % 60'000 + 1);
        m_town.say(name, line + (below(5) == 0 ? " retain" : ""));
    }
    void publishInternally()
    {
        const base::Bytes payload = base::Bytes::copyOf(QByteArray("hub-" + next()));
        m_town.host.handle(broker::PublishInternal{
            base::Bytes::copyOf(topic()), payload, static_cast<mqtt::QoS>(below(3)), below(4) == 0, {}});
    }

    /// Everybody hears and answers until nothing more comes.
    void settle()
    {
        for (bool any = true; any;) {
            any = false;
            for (char c = 'a'; c < 'i'; ++c)
                any |= listen(QByteArray(1, c));
        }
    }
    bool listen(const QByteArray &name)
    {
        if (m_town.host.peers.count(name) == 0)
            return false;
        const auto packet = m_town.host.next(name, m_town.versionOf(name));
        if (!packet)
            return false;
        if (const auto *publish = std::get_if<mqtt::Publish>(&*packet))
            hear(name, *publish);
        else if (const auto *pubrec = std::get_if<mqtt::Pubrec>(&*packet))
            answer(name, mqtt::Pubrel{{pubrec->packetId, {}, {}}});
        else if (const auto *pubrel = std::get_if<mqtt::Pubrel>(&*packet))
            answer(name, mqtt::Pubcomp{{pubrel->packetId, {}, {}}});
        else if (!std::holds_alternative<mqtt::Connack>(*packet))
            deliveries[name + " hears"].append(support::textOf(*packet));
        return true;
    }
    void hear(const QByteArray &name, const mqtt::Publish &publish)
    {
        const QByteArray payload = publish.payload.toByteArray();
        const QByteArray publisher = payload.left(payload.indexOf('-'));
        deliveries[name + " from " + publisher + " on " + publish.topic.toByteArray()].append(
            payload + " qos " + QByteArray::number(static_cast<int>(publish.qos)) +
            (publish.retain ? " retained" : ""));
        if (publish.qos == mqtt::QoS::AtLeastOnce)
            answer(name, mqtt::Puback{{publish.packetId, {}, {}}});
        else if (publish.qos == mqtt::QoS::ExactlyOnce)
            answer(name, mqtt::Pubrec{{publish.packetId, {}, {}}});
    }
    void answer(const QByteArray &name, const mqtt::Packet &packet)
    {
        if (m_town.isOpen(name))
            m_town.host.write(name, mqtt::encode(packet, m_town.versionOf(name)).view());
    }

    Town &m_town;
    QRandomGenerator m_random;
    bool m_shares;
    quint32 m_count = 0;
};

QByteArrayList figuresOf(const broker::Statistics &s)
{
    const auto line = [](const char *name, auto number) -> QByteArray {
        return name + (' ' + QByteArray::number(number));
    };
    QByteArrayList list{line("received", s.messagesReceived), line("sent", s.messagesSent),
                        line("internal", s.messagesInternal), line("packets in", s.packetsReceived),
                        line("packets out", s.packetsSent),   line("bytes in", s.bytesReceived),
                        line("opened", s.connectionsOpened),  line("accepted", s.connectsAccepted),
                        line("connections", s.connections),   line("connected", s.clientsConnected),
                        line("sessions", s.sessions),         line("subscriptions", s.subscriptions),
                        line("retained", s.retained),         line("queued", s.queued),
                        line("inflight", s.inflight)};
    for (size_t i = 0; i < broker::dropCauseCount; ++i)
        list.append(line(broker::dropCauseName(static_cast<broker::DropCause>(i)).data(), s.dropped[i]));
    for (const broker::ListenerFigures &listener : s.listeners)
        list.append(line(listener.name.constData(), listener.connections));
    return list;
}

/// Pages of what an administrator sees.
QByteArrayList pagesOf(const broker::ShardGroup &engine, broker::Instant now)
{
    QByteArrayList list;
    broker::ClientQuery clients;
    clients.limit = 3;
    clients.sort = broker::ClientSort::MessagesIn;
    clients.descending = true;
    for (; clients.offset < 9; clients.offset += clients.limit) {
        for (const broker::ClientInfo &client : engine.clients(clients, now).items)
            list.append(client.clientId + ' ' + QByteArray::number(client.messagesReceived));
    }
    broker::SubscriptionQuery subscriptions;
    subscriptions.offset = 2;
    for (const broker::SubscriptionEntry &entry : engine.subscriptions(subscriptions).items)
        list.append(entry.clientId + ' ' + entry.subscription.filter);
    for (const broker::RetainedInfo &retained : engine.retained(broker::RetainedQuery{}).items)
        list.append(retained.topic + ' ' + retained.payload.toByteArray());
    broker::TopicQuery topics;
    topics.sort = broker::TopicSort::Messages;
    topics.limit = 3;
    for (const broker::TopicInfo &topic : engine.topics(topics, now).items)
        list.append(topic.topic + ' ' + QByteArray::number(topic.messages) + ' ' + topic.publisher + ' ' +
                    QByteArray::number(topic.subscribers));
    return list;
}

} // namespace

class TestShards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameEventsSameDeliveries_data()
    {
        QTest::addColumn<quint32>("shards");
        QTest::addColumn<bool>("journal");
        QTest::addColumn<quint32>("seed");
        for (const quint32 shards : {2u, 3u, 8u}) {
            for (quint32 seed = 1; seed <= 8; ++seed)
                QTest::addRow("%u shards do as one does, history %u", shards, seed)
                    << shards << (seed % 3 == 0) << seed;
        }
    }

    void sameEventsSameDeliveries()
    {
        QFETCH(quint32, shards);
        QFETCH(bool, journal);
        QFETCH(quint32, seed);
        const bool shares = seed % 2 == 0;
        Town one(withShards(1, journal));
        Town many(withShards(shards, journal));
        History reference(one, seed, shares);
        History history(many, seed, shares);
        reference.play(600);
        history.play(600);
        QVERIFY(reference.deliveries.size() > 40); // it was no idle talk
        for (const auto &[whose, expected] : reference.deliveries)
            QCOMPARE(std::make_pair(whose, history.deliveries[whose]), std::make_pair(whose, expected));
        QCOMPARE(history.deliveries.size(), reference.deliveries.size());
        QCOMPARE(figuresOf(many.host.engine.statistics()), figuresOf(one.host.engine.statistics()));
        QCOMPARE(pagesOf(many.host.engine, many.host.now), pagesOf(one.host.engine, one.host.now));
    }

    void aSessionLivesInOneShardWhereverItsClientComesIn()
    {
        Town town(withShards(3));
        std::set<quint32> homes;
        for (int i = 0; i < 30; ++i) {
            const QByteArray id = 'c' + QByteArray::number(i);
            town.join(id, " clean=0");
            const quint32 home = town.homeOf(id);
            homes.insert(home);
            town.join(id, " clean=0"); // in place of the former connection, through another shard
            QCOMPARE(town.homeOf(id), home);
        }
        QCOMPARE(homes.size(), size_t(3));
        QCOMPARE(town.host.engine.statistics().sessions, 30);
        QCOMPARE(town.host.engine.statistics().connections, 30);
    }

    void aSessionIsTakenOverThroughAnotherShard()
    {
        Town town(withShards(3));
        for (const char *name : {"first", "second", "third"}) { // three connections in turn through three shards
            town.say(name, "CONNECT id=same clean=0");
            QVERIFY(town.hear(name).startsWith("CONNACK 0"));
        }
        QVERIFY(!town.isOpen("first"));
        QVERIFY(!town.isOpen("second"));
        QVERIFY(town.isOpen("third"));
        QCOMPARE(town.host.engine.statistics().sessions, 1);
        town.host.handle(broker::KickClient{"same", true});
        QVERIFY(!town.isOpen("third"));
        QCOMPARE(town.host.engine.statistics().sessions, 0);
    }

    void aNamelessClientGetsANameThatLivesWhereItIs()
    {
        Town town(withShards(3));
        for (int i = 0; i < 10; ++i) {
            const QByteArray name = QByteArray::number(i);
            town.say(name, "CONNECT id= level=5 session=60");
            QByteArray told = town.hear(name);
            const QByteArray id = told.mid(told.indexOf("assigned=") + 9);
            QVERIFY2(town.host.engine.client(id).has_value(), told.constData());
        }
        QCOMPARE(town.host.engine.statistics().sessions, 10);
    }

    void membersInAllShardsTakeTurns()
    {
        Town town(withShards(3));
        std::set<quint32> homes;
        for (int i = 0; i < 9; ++i) {
            const QByteArray id =
                Town::livingIn(static_cast<quint32>(i % 3), 3, QByteArray(1, static_cast<char>('a' + i)));
            m_members.append(id);
            town.join(id);
            homes.insert(town.homeOf(id));
            town.say(id, "SUBSCRIBE 1 $share/g/t:0");
            town.hear(id);
        }
        QCOMPARE(homes.size(), size_t(3));
        town.join("publisher");
        for (int i = 0; i < 90; ++i)
            town.say("publisher", "PUBLISH t x");
        for (const QByteArray &id : std::as_const(m_members))
            QCOMPARE(std::make_pair(id, town.hearAll(id).size()), std::make_pair(id, qsizetype(10)));
    }

    void packetsSentBeforeConnackKeepTheirOrder()
    {
        for (quint32 home = 0; home < 3; ++home) {
            Town town(withShards(3));
            town.host.holdAuthentication = true;
            town.host.handle(
                broker::PublishInternal{base::Bytes::copyOf("t"), base::Bytes::copyOf("kept"), {}, true, {}});
            const QByteArray id = Town::livingIn(home, 3, "c");
            town.say("c", "CONNECT id=" + id);
            town.say("c", "SUBSCRIBE 1 #:0");
            town.say("c", "PUBLISH t live");
            town.say("c", "SUBSCRIBE 2 #:0");
            town.say("c", "PINGREQ");
            town.host.answer("c");
            const QByteArrayList expected{"CONNACK 0",
                                          "SUBACK 1 0",
                                          "PUBLISH t \"kept\" retain",
                                          "PUBLISH t \"live\"",
                                          "SUBACK 2 0",
                                          "PUBLISH t \"kept\" retain",
                                          "PINGRESP"};
            QCOMPARE(town.hearAll("c"), expected);
        }
    }

    void anAcknowledgementWaitsForWhatOtherShardsRecord()
    {
        Town town(withShards(3, true));
        const QByteArray publisher = Town::livingIn(0, 3, "p");
        const QByteArray away = Town::livingIn(1, 3, "s");
        town.join(away, " clean=0");
        town.say(away, "SUBSCRIBE 1 t:1");
        town.host.lose(away);
        town.join(publisher);
        town.host.holdJournal = true;
        town.say(publisher, "PUBLISH t x qos=1 id=7");
        town.say(publisher, "PUBLISH elsewhere x qos=1 id=8"); // rests on nothing, but they leave in order
        town.say(publisher, "PUBLISH t y qos=2 id=9");
        QCOMPARE(town.hear(publisher), QByteArray("nothing"));
        town.host.handle(broker::Persisted{town.host.records.back().number});
        QCOMPARE(town.hearAll(publisher), QByteArrayList({"PUBACK 7", "PUBACK 8", "PUBREC 9"}));
    }

    void anAcknowledgementWaitsForTheShardThatRetains()
    {
        Town town(withShards(3, true));
        const QByteArray publisher = Town::livingIn(0, 3, "p");
        const QByteArray topic = Town::livingIn(2, 3, "t");
        town.join(publisher);
        town.host.holdJournal = true;
        town.say(publisher, "PUBLISH " + topic + " x qos=1 id=7 retain");
        QCOMPARE(town.hear(publisher), QByteArray("nothing"));
        town.host.handle(broker::Persisted{town.host.records.back().number});
        QCOMPARE(town.hear(publisher), QByteArray("PUBACK 7"));
    }

    void whatThreeShardsSavedIsRestoredByAnyNumber_data()
    {
        QTest::addColumn<quint32>("shards");
        QTest::newRow("one shard restores it") << 1u;
        QTest::newRow("two shards restore it") << 2u;
        QTest::newRow("three shards restore it") << 3u;
    }

    void whatThreeShardsSavedIsRestoredByAnyNumber()
    {
        QFETCH(quint32, shards);
        const QByteArrayList ids{"a", "b", "c", "d", "e", "f"};
        Town before(withShards(3, true));
        for (const QByteArray &id : ids) {
            before.join(id, " clean=0");
            before.say(id, "SUBSCRIBE 1 t/#:1 $share/g/u:1");
            before.host.lose(id);
        }
        before.join("publisher");
        for (const QByteArray &id : ids)
            before.say("publisher", "PUBLISH t/" + id + " x qos=1 id=1 retain");
        Town after(withShards(shards, true));
        after.host.handle(broker::Restore{before.host.engine.savedState(before.host.now)});
        QCOMPARE(after.host.engine.statistics().sessions, 6);
        QCOMPARE(after.host.engine.statistics().retained, 6);
        QCOMPARE(after.host.engine.statistics().queued, 36);
        for (const QByteArray &id : ids) {
            after.say(id, "CONNECT id=" + id + " clean=0");
            QCOMPARE(after.hear(id), QByteArray("CONNACK 0 present"));
            for (int message = 1; message <= 6; ++message) {
                const QByteArray expected =
                    "PUBLISH t/" + ids[message - 1] + " \"x\" qos=1 id=" + QByteArray::number(message);
                QCOMPARE(after.hear(id), expected);
                after.say(id, "PUBACK " + QByteArray::number(message));
            }
        }
        after.join("new");
        after.say("new", "SUBSCRIBE 1 t/#:0");
        QCOMPARE(after.hearAll("new").size(), 7); // SUBACK and six
        for (int i = 0; i < 6; ++i)
            after.say("new", "PUBLISH u y");
        for (const QByteArray &id : ids)
            QCOMPARE(after.hearAll(id), QByteArrayList({"PUBLISH u \"y\""})); // the group is whole
    }

    void aTraceFollowsAMessageIntoEveryShard()
    {
        broker::Settings settings = withShards(3);
        settings.traced = {"t/#"};
        Town town(settings);
        town.join("publisher");
        for (quint32 shard = 0; shard < 3; ++shard) {
            const QByteArray id = Town::livingIn(shard, 3, "s");
            town.join(id);
            town.say(id, "SUBSCRIBE 1 t/1:1");
        }
        town.say("publisher", "PUBLISH t/1 x qos=1 id=1");
        const broker::Part<broker::Trace> traces = town.host.engine.traces({});
        QCOMPARE(traces.total, 1);
        const std::optional<broker::Trace> trace = town.host.engine.trace(traces.items.front().id);
        QVERIFY(trace);
        QCOMPARE(trace->deliveries.size(), size_t(3));
        for (const broker::TraceDelivery &delivery : trace->deliveries)
            QCOMPARE(delivery.step, broker::TraceStep::Sent);
        for (quint32 shard = 0; shard < 3; ++shard)
            town.say(Town::livingIn(shard, 3, "s"), "PUBACK 1");
        for (const broker::TraceDelivery &delivery : town.host.engine.trace(trace->id)->deliveries)
            QCOMPARE(delivery.step, broker::TraceStep::Acknowledged);
    }

    void aTraceIsCompletedAfterARestart_data()
    {
        QTest::addColumn<quint32>("before");
        QTest::addColumn<quint32>("after");
        QTest::addColumn<bool>("isKept");
        QTest::addRow("delivery trace: one shard before and after") << 1u << 1u << true;
        QTest::addRow("delivery trace: three shards before and after") << 3u << 3u << true;
        QTest::addRow("delivery trace: three shards, then one") << 3u << 1u << true;
        QTest::addRow("delivery trace: one shard, then three") << 1u << 3u << true;
        QTest::addRow("delivery trace: the process died before it was written") << 3u << 3u << false;
        QTest::addRow("delivery trace: not written, and fewer shards") << 3u << 1u << false;
    }
    void aTraceIsCompletedAfterARestart()
    {
        QFETCH(const quint32, before);
        QFETCH(const quint32, after);
        QFETCH(const bool, isKept);
        broker::Settings settings = withShards(before, true);
        settings.traced = {"t/#"};
        Town first(settings);
        first.join("publisher");
        const QByteArrayList ids{Town::livingIn(0, 3, "s"), Town::livingIn(1, 3, "s"), Town::livingIn(2, 3, "s")};
        for (const QByteArray &id : ids) {
            first.join(id, " clean=0");
            first.say(id, "SUBSCRIBE 1 t/1:1");
            first.host.lose(id);
        }
        first.say("publisher", "PUBLISH t/1 x qos=1 id=1");
        broker::SavedState saved = first.host.engine.savedState(first.host.now);
        std::vector<broker::Trace> changed = first.host.engine.takeChangedTraces(100);
        QCOMPARE(changed.size(), size_t(1));
        QVERIFY(first.host.engine.takeChangedTraces(100).empty());
        if (isKept)
            saved.traces = changed;
        broker::completeTraces(saved);
        QCOMPARE(saved.traces.size(), size_t(1));

        broker::Settings anew = withShards(after, true);
        anew.traced = {"t/#"};
        Town second(anew);
        second.host.handle(broker::Restore{saved});
        for (const QByteArray &id : ids) {
            const auto trace = second.host.engine.trace(changed.front().id);
            QVERIFY(trace);
            QCOMPARE(trace->deliveries.size(), size_t(3));
            for (const broker::TraceDelivery &delivery : trace->deliveries)
                QVERIFY(delivery.clientId != id || delivery.step == broker::TraceStep::Queued);
            second.say(id, "CONNECT id=" + id + " clean=0");
            second.say(id, "PUBACK 1");
        }
        const auto trace = second.host.engine.trace(changed.front().id);
        QCOMPARE(trace->topic, QByteArray("t/1"));
        QCOMPARE(trace->deliveries.size(), size_t(3));
        for (const broker::TraceDelivery &delivery : trace->deliveries) {
            QCOMPARE(delivery.step, broker::TraceStep::Acknowledged);
            QVERIFY(delivery.queued.value > 0 && delivery.acknowledged.value >= delivery.queued.value);
        }
        second.join("publisher");
        second.say("publisher", "PUBLISH t/1 y qos=1 id=1"); // a number of its own
        QCOMPARE(second.host.engine.traces({}).total, 2);
        QCOMPARE(second.host.engine.trace(changed.front().id)->deliveries.size(), size_t(3));
    }

    void aPublisherIsHeldForASlowSubscriberInAnotherShard()
    {
        Town town(withShards(3));
        const QByteArray publisher = Town::livingIn(0, 3, "p");
        const QByteArray slow = Town::livingIn(1, 3, "s");
        town.join(slow);
        town.say(slow, "SUBSCRIBE 1 t:1");
        town.join(publisher);
        int sent = 0;
        while (!town.host.engine.isHeld(town.host.peers[publisher].id)) {
            town.say(publisher, "PUBLISH t x qos=1 id=" + QByteArray::number(++sent));
            QVERIFY(sent < 100);
        }
        QCOMPARE(sent, 4 + 7); // the window, and more than half of the queue of 12
        QCOMPARE(town.host.engine.statistics().droppedInAll(), quint64(0));
        for (int id = 1; id <= sent; ++id)
            town.say(slow, "PUBACK " + QByteArray::number(id));
        QVERIFY(!town.host.engine.isHeld(town.host.peers[publisher].id));
    }

private:
    QByteArrayList m_members;
};

QTEST_APPLESS_MAIN(TestShards)
#include "tst_shards.moc"
