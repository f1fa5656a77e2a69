// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/foreignkey.h"
#include "auth/jwtparts.h"
#include "auth/secrets.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr qsizetype minSecret = 32;
constexpr int minRsaBits = 2048;
constexpr int maxRsaBits = 8192; ///< a longer one is there to keep us busy
constexpr qsizetype curveBytes = 32;
constexpr size_t maxKeys = 32;

template <auto Free>
struct Deleter
{
    template <typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using Number = std::unique_ptr<BIGNUM, Deleter<BN_free>>;
using Context = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Deleter<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Deleter<OSSL_PARAM_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>>;

Error bad(const QString &why)
{
    return {ErrorCode::InvalidArgument, why};
}

const unsigned char *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

Number numberFrom(QByteArrayView bytes)
{
    return Number(BN_bin2bn(raw(bytes), static_cast<int>(bytes.size()), nullptr));
}

/// A public key of `kind` out of what the builder holds; null when it is none.
std::shared_ptr<evp_pkey_st> build(const char *kind, OSSL_PARAM_BLD *builder)
{
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const Context context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
    EVP_PKEY *key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return {};
    std::shared_ptr<evp_pkey_st> handle(key, EVP_PKEY_free);
    const Context check(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    return check && EVP_PKEY_public_check(check.get()) == 1 ? handle : nullptr;
}

std::optional<QByteArray> member(const QJsonObject &jwk, QLatin1StringView name)
{
    auto bytes = fromBase64Url(jwk.value(name).toString().toLatin1());
    return bytes && !bytes->isEmpty() ? bytes : std::nullopt;
}

/// The two halves of a JWS signature (RFC 7518 3.4) as OpenSSL wants them; empty when they are none.
QByteArray derOf(QByteArrayView signature)
{
    if (signature.size() != 2 * curveBytes)
        return {};
    Number r = numberFrom(signature.first(curveBytes));
    Number s = numberFrom(signature.sliced(curveBytes));
    const Signature pair(ECDSA_SIG_new());
    if (!pair || !r || !s || BN_is_zero(r.get()) || BN_is_zero(s.get()) ||
        ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1)
        return {};
    (void)r.release(); // they are the pair's now
    (void)s.release();
    unsigned char *der = nullptr;
    const int size = i2d_ECDSA_SIG(pair.get(), &der);
    const QByteArray bytes(reinterpret_cast<const char *>(der), std::max(size, 0));
    OPENSSL_free(der);
    return bytes;
}

bool isPrime256(EVP_PKEY *key)
{
    char name[32] = {};
    size_t size = 0;
    return EVP_PKEY_get_group_name(key, name, sizeof name, &size) == 1 && QByteArrayView(name) == "prime256v1";
}

} // namespace

QLatin1StringView ForeignKey::algorithm() const
{
    switch (m_algorithm) {
    case Algorithm::HS256:
        return QLatin1StringView("HS256");
    case Algorithm::RS256:
        return QLatin1StringView("RS256");
    case Algorithm::ES256:
        return QLatin1StringView("ES256");
    case Algorithm::EdDSA:
        break;
    }
    return QLatin1StringView("EdDSA");
}

Result<ForeignKey> ForeignKey::fromSecret(const QByteArray &secret, const QString &kid)
{
    if (secret.size() < minSecret)
        return bad(u"a shared secret needs at least %1 bytes"_s.arg(minSecret));
    ForeignKey key;
    key.m_secret = secret;
    key.m_kid = kid;
    return key;
}

Result<ForeignKey> ForeignKey::fromHandle(Handle handle)
{
    ForeignKey key;
    const int kind = handle ? EVP_PKEY_get_base_id(handle.get()) : EVP_PKEY_NONE;
    if (kind == EVP_PKEY_RSA) {
        const int bits = EVP_PKEY_get_bits(handle.get());
        if (bits < minRsaBits || bits > maxRsaBits)
            return bad(u"an RSA key has %1 to %2 bits"_s.arg(minRsaBits).arg(maxRsaBits));
        key.m_algorithm = Algorithm::RS256;
    } else if (kind == EVP_PKEY_EC && isPrime256(handle.get())) {
        key.m_algorithm = Algorithm::ES256;
    } else if (kind == EVP_PKEY_ED25519) {
        key.m_algorithm = Algorithm::EdDSA;
    } else {
        return bad(u"a public key for RS256, ES256 or EdDSA (Ed25519) is expected"_s);
    }
    key.m_handle = std::move(handle);
    return key;
}

Result<ForeignKey> ForeignKey::fromRsa(const QJsonObject &jwk)
{
    const auto modulus = member(jwk, "n"_L1);
    const auto exponent = member(jwk, "e"_L1);
    if (!modulus || !exponent || modulus->size() > maxRsaBits / 8 || exponent->size() > 8)
        return bad(u"an RSA key has n and e"_s);
    const Number n = numberFrom(*modulus);
    const Number e = numberFrom(*exponent);
    const Builder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    return fromHandle(build("RSA", builder.get()));
}

Result<ForeignKey> ForeignKey::fromCurve(const QJsonObject &jwk)
{
    const auto x = member(jwk, "x"_L1);
    const auto y = member(jwk, "y"_L1);
    if (jwk.value(u"crv") != u"P-256"_s || !x || !y || x->size() != curveBytes || y->size() != curveBytes)
        return bad(u"an EC key has crv P-256 and x and y of 32 bytes"_s);
    const QByteArray point = '\x04' + *x + *y;
    const Builder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.constData(),
                                     static_cast<size_t>(point.size()));
    return fromHandle(build("EC", builder.get()));
}

