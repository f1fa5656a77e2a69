// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/verify.h"
#include "web/engineio.h"
#include <QtTest>

class TestEngineIo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queries_data();
    void queries();
    void refusals();
    void messages();
    void manyPackets();
};

void TestEngineIo::queries_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *query, const char *expected) {
        QTest::newRow(name) << QByteArray(query) << QByteArray(expected);
    };
    row("S4-34 a new polling session", "EIO=4&transport=polling&t=abc", "polling:");
    row("S4-34 in any order", "t=1&transport=polling&EIO=4", "polling:");
    row("S4-34 a new WebSocket", "EIO=4&transport=websocket", "websocket:");
    row("S4-34 with its sid", "EIO=4&transport=polling&sid=a-b_1&t=x", "polling:a-b_1");
    row("S4-34 no transport", "EIO=4", "0");
    row("S4-34 an unknown one", "EIO=4&transport=flash", "0");
    row("S4-34 no version", "transport=polling", "5");
    row("S4-34 Socket.IO 2", "EIO=3&transport=polling", "5");
    row("S4-34 no number", "EIO=abc&transport=websocket", "5");
    row("S4-34 nothing at all", "", "0");
}

void TestEngineIo::queries()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, expected);
    const auto target = web::parseTarget(QByteArray("/socket.io/?").append(query));
    QVERIFY_OK(target);
    const auto read = web::readEngineQuery(*target);
    if (const auto *good = std::get_if<web::EngineQuery>(&read))
        QCOMPARE((good->isWebSocket ? "websocket:" : "polling:") + good->sid, expected);
    else
        QCOMPARE(QByteArray::number(static_cast<int>(std::get<web::EngineRefusal>(read))), expected);
}

void TestEngineIo::refusals()
{
    QCOMPARE(web::engineRefusalBody(web::EngineRefusal::UnknownSid),
             QByteArray(R"({"code":1,"message":"Session ID unknown"})"));
    QCOMPARE(web::engineRefusalBody(web::EngineRefusal::UnsupportedVersion),
             QByteArray(R"({"code":5,"message":"Unsupported protocol version"})"));
}

void TestEngineIo::messages()
{
    const web::EngineMessage text = web::engineText(web::EnginePacketType::Message, "hi");
    QCOMPARE(text.piece.toByteArray(), QByteArray("4hi"));
    QCOMPARE(text.frame.toByteArray(), QByteArray("\x81\x03"
                                                  "4hi"));
    QCOMPARE(text.piece.block().operator->(), text.frame.block().operator->()); // the same bytes
    const web::EngineMessage binary = web::engineBinary(QByteArray(3, '\xff'));
    QCOMPARE(binary.piece.toByteArray(), QByteArray("b////"));
    QCOMPARE(binary.frame.toByteArray(), QByteArray("\x82\x03\xff\xff\xff"));
}

void TestEngineIo::manyPackets()
{
    const QByteArray body = QByteArray("4\x1e").repeated(9) + "4";
    QCOMPARE(web::decodeEnginePayload(base::Bytes::copyOf(body), 10)->size(), size_t(10));
    QCOMPARE(web::decodeEnginePayload(base::Bytes::copyOf(body), 9).error().code(), base::ErrorCode::TooLarge);
}

QTEST_APPLESS_MAIN(TestEngineIo)
#include "tst_engineio.moc"
