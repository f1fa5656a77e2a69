// SPDX-License-Identifier: GPL-3.0-or-later
// Engine.IO and Socket.IO as clients meet them: HTTP and WebSocket bytes over loopback wires.
#include "gateway/socketiohub.h"
#include "gatewaybench.h"
#include "web/websocketreader.h"
#include <QtTest>

using namespace std::chrono_literals;
using support::GatewayBench;
using support::Reply;

namespace {

const QByteArray polling = "/socket.io/?EIO=4&transport=polling";
constexpr std::array<char, 4> mask{1, 2, 3, 4};

/// A polling client.
class Poller
{
public:
    explicit Poller(GatewayBench &bench)
        : m_bench(bench)
    {
        const Reply reply = bench.ask("GET", polling + "&t=abc");
        m_sid = QJsonDocument::fromJson(reply.body.mid(1)).object().value(u"sid").toString().toLatin1();
    }
    QByteArray target() const { return polling + "&sid=" + m_sid; }
    QByteArray get() const { return m_bench.ask("GET", target()).body.replace('\x1e', '^'); }
    Reply post(QByteArray body) const { return m_bench.ask("POST", target(), {}, body.replace('^', '\x1e')); }
    /// A GET that waits.
    net::LoopbackWire &hold() const
    {
        net::LoopbackWire &wire = m_bench.connect();
        wire.send(GatewayBench::request("GET", target()));
        m_bench.settle();
        return wire;
    }
    /// Joins /mqtt; what the server says to it.
    QByteArray join(const QByteArray &token) const
    {
        post("40/mqtt,{\"token\":\"" + token + "\"}");
        return get();
    }
    const QByteArray &sid() const { return m_sid; }

private:
    GatewayBench &m_bench;
    QByteArray m_sid;
};

/// A WebSocket client.
class Socket
{
public:
    Socket(GatewayBench &bench, const QByteArray &target, const QByteArray &headers = {})
        : m_bench(bench)
        , m_wire(bench.connect())
    {
        m_wire.send(GatewayBench::request("GET", target,
                                          headers +
                                              "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: "
                                              "13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
        bench.settle();
        QByteArray bytes = m_wire.takeReceived();
        reply = GatewayBench::takeReply(bytes);
        m_rest = bytes;
    }
    void say(const QByteArray &text)
    {
        m_wire.send(web::encodeMaskedFrame(web::Opcode::Text, text, mask).view());
        m_bench.settle();
    }
    void sayBinary(const QByteArray &bytes)
    {
        m_wire.send(web::encodeMaskedFrame(web::Opcode::Binary, bytes, mask).view());
        m_bench.settle();
    }
    /// Messages since the last call; "closed" when it is.
    QByteArrayList heard()
    {
        m_rest += m_wire.takeReceived();
        QByteArrayList all;
        while (true) {
            const auto header = web::decodeFrameHeader(m_rest, {}, web::FrameSource::Server);
            if (!header || !*header || m_rest.size() < (*header)->frameSize())
                break;
            const QByteArray payload = m_rest.mid((*header)->headerSize, (*header)->payloadSize);
            if ((*header)->opcode == web::Opcode::Text)
                all << payload;
            m_rest.remove(0, (*header)->frameSize());
        }
        if (m_wire.isClosed())
            all << "closed";
        return all;
    }
    Reply reply;

private:
    GatewayBench &m_bench;
    net::LoopbackWire &m_wire;
    QByteArray m_rest;
};

QByteArray tokenOf(GatewayBench &bench, auth::Role role = auth::Role::Operator)
{
    return bench.bearer(role).mid(22).trimmed();
}

/// Joined, with the first status read.
Poller joined(GatewayBench &bench, auth::Role role = auth::Role::Operator)
{
    Poller client(bench);
    client.join(tokenOf(bench, role));
    return client;
}

} // namespace

class TestSocketIo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handshake();
    void refusals_data();
    void refusals();
    void aBodyThatIsTooLarge();
    void pagesOfOtherOrigins();
    void aGetWaits();
    void aGetOutlastsOtherAnswers();
    void twoGetsEndTheSession();
    void aGetThatGoesAwayEndsTheSession();
    void answersTheLastPacketsOfAClient();
    void webSocketAlone();
    void upgrades();
    void aSecondWebSocketIsClosed();
    void pingsAndTimesOut();
    void joinsInTime();

