// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/sealing.h"
#include "auth/secrets.h"
#include <sodium.h>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace auth {
namespace {

constexpr QByteArrayView mark = "sealed1:";
constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype keySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;

const unsigned char *in(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *out(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

} // namespace

QByteArray seal(const QByteArray &key, const QByteArray &name, const QByteArray &secret)
{
    Q_ASSERT(key.size() == keySize);
    const QByteArray nonce = randomBytes(nonceSize);
    QByteArray ciphertext(secret.size() + tagSize, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(out(ciphertext), nullptr, in(secret), quint64(secret.size()), in(name),
                                               quint64(name.size()), nullptr, in(nonce), in(key));
    return QByteArray(mark.toByteArray() + toBase64Url(QByteArray(nonce + ciphertext)));
}

Result<QByteArray> unseal(const QByteArray &key, const QByteArray &name, const QByteArray &sealed)
{
    Q_ASSERT(key.size() == keySize);
    const Error broken(ErrorCode::Corrupt, u"the secret is not as it was sealed, or was sealed with another key"_s);
    if (!isSealed(sealed))
        return broken;
    const auto decoded = QByteArray::fromBase64Encoding(
        sealed.sliced(mark.size()), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() < nonceSize + tagSize)
        return broken;
    const QByteArray nonce = decoded.decoded.first(nonceSize);
    const QByteArray ciphertext = decoded.decoded.sliced(nonceSize);
    QByteArray secret(ciphertext.size() - tagSize, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(out(secret), nullptr, nullptr, in(ciphertext),
                                                   quint64(ciphertext.size()), in(name), quint64(name.size()),
                                                   in(nonce), in(key)) != 0)
        return broken;
    return secret;
}

bool isSealed(QByteArrayView text)
{
    return text.startsWith(mark);
}

} // namespace auth
