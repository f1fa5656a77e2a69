// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include <QByteArrayList>
#include <QString>
#include <QStringList>
#include <memory>

struct ssl_ctx_st;

namespace net {

/// Whether a TLS listener asks clients for a certificate of its device CA (mutual TLS).
enum class ClientCertificates : quint8 {
    Ignored,
    Optional, ///< one that is shown must be good; none is fine
    Required,
};

/// Where a listener's certificate and key are, all PEM, and what it asks of clients.
struct TlsFiles
{
    QString certificate; ///< the server's certificate, then the intermediate ones
    QString key;         ///< its private key, without a passphrase
    QString clientCa;    ///< CA certificates whose clients are trusted; needed unless clients are Ignored
    QString revoked;     ///< CRLs of those CAs; empty: none
    ClientCertificates clients = ClientCertificates::Ignored;
    QByteArrayList protocols; ///< ALPN, in order of preference; a client that offers others alone goes on without

    friend bool operator==(const TlsFiles &, const TlsFiles &) = default;
};

/// What a certificate says, for people and for warnings.
struct CertificateInfo
{
    QString subject; ///< "CN=broker.local, O=Taller"
    QString issuer;
    QStringList hosts; ///< subject alternative names: DNS names and addresses
    base::UtcMs notBefore;
    base::UtcMs notAfter;
    QByteArray sha256; ///< fingerprint, 32 bytes

    /// Whole days until notAfter; negative when it is over.
    qint64 daysLeft(base::UtcMs now) const;
};

/// A server's side of TLS: certificate, key, trust, rules (TLS 1.2 and 1.3, no renegotiation). Immutable, so any
/// number of streams in any threads share one; a reload makes another (TlsKeeper) and live streams go on with theirs.
class TlsContext
{
public:
    /// Reads the files. NotFound or Io: a file; Malformed: no PEM inside; InvalidArgument: they do not fit together
    /// (the key is another certificate's, a demand for client certificates without a CA); each names the file.
    static base::Result<std::shared_ptr<const TlsContext>> load(const TlsFiles &files);
    ~TlsContext();
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;

    const CertificateInfo &certificate() const { return m_certificate; }
    /// For TlsStream.
    ssl_ctx_st *native() const { return m_native; }

private:
    explicit TlsContext(ssl_ctx_st *native)
        : m_native(native)
    {
    }
    ssl_ctx_st *m_native;
    CertificateInfo m_certificate;
    QByteArray m_protocols; ///< as ALPN writes them
};

using TlsContextPtr = std::shared_ptr<const TlsContext>;

/// What certificate a PEM file holds first. Errors as TlsContext::load.
base::Result<CertificateInfo> readCertificateInfo(const QString &file);

} // namespace net
