// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/currency.h"
#include <span>
#include <vector>

namespace base {

/// An exact amount: minor units (cents) in a currency. No floating point goes in or comes out, arithmetic is checked
/// and never mixes currencies (SPEC 2.2). Range ±92,000,000,000,000,000 minor units. May be negative.
class Money
{
public:
    static constexpr qint64 maxMinor = 92'000'000'000'000'000;

    /// Zero of a currency.
    explicit Money(Currency currency)
        : m_currency(currency)
    {
    }
    /// LimitExceeded outside the range.
    static Result<Money> fromMinor(qint64 minor, Currency currency);
    /// Wire text, as a JSON number token: `-?digits[.digits]`, ≤ 13 integer digits, ≤ 2 decimals, no exponent, no sign
    /// "+", no group marks. Malformed otherwise.
    static Result<Money> parse(QByteArrayView token, Currency currency);
    /// What a person types: either separator for decimals, the other (or spaces) for groups. `decimalPoint` (',' or
    /// '.') is the locale's and decides where one mark could be either: "1.234" is 1234.00 in es_EC and refused in en.
    /// Zeros beyond two decimals are accepted here, other digits never.
    static Result<Money> parseTyped(QStringView text, Currency currency, QChar decimalPoint);

    qint64 minor() const { return m_minor; }
    Currency currency() const { return m_currency; }
    bool isZero() const { return m_minor == 0; }
    bool isNegative() const { return m_minor < 0; }
    bool isPositive() const { return m_minor > 0; }
    Money negated() const
    {
        Money m = *this;
        m.m_minor = -m_minor;
        return m;
    }

    /// InvalidArgument for two currencies, LimitExceeded beyond the range.
    Result<Money> plus(const Money &other) const;
    Result<Money> minus(const Money &other) const { return plus(other.negated()); }

    /// Splits by weights (≥ 0, at least one > 0) so that the parts always sum to the whole; what rounding leaves goes
    /// to the largest remainders, first ones first.
    Result<std::vector<Money>> allocate(std::span<const qint64> weights) const;

    /// "150.00", "-0.05": always two decimals and a point (S0-28).
    QByteArray toWire() const;

    friend bool operator==(const Money &, const Money &) = default;
    /// Both must be of one currency (asserted): compare only what may be added.
    friend std::strong_ordering operator<=>(const Money &a, const Money &b)
    {
        Q_ASSERT(a.m_currency == b.m_currency);
        return a.m_minor <=> b.m_minor;
    }

private:
    Money(qint64 minor, Currency currency)
        : m_minor(minor)
        , m_currency(currency)
    {
    }
    qint64 m_minor = 0;
    Currency m_currency;
};

} // namespace base
