// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/socketiosession.h"
#include <QtTest>

using namespace std::chrono_literals;
using web::SocketNotice;
using web::SocketSession;

namespace {

/// The rows' language: "text" is a message; "hex:0102" a binary one; "accept /mqtt", "refuse /x no", "leave /mqtt" are
/// ours. What is said: notices and our own packets; "broken" at the end of all.
class Stage
{
public:
    QByteArray play(const QByteArrayList &script)
    {
        for (const QByteArray &line : script) {
            if (!act(line))
                return (m_told << "broken").join(' ');
            for (const SocketNotice &notice : std::exchange(m_out, {}))
                m_told << word(notice);
        }
        return m_told.join(' ');
    }

private:
    bool act(const QByteArray &line)
    {
        const QByteArrayList words = line.split(' ');
        if (words.first() == "accept")
            say(m_session.accept(words.value(1), "abc"));
        else if (words.first() == "refuse")
            say(m_session.refuse(words.value(1), words.value(2)));
        else if (words.first() == "leave")
            say(m_session.leave(words.value(1)));
        else if (line.startsWith("hex:"))
            return m_session.receive(base::Bytes::copyOf(QByteArray::fromHex(line.mid(4))), true, m_out);
        else
            return m_session.receive(base::Bytes::copyOf(line), false, m_out);
        return true;
    }
    void say(const web::EngineMessage &message) { m_told << "said(" + message.piece.toByteArray() + ")"; }
    static QByteArray word(const SocketNotice &notice)
    {
        static constexpr const char *kinds[] = {"connect", "event", "ack", "left"};
        QByteArray text = kinds[static_cast<int>(notice.kind)] + (":" + notice.nsp);
        if (!notice.event.isEmpty())
            text += ":" + notice.event;
        if (notice.id)
            text += "#" + QByteArray::number(*notice.id);
        for (const QByteArray &argument : notice.arguments)
            text += "|" + argument;
        for (const base::Bytes &attachment : notice.attachments)
            text += "~" + attachment.toByteArray().toHex();
        return text;
    }

    SocketSession m_session{SocketSession::Options{}, 0s};
    std::vector<SocketNotice> m_out;
    QByteArrayList m_told;
};

const QByteArrayList joined{"0/mqtt,", "accept /mqtt"};
const QByteArray joinedSaid = R"(connect:/mqtt said(40/mqtt,{"sid":"abc"}))";

} // namespace

class TestSocketSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connects_data();
    void connects();
    void joined_data();
    void joined();
    void encodes();
    void reservedNames();
    void joinsInTime();
    void attachmentsAreLimited();
};

void TestSocketSession::connects_data()
{
    QTest::addColumn<QByteArrayList>("script");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, QByteArrayList script, const char *expected) {
        QTest::newRow(name) << script << QByteArray(expected);
    };
    row("S4-34 the default namespace", {"0", "accept /"}, R"(connect:/ said(40{"sid":"abc"}))");
    row("S4-34 the namespace /mqtt with a comma", {"0/mqtt,"}, "connect:/mqtt");
    row("S4-34 and without", {"0/mqtt"}, "connect:/mqtt");
    row("S4-34 with what it says of itself", {R"(0/mqtt,{"token":"t"})"}, R"(connect:/mqtt|{"token":"t"})");
    row("S4-34 in the default namespace too", {R"(0{"token":"t"})"}, R"(connect:/|{"token":"t"})");
    row("S4-34 a namespace's query is cut off", {R"(0/mqtt?token=abc,{"a":1})"}, R"(connect:/mqtt|{"a":1})");
    row("S4-34 an unknown namespace is refused by name", {"0/none,", "refuse /none Invalid-namespace"},
        R"(connect:/none said(44/none,{"message":"Invalid-namespace"}))");
    row("S4-34 what is refused may be tried again", {"0/mqtt,", "refuse /mqtt no", "0/mqtt,"},
        R"(connect:/mqtt said(44/mqtt,{"message":"no"}) connect:/mqtt)");
    row("S4-34 several namespaces on one connection", {"0", "accept /", "0/mqtt,", "accept /mqtt", R"(2["a"])"},
        R"(connect:/ said(40{"sid":"abc"}) connect:/mqtt said(40/mqtt,{"sid":"abc"}) event:/:a)");
    row("S4-34 the same namespace twice is broken", {"0/mqtt,", "accept /mqtt", "0/mqtt,"},
        R"(connect:/mqtt said(40/mqtt,{"sid":"abc"}) broken)");
    row("S4-34 at most eight namespaces", {"0/1", "0/2", "0/3", "0/4", "0/5", "0/6", "0/7", "0/8", "0/9"},
        "connect:/1 connect:/2 connect:/3 connect:/4 connect:/5 connect:/6 connect:/7 connect:/8 broken");
    row("S4-34 an event before the namespace is joined is broken", {R"(2["a"])"}, "broken");
    row("S4-34 and before it is accepted", {"0/mqtt,", R"(2/mqtt,["a"])"}, "connect:/mqtt broken");
    row("S4-34 a namespace that was refused hears nothing", {"0/mqtt,", "refuse /mqtt no", R"(2/mqtt,["a"])"},
        R"(connect:/mqtt said(44/mqtt,{"message":"no"}) broken)");
    row("S4-34 what it says of itself is an object", {R"(0/mqtt,["t"])"}, "broken");
    row("S4-34 whole JSON", {R"(0/mqtt,{"t":)"}, "broken");
    row("S4-34 and nothing after it", {R"(0/mqtt,{}x)"}, "broken");
    row("S4-34 a number is no object", {R"(0/mqtt,1)"}, "broken");
    row("S4-34 binary comes behind its packet alone", {"hex:0102"}, "broken");
    row("S4-34 a packet has a type", {"abc"}, "broken");
    row("S4-34 not any", {"7"}, "broken");
    row("S4-34 an empty message is none", {""}, "broken");
}

