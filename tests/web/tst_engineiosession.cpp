// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/engineiosession.h"
#include "web/websocketreader.h"
#include <QtTest>

using namespace std::chrono_literals;
using web::EngineAction;
using web::EngineActions;
using web::EngineSession;

namespace {

QByteArray payloadOf(const base::Bytes &frame)
{
    const auto header = web::decodeFrameHeader(frame.view(), {}, web::FrameSource::Server);
    const QByteArray payload = frame.toByteArray().mid((*header)->headerSize);
    return (*header)->opcode == web::Opcode::Binary ? "hex:" + payload.toHex() : payload;
}

/// A session and the little language of the rows below. "^" stands for the separator 0x1e.
class Stage
{
public:
    Stage(EngineSession::Transport transport, const EngineSession::Options &options)
        : m_session("sid", transport, options, 0s)
    {
    }
    QByteArray play(const QByteArray &script)
    {
        const QByteArrayList lines = script.split('\n');
        for (const QByteArray &line : lines) {
            const QByteArray argument = line.mid(line.indexOf(' ') + 1).replace('^', '\x1e');
            act(line.split(' ').first(), line.contains(' ') ? argument : QByteArray());
            tell();
        }
        return m_told.join(' ');
    }

private:
    void act(const QByteArray &command, const QByteArray &argument)
    {
        const base::Bytes bytes = base::Bytes::copyOf(argument);
        if (command == "get")
            answer(m_session.poll(m_out) ? QByteArray() : "refused");
        else if (command == "gone")
            m_session.pollGone(m_out);
        else if (command == "post")
            answer(m_session.post(bytes, m_now, m_out) ? "ok" : "refused");
        else if (command == "socket")
            answer(m_session.probeOpened(m_now) ? QByteArray() : "refused");
        else if (command == "probe")
            m_session.probeMessage(bytes, false, m_out);
        else if (command == "probebin")
            m_session.probeMessage(bytes, true, m_out);
        else if (command == "probeclosed")
            m_session.probeClosed();
        else if (command == "ws")
            m_session.socketMessage(bytes, false, m_now, m_out);
        else if (command == "wsbin")
            m_session.socketMessage(base::Bytes::copyOf(QByteArray::fromHex(argument)), true, m_now, m_out);
        else if (command == "wsclosed")
            m_session.socketClosed(m_out);
        else
            actOurSide(command, argument);
    }
    void actOurSide(const QByteArray &command, const QByteArray &argument)
    {
        if (command == "send") {
            m_session.send(web::engineText(web::EnginePacketType::Message, argument), m_out);
        } else if (command == "set") {
            const web::EngineMessage both[] = {web::engineText(web::EnginePacketType::Message, argument),
                                               web::engineBinary("\x01\x02")};
            m_session.send(both, m_out);
        } else if (command == "close") {
            m_session.close(m_out, QLatin1StringView("test"));
        } else if (command == "wait") {
            for (int i = 0; i < argument.toInt(); ++i) {
                m_now += 1s;
                m_session.tick(m_now, m_out);
            }
        } else {
            qFatal("unknown command %s", command.constData());
        }
    }
    void answer(const QByteArray &what) { m_answer = what; }
    void tell()
    {
        for (const EngineAction &action : m_out)
            m_told << word(action);
        m_out.clear();
        if (!m_answer.isEmpty())
            m_told << std::exchange(m_answer, {});
    }
    static QByteArray word(const EngineAction &action)
    {
        switch (action.kind) {
        case EngineAction::Kind::AnswerPoll:
            return "got(" + action.bytes.toByteArray().replace('\x1e', '^') + ")";
        case EngineAction::Kind::Send:
            return "ws(" + payloadOf(action.bytes) + ")";
        case EngineAction::Kind::SendProbe:
            return "probe(" + payloadOf(action.bytes) + ")";
        case EngineAction::Kind::Promote:
            return "promoted";
        case EngineAction::Kind::Close:
            return "wsclosed";
        case EngineAction::Kind::CloseProbe:
            return "probeclosed";
        case EngineAction::Kind::Deliver:
            return action.isBinary ? "bin(" + action.bytes.toByteArray().toHex() + ")"
                                   : "msg(" + action.bytes.toByteArray() + ")";
        case EngineAction::Kind::Ended:
            break;
        }
        return "end";
    }

    EngineSession m_session;
    EngineActions m_out;
    base::Monotonic m_now = 0s;
    QByteArray m_answer;
    QByteArrayList m_told;
};

} // namespace

class TestEngineSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opens();
    void polling_data();
    void polling();
    void webSocket_data();
    void webSocket();
    void answersAreOfReasonableSize();
    void aClientThatFetchesTooSlowlyEnds();
};

void TestEngineSession::opens()
{
    const EngineSession polling("a-b_C", EngineSession::Transport::Polling, {}, 0s);
    QCOMPARE(polling.openPacket().piece.toByteArray(),
             QByteArray(R"(0{"sid":"a-b_C","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,)"
                        R"("maxPayload":1000000})"));
    const EngineSession socket("x", EngineSession::Transport::WebSocket, {}, 0s);
    QVERIFY(payloadOf(socket.openPacket().frame).contains(R"("upgrades":[])"));
}

