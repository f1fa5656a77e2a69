// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/settingtexts.h"

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace hub {

Error wrongSetting(const QString &key, const QString &value, const QString &expected)
{
    return Error(ErrorCode::InvalidArgument, u"%1 is \"%2\"; %3"_s.arg(key, value, expected));
}

Result<std::optional<quint16>> parsePort(const QString &key, const QString &value)
{
    if (value == u"off")
        return std::optional<quint16>();
    bool ok = false;
    const uint number = value.toUInt(&ok);
    if (!ok || number > 65535)
        return wrongSetting(key, value, u"a port from 1 to 65535 is expected, 0 for any free one, or \"off\""_s);
    return std::optional(static_cast<quint16>(number));
}

Result<bool> parseSwitch(const QString &key, const QString &value)
{
    if (value == u"on" || value == u"true" || value == u"1")
        return true;
    if (value == u"off" || value == u"false" || value == u"0")
        return false;
    return wrongSetting(key, value, u"\"on\" or \"off\" is expected"_s);
}

Result<qint64> parseNumber(const QString &key, const QString &value, qint64 least, qint64 most)
{
    bool ok = false;
    const qint64 number = value.toLongLong(&ok);
    if (!ok || number < least || number > most)
        return wrongSetting(key, value, u"a whole number from %1 to %2 is expected"_s.arg(least).arg(most));
    return number;
}

} // namespace hub
