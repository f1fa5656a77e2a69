// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/secrets.h"
#include <cmath>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

namespace auth {
namespace {

/// Letters and digits without those that are mistaken for one another (0 o, 1 l i): 31, so 4.95 bits each.
constexpr char readable[] = "23456789abcdefghjkmnpqrstuvwxyz";
static_assert(sizeof(readable) == 32);

const unsigned char *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

size_t length(QByteArrayView bytes)
{
    return static_cast<size_t>(bytes.size());
}

} // namespace

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    randombytes_buf(bytes.data(), static_cast<size_t>(size));
    return bytes;
}

QByteArray randomToken(qsizetype bytes)
{
    return toBase64Url(randomBytes(bytes));
}

QString oneTimePassword()
{
    QString text;
    for (int i = 0; i < 20; ++i) {
        if (i > 0 && i % 4 == 0)
            text.append(u'-');
        text.append(QLatin1Char(readable[randombytes_uniform(sizeof(readable) - 1)]));
    }
    return text;
}

QByteArray sha256(QByteArrayView bytes)
{
    QByteArray digest(crypto_hash_sha256_BYTES, Qt::Uninitialized);
    crypto_hash_sha256(reinterpret_cast<unsigned char *>(digest.data()), raw(bytes), length(bytes));
    return digest;
}

QByteArray hmacSha256(QByteArrayView key, QByteArrayView bytes)
{
    QByteArray mac(32, Qt::Uninitialized);
    unsigned int size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), raw(bytes), length(bytes),
         reinterpret_cast<unsigned char *>(mac.data()), &size);
    Q_ASSERT(size == 32);
    return mac;
}

bool equalConstantTime(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), length(a)) == 0;
}

QByteArray toBase64Url(QByteArrayView bytes)
{
    return QByteArray::fromRawData(bytes.data(), bytes.size())
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray toBase62(QByteArrayView bytes)
{
    constexpr char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    constexpr double bitsPerDigit = 5.954196310386875; // log2(62)
    const auto size = static_cast<qsizetype>(std::ceil(static_cast<double>(bytes.size()) * 8 / bitsPerDigit));
    QByteArray number = bytes.toByteArray();
    QByteArray text(size, '0');
    for (qsizetype at = size - 1; at >= 0; --at) {
        unsigned rest = 0;
        for (char &byte : number) { // long division by 62
            const unsigned part = rest * 256 + static_cast<unsigned char>(byte);
            byte = static_cast<char>(part / 62);
            rest = part % 62;
        }
        text[at] = digits[rest];
    }
    return text;
}

} // namespace auth