void TestSocketSession::connects()
{
    QFETCH(QByteArrayList, script);
    QFETCH(QByteArray, expected);
    QCOMPARE(Stage().play(script), expected);
}

void TestSocketSession::joined_data()
{
    QTest::addColumn<QByteArrayList>("script");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, QByteArrayList script, const char *expected) {
        QTest::newRow(name) << script << QByteArray(expected);
    };
    row("S4-37 an event", {R"(2/mqtt,["mqtt:publish",{"topic":"a"}])"}, R"(event:/mqtt:mqtt:publish|{"topic":"a"})");
    row("S4-36 an event without arguments", {R"(2/mqtt,["mqtt:status"])"}, "event:/mqtt:mqtt:status");
    row("S4-37 arguments stay as they were written", {R"(2/mqtt,["e", 1.50 ,{"a" :[ ]},null,"x"])"},
        R"(event:/mqtt:e|1.50|{"a" :[ ]}|null|"x")");
    row("S4-37 names may be escaped", {R"(2/mqtt,["a\u0041\n"])"}, "event:/mqtt:aA\n");
    row("S4-37 an acknowledgement is asked for", {R"(2/mqtt,17["e"])"}, "event:/mqtt:e#17");
    row("S4-37 by number 0 too", {R"(2/mqtt,0["e"])"}, "event:/mqtt:e#0");
    row("S4-37 an acknowledgement comes", {R"(3/mqtt,17["ok",{"a":1}])"}, R"(ack:/mqtt#17|"ok"|{"a":1})");
    row("S4-37 an empty one too", {R"(3/mqtt,17[])"}, "ack:/mqtt#17");
    row("S4-37 binary: the attachments follow",
        {R"(52-/mqtt,["e",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])", "hex:0102", "hex:03"},
        R"(event:/mqtt:e|{"_placeholder":true,"num":0}|{"_placeholder":true,"num":1}~0102~03)");
    row("S4-37 binary with an acknowledgement", {R"(51-/mqtt,5["e",{"_placeholder":true,"num":0}])", "hex:ff"},
        R"(event:/mqtt:e#5|{"_placeholder":true,"num":0}~ff)");
    row("S4-37 a binary acknowledgement", {R"(61-/mqtt,5[{"_placeholder":true,"num":0}])", "hex:ff"},
        R"(ack:/mqtt#5|{"_placeholder":true,"num":0}~ff)");
    row("S4-37 a binary packet without attachments is an event", {R"(50-/mqtt,["e"])"}, "event:/mqtt:e");
    row("S4-37 nothing comes between a packet and its attachments", {R"(51-/mqtt,["e"])", R"(2/mqtt,["a"])"}, "broken");
    row("S4-37 the number of attachments is needed", {R"(5/mqtt,["e"])"}, "broken");
    row("S4-37 with its dash", {R"(51/mqtt,["e"])"}, "broken");
    row("S4-37 and may not be great", {R"(533-/mqtt,["e"])"}, "broken");
    row("S4-37 nor huge", {R"(599999999999-/mqtt,["e"])"}, "broken");
    row("S4-37 binary without its packet is broken", {"hex:01"}, "broken");
    row("S4-37 an event is a list", {R"(2/mqtt,{"a":1})"}, "broken");
    row("S4-37 not empty", {R"(2/mqtt,[])"}, "broken");
    row("S4-37 that begins with a name", {R"(2/mqtt,[1])"}, "broken");
    row("S4-37 of whole JSON", {R"(2/mqtt,["a")"}, "broken");
    row("S4-37 and nothing else", {R"(2/mqtt,)"}, "broken");
    row("S4-37 nor anything behind", {R"(2/mqtt,["a"]x)"}, "broken");
    row("S4-37 a reserved name is no event", {R"(2/mqtt,["disconnect"])"}, "broken");
    row("S4-37 JSON is not too deep", {"2/mqtt,[\"a\"," + QByteArray(70, '[') + QByteArray(70, ']') + "]"}, "broken");
    row("S4-37 bad UTF-8 is no JSON", {"2/mqtt,[\"a\xff\"]"}, "broken");
    row("S4-37 an acknowledgement has a number", {R"(3/mqtt,["a"])"}, "broken");
    row("S4-37 of at most 15 digits", {R"(3/mqtt,1234567890123456["a"])"}, "broken");
    row("S4-37 and is a list", {R"(3/mqtt,1{})"}, "broken");
    row("S4-37 only the server refuses", {R"(4/mqtt,{"message":"x"})"}, "broken");
    row("S4-37 another namespace is not joined by this", {R"(2["a"])"}, "broken");
    row("S4-46 the client leaves", {"1/mqtt,", R"(0/mqtt,)"}, "left:/mqtt connect:/mqtt");
    row("S4-46 and says nothing more", {R"(1/mqtt,{})"}, "broken");
    row("S4-46 nor sends any more", {"1/mqtt,", R"(2/mqtt,["a"])"}, "left:/mqtt broken");
    row("S4-46 we send it away", {"leave /mqtt", R"(2/mqtt,["a"])"}, "said(41/mqtt,) broken");
}

