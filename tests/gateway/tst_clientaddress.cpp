// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/clientaddress.h"
#include <QtTest>

using namespace gateway;
using namespace Qt::StringLiterals;

class TestClientAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void requestIds_data();
    void requestIds();
};

namespace {

const Proxies proxies{QHostAddress::parseSubnet(u"10.0.0.0/8"_s), {QHostAddress(u"::1"_s), 128}};

web::HttpRequest with(const QByteArray &name, const QByteArrayList &values)
{
    web::HttpRequest request;
    for (const QByteArray &value : values)
        request.headers.append({name, value});
    return request;
}

} // namespace

void TestClientAddress::finds_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArrayList>("forwarded");
    QTest::addColumn<QString>("client");
    const auto row = [](const char *name, const char *peer, const QByteArrayList &forwarded, const char *client) {
        QTest::addRow("%s", name) << QString::fromLatin1(peer) << forwarded << QString::fromLatin1(client);
    };
    row("a stranger's word is not taken", "192.0.2.9", {"198.51.100.1"}, "192.0.2.9");
    row("a proxy's is", "10.1.2.3", {"198.51.100.1"}, "198.51.100.1");
    row("a proxy that says nothing", "10.1.2.3", {}, "10.1.2.3");
    row("what the client made up stands left", "10.1.2.3", {"127.0.0.1, 198.51.100.1"}, "198.51.100.1");
    row("through two proxies", "10.1.2.3", {"198.51.100.1, 10.9.9.9"}, "198.51.100.1");
    row("in two fields", "10.1.2.3", {"198.51.100.1", "10.9.9.9"}, "198.51.100.1");
    row("proxies alone", "10.1.2.3", {"10.9.9.9"}, "10.9.9.9");
    row("nonsense ends the search", "10.1.2.3", {"198.51.100.1, unknown, 10.9.9.9"}, "10.9.9.9");
    row("with a port", "10.1.2.3", {"198.51.100.1:4711"}, "198.51.100.1");
    row("IPv6", "::1", {"2001:db8::1"}, "2001:db8::1");
    row("IPv6 with a port", "::1", {"[2001:db8::1]:4711"}, "2001:db8::1");
}

void TestClientAddress::finds()
{
    QFETCH(QString, peer);
    QFETCH(QByteArrayList, forwarded);
    QTEST(clientAddress(peer, with("x-forwarded-for", forwarded), proxies), "client");
    QCOMPARE(clientAddress(peer, with("x-forwarded-for", forwarded), {}), peer);
}

void TestClientAddress::requestIds_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<bool>("taken");
    const QString proxy = u"10.1.2.3"_s;
    QTest::addRow("a proxy's") << proxy << QByteArray("abc-DEF_0.1") << true;
    QTest::addRow("a stranger's") << u"192.0.2.1"_s << QByteArray("abc-DEF_0.1") << false;
    QTest::addRow("too short") << proxy << QByteArray("abc") << false;
    QTest::addRow("too long") << proxy << QByteArray(65, 'a') << false;
    QTest::addRow("with a blank") << proxy << QByteArray("abcdefg h=1") << false;
}

void TestClientAddress::requestIds()
{
    QFETCH(QString, peer);
    QFETCH(QByteArray, id);
    QFETCH(bool, taken);
    QCOMPARE(proxyRequestId(peer, with("X-Request-Id", {id}), proxies).toByteArray(), taken ? id : QByteArray());
}

QTEST_APPLESS_MAIN(TestClientAddress)
#include "tst_clientaddress.moc"