void TestEngineSession::polling_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, QByteArrayList script, const char *expected) {
        QTest::newRow(name) << script.join('\n') << QByteArray(expected);
    };
    row("S4-34 a GET waits until there is something", {"get", "send a"}, "got(4a)");
    row("S4-34 a GET gets all that waits, joined by 0x1e", {"send a", "send b", "get"}, "got(4a^4b)");
    row("S4-34 a message comes once", {"send a", "get", "get", "send b"}, "got(4a) got(4b)");
    row("S4-34 a POST is a message", {"post 4hello"}, "msg(hello) ok");
    row("S4-34 a POST may hold several packets", {"post 4a^4b^4c"}, "msg(a) msg(b) msg(c) ok");
    row("S4-34 an empty message is a message", {"post 4"}, "msg() ok");
    row("S4-34 binary comes as b and base64", {"post bAQIDBA=="}, "bin(01020304) ok");
    row("S4-34 text and binary in one POST", {"post 4a^bAQID^4c"}, "msg(a) bin(010203) msg(c) ok");
    row("S4-34 binary goes as b and base64", {"set t", "get"}, "got(4t^bAQI=)");
    row("S4-34 Unicode passes", {"post 4\xe2\x82\xac", "send \xe2\x82\xac", "get"},
        "msg(\xe2\x82\xac) ok got(4\xe2\x82\xac)");

    row("S4-34 a second GET is refused, the first answered, the session over", {"get", "get", "get"},
        "got(1) end refused refused");
    row("S4-34 a GET that goes away ends the session", {"get", "gone", "get", "post 4a"}, "end refused refused");
    row("S4-34 a GET that was answered may go away", {"get", "send a", "gone", "send b", "get"}, "got(4a) got(4b)");
    row("S4-34 a payload that is no packet ends the session", {"post abc", "get"}, "end refused refused");
    row("S4-34 and the GET that waits is told", {"get", "post abc"}, "got(1) end refused");
    row("S4-34 an empty POST ends the session", {"post "}, "end refused");
    row("S4-34 an empty packet between others ends the session", {"post 4a^^4b"}, "end refused");
    row("S4-34 bad base64 ends the session", {"post b&&&&"}, "end refused");
    row("S4-34 bad UTF-8 ends the session", {"post 4\xff"}, "end refused");
    row("S4-34 what came before the bad packet still counts", {"post 4a^2"}, "msg(a) end refused");

    row("S4-34 the client closes: its GET gets a noop", {"get", "post 1", "get"}, "got(6) end ok refused");
    row("S4-34 what follows a close is not read", {"post 4a^1^4b"}, "msg(a) end ok");
    row("S4-34 we close: the GET is told", {"get", "close", "post 4a"}, "got(1) end refused");
    row("S4-34 nothing is sent after the end", {"close", "send a", "close", "wait 99"}, "end");

    row("S4-34 the server pings each 25 s", {"get", "wait 24", "wait 1", "get"}, "got(2)");
    row("S4-34 a pong starts the interval anew", {"wait 30", "get", "post 3", "get", "wait 24", "wait 1"},
        "got(2) ok got(2)");
    row("S4-34 no pong within 20 s ends the session", {"get", "wait 25", "get", "wait 19", "wait 1", "get"},
        "got(2) got(1) end refused");
    row("S4-34 messages are no pong", {"get", "wait 25", "post 4a", "wait 20"}, "got(2) msg(a) ok end");
    row("S4-34 a pong that nobody asked for does no harm", {"post 3", "wait 24", "get", "wait 1"}, "ok got(2)");
    row("S4-34 a client does not ping (protocol 4)", {"post 2", "get"}, "end refused refused");
    row("S4-34 a client does not open", {"post 0{}"}, "end refused");
    row("S4-34 a client does not upgrade by POST", {"post 5"}, "end refused");
    row("S4-34 a noop is nothing", {"post 6"}, "ok");

    row("S4-34 upgrade: the GET that waits is let go with a noop",
        {"get", "socket", "probe 2probe", "probe 5", "ws 4a"}, "probe(3probe) got(6) promoted msg(a)");
    row("S4-34 upgrade: so is a GET that arrives after the probe", {"socket", "probe 2probe", "get", "probe 5"},
        "probe(3probe) got(6) promoted");
    row("S4-34 upgrade: what is sent meanwhile waits for the 5",
        {"socket", "probe 2probe", "send a", "send b", "probe 5"}, "probe(3probe) promoted ws(4a) ws(4b)");
    row("S4-34 upgrade: or goes with the last GET", {"socket", "probe 2probe", "send a", "get", "probe 5", "send b"},
        "probe(3probe) got(4a) promoted ws(4b)");
    row("S4-34 upgrade: before the probe is answered a GET just waits", {"get", "socket", "send a"}, "got(4a)");
    row("S4-34 upgrade: a GET on its way when the 5 comes is let go", {"socket", "probe 2probe", "get", "probe 5"},
        "probe(3probe) got(6) promoted");
    row("S4-34 upgrade: later GET and POST are refused, the session lives",
        {"socket", "probe 2probe", "probe 5", "get", "post 4a", "send b"},
        "probe(3probe) promoted refused refused ws(4b)");
    row("S4-34 upgrade: a second WebSocket is closed", {"socket", "socket", "probe 2probe"}, "refused probe(3probe)");
    row("S4-34 upgrade: so is one after the upgrade", {"socket", "probe 2probe", "probe 5", "socket", "send a"},
        "probe(3probe) promoted refused ws(4a)");
    row("S4-34 upgrade: a probe that says something else is closed, polling lives",
        {"socket", "probe 4a", "send b", "get", "socket", "probe 2probe"}, "probeclosed got(4b) probe(3probe)");
    row("S4-34 upgrade: 5 without a probe is no upgrade", {"socket", "probe 5", "post 4a"}, "probeclosed msg(a) ok");
    row("S4-34 upgrade: binary is no probe", {"socket", "probebin 2probe"}, "probeclosed");
    row("S4-34 upgrade: it may take 10 s", {"socket", "probe 2probe", "wait 9", "wait 1", "send a", "get"},
        "probe(3probe) probeclosed got(4a)");
    row("S4-34 upgrade: the WebSocket breaks, polling lives",
        {"socket", "probe 2probe", "probeclosed", "get", "send a"}, "probe(3probe) got(4a)");
    row("S4-34 upgrade: the end closes the probe too", {"socket", "close"}, "probeclosed end");
    row("S4-34 upgrade: pings go on", {"socket", "probe 2probe", "probe 5", "wait 25", "ws 3", "wait 24", "wait 1"},
        "probe(3probe) promoted ws(2) ws(2)");
}