void TestSocketSession::joined()
{
    QFETCH(QByteArrayList, script);
    QFETCH(QByteArray, expected);
    QCOMPARE(Stage().play(::joined + script), joinedSaid + " " + expected);
}

void TestSocketSession::encodes()
{
    using Type = web::SocketPacketType;
    const auto piece = [](const web::EngineMessage &message) { return message.piece.toByteArray(); };
    QCOMPARE(piece(web::socketEvent("/mqtt", "mqtt:message", R"({"a":1})")),
             QByteArray(R"(42/mqtt,["mqtt:message",{"a":1}])"));
    QCOMPARE(piece(web::socketEvent("/", "e", {})), QByteArray(R"(42["e"])"));
    QCOMPARE(piece(web::socketAck("/mqtt", 12, R"("x")")), QByteArray(R"(43/mqtt,12["x"])"));
    QCOMPARE(piece(web::socketDisconnected("/")), QByteArray("41"));
    QCOMPARE(piece(web::socketRefused("/", "no")), QByteArray(R"(44{"message":"no"})"));
    const base::Bytes parts[] = {base::Bytes::fromStatic("\x01\x02"), base::Bytes::fromStatic("\xff")};
    const auto set = web::socketBinary(Type::BinaryAck, "/mqtt", 7, R"([{"_placeholder":true,"num":0}])", parts);
    QCOMPARE(set.size(), size_t(3));
    QCOMPARE(piece(set[0]), QByteArray(R"(462-/mqtt,7[{"_placeholder":true,"num":0}])"));
    QCOMPARE(piece(set[1]), QByteArray("bAQI="));
    QCOMPARE(set[2].frame.toByteArray(), QByteArray("\x82\x01\xff"));
}

void TestSocketSession::reservedNames()
{
    for (const char *name :
         {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
        QVERIFY2(web::isReservedEvent(name), name);
    QVERIFY(!web::isReservedEvent("mqtt:status"));
}

void TestSocketSession::joinsInTime()
{
    SocketSession session({}, 10s);
    QVERIFY(session.tick(54s));
    QVERIFY(!session.tick(55s));
    session.accept("/mqtt", "x");
    QVERIFY(session.tick(99s));
    QVERIFY(session.hasJoined("/mqtt"));
    QVERIFY(!session.hasJoined("/"));
}

void TestSocketSession::attachmentsAreLimited()
{
    SocketSession::Options options;
    options.maxAttachedBytes = 10;
    SocketSession session(options, 0s);
    std::vector<SocketNotice> out;
    session.accept("/", "x");
    QVERIFY(session.receive(base::Bytes::fromStatic("52-[\"e\"]"), false, out));
    QVERIFY(session.receive(base::Bytes::fromStatic("12345678"), true, out));
    QVERIFY(!session.receive(base::Bytes::fromStatic("123"), true, out));
    QVERIFY(out.empty());
}

QTEST_APPLESS_MAIN(TestSocketSession)
#include "tst_socketiosession.moc"
