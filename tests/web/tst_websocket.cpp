// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/verify.h"
#include "web/utf8checker.h"
#include "web/websocket.h"
#include "web/websocketreader.h"
#include "web/websocketunframer.h"
#include <QtTest>

using web::Opcode;
using Code = base::ErrorCode;

namespace {

constexpr std::array<char, 4> mask{'\x37', '\xfa', '\x21', '\x3d'};

QByteArray masked(Opcode opcode, const QByteArray &payload, bool final = true)
{
    QByteArray frame = web::encodeMaskedFrame(opcode, payload, mask).toByteArray();
    if (!final)
        frame[0] = static_cast<char>(frame[0] & 0x7F);
    return frame;
}

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

/// What a reader says to `wire` in pieces of `chunk` bytes: "T:text", "B:hex", "C:1000:reason", "P:", "O:",
/// "error:1002".
QByteArrayList readAll(QByteArray wire, qsizetype chunk, const web::WebSocketLimits &limits)
{
    web::WebSocketReader reader(limits);
    QByteArrayList said;
    QByteArray rest;
    while (!wire.isEmpty()) {
        rest.append(wire.first(qMin(chunk, wire.size())));
        wire.remove(0, chunk);
        base::Bytes input = base::Bytes::copyOf(rest);
        while (true) {
            const auto next = reader.next(input);
            if (!next)
                return said << "error:" + QByteArray::number(web::closeCodeFor(next.error()));
            if (!*next)
                break;
            const QByteArray payload = (*next)->payload.toByteArray();
            switch ((*next)->opcode) {
            case Opcode::Text:
                said << "T:" + payload;
                break;
            case Opcode::Binary:
                said << "B:" + payload.toHex();
                break;
            case Opcode::Ping:
                said << "P:" + payload;
                break;
            case Opcode::Pong:
                said << "O:" + payload;
                break;
            default:
                said << "C:" + QByteArray::number((*next)->closeCode) + ':' + payload;
            }
        }
        rest = input.toByteArray();
    }
    return said;
}

} // namespace

class WebSocketTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void conversations_data();
    void conversations();
    void utf8_data();
    void utf8();
    void header();
    void encoding_data();
    void encoding();
    void closeFrames();
    void unmaskingFromAnyPhase();
    void unframer_data();
    void unframer();
};

