// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/certificates.h"
#include "app/headless.h"
#include "app/startup.h"
#include "hub/certificatefolder.h"
#include "hub/storedsettings.h"
#include <QCoreApplication>
#include <QDateTime>

using namespace Qt::StringLiterals;
using base::Result;

namespace app {
namespace {

QString row(const QString &name, const QString &value)
{
    return u"  %1 %2\n"_s.arg(name, -14).arg(value);
}

QString description(const net::CertificateInfo &info, const base::Clock &clock)
{
    const auto day = [](base::UtcMs at) {
        return QDateTime::fromMSecsSinceEpoch(at.value, Qt::UTC).toString(u"yyyy-MM-dd"_s);
    };
    QString text = row(QCoreApplication::translate("app", "Name"), info.subject);
    text += row(QCoreApplication::translate("app", "Signed by"), info.issuer);
    if (!info.hosts.isEmpty())
        text += row(QCoreApplication::translate("app", "Hosts"), info.hosts.join(u", "));
    text +=
        row(QCoreApplication::translate("app", "Good until"), QCoreApplication::translate("app", "%1 (days left: %2)")
                                                                  .arg(day(info.notAfter))
                                                                  .arg(info.daysLeft(clock.utcNow())));
    return text + row(u"SHA-256"_s, QString::fromLatin1(info.sha256.toHex(':').toUpper()));
}

/// The files are named in the settings unless others are named there already.
Result<> useCertificate(const QString &dataDir, const base::Clock &clock)
{
    const auto stored = hub::readStoredSettings(dataDir);
    if (!stored)
        return stored.error();
    if (stored->value(u"tls.certificate"_s) == u"tls/server.pem")
        return {};
    for (const auto &[key, value] :
         {std::pair(u"tls.key"_s, u"tls/server.key"_s), std::pair(u"tls.client_ca"_s, u"tls/ca.pem"_s),
          std::pair(u"tls.client_crl"_s, u"tls/revoked.pem"_s), std::pair(u"tls.certificate"_s, u"tls/server.pem"_s)}) {
        if (const auto set = hub::storeSetting(dataDir, key, value, clock); !set)
            return set;
    }
    return {};
}

Result<QString> create(const QString &dataDir, const QStringList &hosts, const base::Clock &clock)
{
    const hub::CertificateFolder folder(dataDir, clock);
    const auto made = folder.createServer(hosts);
    if (!made)
        return made.error();
    if (const auto used = useCertificate(dataDir, clock); !used)
        return used.error().with(u"the certificate is made, but the settings could not be stored"_s);
    QString text = QCoreApplication::translate("app", "Made a certificate for the listeners:\n");
    text += description(*made, clock);
    text += QCoreApplication::translate("app", "Give clients this file, which is no secret: %1\n")
                .arg(folder.authorityFile());
    text += QCoreApplication::translate(
        "app", "MQTT over TLS is on from the next start (ports 8883 and 8084). A running hub takes a "
               "renewed certificate within a minute.\n");
    return text;
}

Result<QString> createDevice(const QString &dataDir, const QString &name, const base::Clock &clock)
{
    const hub::CertificateFolder folder(dataDir, clock);
    const auto made = folder.createDevice(name);
    if (!made)
        return made.error();
    QString text = QCoreApplication::translate("app", "Made a certificate for %1:\n").arg(name);
    text += description(*made, clock);
    text += row(QCoreApplication::translate("app", "Certificate"), folder.deviceFile(name));
    text += row(QCoreApplication::translate("app", "Key (secret)"), folder.deviceKeyFile(name));
    text += QCoreApplication::translate("app", "It is asked for when mqtt.tls.client_certificates is optional or "
                                               "required.\n");
    return text;
}

Result<QString> revoke(const QString &dataDir, const QString &name, const base::Clock &clock)
{
    if (const auto revoked = hub::CertificateFolder(dataDir, clock).revokeDevice(name); !revoked)
        return revoked.error();
    const auto stored = hub::readStoredSettings(dataDir);
    const bool isFirst = stored && stored->value(u"tls.client_crl"_s).isEmpty();
    if (isFirst) {
        if (const auto set = hub::storeSetting(dataDir, u"tls.client_crl"_s, u"tls/revoked.pem"_s, clock); !set)
            return set.error().with(u"the certificate is revoked, but the list is not in use yet"_s);
    }
    return QCoreApplication::translate("app", "Revoked the certificate of %1. A running hub that uses the list refuses "
                                              "it within a minute; a connection that is open goes on.\n")
        .arg(name);
}

Result<QString> show(const CommandLine &line, const QHash<QString, QString> &environment, const base::Clock &clock)
{
    const auto settings = settingsOf(line, environment);
    if (!settings)
        return settings.error();
    for (const hub::MqttListener &listener : settings->mqtt) {
        if (!listener.tls)
            continue;
        const auto info = net::readCertificateInfo(listener.tls->certificate);
        if (!info)
            return info.error();
        return QString(listener.tls->certificate + u'\n' + description(*info, clock));
    }
    return QCoreApplication::translate("app", "No listener has a certificate. To make one: ventanilla certificate "
                                              "create\n");
}

} // namespace

int runCertificate(const CommandLine &line, const QHash<QString, QString> &environment)
{
    const base::SystemClock clock;
    const QString dataDir = dataDirOf(line, environment);
    const QString what = line.words.value(0);
    Result<QString> done = base::Error(base::ErrorCode::InvalidArgument,
                                       u"certificate wants: create [--host NAME]…, device NAME, revoke NAME or show"_s);
    if (what == u"create" && line.words.size() == 1)
        done = create(dataDir, line.hosts, clock);
    else if (what == u"device" && line.words.size() == 2)
        done = createDevice(dataDir, line.words[1], clock);
    else if (what == u"revoke" && line.words.size() == 2)
        done = revoke(dataDir, line.words[1], clock);
    else if (what == u"show" && line.words.size() == 1)
        done = show(line, environment, clock);
    if (done)
        printOut(*done);
    else
        printError(done.error().toString());
    return done ? 0 : 2;
}

} // namespace app
