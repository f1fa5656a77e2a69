// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/uisettings.h"

namespace console {

QString UiSettings::text(const QString &key, const QString &fallback) const
{
    const auto bytes = value(key);
    return bytes ? QString::fromUtf8(*bytes) : fallback;
}

int UiSettings::number(const QString &key, int fallback) const
{
    const auto bytes = value(key);
    bool ok = false;
    const int number = bytes ? bytes->toInt(&ok) : 0;
    return ok ? number : fallback;
}

std::optional<QByteArray> MemoryUiSettings::value(const QString &key) const
{
    const auto values = m_values.constFind(m_user);
    if (values == m_values.constEnd())
        return std::nullopt;
    const auto found = values->constFind(key);
    return found == values->constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace console
