// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/gatewaysettings.h"
#include "hub/httpsettings.h"
#include "support/tlskit.h"
#include "support/verify.h"
#include <QtTest>

using namespace hub;
using namespace Qt::StringLiterals;

class HttpSettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaults();
    void origins_data();
    void origins();
    void refusesWrongValues_data();
    void refusesWrongValues();
    void takesTheSettings();
    void httpsNeedsACertificate();
    void listenersComeInOrder();
};

namespace {

base::Result<Settings> with(const SettingTexts &texts, const QString &dataDir = u"/data"_s)
{
    return resolveSettings({texts}, dataDir);
}

} // namespace

void HttpSettingsTest::defaults()
{
    const auto settings = with({});
    QVERIFY_OK(settings);
    const HttpOptions &http = settings->http;
    QVERIFY(!http.tlsPort);
    QCOMPARE(http.callers.origins.origins, QByteArrayList{"localhost"}); // S3-66, S3-73
    QVERIFY(http.callers.origins.hosts.isEmpty() && http.callers.proxies.isEmpty() && http.notes.isEmpty());
    QCOMPARE(http.maxBody, qsizetype(1024 * 1024));
    QVERIFY(!http.callers.rates.ofLoopback);
    QCOMPARE(http.callers.rates.ordinary.perSecond, 300.0);
}

void HttpSettingsTest::origins_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArrayList>("origins");
    QTest::addColumn<int>("notes");
    QTest::addRow("S3-66 one") << u"https://app.example"_s << QByteArrayList{"https://app.example"} << 0;
    QTest::addRow("S3-66 several with blanks")
        << u"https://app.example:8443 , http://10.0.0.5:3000"_s
        << QByteArrayList{"https://app.example:8443", "http://10.0.0.5:3000"} << 0;
    QTest::addRow("browsers leave the scheme's port out")
        << u"https://app.example:443,http://a.example:80"_s << QByteArrayList{"https://app.example", "http://a.example"}
        << 0;
    QTest::addRow("S3-73 a star means this machine and says so") << u"*"_s << QByteArrayList{"localhost"} << 1;
    QTest::addRow("S3-73 as Python writes it") << u"[\"*\"]"_s << QByteArrayList{"localhost"} << 1;
    QTest::addRow("a list as Python writes it")
        << u"['http://a.example', 'http://b.example']"_s << QByteArrayList{"http://a.example", "http://b.example"} << 0;
    QTest::addRow("IPv6") << u"http://[2001:db8::1]:8080"_s << QByteArrayList{"http://[2001:db8::1]:8080"} << 0;
    QTest::addRow("nobody but the hub itself") << QString() << QByteArrayList() << 0;
    QTest::addRow("pages without an origin, said so")
        << u"null,localhost"_s << QByteArrayList{"null", "localhost"} << 0;
}

void HttpSettingsTest::origins()
{
    QFETCH(QString, value);
    const auto settings = with({{u"http.cors_origins"_s, value}});
    QVERIFY_OK(settings);
    QTEST(settings->http.callers.origins.origins, "origins");
    QTEST(int(settings->http.notes.size()), "notes");
}

void HttpSettingsTest::refusesWrongValues_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addRow("an origin with a path") << u"http.cors_origins"_s << u"https://app.example/x"_s;
    QTest::addRow("an origin with a slash") << u"http.cors_origins"_s << u"https://app.example/"_s;
    QTest::addRow("an origin with a star in it") << u"http.cors_origins"_s << u"https://*.example"_s;
    QTest::addRow("an origin without a scheme") << u"http.cors_origins"_s << u"app.example"_s;
    QTest::addRow("an origin of another scheme") << u"http.cors_origins"_s << u"ftp://app.example"_s;
    QTest::addRow("a host with a port") << u"http.hosts"_s << u"bank.example:8000"_s;
    QTest::addRow("a host with a scheme") << u"http.hosts"_s << u"http://bank.example"_s;
    QTest::addRow("no subnet") << u"http.trusted_proxies"_s << u"10.0.0.0/99"_s;
    QTest::addRow("no body at all") << u"http.max_body"_s << u"0"_s;
    QTest::addRow("a negative rate") << u"http.rate.requests"_s << u"-1"_s;
    QTest::addRow("neither on nor off") << u"http.rate.loopback"_s << u"maybe"_s;
    QTest::addRow("a port in words") << u"http.tls.port"_s << u"https"_s;
}

void HttpSettingsTest::refusesWrongValues()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    const auto settings = with({{key, value}});
    QVERIFY(!settings);
    QVERIFY2(settings.error().message().contains(key), qPrintable(settings.error().message()));
}

