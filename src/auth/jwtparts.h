// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include <QByteArray>
#include <QJsonObject>
#include <optional>

namespace auth {

/// A JSON Web Signature in compact form taken apart, strictly (RFC 7515 3.1): three parts, one form of base64url, a
/// header that is one object without repeated members and without `crit` (which nobody here understands). Nothing of
/// the payload has been looked at.
struct JwtParts
{
    QJsonObject header;
    QByteArray signedPart; ///< header and payload as they were sent
    QByteArray payload;
    QByteArray signature;

    static constexpr qsizetype longest = 8192;
    /// Unauthenticated for whatever is not such a thing, or longer.
    static base::Result<JwtParts> split(QByteArrayView token);
};

/// What must hold of claims besides the signature.
struct JwtExpectations
{
    QString audience; ///< one of `aud`
    base::UtcMs now;
    qint64 skewSeconds = 60; ///< for `nbf` and `iat` alone: `exp` is sharp
    QString issuer = {};     ///< `iss`; empty: whoever has the key
};

/// The claims of a payload whose signature was good: `exp` required, `nbf` and `iat` not in the future, no member
/// twice. Unauthenticated otherwise, without telling more than "expired" apart from "not valid".
base::Result<QJsonObject> checkedClaims(const QByteArray &payload, const JwtExpectations &expected);

/// Strict base64url without padding: no other alphabet, no bits left over, so each text has one form only.
std::optional<QByteArray> fromBase64Url(QByteArrayView text);

} // namespace auth
