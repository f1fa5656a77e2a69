// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QByteArrayView>
#include <optional>

namespace auth {

/// A secret's hash as mosquitto_passwd writes it (S0-52): `$7$iterations$salt$key`, PBKDF2 with HMAC-SHA-512, or the
/// older `$6$salt$key`, SHA-512 of secret and salt; salt and key in base64. Any thread.
class MosquittoHash
{
public:
    /// Malformed for what is neither; Unsupported for more than maxIterations, which would be a denial of service.
    static base::Result<MosquittoHash> parse(QByteArrayView text);
    /// `$7$` with 12 bytes of salt.
    static QByteArray make(QByteArrayView secret, int iterations = ownIterations);
    static bool isOne(QByteArrayView text) { return text.startsWith("$7$") || text.startsWith("$6$"); }

    /// Constant time in the secret.
    bool verify(QByteArrayView secret) const;

    static constexpr int maxIterations = 1'000'000;
    static constexpr int ownIterations = 20'000; ///< mosquitto's own 101 are little

private:
    int m_iterations = 0; ///< 0: `$6$`
    QByteArray m_salt;
    QByteArray m_key;
};

} // namespace auth
