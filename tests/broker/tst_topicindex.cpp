// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/topicindex.h"
#include "mqtt/topic.h"
#include <QRandomGenerator>
#include <QtTest>
#include <map>
#include <set>

using broker::Subscriber;
using broker::TopicIndex;

namespace {

/// Few levels of few words, so that random filters and topics meet often.
QByteArray randomTopic(QRandomGenerator &random, bool filter)
{
    static const QList<QByteArray> words{"a", "b", "", "$x", "long level name beyond any small string"};
    const int levels = random.bounded(1, 5);
    QByteArrayList list;
    for (int i = 0; i < levels; ++i) {
        if (filter && random.bounded(3) == 0)
            list.append("+");
        else
            list.append(words[random.bounded(words.size())]);
    }
    if (filter && random.bounded(3) == 0)
        list.append("#");
    const QByteArray topic = list.join('/');
    return topic.isEmpty() ? QByteArray("a") : topic;
}

std::set<quint32> sessionsOf(const TopicIndex &index, QByteArrayView topic)
{
    std::vector<Subscriber> found;
    index.match(topic, found);
    std::set<quint32> sessions;
    for (const Subscriber &subscriber : found)
        sessions.insert(subscriber.session);
    return sessions;
}

} // namespace

class TestTopicIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheNaiveMatcher()
    {
        QRandomGenerator random(42);
        TopicIndex index;
        std::map<std::pair<QByteArray, quint32>, mqtt::QoS> truth;
        for (int step = 0; step < 20'000; ++step) {
            const QByteArray filter = randomTopic(random, true);
            const auto session = static_cast<quint32>(random.bounded(1, 60));
            QVERIFY(mqtt::isValidTopicFilter(filter));
            if (random.bounded(3) > 0) {
                const bool isNew = truth.insert_or_assign({filter, session}, mqtt::QoS::AtLeastOnce).second;
                QCOMPARE(index.set(filter, {session, mqtt::QoS::AtLeastOnce}), isNew);
            } else {
                QCOMPARE(index.remove(filter, session), truth.erase({filter, session}) > 0);
            }
            QCOMPARE(index.size(), static_cast<qsizetype>(truth.size()));
            if (step % 10 != 0)
                continue;
            const QByteArray topic = randomTopic(random, false);
            std::set<quint32> wanted;
            for (const auto &[key, qos] : truth) {
                if (mqtt::matches(key.first, topic))
                    wanted.insert(key.second);
            }
            QVERIFY2(sessionsOf(index, topic) == wanted, topic.constData());
        }
        for (const auto &[key, qos] : truth)
            QVERIFY(index.remove(key.first, key.second));
        QCOMPARE(index.size(), 0);
    }

    void replacesTheQoSOfTheSameFilter()
    {
        TopicIndex index;
        QVERIFY(index.set("a/+", {1, mqtt::QoS::AtMostOnce}));
        QVERIFY(!index.set("a/+", {1, mqtt::QoS::ExactlyOnce}));
        std::vector<Subscriber> found;
        index.match("a/b", found);
        QCOMPARE(found.size(), size_t(1));
        QCOMPARE(found[0].how.qos, mqtt::QoS::ExactlyOnce);
    }

    void thousandsOnOneFilterComeAndGo()
    {
        TopicIndex index;
        constexpr quint32 count = 5000;
        for (quint32 i = 1; i <= count; ++i)
            QVERIFY(index.set("all/of/us", {i, mqtt::QoS::AtMostOnce}));
        for (quint32 i = 1; i <= count; i += 2)
            QVERIFY(index.remove("all/of/us", i));
        const std::set<quint32> left = sessionsOf(index, "all/of/us");
        QCOMPARE(left.size(), size_t(count / 2));
        QVERIFY(left.count(1) == 0 && left.count(2) == 1);
        QVERIFY(!index.remove("all/of/us", 1));
    }

    void removingWhatWasNeverThereChangesNothing()
    {
        TopicIndex index;
        QVERIFY(index.set("a/b/c", {1, mqtt::QoS::AtMostOnce}));
        QVERIFY(!index.remove("a/b", 1));
        QVERIFY(!index.remove("a/b/#", 1));
        QVERIFY(!index.remove("a/b/c", 2));
        QCOMPARE(sessionsOf(index, "a/b/c"), std::set<quint32>{1});
    }
};

QTEST_APPLESS_MAIN(TestTopicIndex)
#include "tst_topicindex.moc"
