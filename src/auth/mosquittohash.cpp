// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/mosquittohash.h"
#include "auth/secrets.h"
#include <openssl/evp.h>

namespace auth {
namespace {

using base::ErrorCode;

constexpr qsizetype keySize = 64;  // of SHA-512
constexpr qsizetype saltSize = 12; // as mosquitto_passwd has it
constexpr qsizetype maxSalt = 64;

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

QByteArray pbkdf2(QByteArrayView secret, const QByteArray &salt, int iterations)
{
    QByteArray key(keySize, '\0');
    const char *bytes = secret.isNull() ? "" : secret.data();
    const int made = PKCS5_PBKDF2_HMAC(bytes, static_cast<int>(secret.size()), raw(salt), static_cast<int>(salt.size()),
                                       iterations, EVP_sha512(), static_cast<int>(keySize), raw(key));
    return made == 1 ? key : QByteArray();
}

QByteArray sha512(QByteArrayView secret, const QByteArray &salt)
{
    const QByteArray input = secret.toByteArray() + salt;
    QByteArray key(keySize, '\0');
    unsigned int size = 0;
    const int made =
        EVP_Digest(input.constData(), static_cast<size_t>(input.size()), raw(key), &size, EVP_sha512(), nullptr);
    return made == 1 ? key : QByteArray();
}

base::Error malformed()
{
    return {ErrorCode::Malformed, u"this is no hash of mosquitto_passwd"_qs};
}

} // namespace

base::Result<MosquittoHash> MosquittoHash::parse(QByteArrayView text)
{
    const QByteArrayList parts = text.toByteArray().split('$'); // "", "7", …
    const bool slow = parts.size() == 5 && parts.at(1) == "7";
    if (!parts.at(0).isEmpty() || (!slow && !(parts.size() == 4 && parts.at(1) == "6")))
        return malformed();
    MosquittoHash made;
    if (slow) {
        bool ok = false;
        made.m_iterations = parts.at(2).toInt(&ok);
        if (!ok || made.m_iterations < 1)
            return malformed();
        if (made.m_iterations > maxIterations)
            return {ErrorCode::Unsupported, u"a hash of more than %1 iterations is not taken"_qs.arg(maxIterations)};
    }
    const auto salt =
        QByteArray::fromBase64Encoding(parts.at(parts.size() - 2), QByteArray::AbortOnBase64DecodingErrors);
    const auto key =
        QByteArray::fromBase64Encoding(parts.at(parts.size() - 1), QByteArray::AbortOnBase64DecodingErrors);
    if (!salt || !key || salt.decoded.isEmpty() || salt.decoded.size() > maxSalt || key.decoded.size() != keySize)
        return malformed();
    made.m_salt = salt.decoded;
    made.m_key = key.decoded;
    return made;
}

QByteArray MosquittoHash::make(QByteArrayView secret, int iterations)
{
    const QByteArray salt = randomBytes(saltSize);
    return "$7$" + QByteArray::number(iterations) + '$' + salt.toBase64() + '$' +
           pbkdf2(secret, salt, iterations).toBase64();
}

bool MosquittoHash::verify(QByteArrayView secret) const
{
    const QByteArray key = m_iterations > 0 ? pbkdf2(secret, m_salt, m_iterations) : sha512(secret, m_salt);
    return !key.isEmpty() && equalConstantTime(key, m_key);
}

} // namespace auth