    void badTokens_data();
    void badTokens();
    void otherNamespaces();
    void toldOnJoining();
    void events_data();
    void events();
    void binaryPayload();
    void payloadsAsTheyAre_data();
    void payloadsAsTheyAre();
    void oneUpstreamSubscription();
    void restSubscriptionsComeToSockets();
    void statusChangesAreTold();
    void rulesAreAskedAtEachDelivery();
    void tokensEnd();
    void brokenPacketsClose_data();
    void brokenPacketsClose();
    void limits();
    void stopsWithoutWaiting();
};

#ifndef Q_MOC_RUN // whose preprocessor stumbles over the JSON below

void TestSocketIo::handshake()
{
    GatewayBench bench;
    for (const char *path : {"/socket.io/", "/socket.io"}) {
        const Reply reply = bench.ask("GET", QByteArray(path) + "?transport=polling&EIO=4&t=x");
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("content-type"), QByteArray("text/plain; charset=UTF-8"));
        QCOMPARE(reply.headers.value("cache-control"), QByteArray("no-store"));
        QVERIFY(reply.body.startsWith('0'));
        const QJsonObject open = QJsonDocument::fromJson(reply.body.mid(1)).object();
        QVERIFY(open.value(u"sid").toString().size() >= 20);
        QCOMPARE(open.value(u"upgrades").toArray(), (QJsonArray{QStringLiteral("websocket")}));
        QCOMPARE(open.value(u"pingInterval").toInt(), 25'000);
        QCOMPARE(open.value(u"pingTimeout").toInt(), 20'000);
        QCOMPARE(open.value(u"maxPayload").toInt(), 1'000'000);
    }
}

void TestSocketIo::refusals_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const char *method, const char *query, int code) {
        QTest::newRow(name) << QByteArray(method) << QByteArray("/socket.io/?").append(query) << code;
    };
    row("S4-34 no transport", "GET", "EIO=4", 0);
    row("S4-34 an unknown transport", "GET", "EIO=4&transport=abc", 0);
    row("S4-34 no version", "GET", "transport=polling", 5);
    row("S4-34 Socket.IO 2", "GET", "EIO=3&transport=polling", 5);
    row("S4-34 an unknown sid", "GET", "EIO=4&transport=polling&sid=nobody", 1);
    row("S4-34 a POST to an unknown sid", "POST", "EIO=4&transport=polling&sid=nobody", 1);
    row("S4-34 a session begins by GET", "POST", "EIO=4&transport=polling", 2);
    row("S4-34 not by PUT", "PUT", "EIO=4&transport=polling", 2);
    row("S4-34 nor by DELETE", "DELETE", "EIO=4&transport=polling", 2);
    row("S4-34 WebSocket needs its handshake", "GET", "EIO=4&transport=websocket", 3);
}

void TestSocketIo::refusals()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(int, code);
    GatewayBench bench;
    const Reply reply = bench.ask(method, target, {}, method == "POST" || method == "PUT" ? "4x" : "");
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.json().value(u"code").toInt(-1), code);
    QVERIFY(!reply.json().value(u"message").toString().isEmpty());
}

void TestSocketIo::aBodyThatIsTooLarge()
{
    GatewayBench bench;
    const Poller client(bench);
    QCOMPARE(client.post("4" + QByteArray(1'000'000, 'x')).status, 413);
    QCOMPARE(client.post("40").status, 200); // the session lives
}

