// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/searchtext.h"
#include <array>

namespace console {
namespace {

bool occurs(QStringView word, QStringView row, const std::vector<bool> &searched)
{
    qsizetype cell = 0;
    qsizetype counted = 0; // marks before this position are in `cell`
    for (qsizetype at = row.indexOf(word); at >= 0; at = row.indexOf(word, at + 1)) {
        cell += row.mid(counted, at - counted).count(cellMark);
        counted = at;
        const auto index = static_cast<size_t>(cell);
        if (index >= searched.size() || searched[index])
            return true;
    }
    return false;
}

/// Latin letters up to Extended-B, which nearly all our text is made of: what each folds to; 0: it takes more than one.
constexpr char16_t tableEnd = 0x250;

QString foldedSlowly(QStringView text)
{
    const QString decomposed = text.toString().normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString result;
    result.reserve(decomposed.size());
    for (const QChar c : decomposed) {
        if (c == u'\u2212') // the minus of printed amounts; people type a hyphen
            result.append(u'-');
        else if (!c.isMark() && c.category() != QChar::Other_Control)
            result.append(c);
    }
    return result;
}

const std::array<char16_t, tableEnd> &foldTable()
{
    static const std::array<char16_t, tableEnd> table = [] {
        std::array<char16_t, tableEnd> t{};
        for (char16_t c = 0; c < tableEnd; ++c) {
            const QString one = foldedSlowly(QStringView(&c, 1));
            t[c] = one.size() == 1 ? one.front().unicode() : u'\0';
        }
        return t;
    }();
    return table;
}

/// Signs (arrows, triangles, dashes) that fold to themselves.
bool isSimpleSign(char16_t c)
{
    return c >= 0x2190 && c < 0x2c00;
}

} // namespace

QString folded(QStringView text)
{
    const auto &table = foldTable();
    QString result(text.size(), Qt::Uninitialized);
    QChar *out = result.data();
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        const char16_t to = unit < tableEnd ? table[unit] : isSimpleSign(unit) ? unit : u'\0';
        if (to == 0)
            return foldedSlowly(text);
        *out++ = to == 0x2212 ? u'-' : QChar(to);
    }
    return result;
}

Needle::Needle(QStringView typed)
    : m_words(folded(typed).simplified().split(u' ', Qt::SkipEmptyParts))
{
}

bool Needle::matches(QStringView row, const std::vector<bool> &searched) const
{
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return occurs(word, row, searched); });
}

bool Needle::narrows(const Needle &other) const
{
    return std::all_of(other.m_words.begin(), other.m_words.end(), [this](const QString &old) {
        return std::any_of(m_words.begin(), m_words.end(), [&old](const QString &now) { return now.contains(old); });
    });
}

} // namespace console
