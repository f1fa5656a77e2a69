// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArray>

namespace links {

/// What BANECO wants of passwords and account numbers: AES-256-CBC with PKCS#7 padding, the key being the 32 characters
/// that the bank gave, as they are; Base64 of a random initialisation vector (16 bytes) and the ciphertext behind it.
/// (Its `authentication/encrypt` does the same, but wants the key in a URL.) InvalidArgument for a key of another
/// length.
base::Result<QByteArray> encryptForBaneco(const QByteArray &text, const QByteArray &key);

/// The opposite. Malformed for what is not so encrypted, or with another key.
base::Result<QByteArray> decryptFromBaneco(const QByteArray &base64, const QByteArray &key);

} // namespace links
