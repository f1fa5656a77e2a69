// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/feed.h"
#include "gateway/feedhub.h"
#include "gatewaybench.h"
#include "support/verify.h"
#include "web/websocketreader.h"
#include <QtTest>

using namespace support;
using namespace std::chrono_literals;

namespace {

const QString cedula = u"1350509525"_qs;

/// A console's end of the live feed: decodes what the hub sends.
class FeedClient
{
public:
    FeedClient(GatewayBench &bench, const QByteArray &bearer, const QByteArray &after = {})
        : m_bench(bench)
        , wire(bench.connect())
    {
        const QByteArray target =
            after.isEmpty() ? QByteArray("/api/v1/feed") : QByteArray("/api/v1/feed?after=" + after);
        GatewayBench::say(
            wire,
            GatewayBench::request("GET", target,
                                  bearer + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
        bench.settle();
        receive();
    }
    /// Takes what has come so far.
    void receive()
    {
        m_bytes += wire.takeReceived();
        if (status == 0) {
            const Reply reply = GatewayBench::takeReply(m_bytes);
            status = reply.status;
        }
        if (status != 101)
            return;
        base::Bytes input = base::Bytes::copyOf(m_bytes);
        while (true) {
            const auto message = m_reader.next(input);
            QVERIFY_OK(message);
            if (!message->has_value())
                break;
            take(**message);
        }
        m_bytes = input.toByteArray();
    }
    void send(const base::Bytes &frame) { wire.send(frame.view()); }

    /// Sequences of the events received, in order.
    QList<qint64> sequences;
    int frames = 0; ///< of events
    std::optional<contract::FeedHello> hello;
    std::optional<contract::FeedResync> resync;
    std::optional<contract::FeedStatus> lastStatus;
    int statuses = 0;
    std::vector<contract::SystemEvent> systemEvents;
    int pings = 0;
    int pongs = 0;
    quint16 closeCode = 0;
    int status = 0;

private:
    void take(const web::WebSocketMessage &message)
    {
        if (message.opcode == web::Opcode::Ping)
            ++pings;
        if (message.opcode == web::Opcode::Pong)
            ++pongs;
        if (message.opcode == web::Opcode::Close)
            closeCode = message.closeCode;
        if (message.opcode != web::Opcode::Text)
            return;
        const auto frame = contract::decodeFeed(message.payload.view());
        QVERIFY_OK(frame);
        if (const auto *h = std::get_if<contract::FeedHello>(&*frame))
            hello = *h;
        if (const auto *r = std::get_if<contract::FeedResync>(&*frame))
            resync = *r;
        if (const auto *s = std::get_if<contract::FeedStatus>(&*frame)) {
            lastStatus = *s;
            ++statuses;
        }
        if (const auto *event = std::get_if<contract::SystemEvent>(&*frame))
            systemEvents.push_back(*event);
        if (const auto *events = std::get_if<contract::FeedEvents>(&*frame)) {
            ++frames;
            for (const contract::FeedEvent &event : events->events)
                sequences.append(event.seq);
        }
    }
    GatewayBench &m_bench;
    QByteArray m_bytes;
    web::WebSocketReader m_reader{{}, web::FrameSource::Server};

public:
    net::LoopbackWire &wire;
};

QList<qint64> range(qint64 first, qint64 last)
{
    QList<qint64> all;
    for (qint64 seq = first; seq <= last; ++seq)
        all.append(seq);
    return all;
}

void deposits(GatewayBench &bench, int count)
{
    for (int i = 0; i < count; ++i)
        bench.bank.deposit(cedula, 100);
}

} // namespace

/// Beats of the feed are real tenths of a second, so what comes by them is waited for (QTRY); all other time is by
/// hand.
class TestFeedHub : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysHello();
    void bringsEventsAsTheyAreCommitted();
    void coalescesToTenFramesASecond();
    void resumesWithoutGapOrOverlap_data();
    void resumesWithoutGapOrOverlap();
    void resumesFromASequenceItHasNotHeardOf();
    void resyncs_data();
    void resyncs();
    void refusesBadPositions();
    void eventsWhileABacklogIsReadAreNotLost();
    void aSlowConsumerIsClosed();
    void aSlowConsumerDoesNotHoldTheOthers();
    void closesWhenTheTokenExpires();
    void closesWhenTheLoginIsRevoked();
    void pingsAndCutsTheDead();
    void answersPingsAndClose();
    void badFramesAreClosed();
    void technicianSeesStatusOnly();
    void systemEventsGoToThoseWhoSeeTheBroker();
    void tellsTheStatusOnceASecond();
    void aBusyReaderIsAskedAgain();
    void stopsWith1001();
};

void TestFeedHub::saysHello()
{
    GatewayBench bench;
    deposits(bench, 3);
    bench.settle();
    FeedClient client(bench, bench.bearer());
    QCOMPARE(client.status, 101);
    QVERIFY(client.hello);
    QCOMPARE(client.hello->epoch, u"e1"_qs);
    QCOMPARE(client.hello->resumed, false);
    QCOMPARE(client.hello->hubName, u"test hub"_qs);
    QCOMPARE(client.hello->profile, u"branch"_qs);
    QVERIFY(!client.resync);
}

void TestFeedHub::bringsEventsAsTheyAreCommitted()
{
    GatewayBench bench;
    FeedClient one(bench, bench.bearer());
    FeedClient two(bench, bench.bearer(auth::Role::Auditor));
    QCOMPARE(one.hello->seq, 0);
    deposits(bench, 5);
    QTRY_COMPARE_WITH_TIMEOUT((bench.settle(), one.receive(), one.sequences), range(1, 5), 30'000);
    QTRY_COMPARE_WITH_TIMEOUT((bench.settle(), two.receive(), two.sequences), range(1, 5), 30'000);
}

void TestFeedHub::coalescesToTenFramesASecond()
{
    GatewayBench bench;
    FeedClient client(bench, bench.bearer());
    QElapsedTimer timer;
    timer.start();
    int sent = 0;
    while (timer.elapsed() < 500) {
        deposits(bench, 1);
        ++sent;
        bench.settle();
    }
    QTRY_COMPARE_WITH_TIMEOUT((bench.settle(), client.receive(), client.sequences), range(1, sent), 30'000);
    const qint64 beats = timer.elapsed() / 100 + 2; // one at either end
    QVERIFY2(client.frames <= beats, qPrintable(u"%1 frames in %2 beats"_qs.arg(client.frames).arg(beats)));
    QVERIFY(sent > 20);
}

void TestFeedHub::resumesWithoutGapOrOverlap_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("position");
    QTest::addRow("from where we are") << 20 << 20;
    QTest::addRow("from the ring") << 20 << 15;
    QTest::addRow("from the beginning, out of the log") << 20 << 0;
    QTest::addRow("from far below the ring") << 12'345 << 17;
    QTest::addRow("from just below the ring") << 12'000 << 1'999;
    QTest::addRow("from the ring's end") << 12'000 << 2'000;
}

void TestFeedHub::resumesWithoutGapOrOverlap()
{
    QFETCH(int, before);
    QFETCH(int, position);
    GatewayBench bench; // its gateway starts with an empty log and hears of all these: the ring holds 10,000
    deposits(bench, before);
    QTRY_VERIFY_WITH_TIMEOUT((bench.settle(), FeedClient(bench, bench.bearer()).hello->seq == before), 30'000);
    FeedClient client(bench, bench.bearer(), "e1-" + QByteArray::number(position));
    QVERIFY(client.hello->resumed);
    QCOMPARE(client.hello->seq, position);
    deposits(bench, 30);
    const QList<qint64> expected = range(position + 1, before + 30);
    QTRY_COMPARE_WITH_TIMEOUT((bench.settle(), client.receive(), client.sequences.size()), expected.size(), 20'000);
    QCOMPARE(client.sequences, expected);
    QVERIFY(!client.resync);
}

void TestFeedHub::resumesFromASequenceItHasNotHeardOf()
{
    GatewayBench bench;
    bench.bank.committed = nullptr; // the reader of a list is quicker than the word to the gateway
    deposits(bench, 4);
    FeedClient client(bench, bench.bearer(), "e1-3");
    QTRY_COMPARE_WITH_TIMEOUT((bench.settle(), client.receive(), client.sequences), range(4, 4), 30'000);
    QVERIFY(client.hello->resumed);
}

void TestFeedHub::resyncs_data()
{
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<bool>("resumed");
    QTest::addRow("another epoch") << QByteArray("e0-3") << false;
    QTest::addRow("a sequence that never was") << QByteArray("e1-99999") << false;
    QTest::addRow("events that are no longer in the log") << QByteArray("e1-2") << true;
}

void TestFeedHub::resyncs()
{
    QFETCH(QByteArray, after);
    GatewayBench bench;
    const int before = 10'050; // more than the ring holds
    deposits(bench, before);
    QTRY_VERIFY_WITH_TIMEOUT((bench.settle(), FeedClient(bench, bench.bearer()).hello->seq == before), 30'000);
    bench.bank.forget(10);
    FeedClient client(bench, bench.bearer(), after);
    QTRY_VERIFY_WITH_TIMEOUT((bench.settle(), client.receive(), client.resync.has_value()), 30'000);
    QTEST(client.hello->resumed, "resumed");
    QCOMPARE(client.resync->epoch, u"e1"_qs);
    QCOMPARE(client.resync->seq, before);
    deposits(bench, 2);
    QTRY_COMPARE_WITH_TIMEOUT((bench.settle(), client.receive(), client.sequences), range(before + 1, before + 2),
                              30'000);
}

void TestFeedHub::refusesBadPositions()
{
    GatewayBench bench;
    for (const char *bad : {"e1", "e1-", "-3", "e1-x", "e1-3x"}) {
        FeedClient client(bench, bench.bearer(), bad);
        QVERIFY2(client.status == 422, bad);
    }
}

void TestFeedHub::eventsWhileABacklogIsReadAreNotLost()
{
    GatewayBench bench;
    deposits(bench, 10'700);
    QTRY_VERIFY_WITH_TIMEOUT((bench.settle(), FeedClient(bench, bench.bearer()).hello->seq == 10'700), 30'000);
    bench.bank.holdReads = true;
    FeedClient client(bench, bench.bearer(), "e1-100");
    QTest::qWait(120); // the beat that asks for the backlog
    deposits(bench, 700);
    bench.settle();
    QVERIFY((client.receive(), client.sequences.isEmpty()));
    bench.bank.holdReads = false;
    bench.bank.releaseAnswers();
    const auto expected = range(101, 11'400);
    QTRY_COMPARE_WITH_TIMEOUT((bench.settle(), client.receive(), client.sequences.size()), expected.size(), 20'000);
    QCOMPARE(client.sequences, expected);
}

void TestFeedHub::aSlowConsumerIsClosed()
{
    GatewayBench bench;
    FeedClient slow(bench, bench.bearer());
    FeedClient quick(bench, bench.bearer());
    slow.wire.setWindow(0);
    const int some2MiB = 7000;
    deposits(bench, some2MiB);
    QTRY_COMPARE_WITH_TIMEOUT((bench.settle(), quick.receive(), quick.sequences.size()), some2MiB, 20'000);
    slow.wire.setWindow(-1); // it wakes up: too late
    bench.settle();
    slow.receive();
    QCOMPARE(slow.closeCode, web::closecode::TryAgainLater);
    QVERIFY(slow.wire.isClosed());
    QVERIFY(!slow.sequences.isEmpty() && slow.sequences.size() < some2MiB);
    QCOMPARE(slow.sequences, range(1, slow.sequences.size())); // without gap, so that it can resume
}

void TestFeedHub::aSlowConsumerDoesNotHoldTheOthers()
{
    GatewayBench bench;
    FeedClient slow(bench, bench.bearer());
    FeedClient quick(bench, bench.bearer());
    slow.wire.setWindow(0);
    deposits(bench, 3);
    QTRY_COMPARE_WITH_TIMEOUT((bench.settle(), quick.receive(), quick.sequences), range(1, 3), 30'000);
}

void TestFeedHub::closesWhenTheTokenExpires()
{
    GatewayBench bench;
    FeedClient client(bench, bench.bearer());
    bench.clock.advance(15min - 2s);
    bench.pass(1s);
    client.receive();
    QCOMPARE(client.closeCode, 0);
    bench.pass(2s);
    client.receive();
    QCOMPARE(client.closeCode, gateway::feedclose::tokenOver);
    QVERIFY(client.wire.isClosed());
}

void TestFeedHub::closesWhenTheLoginIsRevoked()
{
    GatewayBench bench;
    const auto session = *bench.authPort.authenticator->login(u"cajero"_qs, u"correct horse"_qs, u"t"_qs).result;
    FeedClient client(bench, "Authorization: Bearer " + session.accessToken + "\r\n");
    QVERIFY_OK(bench.authPort.authenticator->logout(session.refreshToken));
    bench.settle();
    client.receive();
    QCOMPARE(client.closeCode, gateway::feedclose::tokenOver);
}

void TestFeedHub::pingsAndCutsTheDead()
{
    GatewayBench bench;
    FeedClient alive(bench, bench.bearer());
    FeedClient dead(bench, bench.bearer());
    for (int i = 0; i < 2; ++i) {
        bench.pass(30s);
        alive.receive();
        QCOMPARE(alive.pings, i + 1);
        alive.send(web::encodeMaskedFrame(web::Opcode::Pong, {}, {1, 2, 3, 4}));
        bench.settle();
    }
    QVERIFY(!alive.wire.isClosed());
    QVERIFY(dead.wire.isClosed());
}

void TestFeedHub::answersPingsAndClose()
{
    GatewayBench bench;
    FeedClient client(bench, bench.bearer());
    client.wire.setChunk(1);
    client.send(web::encodeMaskedFrame(web::Opcode::Ping, "hi", {1, 2, 3, 4}));
    client.send(web::encodeMaskedFrame(web::Opcode::Text, "ignored", {1, 2, 3, 4}));
    client.send(web::encodeMaskedFrame(web::Opcode::Close, QByteArrayView("\x03\xe8", 2), {1, 2, 3, 4}));
    bench.settle();
    client.receive();
    QCOMPARE(client.pongs, 1);
    QCOMPARE(client.closeCode, web::closecode::Normal);
    QVERIFY(client.wire.isClosed());
}

void TestFeedHub::badFramesAreClosed()
{
    GatewayBench bench;
    FeedClient unmasked(bench, bench.bearer());
    unmasked.send(web::encodeFrame(web::Opcode::Text, "x"));
    FeedClient huge(bench, bench.bearer());
    huge.send(web::encodeMaskedFrame(web::Opcode::Text, QByteArray(5000, 'x'), {1, 2, 3, 4}));
    bench.settle();
    unmasked.receive();
    huge.receive();
    QCOMPARE(unmasked.closeCode, web::closecode::ProtocolError);
    QCOMPARE(huge.closeCode, web::closecode::TooBig);
}

void TestFeedHub::technicianSeesStatusOnly()
{
    GatewayBench bench;
    FeedClient technician(bench, bench.bearer(auth::Role::Technician), "e1-0");
    FeedClient teller(bench, bench.bearer());
    QVERIFY(technician.hello);
    deposits(bench, 3);
    QTRY_COMPARE_WITH_TIMEOUT((bench.settle(), teller.receive(), teller.sequences), range(1, 3), 30'000);
    bench.pass(1s);
    technician.receive();
    QVERIFY(technician.sequences.isEmpty());
    QCOMPARE(technician.statuses, 1);
}

void TestFeedHub::systemEventsGoToThoseWhoSeeTheBroker()
{
    GatewayBench bench;
    FeedClient teller(bench, bench.bearer());
    FeedClient technician(bench, bench.bearer(auth::Role::Technician));
    FeedClient auditor(bench, bench.bearer(auth::Role::Auditor));
    contract::SystemEvent event;
    event.kind = u"messages_dropped"_qs;
    event.count = 12;
    bench.gateway->tell(event);
    bench.settle();
    for (FeedClient *client : {&teller, &technician, &auditor})
        client->receive();
    QVERIFY(teller.systemEvents.empty());
    QCOMPARE(technician.systemEvents.size(), size_t(1));
    QCOMPARE(technician.systemEvents[0], event);
    QCOMPARE(auditor.systemEvents.size(), size_t(1));
}

void TestFeedHub::tellsTheStatusOnceASecond()
{
    GatewayBench bench;
    FeedClient client(bench, bench.bearer());
    gateway::HubFigures figures;
    figures.totalTransactions = 17;
    figures.mqttClients = 3;
    figures.messagesInPerSecond = 12.5;
    bench.gateway->setFigures(figures);
    bench.settle();
    bench.pass(3s);
    client.receive();
    QCOMPARE(client.statuses, 3);
    QCOMPARE(client.lastStatus->totalTransactions, 17);
    QCOMPARE(client.lastStatus->mqttClients, 3);
    QCOMPARE(client.lastStatus->connectedClients, 1);
    QCOMPARE(client.lastStatus->activeIps, 1);
    QCOMPARE(client.lastStatus->httpConnections, 1);
    bench.pass(27s); // that was 30: the hub pings
    client.send(web::encodeMaskedFrame(web::Opcode::Pong, {}, {1, 2, 3, 4}));
    bench.settle();
    bench.pass(50s); // a session with a live feed does not end by silence
    QCOMPARE(bench.gateway->census().sessions, 1);
}

void TestFeedHub::aBusyReaderIsAskedAgain()
{
    GatewayBench bench;
    FeedClient client(bench, bench.bearer());
    bench.bank.busy = true;
    deposits(bench, 2);
    bench.settle();
    bench.bank.busy = false;
    bench.pass(1s);
    QTRY_COMPARE_WITH_TIMEOUT((bench.settle(), client.receive(), client.sequences), range(1, 2), 30'000);
}

void TestFeedHub::stopsWith1001()
{
    GatewayBench bench;
    FeedClient client(bench, bench.bearer());
    bench.gateway->stopAccepting([] {});
    bench.gateway->close();
    bench.settle();
    client.receive();
    QCOMPARE(client.closeCode, web::closecode::GoingAway);
}

QTEST_GUILESS_MAIN(TestFeedHub)
#include "tst_feedhub.moc"
