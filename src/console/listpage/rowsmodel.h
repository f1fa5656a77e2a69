// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/listmodel.h"

namespace console {

/// A ListModel that holds rows of one type: plain values, described by columns.
template <typename Row>
class RowsModel : public ListModel
{
public:
    using IdOf = std::function<QString(const Row &)>;

    RowsModel(std::vector<Column<Row>> columns, IdOf idOf, Options options = {}, QObject *parent = nullptr)
        : ListModel(options, parent)
        , m_columns(std::move(columns))
        , m_idOf(std::move(idOf))
    {
    }

    void setChips(std::vector<Chip<Row>> chips)
    {
        m_chips = std::move(chips);
        chipsEdited();
        Q_EMIT chipsChanged();
    }
    /// A group with a chip for each value that rows have ("user"): it grows as rows come, up to what is of use.
    void setFacet(ChipInfo group, std::function<QString(const Row &)> valueOf)
    {
        m_facet = std::move(group);
        m_valueOf = std::move(valueOf);
    }
    /// Rows know their place in the natural order (ascending), so that pages may be read out of order.
    void setRank(std::function<qint64(const Row &)> rank) { m_rank = std::move(rank); }

    /// What was read from the hub stands instead of all rows, first one uppermost. Waiting rows are forgotten: the
    /// caller stages again what is newer than what was read (FeedJoin).
    void replaceAll(std::vector<Row> rows)
    {
        beginResetModel();
        forgetRows();
        forgetStaged();
        m_rows.clear();
        if (rows.size() > static_cast<size_t>(cap()))
            rows.erase(rows.begin() + cap(), rows.end());
        std::vector<int> all;
        for (Row &row : rows) {
            const QString id = m_idOf(row);
            if (slotOf(id) < 0)
                all.push_back(store(id, std::move(row)));
        }
        adoptSlots(all);
        endResetModel();
        Q_EMIT countsChanged();
    }

    /// A further page of older rows, read from the hub. Rows already here stay as they are.
    void appendOlder(std::vector<Row> rows)
    {
        std::vector<int> added;
        for (Row &row : rows) {
            const QString id = m_idOf(row);
            if (slotOf(id) < 0)
                added.push_back(store(id, std::move(row)));
        }
        insertSlots(added, NewRows::AtEnd);
    }

    /// A row from the feed: new, or another state of one that is here. Waits for applyStaged().
    void stage(Row row)
    {
        const QString id = m_idOf(row);
        if (const auto it = m_stagedAt.constFind(id); it != m_stagedAt.constEnd()) {
            m_staged[static_cast<size_t>(*it)] = std::move(row);
            return;
        }
        m_stagedAt.insert(id, static_cast<int>(m_staged.size()));
        m_staged.push_back(std::move(row));
        if (slotOf(id) < 0) {
            ++m_stagedNew;
            m_stagedShown += stagedPasses(m_staged.back()) ? 1 : 0;
        }
        if (m_staged.size() > static_cast<size_t>(cap())) {
            forgetStaged();
            Q_EMIT overflowed();
        }
    }

    void applyStaged(Apply what) override
    {
        if (m_staged.empty())
            return;
        std::vector<Row> waiting = std::move(m_staged);
        forgetStaged();
        std::vector<int> changed;
        std::vector<Row> fresh;
        for (Row &row : waiting) {
            const int slot = slotOf(m_idOf(row));
            if (slot < 0)
                fresh.push_back(std::move(row));
            else if (replace(slot, std::move(row)))
                changed.push_back(slot);
        }
        if (!changed.empty())
            refreshSlots(changed);
        if (what == Apply::Everything)
            admit(std::move(fresh));
        else
            for (Row &row : fresh)
                stage(std::move(row));
        Q_EMIT countsChanged();
    }

    bool hasStaged() const override { return !m_staged.empty(); }
    int stagedNew() const override { return m_stagedNew; }
    int stagedShown() const override { return m_stagedShown; }

