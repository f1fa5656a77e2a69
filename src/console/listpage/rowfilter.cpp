// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/rowfilter.h"

namespace console {

RowFilter::Change RowFilter::setText(const QString &typed)
{
    if (typed == m_typed)
        return Change::None;
    const Needle needle(typed);
    const bool narrowed = needle.narrows(m_needle);
    m_typed = typed;
    m_needle = needle;
    return narrowed ? Change::Narrowed : Change::Other;
}

bool RowFilter::setChipActive(const QString &id, bool active, const std::vector<ChipInfo> &chips)
{
    if (active == m_chips.contains(id))
        return false;
    if (active)
        m_chips.insert(id);
    else
        m_chips.remove(id);
    m_groups.clear();
    QHash<QString, size_t> places;
    for (size_t i = 0; i < chips.size(); ++i) {
        if (!m_chips.contains(chips[i].id))
            continue;
        const size_t place = places.value(chips[i].group, m_groups.size());
        if (place == m_groups.size()) {
            places.insert(chips[i].group, place);
            m_groups.emplace_back();
        }
        m_groups[place].push_back(static_cast<int>(i));
    }
    return true;
}

bool RowFilter::setSearched(size_t column, bool searched)
{
    if (m_searched.size() <= column)
        m_searched.resize(column + 1, true);
    if (m_searched[column] == searched)
        return false;
    m_searched[column] = searched;
    return !m_needle.isEmpty();
}

bool RowFilter::clear()
{
    if (m_typed.isEmpty() && m_chips.isEmpty())
        return false;
    m_typed.clear();
    m_needle = {};
    m_chips.clear();
    m_groups.clear();
    return true;
}

bool RowFilter::accepts(const QString &foldedRow, const ChipAccepts &chipAccepts) const
{
    const auto groupAccepts = [&chipAccepts](const std::vector<int> &group) {
        return std::any_of(group.begin(), group.end(), chipAccepts);
    };
    return std::all_of(m_groups.begin(), m_groups.end(), groupAccepts) && m_needle.matches(foldedRow, m_searched);
}

} // namespace console
