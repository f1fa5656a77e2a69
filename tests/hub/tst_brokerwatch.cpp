// SPDX-License-Identifier: GPL-3.0-or-later
// What the hub makes of the broker's notices, and of its values for the API.
#include "hub/adapters/brokerforms.h"
#include "hub/brokerwatch.h"
#include "support/fakeclock.h"
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

broker::Notice loss(const base::Clock &clock, quint64 count)
{
    broker::Notice notice;
    notice.kind = broker::Notice::Kind::MessagesDropped;
    notice.cause = broker::DropCause::QueueFull;
    notice.clientId = "a";
    notice.topic = "t";
    notice.count = count;
    notice.at = clock.utcNow();
    return notice;
}

} // namespace

class TestBrokerWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lossesBecomeEventsAndHistory()
    {
        support::FakeClock clock;
        hub::BrokerWatch watch(clock);
        std::vector<contract::SystemEvent> events;
        watch.setListener([&events](const contract::SystemEvent &event) { events.push_back(event); });
        watch.feed().push(loss(clock, 3));
        watch.feed().push(loss(clock, 4));
        QCoreApplication::sendPostedEvents();
        QCOMPARE(events.size(), size_t(1));
        QCOMPARE(events[0].kind, u"messages_dropped"_s);
        QCOMPARE(events[0].cause, u"queue_full"_s);
        QCOMPARE(events[0].clientId, u"a"_s);
        QCOMPARE(events[0].count, 3);
        clock.advance(10s);
        watch.tick();
        QCOMPARE(events.size(), size_t(2));
        QCOMPARE(events[1].count, 4);
        QCOMPARE(watch.history().of("a", 0, 10).front().count, quint64(7));
    }

    void aFeedMayOutliveItsWatch()
    {
        support::FakeClock clock;
        hub::BrokerWatch::Feed feed;
        feed.push(loss(clock, 1)); // of none yet
        {
            hub::BrokerWatch watch(clock);
            feed = watch.feed();
        }
        feed.push(loss(clock, 1));
    }

    void clientsAsTheApiHasThem()
    {
        broker::ClientInfo info;
        info.clientId = "ESP32_001";
        info.protocolLevel = 5;
        info.sessionExpiry = 0xFFFFFFFF;
        info.dropped[static_cast<size_t>(broker::DropCause::Expired)] = 2;
        info.subscriptions = {{"a/#", mqtt::QoS::AtLeastOnce, true, false, 7}};
        const contract::BrokerClient form = hub::clientForm(info);
        QCOMPARE(form.protocol, u"MQTT 5.0"_s);
        QVERIFY(!form.sessionExpiry);
        QVERIFY(!form.connectedSince);
        QCOMPARE(form.droppedInAll, 2);
        QCOMPARE(form.dropped.size(), size_t(1));
        QCOMPARE(form.subscriptions[0].identifier, std::optional<qint64>(7));
        QCOMPARE(hub::figuresForm({}).dropped.size(), broker::dropCauseCount); // every cause, zeros too
    }

    void questionsAsTheBrokerHasThem()
    {
        contract::BrokerTopicQuery query;
        query.withoutBank = true;
        query.sort = u"rate"_s;
        query.offset = 3;
        query.limit = 9;
        const broker::TopicQuery asked = hub::topicQueryOf(query);
        QCOMPARE(asked.filter, QByteArray("#"));
        QCOMPARE(asked.hidden, QByteArray("banco/"));
        QCOMPARE(asked.sort, broker::TopicSort::Rate);
        QCOMPARE(asked.offset, 3);
        QCOMPARE(asked.limit, 9);
        query.withoutBank = false;
        QVERIFY(hub::retainedQueryOf(query).hidden.isEmpty());
        QCOMPARE(hub::banKindOf(u"user"_s), std::optional(broker::BanKind::User));
        QVERIFY(!hub::banKindOf(u"nobody"_s));
    }

    void tracesAreSummedUp()
    {
        broker::Trace trace;
        trace.unlisted = 5;
        for (const auto step : {broker::TraceStep::Sent, broker::TraceStep::Queued, broker::TraceStep::Acknowledged,
                                broker::TraceStep::Dropped}) {
            broker::TraceDelivery delivery;
            delivery.qos = mqtt::QoS::AtLeastOnce;
            delivery.step = step;
            trace.deliveries.push_back(delivery);
        }
        const contract::BrokerTrace form = hub::traceForm(trace, false);
        QCOMPARE(form.deliveries, 9);
        QCOMPARE(form.acknowledged, 1);
        QCOMPARE(form.dropped, 1);
        QCOMPARE(form.waiting, 2);
        QVERIFY(form.list.empty());
        QCOMPARE(hub::traceForm(trace, true).list.size(), size_t(4));
    }
};

QTEST_GUILESS_MAIN(TestBrokerWatch)
#include "tst_brokerwatch.moc"