void TestSocketIo::pagesOfOtherOrigins()
{
    GatewayBench bench;
    const QByteArray page = "Origin: http://localhost:5173\r\n";
    QCOMPARE(bench.ask("GET", polling, page).headers.value("access-control-allow-origin"),
             QByteArray("http://localhost:5173"));
    const Reply wrong = bench.ask("GET", polling + "&sid=nobody", page);
    QCOMPARE(wrong.status, 400);
    QCOMPARE(wrong.headers.value("access-control-allow-origin"), QByteArray("http://localhost:5173"));
    const Reply preflight = bench.ask("OPTIONS", polling, page + "Access-Control-Request-Method: POST\r\n");
    QCOMPARE(preflight.status, 204);
    QVERIFY(preflight.headers.value("access-control-allow-methods").contains("POST"));
    QCOMPARE(bench.ask("GET", polling, "Origin: https://evil.example\r\n").status, 403);
    const Socket socket(bench, "/socket.io/?EIO=4&transport=websocket", "Origin: https://evil.example\r\n");
    QCOMPARE(socket.reply.status, 403); // CORS does not cover WebSocket
}

void TestSocketIo::aGetWaits()
{
    GatewayBench bench;
    const Poller client(bench);
    net::LoopbackWire &get = client.hold();
    QVERIFY(get.takeReceived().isEmpty());
    const Reply posted = client.post("40");
    QCOMPARE(posted.status, 200);
    QCOMPARE(posted.body, QByteArray("ok"));
    QByteArray bytes = get.takeReceived();
    const Reply reply = GatewayBench::takeReply(bytes);
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.body.startsWith(R"(40{"sid":")"));
    QVERIFY(!reply.body.contains(client.sid())); // a namespace's sid is another
}

void TestSocketIo::aGetOutlastsOtherAnswers()
{
    GatewayBench bench;
    const Poller client(bench);
    client.post("40");
    client.get();
    bench.pass(20s);
    net::LoopbackWire &get = client.hold();
    bench.pass(5s); // the ping
    QByteArray bytes = get.takeReceived();
    QCOMPARE(GatewayBench::takeReply(bytes).body, QByteArray("2"));
    bench.pass(15s);
    client.post("3"); // late, but in time
    net::LoopbackWire &next = client.hold();
    bench.pass(24s);
    QVERIFY(next.takeReceived().isEmpty());
    bench.pass(1s);
    bytes = next.takeReceived();
    QCOMPARE(GatewayBench::takeReply(bytes).body, QByteArray("2"));
}

void TestSocketIo::twoGetsEndTheSession()
{
    GatewayBench bench;
    const Poller client(bench);
    net::LoopbackWire &first = client.hold();
    QCOMPARE(bench.ask("GET", client.target()).status, 400);
    QByteArray bytes = first.takeReceived();
    QCOMPARE(GatewayBench::takeReply(bytes).body, QByteArray("1"));
    QCOMPARE(bench.ask("GET", client.target()).json().value(u"code").toInt(), 1);
}

void TestSocketIo::aGetThatGoesAwayEndsTheSession()
{
    GatewayBench bench;
    const Poller client(bench);
    client.hold().close();
    bench.settle();
    QCOMPARE(bench.ask("GET", client.target()).json().value(u"code").toInt(), 1);
    const Poller other(bench);
    other.hold().fail();
    bench.settle();
    QCOMPARE(other.post("40").json().value(u"code").toInt(), 1);
    const Poller pipelining(bench); // what comes during the wait is no end
    net::LoopbackWire &wire = pipelining.hold();
    wire.send(GatewayBench::request("GET", "/"));
    bench.settle();
    QCOMPARE(pipelining.post("40").status, 200);
    QByteArray bytes = wire.takeReceived();
    QVERIFY(GatewayBench::takeReply(bytes).body.startsWith("40"));
    QVERIFY(GatewayBench::takeReply(bytes).body.startsWith("Ventanilla"));
}

/// Published, left and closed in one POST: nothing of it is lost.
void TestSocketIo::answersTheLastPacketsOfAClient()
{
    GatewayBench bench;
    const Poller client = joined(bench);
    net::LoopbackWire &get = client.hold();
    QCOMPARE(client.post(R"(42/mqtt,["mqtt:publish",{"topic":"last","payload":1}]^41/mqtt,^1)").status, 200);
    QCOMPARE(bench.messaging.published, (QByteArrayList{"last=1 q0"}));
    QByteArray bytes = get.takeReceived();
    QCOMPARE(GatewayBench::takeReply(bytes).body, QByteArray("6"));
    QCOMPARE(bench.ask("GET", client.target()).status, 400);
}

