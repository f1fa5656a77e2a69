// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/verify.h"
#include "web/permessagedeflate.h"
#include "web/upgrade.h"
#include "web/websocketreader.h"

using namespace web;

class PerMessageDeflateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accepts_data();
    void accepts();
    void declines_data();
    void declines();
    void inflatesTheStandardsExamples_data();
    void inflatesTheStandardsExamples();
    void givesBackWhatItTook_data();
    void givesBackWhatItTook();
    void leavesSmallMessagesAlone();
    void stopsBombs();
    void refusesWhatIsNoDeflate_data();
    void refusesWhatIsNoDeflate();
    void theReaderInflates();
    void theReaderRefuses_data();
    void theReaderRefuses();
    void answersTheHandshake();
};

void PerMessageDeflateTest::accepts_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("answer");
    const QByteArray plain("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    QTest::newRow("the plainest offer") << QByteArray("permessage-deflate") << plain;
    QTest::newRow("a browser's") << QByteArray("permessage-deflate; client_max_window_bits") << plain;
    QTest::newRow("Python's websockets")
        << QByteArray("permessage-deflate; server_max_window_bits=12; client_max_window_bits=12")
        << plain + "; server_max_window_bits=12";
    QTest::newRow("a quoted value") << QByteArray("Permessage-Deflate;server_max_window_bits=\"10\"")
                                    << plain + "; server_max_window_bits=10";
    QTest::newRow("RFC 7692, 7.1.3: the second offer when the first will not do")
        << QByteArray("permessage-deflate; server_max_window_bits=8, permessage-deflate") << plain;
    QTest::newRow("beside another extension")
        << QByteArray("x-webkit-deflate-frame, permessage-deflate; client_no_context_takeover") << plain;
}

void PerMessageDeflateTest::accepts()
{
    QFETCH(QByteArray, header);
    const auto agreement = acceptDeflate(header);
    QVERIFY(agreement);
    QTEST(deflateAnswer(*agreement), "answer");
}

void PerMessageDeflateTest::declines_data()
{
    QTest::addColumn<QByteArray>("header");
    for (const char *header :
         {"", "foo", "permessage-deflate; foo", "permessage-deflate; server_max_window_bits",
          "permessage-deflate; server_max_window_bits=16", "permessage-deflate; server_max_window_bits=7",
          "permessage-deflate; server_max_window_bits=09", "permessage-deflate; client_max_window_bits=0",
          "permessage-deflate; server_no_context_takeover=1",
          "permessage-deflate; client_max_window_bits; client_max_window_bits", "permessage-deflate;"})
        QTest::addRow("%s", header) << QByteArray(header);
}

void PerMessageDeflateTest::declines()
{
    QFETCH(QByteArray, header);
    QVERIFY(!acceptDeflate(header));
}

/// RFC 7692, 7.2.3
void PerMessageDeflateTest::inflatesTheStandardsExamples_data()
{
    QTest::addColumn<QByteArray>("compressed");
    QTest::newRow("7.2.3.1 one block") << QByteArray::fromHex("f248cdc9c90700");
    QTest::newRow("7.2.3.3 without compression") << QByteArray::fromHex("000500faff48656c6c6f00");
    QTest::newRow("7.2.3.4 BFINAL is set") << QByteArray::fromHex("f348cdc9c9070000");
    QTest::newRow("7.2.3.5 two blocks") << QByteArray::fromHex("f248050000 00ffffcac9c90700");
}

void PerMessageDeflateTest::inflatesTheStandardsExamples()
{
    QFETCH(QByteArray, compressed);
    const auto plain = inflateMessage(compressed, 5);
    QVERIFY_OK(plain);
    QCOMPARE(*plain, QByteArray("Hello"));
}

void PerMessageDeflateTest::givesBackWhatItTook_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("bits");
    const QByteArray event = R"({"type":"entity_event","entity_type":"sensor","event_type":"created","entity_id":123,)"
                             R"("data":{"id":123,"tipo":"temperatura"},"timestamp":"2025-07-20T10:30:00Z"})";
    for (int bits = 9; bits <= 15; ++bits)
        QTest::addRow("an event with a window of %d bits", bits) << event << bits;
    QTest::newRow("more than a window") << event.repeated(1000) << 9;
    QTest::newRow("just a chunk of output") << QByteArray(16 * 1024, 'x') << 15;
    QTest::newRow("just two of them") << QByteArray(32 * 1024, 'x') << 15;
    QTest::newRow("more than a chunk of output") << QByteArray(100'000, 'x') << 15;
}

void PerMessageDeflateTest::givesBackWhatItTook()
{
    QFETCH(QByteArray, payload);
    QFETCH(int, bits);
    const base::Bytes frame = encodeDeflated(Opcode::Text, payload, bits);
    QVERIFY(frame.size() < payload.size());
    const WebSocketLimits limits{1024 * 1024, 1024 * 1024, true};
    WebSocketReader reader(limits, FrameSource::Server);
    base::Bytes input = base::Bytes::copyOf(frame.view());
    const auto message = reader.next(input);
    QVERIFY_OK(message);
    QVERIFY(message->has_value());
    QCOMPARE((*message)->payload.toByteArray(), payload);
}

