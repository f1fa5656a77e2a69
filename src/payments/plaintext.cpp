// SPDX-License-Identifier: GPL-3.0-or-later
#include "payments/plaintext.h"

using namespace Qt::StringLiterals;

namespace payments {
namespace {

struct Custom
{
    char16_t letter;
    QLatin1StringView plain;
};

constexpr Custom customs[] = {
    {u'ß', "ss"_L1}, {u'æ', "ae"_L1},     {u'Æ', "AE"_L1},     {u'œ', "oe"_L1},     {u'Œ', "OE"_L1},
    {u'ø', "o"_L1},  {u'Ø', "O"_L1},      {u'đ', "d"_L1},      {u'Đ', "D"_L1},      {u'ð', "d"_L1},
    {u'Ð', "D"_L1},  {u'þ', "th"_L1},     {u'Þ', "TH"_L1},     {u'ł', "l"_L1},      {u'Ł', "L"_L1},
    {u'ı', "i"_L1},  {u'\u2018', "'"_L1}, {u'\u2019', "'"_L1}, {u'\u02BC', "'"_L1}, {u'\u201C', "\""_L1},
    {u'«', "\""_L1}, {u'»', "\""_L1},     {u'\u2013', "-"_L1}, {u'\u2014', "-"_L1}, {u'\u201D', "\""_L1},
};

QLatin1StringView customOf(QChar letter)
{
    for (const Custom &custom : customs) {
        if (letter == custom.letter)
            return custom.plain;
    }
    return {};
}

} // namespace

QString plainText(const QString &text)
{
    QString plain;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD)) {
        if (c.isSpace())
            plain += u' ';
        else if (c.unicode() > 0x20 && c.unicode() < 0x7F)
            plain += c;
        else
            plain += customOf(c);
    }
    return plain.simplified();
}

} // namespace payments
