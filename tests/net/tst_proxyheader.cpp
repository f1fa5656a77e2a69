// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxyheader.h"
#include "support/verify.h"
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

const QByteArray signature = hex("0d0a0d0a000d0a515549540a");

} // namespace

class ProxyHeaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

void ProxyHeaderTest::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("source"); ///< empty: the connection's own peer
    QTest::addColumn<int>("port");
    QTest::addRow("v1 TCP4") << QByteArray("PROXY TCP4 192.0.2.7 198.51.100.1 56324 443\r\n") << u"192.0.2.7"_s
                             << 56324;
    QTest::addRow("v1 TCP6") << QByteArray("PROXY TCP6 2001:db8::7 2001:db8::1 1 65535\r\n") << u"2001:db8::7"_s << 1;
    QTest::addRow("v1 UNKNOWN") << QByteArray("PROXY UNKNOWN\r\n") << QString() << 0;
    QTest::addRow("v1 UNKNOWN with whatever") << QByteArray("PROXY UNKNOWN ffff::1 ::1 1 2\r\n") << QString() << 0;
    QTest::addRow("v2 TCP4") << signature + hex("2111000c"
                                                "c0000207"
                                                "c6336401"
                                                "dc04"
                                                "01bb")
                             << u"192.0.2.7"_s << 56324;
    QTest::addRow("v2 TCP6") << signature + hex("21210024"
                                                "20010db8000000000000000000000007"
                                                "20010db8000000000000000000000001"
                                                "0001"
                                                "ffff")
                             << u"2001:db8::7"_s << 1;
    QTest::addRow("v2 TCP4, TLV skipped") << signature + hex("21110013"
                                                             "c0000207"
                                                             "c6336401"
                                                             "dc04"
                                                             "01bb"
                                                             "04000411223344")
                                          << u"192.0.2.7"_s << 56324;
    QTest::addRow("v2 LOCAL, a health check") << signature + hex("20000000") << QString() << 0;
    QTest::addRow("v2 LOCAL with addresses, which mean nothing") << signature + hex("2011000c"
                                                                                    "c0000207"
                                                                                    "c6336401"
                                                                                    "dc04"
                                                                                    "01bb")
                                                                 << QString() << 0;
    QTest::addRow("v2 of an unknown family") << signature + hex("21000000") << QString() << 0;
}

void ProxyHeaderTest::reads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, source);
    QFETCH(int, port);
    for (qsizetype n = 0; n < bytes.size(); ++n) {
        const auto part = net::parseProxyHeader(QByteArrayView(bytes).first(n));
        QVERIFY_OK(part);
        QVERIFY2(!*part, "whole before its end");
    }
    const auto whole = net::parseProxyHeader(QByteArray(bytes + "\x10\x0d"));
    QVERIFY_OK(whole);
    QVERIFY(*whole);
    QCOMPARE((*whole)->size, bytes.size());
    QCOMPARE((*whole)->source, source.isEmpty() ? QHostAddress() : QHostAddress(source));
    QCOMPARE((*whole)->sourcePort, port);
}

void ProxyHeaderTest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addRow("MQTT") << hex("100d00044d5154540402003c000177");
    QTest::addRow("TLS") << hex("160301");
    QTest::addRow("v1 in small letters") << QByteArray("proxy TCP4 ");
    QTest::addRow("v1 without an end") << QByteArray("PROXY TCP4 ") + QByteArray(100, '1');
    QTest::addRow("v1 of another family") << QByteArray("PROXY UDP4 192.0.2.7 198.51.100.1 1 2\r\n");
    QTest::addRow("v1 with an IPv6 address as TCP4") << QByteArray("PROXY TCP4 ::1 198.51.100.1 1 2\r\n");
    QTest::addRow("v1 with an IPv4 address as TCP6") << QByteArray("PROXY TCP6 192.0.2.7 ::1 1 2\r\n");
    QTest::addRow("v1 with a short address") << QByteArray("PROXY TCP4 127.1 198.51.100.1 1 2\r\n");
    QTest::addRow("v1 with a scope") << QByteArray("PROXY TCP6 fe80::1%eth0 ::1 1 2\r\n");
    QTest::addRow("v1 with a port too high") << QByteArray("PROXY TCP4 192.0.2.7 198.51.100.1 65536 2\r\n");
    QTest::addRow("v1 with a port that begins with 0") << QByteArray("PROXY TCP4 192.0.2.7 198.51.100.1 01 2\r\n");
    QTest::addRow("v1 with two blanks") << QByteArray("PROXY TCP4  192.0.2.7 198.51.100.1 1 2\r\n");
    QTest::addRow("v1 with a word too many") << QByteArray("PROXY TCP4 192.0.2.7 198.51.100.1 1 2 3\r\n");
    QTest::addRow("v1 with a word too few") << QByteArray("PROXY TCP4 192.0.2.7 198.51.100.1 1\r\n");
    QTest::addRow("v1 alone") << QByteArray("PROXY \r\n");
    QTest::addRow("v2 of version 1") << signature + hex("1111000cc0000207c6336401dc0401bb");
    QTest::addRow("v2 with command 2") << signature + hex("2211000cc0000207c6336401dc0401bb");
    QTest::addRow("v2 with addresses cut short") << signature + hex("2111000bc0000207c6336401dc0401");
    QTest::addRow("v2 of datagrams") << signature + hex("2112000cc0000207c6336401dc0401bb");
    QTest::addRow("v2 too long") << signature + hex("2111ffff");
}

void ProxyHeaderTest::refuses()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!net::parseProxyHeader(bytes));
}

QTEST_APPLESS_MAIN(ProxyHeaderTest)
#include "tst_proxyheader.moc"
