// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/displayformat.h"
#include <QTimeZone>

namespace console {
namespace {

constexpr QChar minusSign = u'\u2212';
constexpr QChar noBreakSpace = u'\u00a0';

QDateTime localTime(base::UtcMs at)
{
    return QDateTime::fromMSecsSinceEpoch(at.value);
}

QString shortDate(const QLocale &locale, QDate date)
{
    // Day and month in the order of the language, two-digit year: what fits a column.
    return locale.toString(date, locale.language() == QLocale::Spanish ? u"dd/MM/yy" : u"MM/dd/yy");
}

} // namespace

QString DisplayFormat::amount(const base::Money &money) const
{
    const quint64 minor = static_cast<quint64>(money.isNegative() ? -money.minor() : money.minor());
    const QLocale l = locale();
    QString text = l.toString(minor / 100) + l.decimalPoint() +
                   QString::number(minor % 100).rightJustified(money.currency().exponent(), u'0');
    if (money.isNegative())
        text.prepend(minusSign);
    return text;
}

QString DisplayFormat::money(const base::Money &money) const
{
    return amount(money) + noBreakSpace + money.currency().toString();
}

QString DisplayFormat::signedMoney(const base::Money &value) const
{
    return value.isPositive() ? u'+' + money(value) : money(value);
}

QString DisplayFormat::searchedMoney(const base::Money &value) const
{
    const QString wire = QString::fromLatin1(value.toWire());
    return money(value) + u' ' + wire + u' ' + QString(wire).replace(u'.', u',');
}

QString DisplayFormat::wallTime(const QString &iso) const
{
    const QDate date = QDate::fromString(iso.left(10), Qt::ISODate);
    const QString time = iso.mid(11, 8);
    if (!date.isValid() || time.isEmpty())
        return iso; // never hide what the hub said
    if (date == today())
        return time;
    return shortDate(locale(), date) + u' ' + time;
}

QString DisplayFormat::wallMinute(const QString &iso) const
{
    const QString text = wallTime(iso);
    return text.size() > 8 && text != iso ? text.chopped(3) : text;
}

QString DisplayFormat::fullTime(base::UtcMs at)
{
    const QDateTime local = localTime(at);
    return local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODateWithMs);
}

QString DisplayFormat::clockTime(base::UtcMs at) const
{
    return localTime(at).toString(u"HH:mm");
}

QString DisplayFormat::moment(base::UtcMs at) const
{
    const QDateTime local = localTime(at);
    if (local.date() == today())
        return local.toString(u"HH:mm:ss");
    return shortDate(locale(), local.date()) + u' ' + local.toString(u"HH:mm");
}

QString DisplayFormat::lately(base::UtcMs at) const
{
    const QDateTime local = localTime(at);
    return local.date() == today() ? local.toString(u"HH:mm:ss") : shortDate(locale(), local.date());
}

QDate DisplayFormat::today() const
{
    return localTime(m_clock.utcNow()).date();
}

} // namespace console
