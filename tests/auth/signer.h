// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/secrets.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace support {

/// A fresh key pair of another issuer, made by OpenSSL, and tokens signed with it: RS256, ES256 or EdDSA.
class Signer
{
public:
    enum class Kind { Rsa, Curve, Edwards };
    explicit Signer(Kind kind, int bits = 2048)
        : m_kind(kind)
        , m_key(make(kind, bits), EVP_PKEY_free)
    {
    }
    QByteArray publicPem() const
    {
        BIO *out = BIO_new(BIO_s_mem());
        PEM_write_bio_PUBKEY(out, m_key.get());
        char *text = nullptr;
        const long size = BIO_get_mem_data(out, &text);
        const QByteArray pem(text, size);
        BIO_free(out);
        return pem;
    }
    QByteArray algorithm() const { return m_kind == Kind::Rsa ? "RS256" : m_kind == Kind::Curve ? "ES256" : "EdDSA"; }
    /// As JWS has it: of a curve the two halves, 32 bytes each.
    QByteArray sign(const QByteArray &bytes) const
    {
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        const EVP_MD *digest = m_kind == Kind::Edwards ? nullptr : EVP_sha256();
        EVP_DigestSignInit(context, nullptr, digest, nullptr, m_key.get());
        size_t size = 1024;
        QByteArray signature(1024, '\0');
        EVP_DigestSign(context, reinterpret_cast<unsigned char *>(signature.data()), &size,
                       reinterpret_cast<const unsigned char *>(bytes.constData()), static_cast<size_t>(bytes.size()));
        EVP_MD_CTX_free(context);
        signature.truncate(static_cast<qsizetype>(size));
        return m_kind == Kind::Curve ? halves(signature) : signature;
    }
    static QByteArray part(const QJsonObject &object)
    {
        return auth::toBase64Url(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
    QByteArray token(const QJsonObject &header, const QJsonObject &claims) const
    {
        const QByteArray signedPart = part(header) + '.' + part(claims);
        return signedPart + '.' + auth::toBase64Url(sign(signedPart));
    }

private:
    static EVP_PKEY *make(Kind kind, int bits)
    {
        if (kind == Kind::Rsa)
            return EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<size_t>(bits));
        return kind == Kind::Curve ? EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")
                                   : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    }
    static QByteArray halves(const QByteArray &der)
    {
        const auto *at = reinterpret_cast<const unsigned char *>(der.constData());
        ECDSA_SIG *pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
        QByteArray raw(64, '\0');
        BN_bn2binpad(ECDSA_SIG_get0_r(pair), reinterpret_cast<unsigned char *>(raw.data()), 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(pair), reinterpret_cast<unsigned char *>(raw.data()) + 32, 32);
        ECDSA_SIG_free(pair);
        return raw;
    }
    const Kind m_kind;
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> m_key;
};

} // namespace support
