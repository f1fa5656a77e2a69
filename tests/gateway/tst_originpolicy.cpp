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
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("allowed");
    for (const char *good : {"http://localhost", "http://localhost:5173", "https://127.0.0.1:8443", "http://[::1]:80",
                             "http://hub.example:8000", "https://HUB.example:8000"})
        QTest::addRow("%s", good) << QByteArray(good) << true;
    for (const char *bad : {"", "null", "hub.example:8000", "ftp://localhost", "http://", "http://hub.example",
                            "http://hub.example:8001", "http://evil.example", "http://localhost.evil.example",
                            "http://localhost@evil.example", "http://localhost/path", "file://", "HTTP://localhost"})
        QTest::addRow("not %s", bad) << QByteArray(bad) << false;
}

void TestOriginPolicy::origins()
{
    QFETCH(QByteArray, origin);
    QTEST(isAllowedOrigin(origin, "hub.example:8000"), "allowed");
}

QTEST_APPLESS_MAIN(TestOriginPolicy)
#include "tst_originpolicy.moc"
