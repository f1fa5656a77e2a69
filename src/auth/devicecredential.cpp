// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/devicecredential.h"
#include "mqtt/topic.h"

namespace auth {
namespace {

constexpr qsizetype maxName = 128;
constexpr qsizetype minSecret = 8;
constexpr qsizetype maxSecret = 1024;

bool isForbidden(QChar c)
{
    return c.category() == QChar::Other_Control || c == u'+' || c == u'#' || c == u'/' || c == u':';
}

} // namespace

base::Result<> checkDeviceName(const QString &name)
{
    const QByteArray utf8 = name.toUtf8();
    const bool good = !name.isEmpty() && utf8.size() <= maxName && mqtt::isValidUtf8(utf8) && name == name.trimmed() &&
                      std::none_of(name.begin(), name.end(), isForbidden);
    if (!good) {
        return {base::ErrorCode::InvalidArgument,
                u"a device's user name has 1 to %1 bytes, none of + # / : and no control characters"_qs.arg(maxName)};
    }
    return {};
}

base::Result<> checkDeviceSecret(QByteArrayView secret)
{
    if (secret.size() < minSecret || secret.size() > maxSecret)
        return {base::ErrorCode::InvalidArgument, u"a secret has %1 to %2 bytes"_qs.arg(minSecret).arg(maxSecret)};
    return {};
}

} // namespace auth
