// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/trace.h"
#include "support/brokerhost.h"
#include "support/packettext.h"
#include <QtTest>

using namespace broker;
using support::BrokerHost;

namespace {

void say(BrokerHost &host, const QByteArray &name, const QByteArray &line)
{
    if (host.peers[name].id.isNull())
        host.open(name);
    host.write(name, mqtt::encode(*support::packetFrom(line), mqtt::Version::V311).view());
}

Settings traced()
{
    Settings settings;
    settings.traced = {"banco/#"};
    settings.limits.maxInflight = 1;
    settings.limits.maxQueued = 1;
    return settings;
}

Trace newest(const BrokerHost &host)
{
    const auto part = host.engine.traces({});
    return part.items.empty() ? Trace() : part.items.front();
}

const TraceDelivery *deliveryTo(const Trace &trace, const QByteArray &clientId)
{
    for (const TraceDelivery &delivery : trace.deliveries) {
        if (delivery.clientId == clientId)
            return &delivery;
    }
    return nullptr;
}

void publish(BrokerHost &host, const QByteArray &topic, mqtt::QoS qos)
{
    host.handle(PublishInternal{base::Bytes::copyOf(topic), base::Bytes::copyOf("body"), qos, false, {}});
}

} // namespace

class TestTrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsEachQoS_data()
    {
        QTest::addColumn<int>("qos");
        QTest::addColumn<QByteArrayList>("answers");
        QTest::addColumn<QList<int>>("steps");
        const auto step = [](TraceStep s) { return static_cast<int>(s); };
        QTest::addRow("QoS 0 is sent, and that is all") << 0 << QByteArrayList{} << QList<int>{step(TraceStep::Sent)};
        QTest::addRow("QoS 1 until PUBACK")
            << 1 << QByteArrayList{"PUBACK 1"} << QList<int>{step(TraceStep::Sent), step(TraceStep::Acknowledged)};
        QTest::addRow("QoS 2 by PUBREC until PUBCOMP")
            << 2 << QByteArrayList{"PUBREC 1", "PUBCOMP 1"}
            << QList<int>{step(TraceStep::Sent), step(TraceStep::Received), step(TraceStep::Acknowledged)};
    }
    void followsEachQoS()
    {
        QFETCH(int, qos);
        QFETCH(QByteArrayList, answers);
        QFETCH(QList<int>, steps);
        BrokerHost host(traced());
        say(host, "s", "CONNECT id=s");
        say(host, "s", "SUBSCRIBE 1 banco/#:" + QByteArray::number(qos));
        publish(host, "banco/t", static_cast<mqtt::QoS>(qos));
        QList<int> seen;
        for (qsizetype i = 0;; ++i) {
            const Trace trace = newest(host);
            QVERIFY(deliveryTo(trace, "s"));
            seen.append(static_cast<int>(deliveryTo(trace, "s")->step));
            if (i == answers.size())
                break;
            say(host, "s", answers[i]);
        }
        QCOMPARE(seen, steps);
        const Trace trace = newest(host);
        QCOMPARE(trace.topic, QByteArray("banco/t"));
        QCOMPARE(trace.bytes, 4);
        QCOMPARE(deliveryTo(trace, "s")->sends, quint16(1));
        QVERIFY(deliveryTo(trace, "s")->sent.value > 0);
    }

    void tellsWhatWaitsAndWhatIsLost()
    {
        BrokerHost host(traced());
        say(host, "away", "CONNECT id=away clean=0");
        say(host, "away", "SUBSCRIBE 1 banco/#:1");
        host.lose("away");
        publish(host, "banco/1", mqtt::QoS::AtLeastOnce);
        QCOMPARE(deliveryTo(newest(host), "away")->step, TraceStep::Queued);
        publish(host, "banco/2", mqtt::QoS::AtLeastOnce); // one waits: the queue is full
        QCOMPARE(deliveryTo(newest(host), "away")->step, TraceStep::Dropped);
        QCOMPARE(deliveryTo(newest(host), "away")->cause, DropCause::QueueFull);
        publish(host, "banco/3", mqtt::QoS::AtMostOnce);
        QCOMPARE(deliveryTo(newest(host), "away")->cause, DropCause::OfflineQoS0);
        host.open("again");
        host.write("again", mqtt::encode(*support::packetFrom("CONNECT id=away clean=0"), mqtt::Version::V311).view());
        TraceQuery first;
        first.filter = "banco/1";
        QCOMPARE(deliveryTo(host.engine.traces(first).items.front(), "away")->step, TraceStep::Sent);
        QVERIFY(deliveryTo(host.engine.traces(first).items.front(), "away")->queued.value > 0);
    }

    void otherTopicsAreTracedForAWhile()
    {
        BrokerHost host(traced());
        say(host, "s", "CONNECT id=s");
        say(host, "s", "SUBSCRIBE 1 #:0");
        publish(host, "iot/1", mqtt::QoS::AtMostOnce);
        QCOMPARE(host.engine.traces({}).total, 0);
        host.engine.setTraceFilters({{"iot/#", base::UtcMs{host.now.utc.value + 1000}}});
        QCOMPARE(host.engine.traceFilters().size(), size_t(2));
        publish(host, "iot/1", mqtt::QoS::AtMostOnce);
        QCOMPARE(host.engine.traces({}).total, 1);
        host.pass(std::chrono::seconds(2)); // its time has come
        publish(host, "iot/1", mqtt::QoS::AtMostOnce);
        QCOMPARE(host.engine.traces({}).total, 1);
        QCOMPARE(host.engine.traceFilters().size(), size_t(1));
        publish(host, "banco/1", mqtt::QoS::AtMostOnce);
        QCOMPARE(host.engine.traces({}).total, 2);
    }

    void hidesTheBank()
    {
        BrokerHost host(traced());
        publish(host, "banco/1", mqtt::QoS::AtMostOnce);
        TraceQuery query;
        query.hidden = "banco/";
        QCOMPARE(host.engine.traces(query).total, 0);
    }

    void isBounded()
    {
        TraceLimits limits;
        limits.traces = 3;
        limits.deliveries = 2;
        limits.deliveriesInAll = 4;
        TraceRecorder recorder(1, limits);
        const QByteArray client = "c";
        quint64 last = 0;
        for (int i = 0; i < 5; ++i) {
            Trace trace;
            trace.topic = "t";
            last = recorder.begin(trace);
        }
        QCOMPARE(recorder.list({}).total, 3);
        QVERIFY(!recorder.find(last - 3)); // forgotten
        QVERIFY(recorder.find(last - 2));
        QCOMPARE(last >> 40, quint64(1));
        for (quint32 session = 1; session <= 3; ++session)
            recorder.note({last, broker::SessionId(session), client}, {1});
        QCOMPARE(recorder.find(last)->deliveries.size(), size_t(2));
        QCOMPARE(recorder.find(last)->unlisted, quint64(1));
        recorder.note({last - 1, broker::SessionId(1), client}, {1});
        recorder.note({last - 1, broker::SessionId(2), client}, {1});
        recorder.note({last - 2, broker::SessionId(1), client}, {1}); // a fifth: the oldest trace goes
        QVERIFY(!recorder.find(last - 2));
        recorder.note({last - 2, broker::SessionId(1), client}, {1}); // nothing to note it at
        QCOMPARE(recorder.list({}).total, 2);
    }

    void knowsWhatHasChanged()
    {
        TraceLimits limits;
        limits.traces = 3;
        TraceRecorder recorder(0, limits, true);
        const QByteArray client = "c";
        Trace trace;
        trace.topic = "t";
        const quint64 first = recorder.begin(trace);
        const quint64 second = recorder.begin(trace);
        recorder.note({first, broker::SessionId(1), client}, {1});
        const auto idsOf = [](const std::vector<Trace> &traces) {
            QList<quint64> ids;
            for (const Trace &one : traces)
                ids.append(one.id);
            return ids;
        };
        QCOMPARE(idsOf(recorder.takeChanged(1)), QList<quint64>{first});
        QCOMPARE(idsOf(recorder.takeChanged(9)), QList<quint64>{second});
        QVERIFY(recorder.takeChanged(9).empty());
        recorder.note({first, broker::SessionId(1), client, TraceStep::Acknowledged}, {2});
        QCOMPARE(idsOf(recorder.takeChanged(9)), QList<quint64>{first});
        recorder.note({first, broker::SessionId(1), client, TraceStep::Acknowledged}, {3});
        for (int i = 0; i < 1'000; ++i)
            recorder.begin(trace); // far more than are kept, and nobody takes them
        QCOMPARE(recorder.takeChanged(9'999).size(), size_t(3));
        TraceRecorder silent(0, limits);
        silent.begin(trace);
        QVERIFY(silent.takeChanged(9).empty());
    }

    void findsWhatAnEventHasCaused()
    {
        BrokerHost host(traced());
        PublishLogged logged;
        logged.messages.push_back({base::Bytes::copyOf("banco/a"), base::Bytes::copyOf("x"), {}, false, {}});
        logged.messages.push_back({base::Bytes::copyOf("banco/b"), base::Bytes::copyOf("x"), {}, false, {}});
        logged.cursor = {"mqtt", "epoch", 7};
        host.handle(logged);
        logged.cursor.sequence = 8;
        host.handle(logged);
        publish(host, "banco/a", mqtt::QoS::AtMostOnce); // of no event
        TraceQuery query;
        query.event = 7;
        query.epoch = "epoch";
        QCOMPARE(host.engine.traces(query).total, 2);
        query.epoch = "another";
        QCOMPARE(host.engine.traces(query).total, 0);
        QCOMPARE(newest(host).event, 0);
        QCOMPARE(host.engine.traces({}).total, 5);
    }

    void forgetsByAge()
    {
        TraceRecorder recorder(0, {});
        Trace trace;
        trace.at.value = 1'000;
        const quint64 id = recorder.begin(trace);
        const qint64 day = 24 * 3'600'000;
        recorder.expire({1'000 + day});
        QVERIFY(recorder.find(id));
        recorder.expire({1'001 + day});
        QVERIFY(!recorder.find(id));
    }
};

QTEST_APPLESS_MAIN(TestTrace)
#include "tst_trace.moc"
