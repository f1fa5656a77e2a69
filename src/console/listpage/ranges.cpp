// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/ranges.h"

namespace console {
namespace {

QString between(const QString &from, const QString &to)
{
    if (!from.isEmpty() && !to.isEmpty())
        return from == to ? from : from + u" – " + to;
    if (!from.isEmpty())
        return u"≥ " + from;
    return to.isEmpty() ? QString() : u"≤ " + to;
}

QString figures(const std::optional<qint64> &minor, const QLocale &locale)
{
    if (!minor)
        return {};
    const QString cents = QString::number(*minor % 100).rightJustified(2, u'0');
    return locale.toString(*minor / 100) + locale.decimalPoint() + cents;
}

} // namespace

QString DayRange::text(const QLocale &locale) const
{
    const auto day = [&locale](const std::optional<QDate> &date) {
        return date ? locale.toString(*date, QLocale::ShortFormat) : QString();
    };
    return between(day(from), day(to));
}

QString AmountRange::text(const QLocale &locale) const
{
    return between(figures(least, locale), figures(most, locale));
}

} // namespace console
