// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include "net/certificateauthority.h"
#include "net/tlscontext.h"
#include <QStringList>

namespace hub {

/// The certificates that a hub makes for itself, for a branch or a workshop without a CA of its own, in the folder
/// `tls` of its data folder: ca.pem (what clients need), server.pem, devices/NAME.pem, revoked.pem, and keys (files
/// readable by their owner alone). ECDSA P-256. The hub may run meanwhile: it sees changed files within a minute.
class CertificateFolder
{
public:
    static constexpr int authorityYears = 10;
    static constexpr int serverDays = 825; ///< what Apple's clients accept at most
    static constexpr int deviceDays = 365;

    /// `clock` outlives it.
    CertificateFolder(const QString &dataDir, const base::Clock &clock);

    QString authorityFile() const { return file(QStringLiteral("ca.pem")); }
    QString serverFile() const { return file(QStringLiteral("server.pem")); }
    QString serverKeyFile() const { return file(QStringLiteral("server.key")); }
    QString revokedFile() const { return file(QStringLiteral("revoked.pem")); }
    QString deviceFile(const QString &name) const { return file(QStringLiteral("devices/%1.pem").arg(name)); }
    QString deviceKeyFile(const QString &name) const { return file(QStringLiteral("devices/%1.key").arg(name)); }

    /// A certificate for the listeners, under those names besides localhost and this machine's. Makes the authority
    /// first if there is none.
    base::Result<net::CertificateInfo> createServer(const QStringList &hosts) const;
    /// A certificate for a device, whose user name (CN) is `name`: letters, digits and ._- ; AlreadyExists when it has
    /// one that is not revoked.
    base::Result<net::CertificateInfo> createDevice(const QString &name) const;
    /// Puts a device's certificate on the revocation list and takes its files away. NotFound.
    base::Result<> revokeDevice(const QString &name) const;

private:
    QString file(const QString &name) const;
    base::UtcMs inDays(int days) const;
    base::Result<> makeFolders() const;
    base::Result<net::CertificateAuthority> authority() const;
    base::Result<net::CertificateAuthority> ensureAuthority() const;
    base::Result<> writeRevoked(const net::CertificateAuthority &authority) const;

    const QString m_folder;
    const base::Clock &m_clock;
};

} // namespace hub
