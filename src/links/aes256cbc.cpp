// SPDX-License-Identifier: GPL-3.0-or-later
#include "links/aes256cbc.h"
#include <memory>
#include <openssl/evp.h>
#include <openssl/rand.h>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace links {
namespace {

constexpr qsizetype keySize = 32;
constexpr int blockSize = 16;

struct CipherFree
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, CipherFree>;

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *bytesIn(QByteArray &bytes, int at = 0)
{
    return reinterpret_cast<unsigned char *>(bytes.data() + at);
}

Result<> checkKey(const QByteArray &key)
{
    if (key.size() != keySize)
        return Error(ErrorCode::InvalidArgument, u"the bank's AES key has 32 characters"_s);
    return {};
}

} // namespace

Result<QByteArray> encryptForBaneco(const QByteArray &text, const QByteArray &key)
{
    if (const auto checked = checkKey(key); !checked)
        return checked.error();
    QByteArray iv(blockSize, '\0');
    QByteArray out(text.size() + blockSize, '\0');
    const Cipher cipher(EVP_CIPHER_CTX_new());
    int written = 0;
    int rest = 0;
    if (!cipher || RAND_bytes(bytesIn(iv), blockSize) != 1 ||
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_cbc(), nullptr, bytesOf(key), bytesOf(iv)) != 1 ||
        EVP_EncryptUpdate(cipher.get(), bytesIn(out), &written, bytesOf(text), static_cast<int>(text.size())) != 1 ||
        EVP_EncryptFinal_ex(cipher.get(), bytesIn(out, written), &rest) != 1)
        return Error(ErrorCode::Internal, u"encrypting for the bank failed"_s);
    return QByteArray(iv + out.first(written + rest)).toBase64();
}

Result<QByteArray> decryptFromBaneco(const QByteArray &base64, const QByteArray &key)
{
    if (const auto checked = checkKey(key); !checked)
        return checked.error();
    const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray &bytes = decoded.decoded;
    if (!decoded || bytes.size() < 2 * blockSize || bytes.size() % blockSize != 0)
        return Error(ErrorCode::Malformed, u"this is not encrypted as BANECO does it"_s);
    const QByteArray ciphertext = bytes.sliced(blockSize);
    QByteArray out(ciphertext.size() + blockSize, '\0');
    const Cipher cipher(EVP_CIPHER_CTX_new());
    int written = 0;
    int rest = 0;
    if (!cipher || EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_cbc(), nullptr, bytesOf(key), bytesOf(bytes)) != 1 ||
        EVP_DecryptUpdate(cipher.get(), bytesIn(out), &written, bytesOf(ciphertext),
                          static_cast<int>(ciphertext.size())) != 1 ||
        EVP_DecryptFinal_ex(cipher.get(), bytesIn(out, written), &rest) != 1)
        return Error(ErrorCode::Malformed, u"this was encrypted with another key"_s);
    return out.first(written + rest);
}

} // namespace links