void TestEngineSession::polling()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, expected);
    QCOMPARE(Stage(EngineSession::Transport::Polling, {}).play(script), expected);
}

void TestEngineSession::webSocket_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, QByteArrayList script, const char *expected) {
        QTest::newRow(name) << script.join('\n') << QByteArray(expected);
    };
    row("S4-34 messages both ways", {"ws 4a", "send b"}, "msg(a) ws(4b)");
    row("S4-34 binary both ways", {"wsbin 0102", "set t"}, "bin(0102) ws(4t) ws(hex:0102)");
    row("S4-34 GET and POST are refused", {"get", "post 4a", "ws 4b"}, "refused refused msg(b)");
    row("S4-34 another WebSocket is closed", {"socket"}, "refused");
    row("S4-34 pings, and the pong", {"wait 25", "ws 3", "wait 25"}, "ws(2) ws(2)");
    row("S4-34 no pong closes", {"wait 25", "wait 20"}, "ws(2) wsclosed end");
    row("S4-34 a ping of the client closes", {"ws 2"}, "wsclosed end");
    row("S4-34 a packet that is none closes", {"ws abc", "send a"}, "wsclosed end");
    row("S4-34 an empty frame closes", {"ws "}, "wsclosed end");
    row("S4-34 the client says goodbye", {"ws 1"}, "wsclosed end");
    row("S4-34 the client goes", {"wsclosed", "send a", "ws 4a"}, "end");
    row("S4-34 we close", {"close"}, "wsclosed end");
}

void TestEngineSession::webSocket()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, expected);
    QCOMPARE(Stage(EngineSession::Transport::WebSocket, {}).play(script), expected);
}

void TestEngineSession::answersAreOfReasonableSize()
{
    EngineSession::Options options;
    options.maxQueued = 10'000'000;
    EngineSession session("s", EngineSession::Transport::Polling, options, 0s);
    EngineActions out;
    const web::EngineMessage message = web::engineText(web::EnginePacketType::Message, QByteArray(400'000, 'x'));
    for (int i = 0; i < 5; ++i)
        session.send(message, out);
    QList<qsizetype> sizes;
    for (int i = 0; i < 3; ++i) {
        QVERIFY(session.poll(out));
        sizes << out.back().bytes.size();
    }
    QCOMPARE(sizes, (QList<qsizetype>{800'003, 800'003, 400'001}));
    QCOMPARE(session.queuedBytes(), 0);
}

void TestEngineSession::aClientThatFetchesTooSlowlyEnds()
{
    EngineSession::Options options;
    options.maxQueued = 1'000;
    EngineSession session("s", EngineSession::Transport::Polling, options, 0s);
    EngineActions out;
    const web::EngineMessage message = web::engineText(web::EnginePacketType::Message, QByteArray(400, 'x'));
    session.send(message, out);
    session.send(message, out);
    QVERIFY(!session.hasEnded());
    session.send(message, out);
    QVERIFY(session.hasEnded());
    QCOMPARE(session.queuedBytes(), 0);
}

QTEST_APPLESS_MAIN(TestEngineSession)
#include "tst_engineiosession.moc"
