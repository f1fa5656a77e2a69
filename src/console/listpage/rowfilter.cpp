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
    renumber(chips);
    return true;
}

void RowFilter::renumber(const std::vector<ChipInfo> &chips)
{
    m_groups.clear();
    for (size_t i = 0; i < chips.size(); ++i) {
        if (!m_chips.contains(chips[i].id))
            continue;
        const auto named = [&](const Group &group) { return group.name == chips[i].group; };
        auto place = std::find_if(m_groups.begin(), m_groups.end(), named);
        if (place == m_groups.end())
            place = m_groups.insert(place, Group{chips[i].group, {}});
        place->chips.push_back(static_cast<int>(i));
    }
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
    return othersAccept({}, chipAccepts) && textAccepts(foldedRow);
}

bool RowFilter::othersAccept(const QString &group, const ChipAccepts &chipAccepts) const
{
    return std::all_of(m_groups.begin(), m_groups.end(), [&](const Group &each) {
        return each.name == group || std::any_of(each.chips.begin(), each.chips.end(), chipAccepts);
    });
}

} // namespace console
