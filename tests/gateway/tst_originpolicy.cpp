// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/originpolicy.h"
#include <QtTest>

using namespace gateway;

class TestOriginPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hosts_data();
    void hosts();
    void origins_data();
    void origins();
    void namesOfTheHub_data();
    void namesOfTheHub();
};

void TestOriginPolicy::hosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("loopback");
    for (const char *good :
         {"localhost", "localhost:8000", "LocalHost:1", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000"})
        QTest::addRow("%s", good) << QByteArray(good) << true;
    for (const char *bad : {"", ":8000", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
                            "127.0.0.2", "localhost:80x", "localhost:80:80", "[::1", "[::1]x", "[::1]:x", "[::2]",
                            "::1", "127.1", "0.0.0.0", "user@localhost", "localhost/"})
        QTest::addRow("not %s", bad) << QByteArray(bad) << false;
}

void TestOriginPolicy::hosts()
{
    QFETCH(QByteArray, host);
    QTEST(isLoopbackHost(host), "loopback");
}

void TestOriginPolicy::origins_data()
{
    QTest::addColumn<QByteArrayList>("allowList");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("allowed");
    const QByteArrayList standard = OriginPolicy::Settings().origins;
    for (const char *good : {"http://localhost", "http://localhost:5173", "https://127.0.0.1:8443", "http://[::1]:80",
                             "http://hub.example:8000", "https://HUB.example:8000"})
        QTest::addRow("%s", good) << standard << QByteArray(good) << true;
    for (const char *bad : {"", "null", "hub.example:8000", "ftp://localhost", "http://", "http://hub.example",
                            "http://hub.example:8001", "http://evil.example", "http://localhost.evil.example",
                            "http://localhost@evil.example", "http://localhost/path", "file://", "HTTP://localhost"})
        QTest::addRow("not %s", bad) << standard << QByteArray(bad) << false;
    const QByteArrayList own{"https://app.example", "http://10.0.0.5:3000"};
    QTest::addRow("S3-66 one of the list") << own << QByteArray("https://app.example") << true;
    QTest::addRow("S3-66 another of the list") << own << QByteArray("http://10.0.0.5:3000") << true;
    QTest::addRow("S3-66 the same origin always") << own << QByteArray("http://hub.example:8000") << true;
    QTest::addRow("S3-66 a list without localhost leaves it out")
        << own << QByteArray("http://localhost:5173") << false;
    for (const char *bad : {"http://app.example", "https://app.example:8443", "https://app.example.evil.example",
                            "https://a.app.example", "https://app.example/", "null", "http://10.0.0.5"})
        QTest::addRow("S3-66 not exactly one of the list: %s", bad) << own << QByteArray(bad) << false;
    QTest::addRow("null when it is listed") << QByteArrayList{"null"} << QByteArray("null") << true;
    QTest::addRow("a star is no wildcard") << QByteArrayList{"*"} << QByteArray("https://evil.example") << false;
}

void TestOriginPolicy::origins()
{
    QFETCH(QByteArrayList, allowList);
    QFETCH(QByteArray, origin);
    const OriginPolicy policy({allowList, {}});
    QTEST(policy.allowsOrigin(origin, "hub.example:8000"), "allowed");
}

void TestOriginPolicy::namesOfTheHub_data()
{
    QTest::addColumn<QByteArrayList>("hosts");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<Door>("door");
    QTest::addColumn<bool>("allowed");
    const QByteArrayList none;
    const QByteArrayList some{"bank.example"};
    QTest::addRow("localhost on loopback") << none << QByteArray("localhost:8000") << Door::Public << true;
    QTest::addRow("a name on loopback") << none << QByteArray("bank.example") << Door::Public << false;
    QTest::addRow("an address on loopback") << none << QByteArray("192.0.2.1") << Door::Public << false;
    QTest::addRow("a listed name on loopback") << some << QByteArray("Bank.Example:443") << Door::Public << true;
    QTest::addRow("any name on the network") << none << QByteArray("a.example:8000") << Door::Network << true;
    QTest::addRow("a listed name on the network") << some << QByteArray("bank.example:8000") << Door::Network << true;
    QTest::addRow("an unlisted name on the network") << some << QByteArray("evil.example") << Door::Network << false;
    QTest::addRow("an address on the network") << some << QByteArray("192.0.2.1:8000") << Door::Network << true;
    QTest::addRow("a v6 address on the network") << some << QByteArray("[2001:db8::1]:80") << Door::Network << true;
    QTest::addRow("a bad address on the network") << some << QByteArray("[2001:db8::x]") << Door::Network << false;
    QTest::addRow("the window's door") << some << QByteArray("evil.example") << Door::Console << false;
}

void TestOriginPolicy::namesOfTheHub()
{
    QFETCH(QByteArrayList, hosts);
    QFETCH(QByteArray, host);
    QFETCH(Door, door);
    const OriginPolicy policy({{}, hosts});
    QTEST(policy.allowsHost(host, door), "allowed");
}

QTEST_APPLESS_MAIN(TestOriginPolicy)
#include "tst_originpolicy.moc"
