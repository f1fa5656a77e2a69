// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace auth {

// Small cryptographic helpers on libsodium. Any thread.

/// `size` bytes from the system's generator.
QByteArray randomBytes(qsizetype size);
/// base64url without padding (RFC 4648 5) of `bytes` random bytes: 16 for ids, 32 for secrets.
QByteArray randomToken(qsizetype bytes);
/// A password that a person can read off a screen and type: five groups of four from 31 characters that are not
/// mistaken for one another ("k7fq-2mzx-…"), 99 bits.
QString oneTimePassword();
/// 32 bytes.
QByteArray sha256(QByteArrayView bytes);
/// HMAC-SHA-256 (RFC 2104), 32 bytes.
QByteArray hmacSha256(QByteArrayView key, QByteArrayView bytes);
/// Compares without telling by its duration where the difference is. Lengths are not secret.
bool equalConstantTime(QByteArrayView a, QByteArrayView b);

/// base64url without padding.
QByteArray toBase64Url(QByteArrayView bytes);
/// The bytes as one big number in digits 0-9 A-Z a-z, filled up with zeros on the left to the length that any number of
/// this many bytes needs (32 bytes: 43 digits).
QByteArray toBase62(QByteArrayView bytes);

} // namespace auth
