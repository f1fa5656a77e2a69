// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/retainedstore.h"
#include "mqtt/topic.h"
#include <QRandomGenerator>
#include <QtTest>
#include <map>

using broker::Limits;
using broker::MessageRef;
using broker::RetainedStore;

namespace {

MessageRef message(const QByteArray &topic, const QByteArray &payload)
{
    auto m = std::make_shared<broker::Message>();
    m->topic = base::Bytes::copyOf(topic);
    m->payload = base::Bytes::copyOf(payload);
    return m;
}

QByteArray randomTopic(QRandomGenerator &random, bool filter)
{
    static const QList<QByteArray> words{"a", "b", "c", "", "$s"};
    QByteArrayList list;
    for (int i = random.bounded(1, 5); i > 0; --i)
        list.append(filter && random.bounded(3) == 0 ? QByteArray("+") : words[random.bounded(words.size())]);
    if (filter && random.bounded(3) == 0)
        list.append("#");
    const QByteArray topic = list.join('/');
    return topic.isEmpty() ? QByteArray("a") : topic;
}

} // namespace

class TestRetainedStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expiredOnesAreTakenOutInTheirOrder()
    {
        using std::chrono::seconds;
        const auto expiring = [](const QByteArray &topic, int at) {
            auto m = std::make_shared<broker::Message>(*message(topic, "x"));
            m->expires = seconds(at);
            return m;
        };
        RetainedStore store;
        const Limits limits;
        store.set(expiring("a", 30), limits);
        store.set(expiring("b", 10), limits);
        store.set(expiring("c", 5), limits);
        store.set(expiring("c", 40), limits); // the last one counts
        store.set(expiring("d", 1), limits);
        store.set(message("d", "for ever"), limits);
        store.set(expiring("e", 1), limits);
        store.clear("e");
        QVERIFY(!store.takeExpired(seconds(9)));
        QCOMPARE(store.takeExpired(seconds(35))->topic.view(), QByteArrayView("b"));
        QCOMPARE(store.takeExpired(seconds(35))->topic.view(), QByteArrayView("a"));
        QVERIFY(!store.takeExpired(seconds(35)));
        QCOMPARE(store.size(), 2);
        QCOMPARE(store.takeExpired(seconds(100))->topic.view(), QByteArrayView("c"));
        QVERIFY(!store.takeExpired(seconds(1000)));
        QCOMPARE(store.size(), 1);
    }

    void agreesWithTheNaiveMatcher()
    {
        QRandomGenerator random(7);
        RetainedStore store;
        std::map<QByteArray, QByteArray> truth;
        for (int step = 0; step < 20'000; ++step) {
            const QByteArray topic = randomTopic(random, false);
            if (random.bounded(3) > 0) {
                const QByteArray payload = QByteArray::number(step);
                QCOMPARE(store.set(message(topic, payload), Limits()), RetainedStore::Outcome::Kept);
                truth[topic] = payload;
            } else {
                QCOMPARE(store.clear(topic), truth.erase(topic) > 0);
            }
            QCOMPARE(store.size(), static_cast<qsizetype>(truth.size()));
            if (step % 10 == 0)
                compare(store, truth, randomTopic(random, true));
        }
    }

    void countsBytesAndEntries()
    {
        RetainedStore store;
        (void)store.set(message("ab", "12345"), Limits());
        QCOMPARE(store.bytes(), 7);
        (void)store.set(message("ab", "1"), Limits());
        QCOMPARE(store.bytes(), 3);
        QCOMPARE(store.size(), 1);
        QVERIFY(store.clear("ab"));
        QVERIFY(!store.clear("ab"));
        QCOMPARE(store.bytes(), 0);
    }

    void fullStoreForgetsTheFormerMessageToo()
    {
        Limits limits;
        limits.maxRetained = 1;
        limits.maxRetainedBytes = 10;
        RetainedStore store;
        QCOMPARE(store.set(message("a", "1"), limits), RetainedStore::Outcome::Kept);
        QCOMPARE(store.set(message("b", "1"), limits), RetainedStore::Outcome::Full);
        QCOMPARE(store.set(message("a", "1234567890"), limits), RetainedStore::Outcome::Full);
        QVERIFY(!store.find("a"));
        QCOMPARE(store.size(), 0);
    }

    void findsNoMoreThanAskedFor()
    {
        RetainedStore store;
        for (int i = 0; i < 100; ++i)
            (void)store.set(message("t/" + QByteArray::number(i), "x"), Limits());
        std::vector<MessageRef> found;
        store.match("#", found, 10);
        QCOMPARE(found.size(), size_t(10));
    }

private:
    static void compare(const RetainedStore &store, const std::map<QByteArray, QByteArray> &truth,
                        const QByteArray &filter)
    {
        std::vector<MessageRef> found;
        store.match(filter, found);
        std::map<QByteArray, QByteArray> got;
        for (const MessageRef &m : found)
            QVERIFY(got.emplace(m->topic.toByteArray(), m->payload.toByteArray()).second);
        std::map<QByteArray, QByteArray> wanted;
        for (const auto &[topic, payload] : truth) {
            if (mqtt::matches(filter, topic))
                wanted[topic] = payload;
        }
        QVERIFY2(got == wanted, filter.constData());
    }
};

QTEST_APPLESS_MAIN(TestRetainedStore)
#include "tst_retainedstore.moc"
