// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/money.h"
#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace base {
namespace {

constexpr int maxIntegerDigits = 13;

bool isAsciiDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9'; // QChar::isDigit accepts every script's digits
}

Error malformed(const QString &text, QLatin1StringView why)
{
    return Error(ErrorCode::Malformed, u"\"%1\" is not an amount: %2"_s.arg(text.left(40), why));
}

/// Minor units of "digits" and at most two "decimals" that were both checked to be ASCII digits.
qint64 minorUnits(QByteArrayView digits, QByteArrayView decimals)
{
    qint64 minor = 0;
    for (const char c : digits)
        minor = minor * 10 + (c - '0');
    for (qsizetype i = 0; i < 2; ++i)
        minor = minor * 10 + (i < decimals.size() ? decimals[i] - '0' : 0);
    return minor;
}

/// Removes group marks: groups of three after the first, which has one to three digits.
bool ungroup(QStringView text, QChar mark, QByteArray &digits)
{
    const QList<QStringView> groups = text.split(mark);
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const QStringView group = groups[i];
        const bool sized = i > 0 ? group.size() == 3 : !group.isEmpty() && (groups.size() == 1 || group.size() <= 3);
        if (!sized || !std::all_of(group.begin(), group.end(), [](QChar c) { return isAsciiDigit(c); }))
            return false;
        digits += group.toLatin1();
    }
    return true;
}

/// The position of the decimal mark in typed text without sign and spaces, or its size when there is none.
qsizetype decimalMark(QStringView text, QChar decimalPoint)
{
    const qsizetype comma = text.lastIndexOf(u',');
    const qsizetype point = text.lastIndexOf(u'.');
    const qsizetype last = std::max(comma, point);
    if (last < 0)
        return text.size();
    if (comma >= 0 && point >= 0)
        return last; // both are there: the later one is the decimal mark
    if (text.count(text[last]) > 1)
        return text.size(); // 1.234.567: groups
    const bool couldBeGroup = text.size() - last - 1 == 3 && last > 0 && last <= 3;
    return couldBeGroup && text[last] != decimalPoint ? text.size() : last;
}

} // namespace

Result<Money> Money::fromMinor(qint64 minor, Currency currency)
{
    if (minor > maxMinor || minor < -maxMinor)
        return Error(ErrorCode::LimitExceeded, u"the amount is beyond what can be kept"_s);
    return Money(minor, currency);
}

Result<Money> Money::parse(QByteArrayView token, Currency currency)
{
    const QString text = QString::fromUtf8(token.first(std::min<qsizetype>(token.size(), 40)));
    QByteArrayView rest = token;
    const bool negative = rest.startsWith('-');
    if (negative)
        rest = rest.sliced(1);
    const qsizetype point = rest.indexOf('.');
    const QByteArrayView digits = point < 0 ? rest : rest.first(point);
    const QByteArrayView decimals = point < 0 ? QByteArrayView() : rest.sliced(point + 1);
    const auto allDigits = [](QByteArrayView s) {
        return !s.isEmpty() && std::all_of(s.begin(), s.end(), [](char c) { return isAsciiDigit(c); });
    };
    if (!allDigits(digits) || (point >= 0 && !allDigits(decimals)))
        return malformed(text, QLatin1StringView("digits with an optional point are expected"));
    if (digits.size() > 1 && digits.front() == '0')
        return malformed(text, QLatin1StringView("leading zero")); // RFC 8259, section 6
    if (digits.size() > maxIntegerDigits)
        return malformed(text, QLatin1StringView("more than 13 integer digits"));
    if (decimals.size() > currency.exponent())
        return malformed(text, QLatin1StringView("more than two decimals"));
    const qint64 minor = minorUnits(digits, decimals);
    return Money(negative ? -minor : minor, currency);
}

Result<Money> Money::parseTyped(QStringView typed, Currency currency, QChar decimalPoint)
{
    QString text;
    for (const QChar c : typed) {
        if (!c.isSpace())
            text += c;
    }
    const QString shown = typed.trimmed().toString();
    const bool negative = text.startsWith(u'-');
    if (negative)
        text.remove(0, 1);
    const qsizetype mark = decimalMark(text, decimalPoint);
    const QStringView whole = QStringView(text).first(mark);
    QStringView decimals = mark < text.size() ? QStringView(text).sliced(mark + 1) : QStringView();
    const QChar group = mark < text.size() ? (text[mark] == u',' ? u'.' : u',') : (text.contains(u'.') ? u'.' : u',');
    QByteArray digits;
    if (whole.isEmpty() && !decimals.isEmpty())
        digits = "0"; // ",50"
    else if (!ungroup(whole, group, digits))
        return malformed(shown, QLatin1StringView("digits with one decimal mark are expected"));
    if (!std::all_of(decimals.begin(), decimals.end(), [](QChar c) { return isAsciiDigit(c); }))
        return malformed(shown, QLatin1StringView("digits with one decimal mark are expected"));
    while (decimals.size() > currency.exponent() && decimals.back() == u'0')
        decimals.chop(1);
    if (decimals.size() > currency.exponent())
        return malformed(shown, QLatin1StringView("more than two decimals"));
    while (digits.size() > 1 && digits.front() == '0')
        digits.remove(0, 1);
    if (digits.size() > maxIntegerDigits)
        return malformed(shown, QLatin1StringView("more than 13 integer digits"));
    const qint64 minor = minorUnits(digits, decimals.toLatin1());
    return Money(negative ? -minor : minor, currency);
}

Result<Money> Money::plus(const Money &other) const
{
    if (m_currency != other.m_currency) {
        return Error(ErrorCode::InvalidArgument,
                     u"%1 and %2 cannot be added"_s.arg(m_currency.toString(), other.m_currency.toString()));
    }
    // Both are within ±9.2e16, so the sum cannot overflow 64 bits; the range check does the rest.
    return fromMinor(m_minor + other.m_minor, m_currency);
}

Result<std::vector<Money>> Money::allocate(std::span<const qint64> weights) const
{
    __int128 total = 0;
    for (const qint64 w : weights) {
        if (w < 0)
            return Error(ErrorCode::InvalidArgument, u"a weight is negative"_s);
        total += w;
    }
    if (total <= 0)
        return Error(ErrorCode::InvalidArgument, u"no weight is above zero"_s);
    std::vector<Money> parts;
    std::vector<__int128> remainders;
    __int128 left = m_minor;
    for (const qint64 w : weights) {
        const __int128 product = static_cast<__int128>(m_minor) * w;
        const __int128 share = product / total; // towards zero, so what is left has the sign of the whole
        parts.push_back(Money(static_cast<qint64>(share), m_currency));
        remainders.push_back(product % total < 0 ? -(product % total) : product % total);
        left -= share;
    }
    std::vector<size_t> order(parts.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return remainders[a] > remainders[b]; });
    const qint64 unit = left < 0 ? -1 : 1;
    for (size_t i = 0; left != 0; ++i, left -= unit)
        parts[order[i]].m_minor += unit;
    return parts;
}

QByteArray Money::toWire() const
{
    const quint64 magnitude = m_minor < 0 ? quint64(-m_minor) : quint64(m_minor);
    const quint64 cents = magnitude % 100;
    QByteArray text = m_minor < 0 ? QByteArray("-") : QByteArray();
    text += QByteArray::number(magnitude / 100);
    text += '.';
    text += char('0' + cents / 10);
    text += char('0' + cents % 10);
    return text;
}

} // namespace base