void PerMessageDeflateTest::leavesSmallMessagesAlone()
{
    QCOMPARE(encodeDeflated(Opcode::Text, "Hello", 15).toByteArray(), encodeFrame(Opcode::Text, "Hello").toByteArray());
    QByteArray noise(256, Qt::Uninitialized);
    for (qsizetype i = 0; i < noise.size(); ++i)
        noise[i] = static_cast<char>(i * 167 % 251); // nothing repeats
    QCOMPARE(encodeDeflated(Opcode::Binary, noise, 15).toByteArray(), encodeFrame(Opcode::Binary, noise).toByteArray());
}

void PerMessageDeflateTest::stopsBombs()
{
    const base::Bytes frame = encodeDeflated(Opcode::Text, QByteArray(10 * 1024 * 1024, 'x'), 15);
    QVERIFY(frame.size() < 20'000);
    const auto plain = inflateMessage(frame.view().sliced(4), 4096);
    QVERIFY(!plain);
    QCOMPARE(plain.error().code(), base::ErrorCode::TooLarge);
}

void PerMessageDeflateTest::refusesWhatIsNoDeflate_data()
{
    QTest::addColumn<QByteArray>("compressed");
    QTest::newRow("an unknown block type") << QByteArray::fromHex("ffffffff");
    QTest::newRow("a length that does not fit its complement") << QByteArray::fromHex("000500fbff48656c6c6f00");
    QTest::newRow("something behind the last block") << QByteArray::fromHex("f348cdc9c90700") + QByteArray(20, 'x');
}

void PerMessageDeflateTest::refusesWhatIsNoDeflate()
{
    QFETCH(QByteArray, compressed);
    const auto plain = inflateMessage(compressed, 4096);
    QVERIFY(!plain);
    QCOMPARE(plain.error().code(), base::ErrorCode::Malformed);
}

/// RFC 7692, 7.2.3.1: in one frame, in two, with a ping between.
void PerMessageDeflateTest::theReaderInflates()
{
    WebSocketReader reader({4096, 4096, true}, FrameSource::Server);
    base::Bytes input = base::Bytes::copyOf(QByteArray::fromHex("c107f248cdc9c90700"
                                                                "4103f248cd"
                                                                "8900"
                                                                "8004c9c90700"
                                                                "810548656c6c6f"));
    QByteArrayList texts;
    int pings = 0;
    while (true) {
        const auto message = reader.next(input);
        QVERIFY_OK(message);
        if (!message->has_value())
            break;
        if ((*message)->opcode == Opcode::Ping)
            ++pings;
        else
            texts << (*message)->payload.toByteArray();
    }
    QCOMPARE(texts, QByteArrayList(3, "Hello"));
    QCOMPARE(pings, 1);
}

void PerMessageDeflateTest::theReaderRefuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("agreed");
    QTest::addColumn<quint16>("code");
    QTest::newRow("RSV1 without an agreement")
        << QByteArray::fromHex("c107f248cdc9c90700") << false << closecode::ProtocolError;
    QTest::newRow("RSV1 on a control frame") << QByteArray::fromHex("c900") << true << closecode::ProtocolError;
    QTest::newRow("RSV1 on a continuation")
        << QByteArray::fromHex("4103f248cdc004c9c90700") << true << closecode::ProtocolError;
    QTest::newRow("RSV2") << QByteArray::fromHex("a100") << true << closecode::ProtocolError;
    QTest::newRow("no DEFLATE data") << QByteArray::fromHex("c104ffffffff") << true << closecode::ProtocolError;
    QTest::newRow("text that is not UTF-8 inside")
        << QByteArray::fromHex("c107000100feffff00") << true << closecode::InvalidPayload;
}

void PerMessageDeflateTest::theReaderRefuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, agreed);
    WebSocketReader reader({4096, 4096, agreed}, FrameSource::Server);
    base::Bytes input = base::Bytes::copyOf(bytes);
    const auto message = reader.next(input);
    QVERIFY(!message);
    QTEST(closeCodeFor(message.error()), "code");
}

void PerMessageDeflateTest::answersTheHandshake()
{
    QVERIFY(!switchingProtocols("dGhlIHNhbXBsZSBub25jZQ==", "").contains("Extensions"));
    QVERIFY(switchingProtocols("dGhlIHNhbXBsZSBub25jZQ==", "", "permessage-deflate; x")
                .contains("\r\nSec-WebSocket-Extensions: permessage-deflate; x\r\n"));
}

QTEST_APPLESS_MAIN(PerMessageDeflateTest)
#include "tst_permessagedeflate.moc"
