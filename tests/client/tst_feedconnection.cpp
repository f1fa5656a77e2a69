// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/feedconnection.h"
#include "client/httphubclient.h"
#include "fakehub.h"
#include "support/fakeclock.h"
#include "support/verify.h"

using namespace client;
using namespace std::chrono_literals;

/// The feed through HttpHubClient, which brings it its tokens.
class FeedConnectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_hub = std::make_unique<FakeHub>();
        m_clock = std::make_unique<support::FakeClock>();
        make({});
    }
    void cleanup() { m_client.reset(); }

    void helloMakesItLiveAndAsksForTheFirstReading()
    {
        QSignalSpy resync(m_client.get(), &HubClient::resyncNeeded);
        QVERIFY(m_client->link().state == LinkState::Connecting);
        QVERIFY(!m_client->dataAge());
        greet(120, false);
        QVERIFY(m_client->link().state == LinkState::Live);
        QCOMPARE(m_client->hub().name, u"Matriz"_qs);
        QCOMPARE(m_client->hub().profile, u"branch"_qs);
        QCOMPARE(resync.count(), 1);
        QCOMPARE(resync[0][1].toLongLong(), 120);
        QCOMPARE(m_hub->feedTargets.last(), u"/api/v1/feed"_qs);
        QCOMPARE(m_hub->feedTokens.last(), QByteArray("Bearer access1"));
        m_clock->advance(12s);
        QCOMPARE(m_client->dataAge(), std::optional(std::chrono::milliseconds(12'000)));
    }
    void eventsComeInOrderAndOnce()
    {
        greet(120, false);
        m_hub->event(121);
        m_hub->event(121);
        m_hub->event(120);
        m_hub->event(122);
        QTRY_COMPARE_WITH_TIMEOUT(m_seqs, (QList<qint64>{121, 122}), 30'000);
    }
    void anUnknownEventCountsButIsNotShown()
    {
        greet(120, false);
        m_hub->send(R"({"type":"events","events":[{"seq":121,"event":"moon_landed","data":{}}]})");
        m_hub->send(R"({"type":"weather","sun":true})");
        m_hub->event(121); // a repeat of what was counted
        m_hub->event(122);
        QTRY_COMPARE_WITH_TIMEOUT(m_seqs, (QList<qint64>{122}), 30'000);
    }
    void aCutIsResumedWhereItStopped()
    {
        greet(120, false);
        m_hub->event(121);
        QTRY_COMPARE_WITH_TIMEOUT(m_seqs.size(), 1, 30'000);
        QSignalSpy resync(m_client.get(), &HubClient::resyncNeeded);
        m_hub->feeds.last()->abort();
        QTRY_VERIFY_WITH_TIMEOUT(m_client->link().state == LinkState::Lost, 30'000);
        QVERIFY(!m_client->link().reason.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(m_hub->feeds.size(), 2, 30'000);
        QCOMPARE(m_hub->feedTargets.last(), u"/api/v1/feed?after=e1-121"_qs);
        m_hub->hello("e1", 123, true);
        m_hub->event(122);
        m_hub->event(123);
        QTRY_COMPARE_WITH_TIMEOUT(m_seqs, (QList<qint64>{121, 122, 123}), 30'000);
        QVERIFY(m_client->link().state == LinkState::Live);
        QCOMPARE(resync.count(), 0);
    }
    void aNewEpochAsksForAReadingOnce()
    {
        greet(120, false);
        m_hub->feeds.last()->abort();
        QTRY_COMPARE_WITH_TIMEOUT(m_hub->feeds.size(), 2, 30'000);
        QSignalSpy resync(m_client.get(), &HubClient::resyncNeeded);
        m_hub->hello("e2", 5, false);
        m_hub->send(R"({"type":"resync","epoch":"e2","seq":5})");
        m_hub->event(6);
        QTRY_COMPARE_WITH_TIMEOUT(m_seqs, (QList<qint64>{6}), 30'000);
        QCOMPARE(resync.count(), 1);
        QCOMPARE(resync[0][0].toString(), u"e2"_qs);
    }
    void resyncMovesThePosition()
    {
        greet(120, false);
        QSignalSpy resync(m_client.get(), &HubClient::resyncNeeded);
        m_hub->send(R"({"type":"resync","epoch":"e1","seq":900})");
        m_hub->event(901);
        QTRY_COMPARE_WITH_TIMEOUT(m_seqs, (QList<qint64>{901}), 30'000);
        QCOMPARE(resync.count(), 1);
    }
    void aHubThatIsAwayIsTriedForEver()
    {
        greet(120, false);
        m_hub->goDown();
        QTRY_VERIFY_WITH_TIMEOUT(m_client->link().attempt >= 4, 30'000);
        QVERIFY(m_client->link().state == LinkState::Lost);
        m_hub->listen();
        QTRY_COMPARE_WITH_TIMEOUT(m_hub->feeds.size(), 2, 30'000);
        m_hub->hello("e1", 120, true);
        QTRY_VERIFY_WITH_TIMEOUT(m_client->link().state == LinkState::Live, 30'000);
        QCOMPARE(m_client->link().attempt, 0);
    }
    void retryNowDoesNotWait()
    {
        FeedTiming patient;
        patient.backoff = {1h, 1h};
        make(patient);
        greet(120, false);
        m_hub->feeds.last()->abort();
        QTRY_VERIFY_WITH_TIMEOUT(m_client->link().nextTry.has_value(), 30'000);
        m_client->retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(m_hub->feeds.size(), 2, 30'000);
    }
    void silenceIsALostLine()
    {
        FeedTiming impatient;
        impatient.silence = 30ms;
        impatient.backoff = {5ms, 5ms};
        make(impatient);
        greet(120, false);
        QTRY_COMPARE_WITH_TIMEOUT(m_hub->feeds.size(), 2, 30'000);
        QCOMPARE(m_hub->feedTargets.last(), u"/api/v1/feed?after=e1-120"_qs);
    }
    void aHubThatNeverGreetsIsLeft()
    {
        FeedTiming impatient;
        impatient.connecting = 30ms;
        impatient.backoff = {5ms, 5ms};
        make(impatient);
        QTRY_VERIFY_WITH_TIMEOUT(m_hub->feeds.size() >= 2, 30'000);
        QVERIFY(m_client->link().state == LinkState::Lost);
    }
    void anExpiredTokenIsReplacedWithoutAWord()
    {
        greet(120, false);
        QList<LinkState> states;
        connect(m_client.get(), &HubClient::linkChanged, this, [&] { states.append(m_client->link().state); });
        m_hub->closeFeed(4401);
        QTRY_COMPARE_WITH_TIMEOUT(m_hub->feeds.size(), 2, 30'000);
        QCOMPARE(m_hub->feedTokens.last(), QByteArray("Bearer access2"));
        m_hub->hello("e1", 120, true);
        m_hub->event(121);
        QTRY_COMPARE_WITH_TIMEOUT(m_seqs, (QList<qint64>{121}), 30'000);
        QVERIFY(!states.contains(LinkState::Lost));
    }
    void aRevokedLoginEndsTheFeed()
    {
        greet(120, false);
        m_hub->handler = [](const FakeHub::Request &) { return FakeHub::problem(401, "unauthenticated", "revoked"); };
        m_hub->refuseFeed = true;
        QSignalSpy expired(m_client.get(), &HubClient::sessionExpired);
        m_hub->feeds.last()->abort();
        QTRY_COMPARE_WITH_TIMEOUT(expired.count(), 1, 30'000);
        QVERIFY(m_client->link().state == LinkState::Idle);
    }
    void nonsenseClosesTheLine_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("no object") << QByteArray("[1,2]");
        QTest::newRow("an event without a sequence") << QByteArray(R"({"type":"events","events":[{"event":"x"}]})");
    }
    void nonsenseClosesTheLine()
    {
        QFETCH(const QByteArray, frame);
        greet(120, false);
        m_hub->send(frame);
        QTRY_COMPARE_WITH_TIMEOUT(m_hub->feeds.size(), 2, 30'000);
        QVERIFY(m_client->link().reason.contains(u"no feed frame"));
    }
    void statusIsPassedOn()
    {
        greet(120, false);
        QSignalSpy status(m_client.get(), &HubClient::statusChanged);
        m_hub->send(R"({"type":"status","data":{"clientes_conectados":2,"ips_activas":1,"total_transacciones":17,)"
                    R"("mqtt_clients":3,"http_connections":1,"msgs_in_per_s":12.5,"msgs_out_per_s":30.0,)"
                    R"("committed_utc_ms":1705347000000}})");
        QTRY_COMPARE_WITH_TIMEOUT(status.count(), 1, 30'000);
        QCOMPARE(m_client->status().mqttClients, 3);
        QCOMPARE(m_client->status().messagesInPerSecond, 12.5);
        QCOMPARE(m_client->status().committed.value, 1705347000000);
    }
    void signingOutClosesTheFeed()
    {
        greet(120, false);
        QVERIFY_OK(answerOf(m_client->logout()));
        QVERIFY(m_client->link().state == LinkState::Idle);
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_hub->feeds.last() || m_hub->feeds.last()->state() == QAbstractSocket::UnconnectedState, 30'000);
        QCOMPARE(m_hub->feeds.size(), 1);
    }

private:
    void make(std::optional<FeedTiming> feed)
    {
        HubTiming timing;
        timing.call = 2s;
        timing.feed = feed.value_or(FeedTiming{{5ms, 20ms}, 5s, 5s});
        m_seqs.clear();
        m_client.reset();
        m_hub = std::make_unique<FakeHub>();
        m_client = std::make_unique<HttpHubClient>(m_hub->address(), *m_clock, timing);
        connect(m_client.get(), &HubClient::eventsArrived, this, [this](const std::vector<FeedEvent> &events) {
            for (const FeedEvent &event : events)
                m_seqs.append(event.seq);
        });
        QVERIFY_OK(answerOf(m_client->login(u"ana"_qs, u"secreto"_qs)));
    }
    void greet(qint64 seq, bool resumed)
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_hub->feeds.size(), 1, 30'000);
        m_hub->hello("e1", seq, resumed);
        QTRY_VERIFY_WITH_TIMEOUT(m_client->link().state == LinkState::Live, 30'000);
    }
    std::unique_ptr<FakeHub> m_hub;
    std::unique_ptr<support::FakeClock> m_clock;
    std::unique_ptr<HttpHubClient> m_client;
    QList<qint64> m_seqs;
};

QTEST_GUILESS_MAIN(FeedConnectionTest)
#include "tst_feedconnection.moc"
