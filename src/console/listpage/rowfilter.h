// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/column.h"
#include "console/listpage/searchtext.h"
#include <QSet>

namespace console {

/// What a list lets through: the words typed, in the columns that are shown, and the chips chosen (groups OR inside,
/// AND between). A value.
class RowFilter
{
public:
    enum class Change { None, Narrowed, Other };
    using ChipAccepts = std::function<bool(int chip)>;

    /// Narrowed: whatever passes now passed before.
    Change setText(const QString &typed);
    const QString &text() const { return m_typed; }
    /// `chips`: all that the list has, in order; ChipAccepts is asked by their numbers. False: nothing changed.
    bool setChipActive(const QString &id, bool active, const std::vector<ChipInfo> &chips);
    bool isChipActive(const QString &id) const { return m_chips.contains(id); }
    QStringList activeChips() const { return QStringList(m_chips.begin(), m_chips.end()); }
    /// True when it matters for what is typed now.
    bool setSearched(size_t column, bool searched);
    /// False: it was open already.
    bool clear();
    bool hasText() const { return !m_needle.isEmpty(); }
    /// The chips are others now; those that are active stay so.
    void renumber(const std::vector<ChipInfo> &chips);
    /// Whether the groups other than `group` accept.
    bool othersAccept(const QString &group, const ChipAccepts &chipAccepts) const;
    bool textAccepts(const QString &foldedRow) const { return m_needle.matches(foldedRow, m_searched); }
    bool isActive() const { return !m_needle.isEmpty() || !m_chips.isEmpty(); }

    /// `foldedRow`: the cells' folded texts, joined by cellMark.
    bool accepts(const QString &foldedRow, const ChipAccepts &chipAccepts) const;

private:
    QString m_typed;
    Needle m_needle;
    QSet<QString> m_chips;
    struct Group
    {
        QString name;
        std::vector<int> chips; ///< numbers of the active ones
    };
    std::vector<Group> m_groups;
    std::vector<bool> m_searched;
};

} // namespace console