void WebSocketTest::conversations_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArrayList>("said");

    const QByteArray hello = masked(Opcode::Text, "Hello");
    QTest::addRow("RFC 6455 5.7 a masked text frame") << hex("818537fa213d7f9f4d5158") << QByteArrayList{"T:Hello"};
    QTest::addRow("two frames behind one another")
        << QByteArray(hello + masked(Opcode::Binary, hex("00ff"))) << QByteArrayList{"T:Hello", "B:00ff"};
    QTest::addRow("RFC 6455 5.7 a fragmented message with a ping between its fragments")
        << QByteArray(masked(Opcode::Text, "Hel", false) + masked(Opcode::Ping, "p") +
                      masked(Opcode::Continuation, "lo"))
        << QByteArrayList{"P:p", "T:Hello"};
    QTest::addRow("an empty message") << masked(Opcode::Text, "") << QByteArrayList{"T:"};
    QTest::addRow("a message of empty fragments")
        << QByteArray(masked(Opcode::Binary, "", false) + masked(Opcode::Continuation, "", false) +
                      masked(Opcode::Continuation, ""))
        << QByteArrayList{"B:"};
    QTest::addRow("an unsolicited pong is allowed") << masked(Opcode::Pong, "x") << QByteArrayList{"O:x"};
    QTest::addRow("16-bit length") << masked(Opcode::Text, QByteArray(300, 'a'))
                                   << QByteArrayList{QByteArray("T:" + QByteArray(300, 'a'))};
    QTest::addRow("close with code and reason")
        << masked(Opcode::Close, hex("03e8") + "bye") << QByteArrayList{"C:1000:bye"};
    QTest::addRow("close without a code") << masked(Opcode::Close, "") << QByteArrayList{"C:1005:"};
    QTest::addRow("a private close code") << masked(Opcode::Close, hex("0fa0")) << QByteArrayList{"C:4000:"};
    QTest::addRow("a character split between fragments is valid")
        << QByteArray(masked(Opcode::Text, "\xc3", false) + masked(Opcode::Continuation, "\xb1"))
        << QByteArrayList{"T:\xc3\xb1"};

    QTest::addRow("5.1 an unmasked frame of a client is refused")
        << hex("810548656c6c6f") << QByteArrayList{"error:1002"};
    QTest::addRow("5.2 a reserved bit is refused") << hex("c18537fa213d7f9f4d5158") << QByteArrayList{"error:1002"};
    QTest::addRow("5.2 unknown opcode 3 is refused") << hex("838037fa213d") << QByteArrayList{"error:1002"};
    QTest::addRow("5.2 unknown opcode 11 is refused") << hex("8b8037fa213d") << QByteArrayList{"error:1002"};
    QTest::addRow("5.2 a length not in its shortest form is refused")
        << hex("81fe000537fa213d") << QByteArrayList{"error:1002"};
    QTest::addRow("5.5 a fragmented ping is refused")
        << masked(Opcode::Ping, "p", false) << QByteArrayList{"error:1002"};
    QTest::addRow("5.5 a ping of 126 bytes is refused")
        << masked(Opcode::Ping, QByteArray(126, 'p')) << QByteArrayList{"error:1002"};
    QTest::addRow("5.4 a continuation of nothing is refused")
        << masked(Opcode::Continuation, "x") << QByteArrayList{"error:1002"};
    QTest::addRow("5.4 a new message inside a fragmented one is refused")
        << QByteArray(masked(Opcode::Text, "a", false) + masked(Opcode::Text, "b")) << QByteArrayList{"error:1002"};
    QTest::addRow("5.5.1 half a close code is refused") << masked(Opcode::Close, "x") << QByteArrayList{"error:1002"};
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 2999, 5000}) {
        const QByteArray two{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
        QTest::addRow("7.4 close code %d may not be sent", code)
            << masked(Opcode::Close, QByteArray(two.constData(), 2)) << QByteArrayList{"error:1002"};
    }
    QTest::addRow("8.1 text that is not UTF-8 is refused")
        << masked(Opcode::Text, "\xff") << QByteArrayList{"error:1007"};
    QTest::addRow("8.1 text that ends inside a character is refused")
        << masked(Opcode::Text, "a\xc3") << QByteArrayList{"error:1007"};
    QTest::addRow("8.1 a close reason that is not UTF-8 is refused")
        << masked(Opcode::Close, hex("03e8ff")) << QByteArrayList{"error:1007"};
    QTest::addRow("a frame beyond the limit is refused from its header")
        << hex("82fe0401") + QByteArray("abcd") << QByteArrayList{"error:1009"};
    QTest::addRow("a length with the top bit is refused")
        << hex("82ff8000000000000000") + QByteArray("abcd") << QByteArrayList{"error:1009"};
    QTest::addRow("a message beyond the limit in legal fragments is refused")
        << QByteArray(masked(Opcode::Binary, QByteArray(1000, 'a'), false) +
                      masked(Opcode::Continuation, QByteArray(1000, 'a'), false) +
                      masked(Opcode::Continuation, QByteArray(1000, 'a')))
        << QByteArrayList{"error:1009"};
}

void WebSocketTest::conversations()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArrayList, said);
    const web::WebSocketLimits limits{1024, 2048};
    for (const qsizetype chunk : {wire.size(), qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(7)})
        QCOMPARE(readAll(wire, chunk, limits), said);
}

