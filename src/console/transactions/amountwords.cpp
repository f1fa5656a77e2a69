// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/amountwords.h"
#include <array>

namespace console {
namespace {

// --- Spanish ---------------------------------------------------------------------------------------------------------

constexpr std::array<QStringView, 30> spanishSmall = {
    u"cero",         u"uno",         u"dos",        u"tres",        u"cuatro",     u"cinco",
    u"seis",         u"siete",       u"ocho",       u"nueve",       u"diez",       u"once",
    u"doce",         u"trece",       u"catorce",    u"quince",      u"dieciséis",  u"diecisiete",
    u"dieciocho",    u"diecinueve",  u"veinte",     u"veintiuno",   u"veintidós",  u"veintitrés",
    u"veinticuatro", u"veinticinco", u"veintiséis", u"veintisiete", u"veintiocho", u"veintinueve",
};
constexpr std::array<QStringView, 10> spanishTens = {u"",          u"",        u"",        u"treinta", u"cuarenta",
                                                     u"cincuenta", u"sesenta", u"setenta", u"ochenta", u"noventa"};
constexpr std::array<QStringView, 10> spanishHundreds = {
    u"",           u"ciento",      u"doscientos",  u"trescientos", u"cuatrocientos",
    u"quinientos", u"seiscientos", u"setecientos", u"ochocientos", u"novecientos"};

/// 1–999. `apocope`: before a noun "uno" loses its o (veintiún mil).
QString spanishBelowThousand(qint64 n, bool apocope)
{
    QStringList words;
    if (n == 100)
        return u"cien"_qs;
    if (n > 100)
        words << spanishHundreds[static_cast<size_t>(n / 100)].toString();
    const qint64 rest = n % 100;
    if (rest > 0 && rest < 30) {
        QString word = spanishSmall[static_cast<size_t>(rest)].toString();
        if (apocope && rest == 1)
            word = u"un"_qs;
        else if (apocope && rest == 21)
            word = u"veintiún"_qs;
        words << word;
    } else if (rest >= 30) {
        words << spanishTens[static_cast<size_t>(rest / 10)].toString();
        if (rest % 10 > 0)
            words << u"y"_qs
                  << (apocope && rest % 10 == 1 ? u"un"_qs : spanishSmall[static_cast<size_t>(rest % 10)].toString());
    }
    return words.join(u' ');
}

/// 1–999,999.
QString spanishBelowMillion(qint64 n, bool apocope)
{
    QStringList words;
    if (n / 1000 == 1)
        words << u"mil"_qs;
    else if (n >= 2000)
        words << spanishBelowThousand(n / 1000, true) << u"mil"_qs;
    if (n % 1000 > 0)
        words << spanishBelowThousand(n % 1000, apocope);
    return words.join(u' ');
}

QString spanishNumber(qint64 n)
{
    if (n == 0)
        return spanishSmall[0].toString();
    constexpr qint64 million = 1'000'000;
    QStringList words;
    const auto add = [&words](qint64 count, const QString &one, const QString &many) {
        if (count > 0)
            words << spanishBelowMillion(count, true) << (count == 1 ? one : many);
    };
    add(n / million / million, u"billón"_qs, u"billones"_qs);
    add(n / million % million, u"millón"_qs, u"millones"_qs);
    if (n % million > 0)
        words << spanishBelowMillion(n % million, false);
    return words.join(u' ');
}

// --- English ---------------------------------------------------------------------------------------------------------

constexpr std::array<QStringView, 20> englishSmall = {u"zero",    u"one",     u"two",       u"three",    u"four",
                                                      u"five",    u"six",     u"seven",     u"eight",    u"nine",
                                                      u"ten",     u"eleven",  u"twelve",    u"thirteen", u"fourteen",
                                                      u"fifteen", u"sixteen", u"seventeen", u"eighteen", u"nineteen"};
constexpr std::array<QStringView, 10> englishTens = {u"",      u"",      u"twenty",  u"thirty", u"forty",
                                                     u"fifty", u"sixty", u"seventy", u"eighty", u"ninety"};

QString englishBelowThousand(qint64 n)
{
    QStringList words;
    if (n >= 100)
        words << englishSmall[static_cast<size_t>(n / 100)].toString() << u"hundred"_qs;
    const qint64 rest = n % 100;
    if (rest >= 20) {
        QString word = englishTens[static_cast<size_t>(rest / 10)].toString();
        if (rest % 10 > 0)
            word += u'-' + englishSmall[static_cast<size_t>(rest % 10)].toString();
        words << word;
    } else if (rest > 0) {
        words << englishSmall[static_cast<size_t>(rest)].toString();
    }
    return words.join(u' ');
}

QString englishNumber(qint64 n)
{
    if (n == 0)
        return englishSmall[0].toString();
    constexpr std::array<QStringView, 5> scales = {u"", u"thousand", u"million", u"billion", u"trillion"};
    QStringList words;
    qint64 unit = 1'000'000'000'000;
    for (size_t scale = 4;; --scale, unit /= 1000) {
        const qint64 count = n / unit % 1000;
        if (count > 0) {
            words << englishBelowThousand(count);
            if (scale > 0)
                words << scales[scale].toString();
        }
        if (scale == 0)
            return words.join(u' ');
    }
}

// --- currencies ------------------------------------------------------------------------------------------------------

struct CurrencyName
{
    char code[4];
    QStringView spanish;
    QStringView english;
};
constexpr CurrencyName currencyNames[] = {
    {"USD", u"dólares", u"dollars"},
    {"BOB", u"bolivianos", u"bolivianos"},
    {"PEN", u"soles", u"soles"},
    {"COP", u"pesos colombianos", u"Colombian pesos"},
    {"ARS", u"pesos argentinos", u"Argentine pesos"},
    {"BRL", u"reales", u"reais"},
    {"MXN", u"pesos mexicanos", u"Mexican pesos"},
    {"EUR", u"euros", u"euros"},
    {"UYU", u"pesos uruguayos", u"Uruguayan pesos"},
    {"GTQ", u"quetzales", u"quetzals"},
    {"DOP", u"pesos dominicanos", u"Dominican pesos"},
    {"PAB", u"balboas", u"balboas"},
};

QString currencyName(base::Currency currency, bool spanish)
{
    for (const CurrencyName &name : currencyNames) {
        if (currency.code() == QByteArrayView(name.code, 3))
            return (spanish ? name.spanish : name.english).toString();
    }
    return currency.toString();
}

} // namespace

QString amountInWords(const base::Money &amount, QLocale::Language language)
{
    const bool spanish = language == QLocale::Spanish;
    const qint64 minor = amount.isNegative() ? -amount.minor() : amount.minor();
    const QString whole = spanish ? spanishNumber(minor / 100) : englishNumber(minor / 100);
    const QString cents = QString::number(minor % 100).rightJustified(2, u'0');
    const QString sign = amount.isNegative() ? (spanish ? u"menos "_qs : u"minus "_qs) : QString();
    return sign + whole + (spanish ? u" con "_qs : u" and "_qs) + cents + u"/100 " +
           currencyName(amount.currency(), spanish);
}

} // namespace console
