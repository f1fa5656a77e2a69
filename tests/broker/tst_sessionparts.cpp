// SPDX-License-Identifier: GPL-3.0-or-later
// The small parts of a session: window, queue, inbound ids, ring, caches.
#include "broker/routecache.h"
#include "broker/session.h"
#include "broker/sharegroups.h"
#include <QtTest>
#include <deque>

using namespace broker;

namespace {

MessageRef message(const QByteArray &payload = "x")
{
    auto m = std::make_shared<Message>();
    m->topic = base::Bytes::copyOf("t");
    m->payload = base::Bytes::copyOf(payload);
    return m;
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ringBehavesAsAQueue()
    {
        RingQueue<int> ring;
        std::deque<int> truth;
        quint32 random = 1;
        for (int i = 0; i < 50'000; ++i) {
            random = random * 1664525u + 1013904223u;
            const quint32 what = (random >> 16) % 5;
            if (truth.empty() || what < 2 || (i < 2'000 && what == 2)) {
                ring.pushBack(i);
                truth.push_back(i);
            } else if (what == 3) {
                const size_t at = (random >> 8) % truth.size();
                ring.erase(at);
                truth.erase(truth.begin() + static_cast<std::ptrdiff_t>(at));
            } else {
                ring.popFront();
                truth.pop_front();
            }
            QCOMPARE(ring.size(), truth.size());
            if (!truth.empty()) {
                QCOMPARE(ring.front(), truth.front());
                QCOMPARE(ring.back(), truth.back());
                QCOMPARE(ring.at(truth.size() / 2), truth[truth.size() / 2]);
            }
        }
    }

    void packetIdsGoRoundAndPassOverThoseInUse()
    {
        InflightWindow window;
        const quint16 stuck = window.add(message(), mqtt::QoS::AtLeastOnce, false).packetId;
        QCOMPARE(stuck, quint16(1));
        quint16 last = stuck;
        for (int i = 0; i < 70'000; ++i) {
            const quint16 id = window.add(message(), mqtt::QoS::AtLeastOnce, false).packetId;
            QVERIFY(id != 0 && id != stuck);
            QCOMPARE(id, last == 65535 ? quint16(2) : quint16(last + 1));
            last = id;
            window.remove(id);
        }
        QCOMPARE(window.size(), size_t(1));
        QVERIFY(window.find(stuck));
    }

    void windowKeepsTheOrderOfSending()
    {
        InflightWindow window;
        for (int i = 0; i < 10; ++i)
            window.add(message(QByteArray::number(i)), mqtt::QoS::AtLeastOnce, false);
        window.remove(5);
        window.remove(1);
        window.remove(10);
        QByteArray order;
        for (size_t i = 0; i < window.size(); ++i)
            order += QByteArray::number(window.at(i).packetId) + ' ';
        QCOMPARE(order, QByteArray("2 3 4 6 7 8 9 "));
        QVERIFY(!window.find(5));
    }

    void inboundIdsWorkAsAListAndAsBits()
    {
        PacketIdSet ids;
        for (int i = 1; i <= 65535; ++i) {
            QVERIFY(ids.insert(static_cast<quint16>(i)));
            QCOMPARE(ids.size(), i);
        }
        QVERIFY(!ids.insert(77));
        for (int i = 65535; i >= 1; --i) {
            QVERIFY(ids.contains(static_cast<quint16>(i)));
            QVERIFY(ids.remove(static_cast<quint16>(i)));
            QVERIFY(!ids.remove(static_cast<quint16>(i)));
        }
        QCOMPARE(ids.size(), 0);
        QVERIFY(ids.insert(3));
        QVERIFY(ids.contains(3));
        QCOMPARE(ids.size(), 1);
    }

    void queueCountsMessagesAndBytes()
    {
        Limits limits;
        limits.maxQueued = 2;
        limits.maxQueuedBytes = 8;
        MessageQueue queue;
        QVERIFY(queue.hasRoom(*message("123"), limits));
        queue.push({message("123"), mqtt::QoS::AtLeastOnce, false, true});
        QVERIFY(!queue.hasRoom(*message("12345678"), limits));
        queue.push({message("123"), mqtt::QoS::AtLeastOnce, true, false}); // not counted
        QCOMPARE(queue.bytes(), 4);
        queue.push({message("123"), mqtt::QoS::AtLeastOnce, false, true});
        QVERIFY(!queue.hasRoom(*message(""), limits));
        (void)queue.pop();
        QVERIFY(queue.hasRoom(*message(""), limits));
        (void)queue.pop();
        (void)queue.pop();
        QCOMPARE(queue.bytes(), 0);
        QVERIFY(queue.isEmpty());
    }

    void verdictsHoldForTheirRulesAlone()
    {
        VerdictCache cache;
        cache.add({"t", mqtt::QoS::AtLeastOnce, false, 1}, true);
        QCOMPARE(cache.find({"t", mqtt::QoS::AtLeastOnce, false, 1}), std::optional(true));
        QVERIFY(!cache.find({"t", mqtt::QoS::AtLeastOnce, false, 2}));
        QVERIFY(!cache.find({"t", mqtt::QoS::AtLeastOnce, true, 1}));
        QVERIFY(!cache.find({"t", mqtt::QoS::AtMostOnce, false, 1}));
        QVERIFY(!cache.find({"tt", mqtt::QoS::AtLeastOnce, false, 1}));
    }

    void aliasIsTheSameForTheSameTopicUntilAnotherComesAsOften()
    {
        AliasTable table(1);
        const auto use = [&table](const char *topic) { return table.use(topic, 77); };
        QCOMPARE(use("abc").alias, quint16(0)); // not worth three bytes
        QVERIFY(use("one/a") == (AliasTable::Use{1, false}));
        QVERIFY(use("one/a") == (AliasTable::Use{1, true}));
        QVERIFY(use("two/b") == (AliasTable::Use{0, false}));
        QVERIFY(use("two/b") == (AliasTable::Use{0, false}));
        QVERIFY(use("two/b") == (AliasTable::Use{1, false}));
        QVERIFY(use("two/b") == (AliasTable::Use{1, true}));
        QVERIFY(use("one/a") == (AliasTable::Use{0, false}));
    }

    void aliasesLieWithinTheClientsMaximum()
    {
        AliasTable table(5);
        for (size_t hash = 0; hash < 100; ++hash) {
            const AliasTable::Use use = table.use(QByteArray("topic/" + QByteArray::number(qulonglong(hash))), hash);
            QVERIFY(use.alias <= 5);
        }
    }

    void groupKeepsItsNumberUntilTheLastMemberLeaves()
    {
        ShareGroups groups;
        QVERIFY(groups.set("$share/g/t/#", {1, {}}));
        QVERIFY(groups.set("$share/g/t/#", {2, {}}));
        QVERIFY(!groups.set("$share/g/t/#", {2, {}}));
        QVERIFY(groups.set("$share/h/t/#", {1, {}}));
        QCOMPARE(groups.size(), 3);
        std::vector<Subscriber> found;
        groups.match("t/x", found);
        QCOMPARE(found.size(), size_t(2));
        QCOMPARE(groups.find("$share/g/t/#")->members.size(), size_t(2));
        QVERIFY(!groups.remove("$share/g/t/#", 3));
        QVERIFY(groups.remove("$share/g/t/#", 1));
        QVERIFY(groups.find("$share/g/t/#"));
        QVERIFY(groups.remove("$share/g/t/#", 2));
        QVERIFY(!groups.find("$share/g/t/#"));
        QVERIFY(!groups.remove("$share/g/t/#", 2));
        found.clear();
        groups.match("t/x", found);
        QCOMPARE(found.size(), size_t(1));
        QCOMPARE(groups.at(found[0].session).filter, QByteArray("$share/h/t/#"));
        QVERIFY(groups.remove("$share/h/t/#", 1));
        QVERIFY(groups.isEmpty());
        QCOMPARE(groups.size(), 0);
    }

    void routesHoldForTheirGenerationAlone()
    {
        RouteCache cache;
        RouteCache::Entry &entry = cache.at("t", 1);
        QCOMPARE(entry.generation, quint64(0));
        entry.route.targets.push_back({nullptr, mqtt::QoS::AtLeastOnce, true});
        cache.filled(entry, 1);
        QCOMPARE(cache.at("t", 1).route.targets.size(), size_t(1));
        QCOMPARE(cache.at("t", 2).generation, quint64(0));
        QVERIFY(cache.at("t", 2).route.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestSession)
#include "tst_sessionparts.moc"
