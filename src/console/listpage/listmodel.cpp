// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/listmodel.h"

namespace console {
namespace {

/// Beyond this many separate insertions or removals one big step is cheaper for the views.
constexpr size_t manySteps = 64;
constexpr size_t manyChanges = 500;

} // namespace

ListModel::ListModel(Options options, QObject *parent)
    : QAbstractTableModel(parent)
    , m_options(options)
{
}

int ListModel::columnOf(const QString &id) const
{
    for (int i = 0; i < columnCount(); ++i) {
        if (column(i).id == id)
            return i;
    }
    return -1;
}

QString ListModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? meta(slotAt(row)).id : QString();
}

int ListModel::rowOf(const QString &id) const
{
    const int slot = slotOf(id);
    return slot < 0 ? -1 : rowOfSlot()[static_cast<size_t>(slot)];
}

ExportValue ListModel::exportValue(int row, int column) const
{
    return cellExport(slotAt(row), column);
}

const std::vector<int> &ListModel::rowOfSlot() const
{
    if (!m_rowsKnown) {
        m_rowOfSlot.assign(m_meta.size(), -1);
        for (size_t row = 0; row < m_visible.size(); ++row)
            m_rowOfSlot[static_cast<size_t>(m_visible[row])] = static_cast<int>(row);
        m_rowsKnown = true;
    }
    return m_rowOfSlot;
}

int ListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_visible.size());
}

QVariant ListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int slot = slotAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(slot, index.column());
    case Qt::ToolTipRole: {
        const QString tip = cellToolTip(slot, index.column());
        return tip.isEmpty() ? QVariant() : tip;
    }
    case Qt::AccessibleTextRole: {
        const QString sentence = column(index.column()).title() + u": " + cellText(slot, index.column());
        return sentence;
    }
    case Qt::TextAlignmentRole: {
        const Qt::Alignment alignment = column(index.column()).alignment | Qt::AlignVCenter;
        return QVariant::fromValue(alignment);
    }
    case RowIdRole:
        return meta(slot).id;
    case ToneRole:
        return static_cast<int>(cellTone(slot, index.column()));
    case GlowRole:
        return m_glowClock ? m_glow.level(slot, index.column(), m_glowClock->monotonicNow()) : 0.0;
    default:
        return {};
    }
}

QVariant ListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return column(section).title();
    if (role == Qt::TextAlignmentRole) {
        const Qt::Alignment alignment = column(section).alignment | Qt::AlignVCenter;
        return QVariant::fromValue(alignment);
    }
    return {};
}

// --- rows in and out -------------------------------------------------------------------------------------------------

int ListModel::obtainSlot(const QString &id)
{
    int slot = 0;
    if (m_free.empty()) {
        slot = static_cast<int>(m_meta.size());
        m_meta.emplace_back();
        m_rowsKnown = false;
    } else {
        slot = m_free.back();
        m_free.pop_back();
    }
    meta(slot) = Meta();
    meta(slot).id = id;
    m_slotOf.insert(id, slot);
    return slot;
}

void ListModel::forgetRows()
{
    m_slotOf.clear();
    m_meta.clear();
    m_keys.clear();
    m_free.clear();
    m_visible.clear();
    m_glow.clear();
    m_rowsKnown = false;
    m_topRank = m_endRank = m_trimmed = 0;
    m_unsettled = false;
}

void ListModel::adoptSlots(const std::vector<int> &all)
{
    for (const int slot : all) {
        meta(slot).rank = cellRank(slot).value_or(m_endRank++);
        takeKey(slot);
        meta(slot).passes = meta(slot).shown = slotPasses(slot);
        if (meta(slot).shown)
            m_visible.push_back(slot);
    }
    std::sort(m_visible.begin(), m_visible.end(), [this](int a, int b) { return before(a, b); });
    m_rowsKnown = false;
}

