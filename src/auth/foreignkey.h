// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <memory>
#include <vector>

struct evp_pkey_st;

namespace auth {

/// A key of another issuer and the one algorithm that it is used with (RFC 8725 3.1): no token can choose another one.
/// HS256, RS256 (2048 bits and more), ES256 (P-256), EdDSA (Ed25519). An immutable value, usable from any thread.
class ForeignKey
{
public:
    /// InvalidArgument under 32 bytes (RFC 7518 3.2).
    static base::Result<ForeignKey> fromSecret(const QByteArray &secret, const QString &kid = {});
    /// A public key (RFC 7517, RFC 8037) or a shared secret (`oct`). InvalidArgument for kinds, curves, uses and sizes
    /// that are not named above, and for a private key, which has no business here.
    static base::Result<ForeignKey> fromJwk(const QJsonObject &jwk);
    /// All public keys of a PEM file ("BEGIN PUBLIC KEY"), without `kid`.
    static base::Result<std::vector<ForeignKey>> fromPem(const QByteArray &pem);
    /// The keys of `{"keys":[…]}`; those for encryption are passed over, any other that will not do is an error.
    static base::Result<std::vector<ForeignKey>> fromJwks(const QByteArray &json);

    const QString &kid() const { return m_kid; } ///< empty: none
    QLatin1StringView algorithm() const;         ///< as `alg` has it
    bool verify(QByteArrayView signedPart, QByteArrayView signature) const;

private:
    enum class Algorithm { HS256, RS256, ES256, EdDSA };
    using Handle = std::shared_ptr<evp_pkey_st>;
    ForeignKey() = default;
    static base::Result<ForeignKey> fromHandle(Handle handle);
    static base::Result<ForeignKey> fromRsa(const QJsonObject &jwk);
    static base::Result<ForeignKey> fromCurve(const QJsonObject &jwk);
    static base::Result<ForeignKey> fromEdwards(const QJsonObject &jwk);

    Algorithm m_algorithm = Algorithm::HS256;
    QString m_kid;
    QByteArray m_secret; ///< of HS256
    Handle m_handle;     ///< of the others
};

} // namespace auth
