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

/// The date of "2024-01-15T14:30:00"; by hand, as lists ask it of every row.
QDate wallDate(QStringView iso)
{
    if (iso.size() < 10)
        return {};
    return QDate(iso.first(4).toInt(), iso.sliced(5, 2).toInt(), iso.sliced(8, 2).toInt());
}

/// What must be added to UTC for the wall clock that said `iso` at `at`; zones differ by quarters of an hour.
std::optional<qint64> wallOffset(QStringView iso, base::UtcMs at)
{
    const QDate date = wallDate(iso);
    if (!date.isValid() || iso.size() < 19)
        return std::nullopt;
    constexpr qint64 quarter = 15 * 60 * 1000;
    const qint64 days = date.toJulianDay() - QDate(1970, 1, 1).toJulianDay();
    const qint64 seconds =
        iso.sliced(11, 2).toInt() * 3600 + iso.sliced(14, 2).toInt() * 60 + iso.sliced(17, 2).toInt();
    const qint64 offset = (days * 86'400 + seconds) * 1000 - at.value;
    return (offset + (offset < 0 ? -quarter / 2 : quarter / 2)) / quarter * quarter;
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

QString DisplayFormat::wallTime(const QString &iso, base::UtcMs at) const
{
    const QDate date = wallDate(iso);
    const QString time = iso.mid(11, 8);
    if (!date.isValid() || time.isEmpty())
        return iso; // never hide what the hub said
    if (date == branchToday(iso, at))
        return time;
    return shortDate(locale(), date) + u' ' + time;
}

QString DisplayFormat::wallMinute(const QString &iso, base::UtcMs at) const
{
    const QString text = wallTime(iso, at);
    return text.size() > 8 && text != iso ? text.chopped(3) : text;
}

QString DisplayFormat::fullTime(base::UtcMs at)
{
    const QDateTime local = localTime(at);
    return local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODateWithMs);
}

QDateTime DisplayFormat::branchTime(base::UtcMs at) const
{
    const QTimeZone zone(m_hub ? m_hub->hub().timeZone.toUtf8() : QByteArray());
    return zone.isValid() ? QDateTime::fromMSecsSinceEpoch(at.value, zone) : localTime(at);
}

QString DisplayFormat::clockTime(base::UtcMs at) const
{
    return branchTime(at).toString(u"HH:mm");
}

QString DisplayFormat::moment(base::UtcMs at) const
{
    const QDateTime local = branchTime(at);
    if (local.date() == today())
        return local.toString(u"HH:mm:ss");
    return shortDate(locale(), local.date()) + u' ' + local.toString(u"HH:mm");
}

QString DisplayFormat::lately(base::UtcMs at) const
{
    const QDateTime local = branchTime(at);
    return local.date() == today() ? local.toString(u"HH:mm:ss") : shortDate(locale(), local.date());
}

QDate DisplayFormat::today() const
{
    return branchTime(m_clock.utcNow()).date();
}

QDate DisplayFormat::branchToday(const QString &iso, base::UtcMs at) const
{
    const auto offset = wallOffset(iso, at);
    constexpr qint64 farthest = 15 * 3600 * 1000; // beyond any zone: `at` does not belong to `iso`
    if (!offset || std::abs(*offset) > farthest)
        return today();
    return QDateTime::fromMSecsSinceEpoch(m_clock.utcNow().value + *offset, Qt::UTC).date();
}

bool DisplayFormat::isDaysAgo(const QString &iso, base::UtcMs at, int days) const
{
    const QDate date = wallDate(iso);
    return date.isValid() && date == branchToday(iso, at).addDays(-days);
}

} // namespace console
