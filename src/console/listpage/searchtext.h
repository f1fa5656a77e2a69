// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>
#include <vector>

namespace console {

/// Stands between the cells of one row in a folded row text; no needle contains it.
inline constexpr QChar cellMark = u'\x1f';

/// Text as the filter compares it: without case, accents and control characters ("Núñez" → "nunez").
QString folded(QStringView text);

/// What a user typed into a filter field, ready to compare: its words, folded. All must occur, each in any column that
/// is searched ("ana dep" finds the deposits of Ana).
class Needle
{
public:
    Needle() = default;
    explicit Needle(QStringView typed);
    bool isEmpty() const { return m_words.isEmpty(); }
    /// `row`: folded cells joined by cellMark. `searched[i]` tells whether cell i counts; beyond its end all do.
    bool matches(QStringView row, const std::vector<bool> &searched) const;
    /// True when whatever matches this also matched `other` (more letters typed), so that only those need a look.
    bool narrows(const Needle &other) const;

private:
    QStringList m_words;
};

} // namespace console