    const Row &at(int row) const { return m_rows[static_cast<size_t>(slotAt(row))]; }
    /// The row in memory, shown or not; null when there is none. Valid until the model changes.
    const Row *find(const QString &id) const
    {
        const int slot = slotOf(id);
        return slot < 0 ? nullptr : &m_rows[static_cast<size_t>(slot)];
    }
    /// As find(), but what waits counts more: the newest state known.
    const Row *newest(const QString &id) const
    {
        const auto it = m_stagedAt.constFind(id);
        return it != m_stagedAt.constEnd() ? &m_staged[static_cast<size_t>(*it)] : find(id);
    }

    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }
    const ColumnInfo &column(int index) const override { return m_columns[static_cast<size_t>(index)]; }
    int chipCount() const override { return static_cast<int>(m_chips.size()); }
    const ChipInfo &chip(int index) const override { return m_chips[static_cast<size_t>(index)]; }

protected:
    QString cellText(int slot, int col) const override { return typed(col).text(rowIn(slot)); }
    QString cellSearch(int slot, int col) const override { return searchText(rowIn(slot), col); }
    QString cellToolTip(int slot, int col) const override
    {
        return typed(col).toolTip ? typed(col).toolTip(rowIn(slot)) : QString();
    }
    Tone cellTone(int slot, int col) const override
    {
        return typed(col).tone ? typed(col).tone(rowIn(slot)) : Tone::Plain;
    }
    SortKey cellKey(int slot, int col) const override
    {
        return typed(col).sortKey ? typed(col).sortKey(rowIn(slot)) : SortKey{0, folded(typed(col).text(rowIn(slot)))};
    }
    ExportValue cellExport(int slot, int col) const override
    {
        return typed(col).exportValue ? typed(col).exportValue(rowIn(slot)) : ExportValue(typed(col).text(rowIn(slot)));
    }
    bool chipAccepts(int slot, int index) const override
    {
        return m_chips[static_cast<size_t>(index)].accepts(rowIn(slot));
    }
    std::optional<qint64> cellRank(int slot) const override
    {
        return m_rank ? std::optional(m_rank(rowIn(slot))) : std::nullopt;
    }
    void recountStaged() override
    {
        m_stagedShown = static_cast<int>(std::count_if(m_staged.begin(), m_staged.end(), [this](const Row &row) {
            return slotOf(m_idOf(row)) < 0 && stagedPasses(row);
        }));
    }

private:
    const Row &rowIn(int slot) const { return m_rows[static_cast<size_t>(slot)]; }
    const Column<Row> &typed(int col) const { return m_columns[static_cast<size_t>(col)]; }

    QString searchText(const Row &row, int col) const
    {
        return typed(col).search ? typed(col).search(row) : typed(col).text(row);
    }

    void noteFacet(const Row &row)
    {
        if (!m_valueOf)
            return;
        const QString value = m_valueOf(row);
        if (value.isEmpty() || m_facetValues.contains(value) || m_chips.size() >= mostChips)
            return;
        m_facetValues.insert(value);
        Chip<Row> chip{m_facet, [valueOf = m_valueOf, value](const Row &r) { return valueOf(r) == value; }};
        chip.id = m_facet.group + u':' + value;
        chip.title = [value] { return value; };
        m_chips.push_back(std::move(chip));
        Q_EMIT chipsChanged();
    }

    int store(const QString &id, Row row)
    {
        noteFacet(row);
        const int slot = obtainSlot(id);
        if (static_cast<size_t>(slot) == m_rows.size())
            m_rows.push_back(std::move(row));
        else
            m_rows[static_cast<size_t>(slot)] = std::move(row);
        return slot;
    }

    /// False when the row is what is here already.
    bool replace(int slot, Row row)
    {
        Row &present = m_rows[static_cast<size_t>(slot)];
        if (present == row)
            return false;
        if (glows()) {
            for (int i = 0; i < columnCount(); ++i) {
                if (typed(i).glows && typed(i).text(present) != typed(i).text(row))
                    lightCell(slot, i);
            }
        }
        noteFacet(row);
        present = std::move(row);
        return true;
    }

    void admit(std::vector<Row> fresh)
    {
        if (fresh.empty())
            return;
        if (newRows() == NewRows::OnTop)
            std::reverse(fresh.begin(), fresh.end());
        std::vector<int> added;
        for (Row &row : fresh) {
            const QString id = m_idOf(row);
            added.push_back(store(id, std::move(row)));
        }
        insertSlots(added, newRows());
    }

    bool stagedPasses(const Row &row) const
    {
        if (!isFiltered())
            return true;
        return rowFilter().accepts(foldedRow([&](int i) { return searchText(row, i); }),
                                   [&](int i) { return m_chips[static_cast<size_t>(i)].accepts(row); });
    }

    void forgetStaged()
    {
        m_staged.clear();
        m_stagedAt.clear();
        m_stagedNew = m_stagedShown = 0;
    }

    std::vector<Column<Row>> m_columns;
    std::vector<Chip<Row>> m_chips;
    IdOf m_idOf;
    ChipInfo m_facet;
    std::function<QString(const Row &)> m_valueOf;
    QSet<QString> m_facetValues;
    std::function<qint64(const Row &)> m_rank;
    std::vector<Row> m_rows; ///< by slot
    std::vector<Row> m_staged;
    QHash<QString, int> m_stagedAt;
    int m_stagedNew = 0;
    int m_stagedShown = 0;
};

} // namespace console
