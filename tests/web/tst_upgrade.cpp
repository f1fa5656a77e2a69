// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/verify.h"
#include "web/upgrade.h"
#include <QtTest>

using Code = base::ErrorCode;

namespace {

const QByteArray good = "GET /mqtt?a=1 HTTP/1.1\r\nHost: localhost:9001\r\nUpgrade: websocket\r\n"
                        "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqttv3.1, mqtt\r\n\r\n";

QByteArray with(const QByteArray &what, const QByteArray &instead)
{
    QByteArray request = good;
    Q_ASSERT(request.contains(what));
    return request.replace(what, instead);
}

constexpr int accepted = -1;

} // namespace

class UpgradeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requests_data();
    void requests();
    void everySplit();
    void limits();
    void accept();
    void subprotocols_data();
    void subprotocols();
    void answers();
};

void UpgradeTest::requests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QByteArray &request, int code) {
        QTest::addRow("%s", name) << request << code;
    };
    const int malformed = static_cast<int>(Code::Malformed);
    const int unsupported = static_cast<int>(Code::Unsupported);

    row("RFC 6455 1.3 the example", good, accepted);
    row("names and tokens in any case", with("Upgrade: websocket", "UPGRADE: WebSocket"), accepted);
    row("two Connection headers are one list", with("keep-alive, Upgrade", "keep-alive\r\nConnection: upgrade"),
        accepted);
    row("unknown headers are skipped", with("Host", "Cookie: a=b; c\r\nHost"), accepted);
    row("4.2.1 POST", with("GET", "POST"), malformed);
    row("4.2.1 HTTP/1.0", with("HTTP/1.1", "HTTP/1.0"), malformed);
    row("HTTP/2 in text", with("HTTP/1.1", "HTTP/2.0"), malformed);
    row("4.2.1 no Host", with("Host: localhost:9001\r\n", ""), malformed);
    row("two Hosts", with("Host", "Host: a\r\nHost"), malformed);
    row("two keys",
        with("Sec-WebSocket-Version", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version"),
        malformed);
    row("two keys, the first empty", with("Sec-WebSocket-Key", "Sec-WebSocket-Key:\r\nSec-WebSocket-Key"), malformed);
    row("4.2.1 no key", with("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", ""), malformed);
    row("4.2.1 a key of 15 bytes", with("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j"), malformed);
    row("4.2.1 a key that is not base64", with("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZ!=="), malformed);
    row("4.2.2 version 8 is told ours", with("Version: 13", "Version: 8"), unsupported);
    row("no upgrade at all", with("Upgrade: websocket\r\n", ""), unsupported);
    row("Connection without upgrade", with("keep-alive, Upgrade", "keep-alive"), unsupported);
    row("an upgrade to h2c", with("Upgrade: websocket", "Upgrade: h2c"), unsupported);
    row("a body", with("Host", "Content-Length: 5\r\nHost"), malformed);
    row("a chunked body", with("Host", "Transfer-Encoding: chunked\r\nHost"), malformed);
    row("a folded header", with("\r\nUpgrade", "\r\n x\r\nUpgrade"), malformed);
    row("a space before the colon", with("Host:", "Host :"), malformed);
    row("a header without a colon", with("Host:", "Host"), malformed);
    row("a NUL in a value", with("localhost", QByteArray("local\0host", 10)), malformed);
    row("a bare line feed", with("9001\r\n", "9001\n"), malformed);
    row("an absolute target", with("/mqtt?a=1", "http://x/mqtt"), malformed);
    row("a space in the target", with("/mqtt?a=1", "/mq tt"), malformed);
    row("binary garbage with an end", QByteArray("\x01\x02\r\n\r\n"), malformed);
}

void UpgradeTest::requests()
{
    QFETCH(QByteArray, request);
    QFETCH(int, code);
    const auto parsed = web::parseUpgrade(request);
    if (!parsed) {
        QCOMPARE(static_cast<int>(parsed.error().code()), code);
        return;
    }
    QVERIFY(parsed->has_value());
    const auto checked = web::checkUpgrade(**parsed);
    QCOMPARE(checked ? accepted : static_cast<int>(checked.error().code()), code);
}

void UpgradeTest::everySplit()
{
    for (qsizetype n = 0; n < good.size(); ++n) {
        const auto parsed = web::parseUpgrade(good.first(n));
        QVERIFY_OK(parsed);
        QVERIFY(!parsed->has_value());
    }
    const auto parsed = web::parseUpgrade(QByteArray(good + "frames"));
    QVERIFY_OK(parsed);
    QCOMPARE((*parsed)->size, good.size());
    QCOMPARE((*parsed)->path(), QByteArrayView("/mqtt"));
    QCOMPARE((*parsed)->protocols, QByteArray("mqttv3.1, mqtt"));
}

void UpgradeTest::limits()
{
    const QByteArray endless = "GET / HTTP/1.1\r\nA: " + QByteArray(9000, 'a');
    QCOMPARE(web::parseUpgrade(endless).error().code(), Code::TooLarge);
    QVERIFY(web::parseUpgrade(endless.first(8000)).ok());
    QCOMPARE(web::parseUpgrade(good, good.size() - 1).error().code(), Code::TooLarge);
    // What can never become a request does not wait for its deadline.
    QCOMPARE(web::parseUpgrade(QByteArray("\x10\x0e\x00\x04MQTT", 8)).error().code(), Code::Malformed);
    QCOMPARE(web::parseUpgrade(QByteArray("\x16\x03\x01")).error().code(), Code::Malformed);
}

void UpgradeTest::accept()
{
    QCOMPARE(web::webSocketAccept("dGhlIHNhbXBsZSBub25jZQ=="),
             QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")); // RFC 6455 1.3
}

void UpgradeTest::subprotocols_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("chosen");
    QTest::addRow("the only one") << QByteArray("mqtt") << QByteArray("mqtt");
    QTest::addRow("the client's order counts") << QByteArray("mqttv3.1,mqtt") << QByteArray("mqttv3.1");
    QTest::addRow("unknown ones are passed over") << QByteArray(" foo , ,mqtt") << QByteArray("mqtt");
    QTest::addRow("they are told apart by case") << QByteArray("MQTT") << QByteArray();
    QTest::addRow("none offered") << QByteArray() << QByteArray();
}

void UpgradeTest::subprotocols()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, chosen);
    static constexpr QByteArrayView supported[] = {"mqtt", "mqttv3.1"};
    QCOMPARE(web::chooseSubprotocol(offered, supported), chosen);
}

void UpgradeTest::answers()
{
    QCOMPARE(web::switchingProtocols("dGhlIHNhbXBsZSBub25jZQ==", "mqtt"),
             QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n"));
    QVERIFY(!web::switchingProtocols("dGhlIHNhbXBsZSBub25jZQ==", {}).contains("Protocol:"));
    const QByteArray refusal = web::refuseUpgrade(base::Error(Code::Unsupported, u"no"_qs));
    QVERIFY(refusal.startsWith("HTTP/1.1 426 ") && refusal.contains("Sec-WebSocket-Version: 13\r\n"));
    QVERIFY(refusal.endsWith("Content-Length: 3\r\n\r\nno\n"));
    QVERIFY(web::refuseUpgrade(base::Error(Code::Malformed, u"no"_qs)).startsWith("HTTP/1.1 400 "));
}

QTEST_APPLESS_MAIN(UpgradeTest)
#include "tst_upgrade.moc"
