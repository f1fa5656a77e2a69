// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include <QByteArrayList>
#include <QStringList>
#include <memory>

struct evp_pkey_st;
struct x509_st;

namespace net {

/// A key and its certificate, both PEM.
struct KeyAndCertificate
{
    QByteArray key; ///< secret
    QByteArray certificate;
};

/// What a certificate shall say.
struct CertificateRequest
{
    enum class Purpose : quint8 {
        Server, ///< for a listener: `hosts` are what clients may call it
        Client, ///< for a device: the common name is its user name
    };
    Purpose purpose = Purpose::Server;
    QByteArrayList commonNames; ///< UTF-8; one, but for tests
    QStringList hosts;          ///< DNS names and IP addresses
    base::UtcMs notBefore;
    base::UtcMs notAfter;
};

/// A local certificate authority for a branch or a workshop that has no other: ECDSA P-256, SHA-256 throughout. A value
/// without files; any thread.
class CertificateAuthority
{
public:
    /// A new one, for itself alone.
    static base::Result<CertificateAuthority> create(const QByteArray &commonName, base::UtcMs notBefore,
                                                     base::UtcMs notAfter);
    /// One that was made before. Malformed; InvalidArgument when the key is another's.
    static base::Result<CertificateAuthority> fromPem(const KeyAndCertificate &pem);

    base::Result<KeyAndCertificate> pem() const;
    QByteArray certificate() const; ///< PEM: what clients (or a listener with client certificates) must know
    /// A new key and a certificate for it. InvalidArgument: no common name, or a time that runs backwards.
    base::Result<KeyAndCertificate> issue(const CertificateRequest &request) const;
    /// A revocation list (CRL, PEM) of certificates (PEM) that this authority issued.
    base::Result<QByteArray> revoke(const QByteArrayList &certificates, base::UtcMs thisUpdate,
                                    base::UtcMs nextUpdate) const;

private:
    CertificateAuthority(std::shared_ptr<evp_pkey_st> key, std::shared_ptr<x509_st> certificate);
    std::shared_ptr<evp_pkey_st> m_key;
    std::shared_ptr<x509_st> m_certificate;
};

} // namespace net