void ListModel::insertSlots(const std::vector<int> &added, NewRows where)
{
    if (where == NewRows::OnTop)
        m_topRank -= static_cast<qint64>(added.size());
    qint64 rank = where == NewRows::OnTop ? m_topRank : m_endRank;
    std::vector<int> passing;
    for (const int slot : added) {
        meta(slot).rank = cellRank(slot).value_or(rank++);
        takeKey(slot);
        meta(slot).passes = slotPasses(slot);
        if (meta(slot).passes)
            passing.push_back(slot);
    }
    if (where == NewRows::AtEnd)
        m_endRank = rank;
    show(std::move(passing), where);
    trim();
    Q_EMIT countsChanged();
}

void ListModel::show(std::vector<int> slotsToShow, NewRows where)
{
    if (slotsToShow.empty())
        return;
    std::stable_sort(slotsToShow.begin(), slotsToShow.end(), [this](int a, int b) { return before(a, b); });
    const bool natural = m_sortColumn < 0 && landsTogether(slotsToShow, where);
    if (!natural && slotsToShow.size() <= manySteps) {
        for (const int slot : slotsToShow)
            showOne(slot);
        return;
    }
    const int first = natural && where == NewRows::OnTop ? 0 : rowCount();
    beginInsertRows({}, first, first + static_cast<int>(slotsToShow.size()) - 1);
    m_visible.insert(m_visible.begin() + first, slotsToShow.begin(), slotsToShow.end());
    for (const int slot : slotsToShow)
        meta(slot).shown = true;
    m_rowsKnown = false;
    endInsertRows();
    resort();
}

/// Whether sorted new rows stand in one piece above or below all that is shown.
bool ListModel::landsTogether(const std::vector<int> &added, NewRows where) const
{
    if (m_visible.empty())
        return true;
    return where == NewRows::OnTop ? before(added.back(), m_visible.front()) : before(m_visible.back(), added.front());
}

void ListModel::showOne(int slot)
{
    const auto at =
        std::lower_bound(m_visible.begin(), m_visible.end(), slot, [this](int a, int b) { return before(a, b); });
    const int row = static_cast<int>(at - m_visible.begin());
    beginInsertRows({}, row, row);
    m_visible.insert(at, slot);
    meta(slot).shown = true;
    m_rowsKnown = false;
    endInsertRows();
}

void ListModel::trim()
{
    const int excess = total() - m_options.cap;
    if (excess <= 0)
        return;
    std::vector<int> all(m_slotOf.cbegin(), m_slotOf.cend());
    std::nth_element(all.begin(), all.end() - excess, all.end(),
                     [this](int a, int b) { return meta(a).rank < meta(b).rank; });
    const std::vector<int> oldest(all.end() - excess, all.end());
    for (const int slot : oldest)
        meta(slot).passes = false;
    hideUnwanted();
    for (const int slot : oldest) {
        m_slotOf.remove(meta(slot).id);
        m_glow.forget(slot);
        meta(slot) = Meta();
        m_free.push_back(slot);
    }
    m_trimmed += excess;
}

void ListModel::refreshSlots(const std::vector<int> &changed)
{
    std::vector<int> rows;
    for (const int slot : changed) {
        meta(slot).folded = QString();
        meta(slot).passes = slotPasses(slot);
        takeKey(slot);
        if (meta(slot).shown)
            rows.push_back(rowOfSlot()[static_cast<size_t>(slot)]);
    }
    announceChanged(std::move(rows));
    m_unsettled = true;
    settle();
}

void ListModel::announceChanged(std::vector<int> rows)
{
    if (rows.empty())
        return;
    std::sort(rows.begin(), rows.end());
    const int lastColumn = columnCount() - 1;
    if (rows.size() > manyChanges) {
        Q_EMIT dataChanged(index(rows.front(), 0), index(rows.back(), lastColumn));
        return;
    }
    for (size_t first = 0; first < rows.size();) {
        size_t last = first;
        while (last + 1 < rows.size() && rows[last + 1] <= rows[last] + 1)
            ++last;
        Q_EMIT dataChanged(index(rows[first], 0), index(rows[last], lastColumn));
        first = last + 1;
    }
}

void ListModel::setOrderHeld(bool held)
{
    m_orderHeld = held;
    settle();
}

