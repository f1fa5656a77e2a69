// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/certificatefolder.h"
#include "net/certificateauthority.h"
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QSysInfo>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace hub {

namespace {

constexpr qint64 msPerDay = 24 * 3600 * 1000;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Result<> write(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly) || file.write(text) != text.size() ||
        !file.commit())
        return Error(ErrorCode::Io, u"%1 cannot be written: %2"_s.arg(path, file.errorString()));
    return {};
}

Result<> writeBoth(const QString &certificatePath, const QString &keyPath, const net::KeyAndCertificate &pair)
{
    if (const auto key = write(keyPath, pair.key); !key)
        return key;
    return write(certificatePath, pair.certificate);
}

Result<QByteArray> read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    return file.readAll();
}

Result<net::CertificateAuthority> readAuthority(const QString &certificatePath, const QString &keyPath)
{
    const auto certificate = read(certificatePath), key = read(keyPath);
    if (!certificate || !key)
        return !certificate ? certificate.error() : key.error();
    return net::CertificateAuthority::fromPem({*key, *certificate});
}

QStringList namesOf(const QStringList &hosts)
{
    QStringList names = hosts;
    names << QSysInfo::machineHostName() << u"localhost"_s << u"127.0.0.1"_s << u"::1"_s;
    names.removeDuplicates();
    names.removeAll(QString());
    return names;
}

Result<> checkDeviceName(const QString &name)
{
    const bool isPlain = std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || QStringView(u"._-").contains(c);
    });
    if (name.isEmpty() || name.size() > 100 || !isPlain || name.startsWith(u'.'))
        return Error(ErrorCode::InvalidArgument,
                     u"\"%1\" is no device's name: letters, digits, dots, dashes and underscores"_s.arg(name.left(60)));
    return {};
}

} // namespace

CertificateFolder::CertificateFolder(const QString &dataDir, const base::Clock &clock)
    : m_folder(QDir(dataDir).absoluteFilePath(u"tls"_s))
    , m_clock(clock)
{
}

QString CertificateFolder::file(const QString &name) const
{
    return QDir(m_folder).filePath(name);
}

base::UtcMs CertificateFolder::inDays(int days) const
{
    return {m_clock.utcNow().value + days * msPerDay};
}

Result<> CertificateFolder::makeFolders() const
{
    for (const QString &folder : {m_folder, file(u"devices"_s), file(u"revoked"_s)}) {
        if (!QDir().mkpath(folder) || !QFile::setPermissions(folder, ownerOnly | QFileDevice::ExeOwner))
            return Error(ErrorCode::Io, u"the folder %1 cannot be made"_s.arg(folder));
    }
    return {};
}

Result<net::CertificateAuthority> CertificateFolder::authority() const
{
    return readAuthority(authorityFile(), file(u"ca.key"_s));
}

Result<net::CertificateAuthority> CertificateFolder::ensureAuthority() const
{
    if (QFileInfo::exists(authorityFile()))
        return authority();
    const QByteArray name = "Ventanilla CA " + QSysInfo::machineHostName().toUtf8();
    auto fresh = net::CertificateAuthority::create(name, inDays(-1), inDays(authorityYears * 365));
    if (!fresh)
        return fresh;
    const auto pem = fresh->pem();
    if (!pem)
        return pem.error();
    if (const auto written = writeBoth(authorityFile(), file(u"ca.key"_s), *pem); !written)
        return written.error();
    return fresh;
}

Result<net::CertificateInfo> CertificateFolder::createServer(const QStringList &hosts) const
{
    if (const auto made = makeFolders(); !made)
        return made.error();
    const auto signer = ensureAuthority();
    if (!signer)
        return signer.error();
    const QStringList names = namesOf(hosts);
    const auto pair = signer->issue(
        {net::CertificateRequest::Purpose::Server, {names.first().toUtf8()}, names, inDays(-1), inDays(serverDays)});
    if (!pair)
        return pair.error();
    if (const auto written = writeBoth(serverFile(), serverKeyFile(), *pair); !written)
        return written.error();
    if (!QFileInfo::exists(revokedFile())) { // an empty one: a running hub then sees the first revocation too
        if (const auto written = writeRevoked(*signer); !written)
            return written.error();
    }
    return net::readCertificateInfo(serverFile());
}

Result<net::CertificateInfo> CertificateFolder::createDevice(const QString &name) const
{
    if (const auto checked = checkDeviceName(name); !checked)
        return checked.error();
    if (!QFileInfo::exists(authorityFile()))
        return Error(ErrorCode::NotFound, u"there is no CA yet: ventanilla certificate create makes it"_s);
    if (QFileInfo::exists(deviceFile(name)))
        return Error(ErrorCode::AlreadyExists, u"%1 has a certificate already; ventanilla certificate revoke %1 ends "
                                               "it"_s.arg(name));
    const auto signer = authority();
    if (!signer)
        return signer.error();
    const auto pair =
        signer->issue({net::CertificateRequest::Purpose::Client, {name.toUtf8()}, {}, inDays(-1), inDays(deviceDays)});
    if (!pair)
        return pair.error();
    if (const auto written = writeBoth(deviceFile(name), deviceKeyFile(name), *pair); !written)
        return written.error();
    return net::readCertificateInfo(deviceFile(name));
}

Result<> CertificateFolder::revokeDevice(const QString &name) const
{
    if (const auto checked = checkDeviceName(name); !checked)
        return checked;
    if (!QFileInfo::exists(deviceFile(name)))
        return Error(ErrorCode::NotFound, u"%1 has no certificate of ours"_s.arg(name));
    const auto signer = authority();
    if (!signer)
        return signer.error();
    const auto info = net::readCertificateInfo(deviceFile(name));
    if (!info)
        return info.error();
    // Under its fingerprint: the device may get another certificate, and lose that one too.
    const QString kept = file(u"revoked/%1-%2.pem"_s.arg(name, QString::fromLatin1(info->sha256.toHex())));
    if (!QFile::rename(deviceFile(name), kept))
        return Error(ErrorCode::Io, u"%1 cannot be moved to %2"_s.arg(deviceFile(name), kept));
    QFile::remove(deviceKeyFile(name));
    return writeRevoked(*signer);
}

Result<> CertificateFolder::writeRevoked(const net::CertificateAuthority &authority) const
{
    QByteArrayList revoked;
    const QDir folder(file(u"revoked"_s));
    for (const QString &entry : folder.entryList({u"*.pem"_s}, QDir::Files)) {
        const auto certificate = read(folder.filePath(entry));
        if (!certificate)
            return certificate.error();
        revoked << *certificate;
    }
    // Until the authority itself ends: there is nobody who would renew the list in between.
    const auto list = authority.revoke(revoked, inDays(-1), inDays(authorityYears * 365));
    if (!list)
        return list.error();
    return write(revokedFile(), *list);
}

} // namespace hub
