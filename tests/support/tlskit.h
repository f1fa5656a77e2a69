// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/certificateauthority.h"
#include "net/tlscontext.h"
#include "support/verify.h"
#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

namespace support {

/// A folder with an authority, a server's certificate for localhost and whatever else a TLS test asks for. Link `net`.
class TlsKit
{
public:
    using Purpose = net::CertificateRequest::Purpose;

    TlsKit()
        : authority(makeAuthority("Test CA"))
    {
        write(u"ca.pem"_qs, authority.certificate());
        newServer("localhost");
    }

    static base::UtcMs inDays(int days) { return {QDateTime::currentMSecsSinceEpoch() + days * qint64(86'400'000)}; }
    static net::CertificateAuthority makeAuthority(const QByteArray &name)
    {
        return std::move(*net::CertificateAuthority::create(name, inDays(-30), inDays(3'650)));
    }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    void writePair(const QString &name, const net::KeyAndCertificate &pair) const
    {
        write(name + u".pem"_qs, pair.certificate);
        write(name + u".key"_qs, pair.key);
    }
    /// Another certificate under the same file names.
    void newServer(const QByteArray &commonName) const
    {
        const auto made = authority.issue(
            {Purpose::Server, {commonName}, {u"localhost"_qs, u"127.0.0.1"_qs, u"::1"_qs}, inDays(-1), inDays(365)});
        QVERIFY_OK(made);
        writePair(u"server"_qs, *made);
    }
    /// A device's, in `name`.pem and `name`.key.
    net::KeyAndCertificate newClient(const QString &name, const QByteArrayList &commonNames, int fromDays = -1,
                                     int toDays = 365) const
    {
        const auto made = authority.issue({Purpose::Client, commonNames, {}, inDays(fromDays), inDays(toDays)});
        writePair(name, *made);
        return *made;
    }
    net::TlsFiles files(net::ClientCertificates clients = net::ClientCertificates::Ignored) const
    {
        net::TlsFiles files;
        files.certificate = path(u"server.pem"_qs);
        files.key = path(u"server.key"_qs);
        files.protocols = {"mqtt"};
        files.clients = clients;
        if (clients != net::ClientCertificates::Ignored)
            files.clientCa = path(u"ca.pem"_qs);
        return files;
    }

    const net::CertificateAuthority authority;

private:
    QTemporaryDir m_folder;
};

} // namespace support