void ListModel::settle()
{
    if (m_orderHeld || !m_unsettled)
        return;
    m_unsettled = false;
    hideUnwanted();
    std::vector<int> wanted;
    if (isFiltered()) {
        for (const int slot : std::as_const(m_slotOf)) {
            if (meta(slot).passes && !meta(slot).shown)
                wanted.push_back(slot);
        }
    }
    if (!wanted.empty()) {
        resort();
        for (const int slot : wanted)
            showOne(slot);
    } else {
        resort();
    }
    Q_EMIT countsChanged();
}

void ListModel::hideUnwanted()
{
    std::vector<std::pair<int, int>> ranges; // first and last row, last range first
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (meta(slotAt(row)).passes)
            continue;
        if (!ranges.empty() && ranges.back().first == row + 1)
            ranges.back().first = row;
        else
            ranges.emplace_back(row, row);
    }
    const bool atOnce = ranges.size() > manySteps;
    if (atOnce) {
        beginResetModel();
        ranges = {};
        std::erase_if(m_visible, [this](int slot) { return !(meta(slot).shown = meta(slot).passes); });
        m_rowsKnown = false;
        endResetModel();
        return;
    }
    for (const auto &[first, last] : ranges) {
        beginRemoveRows({}, first, last);
        for (int row = first; row <= last; ++row)
            meta(slotAt(row)).shown = false;
        m_visible.erase(m_visible.begin() + first, m_visible.begin() + last + 1);
        m_rowsKnown = false;
        endRemoveRows();
    }
}

// --- order -----------------------------------------------------------------------------------------------------------

bool ListModel::before(int a, int b) const
{
    if (m_sortColumn >= 0) {
        const auto order = m_keys[static_cast<size_t>(a)] <=> m_keys[static_cast<size_t>(b)];
        if (order != 0)
            return (m_sortOrder == Qt::AscendingOrder) == (order < 0);
    }
    return meta(a).rank < meta(b).rank;
}

void ListModel::takeKey(int slot)
{
    if (m_sortColumn < 0)
        return;
    m_keys.resize(std::max(m_keys.size(), m_meta.size()));
    m_keys[static_cast<size_t>(slot)] = cellKey(slot, m_sortColumn);
}

void ListModel::sort(int column, Qt::SortOrder order)
{
    const bool sameColumn = column == m_sortColumn;
    m_sortColumn = column >= 0 && column < columnCount() ? column : -1;
    m_sortOrder = order;
    if (!sameColumn) {
        m_keys.clear();
        for (const int slot : std::as_const(m_slotOf))
            takeKey(slot);
    }
    resort();
}

void ListModel::resort()
{
    const auto less = [this](int a, int b) { return before(a, b); };
    if (std::is_sorted(m_visible.begin(), m_visible.end(), less))
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList held = persistentIndexList();
    std::vector<int> heldSlots;
    for (const QModelIndex &i : held)
        heldSlots.push_back(slotAt(i.row()));
    std::sort(m_visible.begin(), m_visible.end(), less);
    m_rowsKnown = false;
    QModelIndexList moved;
    for (qsizetype i = 0; i < held.size(); ++i)
        moved.append(index(rowOfSlot()[static_cast<size_t>(heldSlots[static_cast<size_t>(i)])], held[i].column()));
    changePersistentIndexList(held, moved);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

// --- glow and language -----------------------------------------------------------------------------------------------

void ListModel::setGlowClock(const base::Clock *clock)
{
    m_glowClock = clock;
    m_glow.clear();
}

void ListModel::lightCell(int slot, int column)
{
    if (m_glowClock)
        m_glow.light(slot, column, m_glowClock->monotonicNow());
}

bool ListModel::stepGlow()
{
    if (m_glow.isDark() || !m_glowClock)
        return false;
    std::vector<int> rows;
    for (const int slot : m_glow.expire(m_glowClock->monotonicNow())) {
        if (meta(slot).shown)
            rows.push_back(rowOfSlot()[static_cast<size_t>(slot)]);
    }
    announceChanged(std::move(rows));
    return !m_glow.isDark();
}

void ListModel::retranslate()
{
    for (const int slot : std::as_const(m_slotOf)) {
        meta(slot).folded = QString();
        takeKey(slot);
    }
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (isFiltered())
        refilter(false);
    else if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    resort();
}

} // namespace console