void WebSocketTest::utf8_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::addRow("one, two, three and four bytes") << QByteArray("a\xc3\xb1\xe2\x82\xac\xf0\x9f\x98\x80") << true;
    QTest::addRow("NUL is a character") << QByteArray("a\0b", 3) << true;
    QTest::addRow("U+10FFFF is the last") << QByteArray("\xf4\x8f\xbf\xbf") << true;
    QTest::addRow("U+110000 is none") << QByteArray("\xf4\x90\x80\x80") << false;
    QTest::addRow("surrogate") << QByteArray("\xed\xa0\x80") << false;
    QTest::addRow("the last before the surrogates") << QByteArray("\xed\x9f\xbf") << true;
    QTest::addRow("overlong slash") << QByteArray("\xc0\xaf") << false;
    QTest::addRow("overlong in three bytes") << QByteArray("\xe0\x80\xaf") << false;
    QTest::addRow("overlong in four bytes") << QByteArray("\xf0\x8f\xbf\xbf") << false;
    QTest::addRow("stray continuation") << QByteArray("a\x80") << false;
    QTest::addRow("character cut short by another") << QByteArray("\xe2\x82"
                                                                  "a")
                                                    << false;
    QTest::addRow("character cut short by the end") << QByteArray("\xe2\x82") << false;
    QTest::addRow("0xFF") << QByteArray("\xff") << false;
}

void WebSocketTest::utf8()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    for (qsizetype split = 0; split <= text.size(); ++split) {
        web::Utf8Checker checker;
        const bool fed = checker.feed(text.first(split)) && checker.feed(text.sliced(split));
        QCOMPARE(fed && checker.complete(), valid);
    }
}

