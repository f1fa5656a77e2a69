// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/displayformat.h"
#include <QRegularExpression>

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

const QString mask = u"•••"_qs;

/// The first two and the last three digits tell a teller which of her clients it is, and nobody else who.
QString maskedCedula(const QString &cedula)
{
    constexpr qsizetype head = 2;
    constexpr qsizetype tail = 3;
    if (cedula.size() < head + tail + 3)
        return mask;
    return cedula.first(head) + QString(cedula.size() - head - tail, u'•') + cedula.last(tail);
}

} // namespace

QString DisplayFormat::cedula(const QString &cedula) const
{
    return isDiscreet() ? maskedCedula(cedula) : cedula;
}

QString DisplayFormat::words(const QString &text) const
{
    if (!isDiscreet())
        return text;
    // Amounts first: digits with group marks and two decimals. What is left of six digits or more is a cédula.
    static const QRegularExpression amounts(u"[0-9][0-9.,\u00a0]*[.,][0-9]{2}(?![0-9])"_qs);
    static const QRegularExpression cedulas(u"(?<![0-9])[0-9]{6,15}(?![0-9])"_qs);
    QString masked = text;
    masked.replace(amounts, mask);
    for (auto match = cedulas.match(masked); match.hasMatch();
         match = cedulas.match(masked, match.capturedStart() + match.capturedLength()))
        masked.replace(match.capturedStart(), match.capturedLength(), maskedCedula(match.captured()));
    return masked;
}

QString DisplayFormat::fullAmount(const base::Money &money) const
{
    const quint64 minor = static_cast<quint64>(money.isNegative() ? -money.minor() : money.minor());
    const QLocale l = locale();
    QString text = l.toString(minor / 100) + l.decimalPoint() +
                   QString::number(minor % 100).rightJustified(money.currency().exponent(), u'0');
    if (money.isNegative())
        text.prepend(minusSign);
    return text;
}

QString DisplayFormat::amount(const base::Money &money) const
{
    return isDiscreet() ? mask : fullAmount(money);
}

QString DisplayFormat::fullMoney(const base::Money &money) const
{
    return fullAmount(money) + noBreakSpace + money.currency().toString();
}

QString DisplayFormat::money(const base::Money &money) const
{
    return amount(money) + noBreakSpace + money.currency().toString();
}

QString DisplayFormat::signedMoney(const base::Money &value) const
{
    if (isDiscreet()) // not even which way
        return money(value);
    return value.isPositive() ? u'+' + money(value) : money(value);
}

QString DisplayFormat::searchedMoney(const base::Money &value) const
{
    const QString wire = QString::fromLatin1(value.toWire());
    return fullMoney(value) + u' ' + wire + u' ' + QString(wire).replace(u'.', u',');
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

QTimeZone DisplayFormat::zone() const
{
    const QTimeZone branch(m_hub ? m_hub->hub().timeZone.toUtf8() : QByteArray());
    return branch.isValid() ? branch : QTimeZone::systemTimeZone();
}

QDateTime DisplayFormat::branchTime(base::UtcMs at) const
{
    return QDateTime::fromMSecsSinceEpoch(at.value, zone());
}

base::UtcMs DisplayFormat::momentAtBranch(QDate date, QTime time) const
{
    return {QDateTime(date, time, zone()).toMSecsSinceEpoch()};
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
