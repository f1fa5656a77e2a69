// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/brokersettings.h"
#include "hub/certificatefolder.h"
#include "support/fakeclock.h"
#include "support/verify.h"
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using hub::CertificateFolder;

class CertificateFolderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesWhatAListenerNeeds();
    void keepsItsAuthority();
    void devices();
    void wrongNames_data();
    void wrongNames();
    void listenersShareACertificate();
};

void CertificateFolderTest::makesWhatAListenerNeeds()
{
    const QTemporaryDir data;
    const support::FakeClock clock;
    const CertificateFolder folder(data.path(), clock);
    const auto made = folder.createServer({u"broker.taller.local"_s, u"192.0.2.10"_s});
    QVERIFY_OK(made);
    QCOMPARE(made->subject, u"CN=broker.taller.local"_s);
    for (const QString &host : {u"broker.taller.local"_s, u"192.0.2.10"_s, u"localhost"_s, u"127.0.0.1"_s, u"::1"_s})
        QVERIFY2(made->hosts.contains(host), qPrintable(made->hosts.join(u' ')));
    QCOMPARE(made->daysLeft(clock.utcNow()), CertificateFolder::serverDays);
    const auto rights = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    for (const QString &file : {folder.serverKeyFile(), data.filePath(u"tls/ca.key"_s)})
        QCOMPARE(QFileInfo(file).permissions() & ~(QFileDevice::ReadUser | QFileDevice::WriteUser), rights);
    QVERIFY_OK(net::TlsContext::load({folder.serverFile(), folder.serverKeyFile(), {}, {}, {}, {}}));
}

void CertificateFolderTest::keepsItsAuthority()
{
    const QTemporaryDir data;
    const support::FakeClock clock;
    const CertificateFolder folder(data.path(), clock);
    const auto first = folder.createServer({u"a"_s});
    const auto authority = net::readCertificateInfo(folder.authorityFile());
    const auto second = folder.createServer({u"b"_s}); // renewed: clients need no new file
    QVERIFY_OK(second);
    QVERIFY(first->sha256 != second->sha256);
    QCOMPARE(net::readCertificateInfo(folder.authorityFile())->sha256, authority->sha256);
    QCOMPARE(second->issuer, authority->subject);
}

void CertificateFolderTest::devices()
{
    const QTemporaryDir data;
    const support::FakeClock clock;
    const CertificateFolder folder(data.path(), clock);
    QVERIFY(!folder.createDevice(u"ESP32_001"_s)); // no CA yet
    QVERIFY_OK(folder.createServer({}));
    const auto device = folder.createDevice(u"ESP32_001"_s);
    QVERIFY_OK(device);
    QCOMPARE(device->subject, u"CN=ESP32_001"_s);
    QCOMPARE(folder.createDevice(u"ESP32_001"_s).error().code(), base::ErrorCode::AlreadyExists);
    QVERIFY_OK(folder.revokeDevice(u"ESP32_001"_s));
    QVERIFY(!QFileInfo::exists(folder.deviceKeyFile(u"ESP32_001"_s)));
    QCOMPARE(folder.revokeDevice(u"ESP32_001"_s).error().code(), base::ErrorCode::NotFound);
    QVERIFY_OK(folder.createDevice(u"ESP32_001"_s)); // a new one, which may be revoked too
    QVERIFY_OK(folder.revokeDevice(u"ESP32_001"_s));
    net::TlsFiles files{folder.serverFile(),
                        folder.serverKeyFile(),
                        folder.authorityFile(),
                        folder.revokedFile(),
                        net::ClientCertificates::Required,
                        {}};
    QVERIFY_OK(net::TlsContext::load(files));
}

void CertificateFolderTest::wrongNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addRow("nothing") << QString();
    QTest::addRow("out of the folder") << u"../ca"_s;
    QTest::addRow("a wildcard") << u"+"_s;
    QTest::addRow("hidden") << u".x"_s;
    QTest::addRow("a blank") << u"a b"_s;
}

void CertificateFolderTest::wrongNames()
{
    QFETCH(QString, name);
    const QTemporaryDir data;
    const support::FakeClock clock;
    const CertificateFolder folder(data.path(), clock);
    QVERIFY_OK(folder.createServer({}));
    QCOMPARE(folder.createDevice(name).error().code(), base::ErrorCode::InvalidArgument);
    QCOMPARE(folder.revokeDevice(name).error().code(), base::ErrorCode::InvalidArgument);
}

void CertificateFolderTest::listenersShareACertificate()
{
    const QTemporaryDir data;
    const base::SystemClock clock;
    QVERIFY_OK(CertificateFolder(data.path(), clock).createServer({}));
    hub::SettingTexts texts{
        {u"tls.key"_s, u"tls/server.key"_s},       {u"tls.certificate"_s, u"tls/server.pem"_s},
        {u"tls.client_ca"_s, u"tls/ca.pem"_s},     {u"mqtt.websocket_alias_port"_s, u"8083"_s},
        {u"mqtt.tls.bind"_s, u"127.0.0.1, ::1"_s}, {u"mqtt.tls.proxies"_s, u"10.0.0.0/8,192.0.2.1"_s},
        {u"mqtt.ws.max_packet"_s, u"4096"_s},      {u"mqtt.persistence"_s, u"ws"_s}};
    const auto settings = hub::resolveSettings({texts}, data.path());
    QVERIFY_OK(settings);
    const auto broker = hub::brokerSettings(*settings);
    QVERIFY_OK(broker);
    QCOMPARE(broker->listeners.size(), size_t(5));
    const auto &alias = broker->listeners[2], &tls = broker->listeners[3], &wss = broker->listeners[4];
    QCOMPARE(alias.name, QByteArray("ws_alias"));
    QCOMPARE(alias.limits->maxPacket, 4'096); // its model's settings
    QVERIFY(alias.persistence && !tls.persistence);
    QCOMPARE(tls.listen.addresses.size(), 2);
    QCOMPARE(tls.listen.proxies.size(), 2);
    QCOMPARE(tls.listen.port, quint16(8883)); // S0-53, S1-72
    QVERIFY(tls.listen.tls && tls.listen.tls == wss.listen.tls);
    texts.insert(u"mqtt.wss.client_certificates"_s, u"required"_s);
    const auto mutual = hub::brokerSettings(*hub::resolveSettings({texts}, data.path()));
    QVERIFY_OK(mutual);
    QVERIFY(mutual->listeners[3].listen.tls != mutual->listeners[4].listen.tls);
    texts.insert(u"tls.certificate"_s, u"tls/none.pem"_s);
    const auto missing = hub::brokerSettings(*hub::resolveSettings({texts}, data.path()));
    QVERIFY(!missing);
    QVERIFY2(missing.error().toString().contains(u"none.pem"), qPrintable(missing.error().toString()));
}

QTEST_APPLESS_MAIN(CertificateFolderTest)
#include "tst_certificatefolder.moc"
