// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArray>

namespace auth {

// Secrets at rest (SPEC 3): XChaCha20-Poly1305 under a key of 32 bytes, bound to the name that the secret is kept
// under, so that one cannot be put in another's place. Any thread.

/// "sealed1:" and base64url of a random nonce and the ciphertext. `key` has 32 bytes (asserted).
QByteArray seal(const QByteArray &key, const QByteArray &name, const QByteArray &secret);
/// Corrupt for what was changed, sealed under another name, or with another key.
base::Result<QByteArray> unseal(const QByteArray &key, const QByteArray &name, const QByteArray &sealed);
/// Whether a text is one that seal() made.
bool isSealed(QByteArrayView text);

} // namespace auth