Result<ForeignKey> ForeignKey::fromEdwards(const QJsonObject &jwk)
{
    const auto x = member(jwk, "x"_L1);
    if (jwk.value(u"crv") != u"Ed25519"_s || !x || x->size() != curveBytes)
        return bad(u"an OKP key has crv Ed25519 and x of 32 bytes"_s);
    return fromHandle(
        Handle(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(*x), static_cast<size_t>(x->size())),
               EVP_PKEY_free));
}

Result<ForeignKey> ForeignKey::fromJwk(const QJsonObject &jwk)
{
    if (jwk.contains(u"d"))
        return bad(u"a private key has no business here: only the public half is needed"_s);
    const QString kind = jwk.value(u"kty").toString();
    Result<ForeignKey> key = bad(u"kty: RSA, EC, OKP or oct is expected"_s);
    if (kind == u"RSA")
        key = fromRsa(jwk);
    else if (kind == u"EC")
        key = fromCurve(jwk);
    else if (kind == u"OKP")
        key = fromEdwards(jwk);
    else if (kind == u"oct")
        key = fromSecret(member(jwk, "k"_L1).value_or(QByteArray()));
    if (!key)
        return key;
    if (jwk.contains(u"alg") && jwk.value(u"alg") != QString(key->algorithm()))
        return bad(u"alg: %1 is expected of this key"_s.arg(key->algorithm()));
    key->m_kid = jwk.value(u"kid").toString();
    return key;
}

Result<std::vector<ForeignKey>> ForeignKey::fromPem(const QByteArray &pem)
{
    const std::unique_ptr<BIO, Deleter<BIO_free_all>> in(
        BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    std::vector<ForeignKey> keys;
    while (EVP_PKEY *next = PEM_read_bio_PUBKEY(in.get(), nullptr, nullptr, nullptr)) {
        auto key = fromHandle(Handle(next, EVP_PKEY_free));
        if (!key)
            return key.error();
        keys.push_back(std::move(*key));
        if (keys.size() > maxKeys)
            return bad(u"there are more than %1 keys"_s.arg(maxKeys));
    }
    if (keys.empty() || pem.count("-----BEGIN ") != static_cast<qsizetype>(keys.size()))
        return bad(u"a PEM file of public keys (BEGIN PUBLIC KEY) is expected"_s);
    return keys;
}

Result<std::vector<ForeignKey>> ForeignKey::fromJwks(const QByteArray &json)
{
    const QJsonArray list = QJsonDocument::fromJson(json).object().value(u"keys").toArray();
    std::vector<ForeignKey> keys;
    for (const QJsonValue &value : list) {
        const QJsonObject jwk = value.toObject();
        if (jwk.contains(u"use") && jwk.value(u"use") != u"sig"_s)
            continue;
        auto key = fromJwk(jwk);
        if (!key)
            return key.error().with(u"key %1"_s.arg(keys.size() + 1));
        keys.push_back(std::move(*key));
        if (keys.size() > maxKeys)
            return bad(u"there are more than %1 keys"_s.arg(maxKeys));
    }
    if (keys.empty())
        return bad(u"a JWKS file, {\"keys\":[…]}, with a key for signatures is expected"_s);
    return keys;
}

bool ForeignKey::verify(QByteArrayView signedPart, QByteArrayView signature) const
{
    if (m_algorithm == Algorithm::HS256)
        return equalConstantTime(signature, hmacSha256(m_secret, signedPart));
    const QByteArray checked = m_algorithm == Algorithm::ES256 ? derOf(signature) : signature.toByteArray();
    const Digest digest(EVP_MD_CTX_new());
    const EVP_MD *hash = m_algorithm == Algorithm::EdDSA ? nullptr : EVP_sha256();
    return !checked.isEmpty() && digest &&
           EVP_DigestVerifyInit(digest.get(), nullptr, hash, nullptr, m_handle.get()) == 1 &&
           EVP_DigestVerify(digest.get(), raw(checked), static_cast<size_t>(checked.size()), raw(signedPart),
                            static_cast<size_t>(signedPart.size())) == 1;
}

} // namespace auth
