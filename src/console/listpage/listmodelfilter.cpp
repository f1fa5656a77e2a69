// SPDX-License-Identifier: GPL-3.0-or-later
// The filter of ListModel: text, chips, and what each chip would show.
#include "console/listpage/listmodel.h"

namespace console {

// --- filter ----------------------------------------------------------------------------------------------------------

QString ListModel::foldedRow(const std::function<QString(int)> &text) const
{
    QString all;
    for (int i = 0; i < columnCount(); ++i) {
        if (i > 0)
            all += cellMark;
        all += folded(text(i));
    }
    return all;
}

namespace {
auto inMask(quint64 mask)
{
    return [mask](int chip) { return ((mask >> static_cast<unsigned>(chip)) & 1U) != 0; };
}
} // namespace

quint64 ListModel::chipMask(int slot) const
{
    quint64 mask = 0;
    for (int i = 0; i < std::min(chipCount(), mostChips); ++i)
        mask |= chipAccepts(slot, i) ? quint64(1) << static_cast<unsigned>(i) : 0;
    return mask;
}

bool ListModel::slotPasses(int slot)
{
    if (meta(slot).folded.isNull()) {
        meta(slot).folded = foldedRow([this, slot](int i) { return cellSearch(slot, i); });
        meta(slot).chips = chipMask(slot);
    }
    return !isFiltered() || m_filter.accepts(meta(slot).folded, inMask(meta(slot).chips));
}

std::vector<int> ListModel::chipMatches() const
{
    const int count = std::min(chipCount(), mostChips);
    std::vector<int> matches(static_cast<size_t>(chipCount()), 0);
    for (const int slot : std::as_const(m_slotOf)) {
        const auto accepts = inMask(meta(slot).chips);
        if (!m_filter.textAccepts(meta(slot).folded))
            continue;
        const bool all = m_filter.othersAccept({}, accepts);
        for (int i = 0; i < count; ++i) {
            if (accepts(i) && (all || m_filter.othersAccept(chip(i).group, accepts)))
                ++matches[static_cast<size_t>(i)];
        }
    }
    return matches;
}

void ListModel::chipsEdited()
{
    std::vector<ChipInfo> chips;
    for (int i = 0; i < chipCount(); ++i)
        chips.push_back(chip(i));
    m_filter.renumber(chips);
    for (const int slot : std::as_const(m_slotOf))
        meta(slot).chips = chipMask(slot);
    if (isFiltered())
        refilter(false);
    else
        Q_EMIT countsChanged();
}

void ListModel::setFilter(const QString &typed)
{
    const RowFilter::Change change = m_filter.setText(typed);
    if (change != RowFilter::Change::None)
        refilter(change == RowFilter::Change::Narrowed);
}

void ListModel::setChipActive(const QString &id, bool active)
{
    std::vector<ChipInfo> chips;
    for (int i = 0; i < chipCount(); ++i)
        chips.push_back(chip(i));
    if (!m_filter.setChipActive(id, active, chips))
        return;
    for (const int slot : std::as_const(m_slotOf))
        meta(slot).chips = chipMask(slot); // "today" may be another day than when the row came
    refilter(false);
}

void ListModel::clearFilters()
{
    if (m_filter.clear())
        refilter(false);
}

void ListModel::setSearched(int column, bool searched)
{
    if (m_filter.setSearched(static_cast<size_t>(column), searched))
        refilter(false);
}

void ListModel::refilter(bool narrowed)
{
    beginResetModel();
    const auto test = [this](int slot) { return meta(slot).passes = meta(slot).shown = slotPasses(slot); };
    if (narrowed && !m_unsettled) {
        std::erase_if(m_visible, [&test](int slot) { return !test(slot); });
    } else {
        m_visible.clear();
        for (const int slot : std::as_const(m_slotOf)) {
            if (test(slot))
                m_visible.push_back(slot);
        }
        std::sort(m_visible.begin(), m_visible.end(), [this](int a, int b) { return before(a, b); });
    }
    m_rowsKnown = false;
    m_unsettled = false;
    endResetModel();
    recountStaged();
    Q_EMIT countsChanged();
}

} // namespace console
