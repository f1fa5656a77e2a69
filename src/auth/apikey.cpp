// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/apikey.h"
#include "auth/secrets.h"
#include <algorithm>

namespace auth {
namespace {

constexpr qsizetype idSize = 8;
constexpr qsizetype secretBytes = 32;
constexpr qsizetype secretSize = 43; ///< 62^43 > 2^256

} // namespace

QByteArray makeApiKey()
{
    return apiKeyPrefix.toByteArray() + toBase62(randomBytes(secretBytes)).first(idSize) +
           toBase62(randomBytes(secretBytes));
}

QByteArray apiKeyId(QByteArrayView key)
{
    if (!looksLikeApiKey(key) || key.size() != apiKeyPrefix.size() + idSize + secretSize)
        return {};
    const QByteArrayView rest = key.sliced(apiKeyPrefix.size());
    const bool good = std::all_of(rest.begin(), rest.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
    return good ? rest.first(idSize).toByteArray() : QByteArray();
}

} // namespace auth
