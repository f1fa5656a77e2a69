// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArrayView>
#include <array>
#include <compare>
#include <optional>

namespace base {

/// A currency by its ISO 4217 code. Only currencies with two decimals are known to the house (USD, BOB and the
/// region's): the wire always writes two (SPEC 2.2). A value of four bytes; there is no empty currency.
class Currency
{
public:
    /// Known code in upper case, else InvalidArgument.
    static Result<Currency> parse(QByteArrayView code);
    /// By its ISO 4217 number ("068"), as EMVCo tag 53 has it; none: no known one.
    static std::optional<Currency> fromNumber(QByteArrayView number);
    static Currency usd() { return Currency("USD"); }
    static Currency bob() { return Currency("BOB"); }

    QByteArrayView code() const { return QByteArrayView(m_code.data(), 3); }
    QString toString() const { return QString::fromLatin1(code()); }
    /// Decimals of the minor unit; 2 for every known currency.
    int exponent() const { return 2; }
    /// ISO 4217 number ("840", "068"), as EMVCo tag 53 wants it.
    QByteArrayView numericCode() const;

    friend auto operator<=>(const Currency &, const Currency &) = default;
    friend size_t qHash(const Currency &c, size_t seed = 0) { return ::qHash(c.code(), seed); }

private:
    explicit Currency(const char (&code)[4])
        : m_code{code[0], code[1], code[2], 0}
    {
    }
    std::array<char, 4> m_code;
};

} // namespace base