void HttpSettingsTest::takesTheSettings()
{
    const auto settings = with({{u"http.hosts"_s, u"bank.example, [2001:db8::1]"_s},
                                {u"http.trusted_proxies"_s, u"10.0.0.0/8, ::1"_s},
                                {u"http.max_body"_s, u"4096"_s},
                                {u"http.max_connections"_s, u"50"_s},
                                {u"http.max_per_address"_s, u"5"_s},
                                {u"http.rate.requests"_s, u"10"_s},
                                {u"http.rate.money"_s, u"2"_s},
                                {u"http.rate.logins"_s, u"1"_s},
                                {u"http.rate.loopback"_s, u"on"_s}});
    QVERIFY_OK(settings);
    const auto gateway = gatewaySettings(*settings, {});
    QVERIFY_OK(gateway);
    QCOMPARE(gateway->limits.body, qsizetype(4096));
    QCOMPARE(gateway->http.origins.hosts, (QByteArrayList{"bank.example", "[2001:db8::1]"}));
    QCOMPARE(gateway->http.proxies.size(), 2);
    QCOMPARE(gateway->http.rates.ordinary.burst, 20.0);
    QCOMPARE(gateway->http.rates.money.perSecond, 2.0);
    QCOMPARE(gateway->http.rates.login.burst, 4.0);
    QVERIFY(gateway->http.rates.ofLoopback);
    QCOMPARE(gateway->listeners.front().limits.connections, 50);
    QCOMPARE(gateway->listeners.front().limits.perAddress, 5);
}

void HttpSettingsTest::httpsNeedsACertificate()
{
    const auto general = with({{u"tls.certificate"_s, u"a.pem"_s}, {u"tls.key"_s, u"a.key"_s}});
    QVERIFY_OK(general);
    QCOMPARE(general->http.tlsPort, std::optional<quint16>(8443)); // S3-67
    QCOMPARE(general->http.tls->certificate, u"/data/a.pem"_s);
    const auto own = with({{u"http.tls.certificate"_s, u"/etc/b.pem"_s}, {u"http.tls.key"_s, u"b.key"_s}});
    QVERIFY_OK(own);
    QCOMPARE(own->http.tls->certificate, u"/etc/b.pem"_s);
    QCOMPARE(own->http.tls->key, u"/data/b.key"_s);
    QCOMPARE(own->http.tls->protocols, QByteArrayList{"http/1.1"});
    QVERIFY(!own->mqttListener("tls"));          // MQTT's certificate is another setting
    QVERIFY(!own->http.callers.strictTransport); // it would shut http://…:8000 on this host
    const QString offWord = u"off"_s;
    for (const auto &[ports, hsts, is] : {std::tuple(offWord, u"auto"_s, true), std::tuple(u"0"_s, u"on"_s, true),
                                          std::tuple(offWord, u"off"_s, false)}) {
        const auto alone = with({{u"tls.certificate"_s, u"a.pem"_s},
                                 {u"tls.key"_s, u"a.key"_s},
                                 {u"http.port"_s, ports},
                                 {u"http.alias_port"_s, ports},
                                 {u"http.tls.hsts"_s, hsts}});
        QVERIFY_OK(alone);
        QCOMPARE(alone->http.callers.strictTransport, is);
    }
    const auto off =
        with({{u"tls.certificate"_s, u"a.pem"_s}, {u"tls.key"_s, u"a.key"_s}, {u"http.tls.port"_s, u"off"_s}});
    QVERIFY_OK(off);
    QVERIFY(!off->http.tlsPort);
    const auto keyless = with({{u"http.tls.certificate"_s, u"b.pem"_s}});
    QVERIFY(!keyless && keyless.error().message().contains(u"http.tls.key"));
}

void HttpSettingsTest::listenersComeInOrder()
{
    const support::TlsKit kit;
    const auto settings =
        with({{u"http.tls.certificate"_s, kit.path(u"server.pem"_s)}, {u"http.tls.key"_s, kit.path(u"server.key"_s)}});
    QVERIFY_OK(settings);
    const auto gateway = gatewaySettings(*settings, {{}, false});
    QVERIFY_OK(gateway);
    QCOMPARE(gateway->listeners.size(), size_t(2));
    QVERIFY(!gateway->listeners[0].tls && gateway->listeners[1].tls);
    QCOMPARE(gateway->listeners[1].port, quint16(8443));
    const auto missing = with({{u"http.tls.certificate"_s, kit.path(u"none.pem"_s)}, {u"http.tls.key"_s, u"none"_s}});
    QVERIFY_OK(missing);
    QVERIFY(!gatewaySettings(*missing, {}));
}

QTEST_GUILESS_MAIN(HttpSettingsTest)
#include "tst_httpsettings.moc"