void TestSocketIo::webSocketAlone()
{
    GatewayBench bench;
    Socket socket(bench, "/socket.io/?EIO=4&transport=websocket");
    QCOMPARE(socket.reply.status, 101);
    const QByteArrayList first = socket.heard();
    QCOMPARE(first.size(), 1);
    QVERIFY(first[0].startsWith('0') && first[0].contains(R"("upgrades":[])"));
    socket.say("40/mqtt,{\"token\":\"" + tokenOf(bench) + "\"}");
    const QByteArrayList said = socket.heard();
    QCOMPARE(said.size(), 2);
    QVERIFY(said[0].startsWith(R"(40/mqtt,{"sid":")"));
    QVERIFY(said[1].startsWith(R"(42/mqtt,["mqtt:status",{"isConnected":true)"));
    socket.say(R"(42/mqtt,7["mqtt:subscriptions"])");
    QCOMPARE(socket.heard(), (QByteArrayList{R"(42/mqtt,["mqtt:subscriptions",[]])", "43/mqtt,7[[]]"}));
    socket.say("1");
    QCOMPARE(socket.heard(), QByteArrayList{"closed"});
    for (const char *query : {"transport=websocket", "EIO=3&transport=websocket",
                              "EIO=4&transport=websocket&sid=nobody", "EIO=4&transport=polling"}) {
        const Socket refused(bench, QByteArray("/socket.io/?").append(query));
        QCOMPARE(refused.reply.status, 400); // before the upgrade
    }
}

void TestSocketIo::upgrades()
{
    GatewayBench bench;
    const Poller client = joined(bench);
    net::LoopbackWire &get = client.hold();
    Socket socket(bench, "/socket.io/?EIO=4&transport=websocket&sid=" + client.sid());
    QCOMPARE(socket.reply.status, 101);
    socket.say("2probe");
    QCOMPARE(socket.heard(), QByteArrayList{"3probe"});
    QByteArray bytes = get.takeReceived();
    QCOMPARE(GatewayBench::takeReply(bytes).body, QByteArray("6")); // else the client's pause never ends
    client.post(R"(42/mqtt,["mqtt:subscriptions"])");               // still on its way when the probe was answered
    QVERIFY(socket.heard().isEmpty());
    socket.say("5");
    QCOMPARE(socket.heard(), QByteArrayList{R"(42/mqtt,["mqtt:subscriptions",[]])"});
    QCOMPARE(bench.ask("GET", client.target()).status, 400);
    QCOMPARE(client.post("40").status, 400);
    socket.say(R"(42/mqtt,["mqtt:subscriptions"])");
    QCOMPARE(socket.heard().size(), 1);
}

void TestSocketIo::aSecondWebSocketIsClosed()
{
    GatewayBench bench;
    const Poller client(bench);
    const QByteArray target = "/socket.io/?EIO=4&transport=websocket&sid=" + client.sid();
    Socket first(bench, target);
    Socket second(bench, target);
    QCOMPARE(second.heard(), QByteArrayList{"closed"});
    first.say("2probe");
    first.say("5");
    Socket third(bench, target);
    QCOMPARE(third.heard(), QByteArrayList{"closed"});
    first.say("40");
    QCOMPARE(first.heard().size(), 2);
}

void TestSocketIo::pingsAndTimesOut()
{
    GatewayBench bench;
    Socket socket(bench, "/socket.io/?EIO=4&transport=websocket");
    socket.say("40");
    socket.heard();
    bench.pass(25s);
    QCOMPARE(socket.heard(), QByteArrayList{"2"});
    socket.say("3");
    bench.pass(25s);
    QCOMPARE(socket.heard(), QByteArrayList{"2"});
    bench.pass(20s);
    QCOMPARE(socket.heard(), QByteArrayList{"closed"});
}

void TestSocketIo::joinsInTime()
{
    GatewayBench bench;
    Socket socket(bench, "/socket.io/?EIO=4&transport=websocket");
    bench.pass(25s);
    socket.say("3");
    socket.heard();
    bench.pass(20s);
    QCOMPARE(socket.heard(), QByteArrayList{"closed"});
}

void TestSocketIo::badTokens_data()
{
    QTest::addColumn<QByteArray>("auth");
    QTest::newRow("S4-34 nothing said") << QByteArray("");
    QTest::newRow("S4-34 no token") << QByteArray("{}");
    QTest::newRow("S4-34 an empty one") << QByteArray(R"({"token":""})");
    QTest::newRow("S4-34 nonsense") << QByteArray(R"({"token":"abc"})");
    QTest::newRow("S4-34 of another type") << QByteArray(R"({"token":{"a":1}})");
}

void TestSocketIo::badTokens()
{
    QFETCH(QByteArray, auth);
    GatewayBench bench;
    const Poller client(bench);
    client.post("40/mqtt," + auth);
    QCOMPARE(client.get(), QByteArray(R"(44/mqtt,{"message":"Unauthorized"})"));
    QCOMPARE(client.post(R"(42/mqtt,["mqtt:status"])").status, 200);
    QCOMPARE(client.get().left(1), QByteArray("{")); // it had not joined: the session is over
}

void TestSocketIo::otherNamespaces()
{
    GatewayBench bench;
    const Poller client(bench);
    client.post(R"(40/none,{"token":"x"}^40)");
    const QByteArray said = client.get();
    QVERIFY(said.startsWith(R"(44/none,{"message":"Invalid namespace"}^40{"sid":")"));
    client.post(R"(42["mqtt:status"])"); // nobody listens in "/"
    client.post("40/mqtt?x=1,{\"token\":\"" + tokenOf(bench) + "\"}");
    QVERIFY(client.get().startsWith(R"(40/mqtt,{"sid":")"));
}

void TestSocketIo::toldOnJoining()
{
    GatewayBench bench;
    const Poller client(bench);
    const QByteArrayList said = client.join(tokenOf(bench)).split('^');
    QCOMPARE(said.size(), 2);
    QVERIFY(said[0].startsWith(R"(40/mqtt,{"sid":")"));
    QVERIFY(!said[0].contains("pid"));
    const QByteArray since = QByteArray::fromRawData(said[1].data(), said[1].size());
    QVERIFY2(since.startsWith(
                 R"(42/mqtt,["mqtt:status",{"isConnected":true,"clientId":"famemely_1234567890","connectedAt":")"),
             since.constData());
    QVERIFY(since.endsWith(R"("reconnectAttempts":0}])"));
}

void TestSocketIo::events_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArrayList>("parts");
    const auto row = [](const char *name, const char *event, QByteArrayList parts) {
        QTest::newRow(name) << QByteArray(event) << parts;
    };
    row("S4-36 status", R"(["mqtt:status"])", {R"(42/mqtt,["mqtt:status",{"isConnected":true)"});
    row("S4-38 published", R"(["mqtt:publish",{"topic":"a/b","payload":{"t":25.50},"qos":1,"retain":true}])",
        {R"(42/mqtt,["mqtt:publish:success",{"success":true,"topic":"a/b","qos":1,"retain":true,"timestamp":")"});
    row("S4-39 no topic", R"(["mqtt:publish",{"payload":1}])",
        {R"(42/mqtt,["mqtt:publish:error",{"success":false,"message":"topic: a text is needed","code":"malformed")"});
    row("S4-39 a wildcard", R"(["mqtt:publish",{"topic":"a/#","payload":1}])", {"mqtt:publish:error", "wildcards"});
    row("S4-39 no payload", R"(["mqtt:publish",{"topic":"a"}])", {"mqtt:publish:error", "payload: "});
    row("S4-39 a wrong QoS", R"(["mqtt:publish",{"topic":"a","payload":1,"qos":3}])", {"mqtt:publish:error", "qos: "});
    row("S4-39 no object", R"(["mqtt:publish","a"])", {"mqtt:publish:error"});
    row("S4-39 nothing", R"(["mqtt:publish"])", {"mqtt:publish:error"});
    row("S4-57 not permitted", R"(["mqtt:publish",{"topic":"banco/transacciones","payload":1}])",
        {"mqtt:publish:error", "permission_denied", R"("topic":"banco/transacciones")"});
    row("S4-57 nor the broker's own", R"(["mqtt:publish",{"topic":"$SYS/x","payload":1}])", {"mqtt:publish:error"});
    row("S4-41 subscribed", R"(["mqtt:subscribe",{"topic":"sensors/#","qos":2}])",
        {R"(42/mqtt,["mqtt:subscribe:success",{"success":true,"topic":"sensors/#","qos":2}])"});
    row("S4-41 a wrong filter", R"(["mqtt:subscribe",{"topic":"a/#/b"}])",
        {"mqtt:subscribe:error", "Failed to subscribe"});
    row("S4-41 a shared one", R"(["mqtt:subscribe",{"topic":"$share/g/a"}])",
        {"mqtt:subscribe:error", "Failed to subscribe"});
    row("S4-58 a wide one may be refused", R"(["mqtt:subscribe",{"topic":42}])",
        {"mqtt:subscribe:error", "Failed to subscribe"});
    row("S4-44 not subscribed", R"(["mqtt:unsubscribe",{"topic":"a"}])", {"mqtt:unsubscribe:error", "not_found"});
    row("S4-45 none yet", R"(["mqtt:subscriptions"])", {R"(42/mqtt,["mqtt:subscriptions",[]])"});
}

void TestSocketIo::events()
{
    QFETCH(QByteArray, event);
    QFETCH(QByteArrayList, parts);
    GatewayBench bench;
    const Poller client = joined(bench);
    QCOMPARE(client.post("42/mqtt," + event).status, 200);
    const QByteArray said = client.get();
    for (const QByteArray &part : parts)
        QVERIFY2(said.contains(part), said.constData());
    client.post("42/mqtt,31" + event); // the same with a callback
    const QByteArrayList both = client.get().split('^');
    QCOMPARE(both.size(), 2);
    QVERIFY2(both[1].startsWith("43/mqtt,31["), both[1].constData());
    const QByteArray value = both[1].mid(11).chopped(1);
    QVERIFY2(both[0].endsWith(QByteArray("," + value + "]")), both[0].constData());
}

void TestSocketIo::binaryPayload()
{
    GatewayBench bench;
    const Poller client = joined(bench);
    client.post(R"(42/mqtt,["mqtt:subscribe",{"topic":"b"}])");
    client.get();
    client.post(R"(451-/mqtt,["mqtt:publish",{"topic":"b","payload":{"_placeholder":true,"num":0}}]^bAP+A)");
    QCOMPARE(bench.messaging.published, QByteArrayList{QByteArray("b=\0\xff\x80 q0", 8)});
    const QByteArray said = client.get();
    QVERIFY2(said.contains(R"("payload":{"$binary":"AP+A"})"), said.constData());
    client.post(R"(42/mqtt,["mqtt:publish",{"topic":"b","payload":{"$binary":"AP+A"}}])");
    QCOMPARE(bench.messaging.published.size(), 2);
    QCOMPARE(bench.messaging.published[1], bench.messaging.published[0]);
}

void TestSocketIo::payloadsAsTheyAre_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("S4-42 JSON") << QByteArray(R"({"a" : 1.50})") << QByteArray(R"({"a" : 1.50})");
    QTest::newRow("S4-42 a number of many digits")
        << QByteArray("12345678901234567890.10") << QByteArray("12345678901234567890.10");
    QTest::newRow("S4-42 text") << QByteArray("hello \"you\"") << QByteArray(R"("hello \"you\"")");
    QTest::newRow("S4-42 nothing") << QByteArray("") << QByteArray(R"("")");
    QTest::newRow("S4-42 almost JSON") << QByteArray("{a:1}") << QByteArray(R"("{a:1}")");
    QTest::newRow("S4-42 bytes") << QByteArray("\xff\xfe") << QByteArray(R"({"$binary":"//4="})");
    QTest::newRow("S4-42 the separator of packets") << QByteArray("a\x1e"
                                                                  "b")
                                                    << QByteArray(R"("a\u001eb")");
}

void TestSocketIo::payloadsAsTheyAre()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, shown);
    GatewayBench bench;
    const Poller client = joined(bench);
    client.post(R"(42/mqtt,["mqtt:subscribe",{"topic":"x/+","qos":1}])");
    client.get();
    bench.messaging.deliver({"x/y", base::Bytes::copyOf(payload), 2, false}, false, 0);
    bench.settle();
    const QByteArray said = client.get();
    const QByteArray expected =
        R"(42/mqtt,["mqtt:message",{"topic":"x/y","payload":)" + shown + R"(,"qos":1,"timestamp":")";
    QVERIFY2(said.startsWith(expected), said.constData());
}

void TestSocketIo::oneUpstreamSubscription()
{
    GatewayBench bench;
    bench.messaging.retained["s/1"] = {"s/1", base::Bytes::fromStatic("old"), 1, true};
    const Poller first = joined(bench);
    const Poller second = joined(bench, auth::Role::Technician);
    first.post(R"(42/mqtt,["mqtt:subscribe",{"topic":"s/#"}])");
    const QByteArrayList answers = first.get().split('^');
    QCOMPARE(answers.size(), 2);
    QVERIFY(answers[0].contains("subscribe:success")); // the answer comes before what is retained
    QVERIFY(answers[1].contains(R"("payload":"old")"));
    second.post(R"(42/mqtt,["mqtt:subscribe",{"topic":"s/#","qos":1}])");
    QVERIFY(second.get().contains("old"));
    QCOMPARE(bench.messaging.subscriptions.size(), 1);
    QCOMPARE(bench.messaging.subscriptions["s/#"].qos, 1);
    bench.messaging.deliver({"s/1", base::Bytes::fromStatic("new"), 1, false}, false, 0);
    bench.settle();
    QVERIFY(first.get().contains(R"("payload":"new","qos":0)")); // and "old" came to the second alone
    QVERIFY(second.get().contains(R"("payload":"new","qos":1)"));
    first.post(R"(42/mqtt,["mqtt:unsubscribe",{"topic":"s/#"}])");
    QCOMPARE(bench.messaging.subscriptions.size(), 1);
    second.post("1"); // gone without a word
    bench.settle();
    QVERIFY(bench.messaging.subscriptions.isEmpty()); // S4-65
    QCOMPARE(bench.messaging.upstream.last(), QByteArray("-s/#"));
}

void TestSocketIo::restSubscriptionsComeToSockets()
{
    GatewayBench bench;
    const Poller own = joined(bench);
    const Poller other = joined(bench, auth::Role::Technician);
    QCOMPARE(
        bench.ask("POST", "/mqtt/subscribe", bench.bearer(auth::Role::Operator), R"({"topic":"r/#","qos":1})").status,
        201);
    bench.messaging.deliver({"r/1", base::Bytes::fromStatic("1"), 1, false}, false, 0);
    bench.settle();
    QVERIFY(own.get().contains(R"("topic":"r/1","payload":1)"));
    other.post(R"(42/mqtt,["mqtt:subscriptions"])");
    QCOMPARE(other.get(), QByteArray(R"(42/mqtt,["mqtt:subscriptions",[]])"));
}

void TestSocketIo::statusChangesAreTold()
{
    GatewayBench bench;
    const Poller client = joined(bench);
    client.post(R"(42/mqtt,["mqtt:subscribe",{"topic":"s"}])");
    client.get();
    bench.messaging.setConnected(false);
    bench.settle();
    QVERIFY(client.get().contains(R"("mqtt:status",{"isConnected":false)"));
    client.post(R"(42/mqtt,["mqtt:publish",{"topic":"a","payload":1}])");
    QVERIFY(client.get().contains("MQTT client is not connected")); // S4-67
    bench.messaging.setConnected(true);
    bench.settle();
    QVERIFY(client.get().contains(R"("mqtt:status",{"isConnected":true)"));
    QVERIFY(bench.messaging.subscriptions.contains("s")); // S4-11 subscribed again
}

void TestSocketIo::rulesAreAskedAtEachDelivery()
{
    GatewayBench bench;
    const Poller client = joined(bench, auth::Role::Teller);
    client.post(R"(42/mqtt,["mqtt:subscribe",{"topic":"a/#"}])");
    QVERIFY(client.get().contains("success"));
    auth::AclRule rule;
    rule.effect = auth::AclRule::Effect::Deny;
    rule.topics = {auth::AclTopic{"a/secret/#"}};
    QVERIFY(bench.accessPort.registry->setRules({rule}, u"test"_qs));
    bench.messaging.deliver({"a/secret/1", base::Bytes::fromStatic("1"), 0, false}, false, 0);
    bench.messaging.deliver({"a/open", base::Bytes::fromStatic("2"), 0, false}, false, 0);
    bench.settle();
    const QByteArray said = client.get();
    QVERIFY2(said.contains("a/open") && !said.contains("secret"), said.constData());
}

void TestSocketIo::tokensEnd()
{
    GatewayBench bench;
    const Poller client = joined(bench);
    Socket socket(bench, "/socket.io/?EIO=4&transport=websocket");
    socket.say("40/mqtt,{\"token\":\"" + tokenOf(bench) + "\"}");
    socket.heard();
    bench.clock.advance(16min); // beyond the token's life; the pings have no say
    bench.gateway->tick();
    bench.settle();
    QCOMPARE(socket.heard(), QByteArrayList{"closed"});
    QCOMPARE(bench.ask("GET", client.target()).json().value(u"code").toInt(), 1);
}

void TestSocketIo::brokenPacketsClose_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::newRow("no packet of Socket.IO") << QByteArray("4abc");
    QTest::newRow("no JSON") << QByteArray("42/mqtt,[\"a\"");
    QTest::newRow("an event that is no list") << QByteArray("42/mqtt,{}");
    QTest::newRow("a reserved name") << QByteArray("42/mqtt,[\"connect\"]");
    QTest::newRow("a namespace that was not joined") << QByteArray("42/other,[\"a\"]");
    QTest::newRow("the same namespace again") << QByteArray("40/mqtt,{}");
    QTest::newRow("binary out of nowhere") << QByteArray("bAAAA");
}

void TestSocketIo::brokenPacketsClose()
{
    QFETCH(QByteArray, packet);
    GatewayBench bench;
    const Poller client = joined(bench);
    net::LoopbackWire &get = client.hold();
    client.post(packet);
    QByteArray bytes = get.takeReceived();
    QCOMPARE(GatewayBench::takeReply(bytes).body, QByteArray("1"));
    QCOMPARE(bench.ask("GET", client.target()).json().value(u"code").toInt(), 1);
}

void TestSocketIo::limits()
{
    GatewayBench bench(auth::Profile::Branch, true, {},
                       [](gateway::GatewaySettings &settings) { settings.socketIo.maxClients = 2; });
    const Poller first(bench);
    const Poller second(bench);
    const Reply third = bench.ask("GET", polling);
    QCOMPARE(third.status, 503);
    QVERIFY(third.headers.contains("retry-after"));
    QCOMPARE(Socket(bench, "/socket.io/?EIO=4&transport=websocket").reply.status, 503);
    first.post("1");
    QCOMPARE(bench.ask("GET", polling).status, 200);
}

void TestSocketIo::stopsWithoutWaiting()
{
    GatewayBench bench;
    const Poller client = joined(bench);
    net::LoopbackWire &get = client.hold();
    bool isQuiet = false;
    bench.gateway->stopAccepting([&isQuiet] { isQuiet = true; });
    bench.settle();
    QVERIFY(isQuiet);
    QByteArray bytes = get.takeReceived();
    QCOMPARE(GatewayBench::takeReply(bytes).body, QByteArray("1"));
}

#endif
QTEST_GUILESS_MAIN(TestSocketIo)
#include "tst_socketio.moc"