void WebSocketTest::header()
{
    const QByteArray frame = masked(Opcode::Binary, QByteArray(70'000, 'x'));
    for (qsizetype n = 0; n < 14; ++n) {
        const auto header = web::decodeFrameHeader(frame.first(n), {});
        QVERIFY_OK(header);
        QVERIFY(!*header);
    }
    const auto header = web::decodeFrameHeader(frame.first(14), {});
    QVERIFY_OK(header);
    QCOMPARE((*header)->frameSize(), frame.size());
    // The other side: a server's frames must not be masked.
    QVERIFY(web::decodeFrameHeader(web::encodeFrame(Opcode::Text, "x").view(), {}, web::FrameSource::Server).ok());
    QCOMPARE(web::decodeFrameHeader(frame, {}, web::FrameSource::Server).error().code(), Code::Malformed);

    web::WebSocketReader reader;
    base::Bytes input = base::Bytes::copyOf(frame.first(100));
    const auto next = reader.next(input);
    QVERIFY_OK(next);
    QVERIFY(!*next);
    QCOMPARE(reader.expected(), frame.size());
    QCOMPARE(input.size(), 100);
}

void WebSocketTest::encoding_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("head");
    QTest::addRow("empty") << 0 << hex("8200");
    QTest::addRow("125 in one byte") << 125 << hex("827d");
    QTest::addRow("126 in two bytes") << 126 << hex("827e007e");
    QTest::addRow("65535 in two bytes") << 65'535 << hex("827effff");
    QTest::addRow("65536 in eight bytes") << 65'536 << hex("827f0000000000010000");
}

void WebSocketTest::encoding()
{
    QFETCH(int, size);
    QFETCH(QByteArray, head);
    const QByteArray payload(size, 'x');
    QCOMPARE(web::encodeFrameHead(Opcode::Binary, size), head);
    QCOMPARE(web::encodeFrame(Opcode::Binary, payload).toByteArray(), QByteArray(head + payload));
}

void WebSocketTest::closeFrames()
{
    QCOMPARE(web::encodeClose(1000, "bye").toByteArray(), QByteArray(hex("880503e8") + "bye"));
    QCOMPARE(web::encodeClose(web::closecode::NoStatus).toByteArray(), hex("8800"));
    // 123 bytes fit; the cut may not fall inside a character.
    const QByteArray reason = QByteArray(122, 'a') + "\xc3\xb1";
    QCOMPARE(web::encodeClose(1000, reason).size(), 2 + 2 + 122);
    QVERIFY(web::isWireCloseCode(1000) && web::isWireCloseCode(4999) && !web::isWireCloseCode(1005));
}

void WebSocketTest::unmaskingFromAnyPhase()
{
    QByteArray plain(64, Qt::Uninitialized);
    for (int i = 0; i < 64; ++i)
        plain[i] = static_cast<char>(i * 7);
    QByteArray wire(64, Qt::Uninitialized);
    web::unmask(wire.data(), plain.constData(), 64, mask);
    for (qsizetype split = 0; split <= 64; ++split) {
        QByteArray back = wire;
        web::unmask(back.data(), back.constData(), split, mask);
        web::unmask(back.data() + split, back.constData() + split, 64 - split, mask, split);
        QCOMPARE(back, plain);
    }
}

void WebSocketTest::unframer_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("controls"); ///< opcode numbers
    QTest::addColumn<int>("closeCode");       ///< 0: no error

    QTest::addRow("MQTT-6.0.0-2 packets over frame borders are one stream")
        << QByteArray(masked(Opcode::Binary, "abc") + masked(Opcode::Binary, "") + masked(Opcode::Binary, "def"))
        << QByteArray("abcdef") << QByteArray() << 0;
    QTest::addRow("fragments with a ping and a pong between")
        << QByteArray(masked(Opcode::Binary, "ab", false) + masked(Opcode::Ping, "1") + masked(Opcode::Pong, "2") +
                      masked(Opcode::Continuation, "cd"))
        << QByteArray("abcd") << QByteArray("9a") << 0;
    QTest::addRow("a long frame") << masked(Opcode::Binary, QByteArray(1000, 'z')) << QByteArray(1000, 'z')
                                  << QByteArray() << 0;
    QTest::addRow("nothing counts after a close")
        << QByteArray(masked(Opcode::Binary, "ab") + masked(Opcode::Close, hex("03e8")) + masked(Opcode::Binary, "cd"))
        << QByteArray("ab") << QByteArray("8") << 0;
    QTest::addRow("MQTT-6.0.0-1 text is refused") << masked(Opcode::Text, "ab") << QByteArray() << QByteArray() << 1003;
    QTest::addRow("a continuation of nothing")
        << masked(Opcode::Continuation, "ab") << QByteArray() << QByteArray() << 1002;
    QTest::addRow("a new message inside a fragmented one")
        << QByteArray(masked(Opcode::Binary, "ab", false) + masked(Opcode::Binary, "cd")) << QByteArray("ab")
        << QByteArray() << 1002;
    QTest::addRow("beyond the limit") << masked(Opcode::Binary, QByteArray(1025, 'z')) << QByteArray() << QByteArray()
                                      << 1009;
    QTest::addRow("unmasked") << hex("82026162") << QByteArray() << QByteArray() << 1002;
    QTest::addRow("a bad close") << masked(Opcode::Close, "x") << QByteArray() << QByteArray() << 1002;
}

void WebSocketTest::unframer()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, controls);
    QFETCH(int, closeCode);
    for (const qsizetype chunk : {wire.size(), qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(5)}) {
        web::WebSocketUnframer unframer({1024, 1024});
        QByteArray out;
        QByteArray seen;
        int code = 0;
        for (qsizetype at = 0; at < wire.size() && code == 0; at += chunk) {
            QByteArray piece = wire.mid(at, chunk);
            const auto outcome = unframer.unframe(piece.data(), piece.size());
            if (!outcome) {
                code = web::closeCodeFor(outcome.error());
                break;
            }
            out.append(piece.first(outcome->size));
            for (const web::WebSocketMessage &message : outcome->controls)
                seen.append(QByteArray::number(static_cast<int>(message.opcode), 16));
        }
        QCOMPARE(code, closeCode);
        QCOMPARE(seen, controls);
        if (code == 0)
            QCOMPARE(out, payload);
    }
}

QTEST_APPLESS_MAIN(WebSocketTest)
#include "tst_websocket.moc"
