// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringList>
#include <utility>

namespace web {

/// A request target taken apart and decoded, strictly: what is unclear is refused, never guessed.
struct HttpTarget
{
    QByteArray path;      ///< as sent, without the query ("/a/b%2Fc"); "/" when an absolute-form has none
    QStringList segments; ///< decoded one by one, so an encoded slash stays inside its segment ("a", "b/c")
    QList<std::pair<QString, QString>> query; ///< in the order sent
    QByteArray authority; ///< of an absolute-form, which overrides Host (RFC 9112 3.2.2); else empty

    /// The value of a query parameter, the first one's of several; null when it was not sent.
    QString queryValue(QStringView name) const;
};

/// Malformed for a bad percent-encoding, bytes that are no UTF-8, control characters, "." and ".." segments and a query
/// parameter sent twice, unless it is one of `repeatable`.
base::Result<HttpTarget> parseTarget(QByteArrayView target, const QStringList &repeatable = {});

/// %XX to bytes, which must be UTF-8 without control characters. `plusIsBlank` for query strings.
base::Result<QString> percentDecode(QByteArrayView text, bool plusIsBlank = false);

} // namespace web
