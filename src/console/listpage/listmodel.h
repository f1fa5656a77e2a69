// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/column.h"
#include "console/listpage/glow.h"
#include "console/listpage/rowfilter.h"
#include <QAbstractTableModel>

namespace console {

/// The model of every list: rows keyed by id, kept in memory up to a cap, shown through a filter in an order of the
/// user's choice. It does by itself what a QSortFilterProxyModel would (50,000 rows are filtered in milliseconds).
/// Rows arrive in two ways: read from the hub (RowsModel::replaceAll, appendOlder) and live (RowsModel::stage), where
/// they wait until the list page lets them in (applyStaged), so that a list can stand still and lose nothing.
///
/// Inside, a row has a *slot*, which is its place for life, and a *rank*: ascending rank is the natural order (newest
/// on top). RowsModel<Row> holds the rows themselves. GUI thread.
class ListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr int defaultCap = 50'000;
    static constexpr int mostChips = 64;
    enum Role { RowIdRole = Qt::UserRole, ToneRole, GlowRole };
    enum class NewRows { OnTop, AtEnd };
    enum class Apply { Everything, KnownRowsOnly };
    struct Options
    {
        NewRows newRows = NewRows::OnTop;
        int cap = defaultCap;
    };

    explicit ListModel(Options options, QObject *parent = nullptr);

    virtual const ColumnInfo &column(int index) const = 0;
    virtual int chipCount() const = 0;
    virtual const ChipInfo &chip(int index) const = 0;
    /// Lets waiting rows in; with KnownRowsOnly those that are new keep waiting.
    virtual void applyStaged(Apply what) = 0;
    virtual bool hasStaged() const = 0;
    /// Rows that wait and are new; stagedShown(): those of them that the filter shows.
    virtual int stagedNew() const = 0;
    virtual int stagedShown() const = 0;

    int columnOf(const QString &id) const; ///< −1: no such column
    QString idAt(int row) const;
    int rowOf(const QString &id) const; ///< −1: not in memory or filtered out
    ExportValue exportValue(int row, int column) const;

    int total() const { return static_cast<int>(m_slotOf.size()); } ///< rows in memory, shown or not
    bool isFull() const { return total() >= m_options.cap; }
    /// How many rows had to go from the end because of the cap since the last replaceAll. Never silent: the page says
    /// so.
    qint64 trimmed() const { return m_trimmed; }

    void setFilter(const QString &typed);
    const QString &filter() const { return m_filter.text(); }
    void setChipActive(const QString &id, bool active);
    /// What a chip accepts is another now (its range was edited, the day has changed).
    void chipsEdited();
    /// For each chip, how many rows in memory it would show beside the text and the chips of the other groups.
    std::vector<int> chipMatches() const;
    bool isTextFiltered() const { return m_filter.hasText(); }
    bool isChipActive(const QString &id) const { return m_filter.isChipActive(id); }
    void clearFilters();
    bool isFiltered() const { return m_filter.isActive(); }
    /// Whether the text filter looks into a column; the view calls it as columns are shown and hidden.
    void setSearched(int column, bool searched);

    int sortColumn() const { return m_sortColumn; } ///< −1: natural order
    Qt::SortOrder sortOrder() const { return m_sortOrder; }
    /// While held (pointer over the list), changed rows stay where they are.
    void setOrderHeld(bool held);
    /// Lights changed cells; null: no glow (reduced motion).
    void setGlowClock(const base::Clock *clock);
    /// Repaints what glows; false when nothing does any more.
    bool stepGlow();
    /// The language or number format changed: every text is another.
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    /// total, shown, waiting or trimmed rows are others now.
    void countsChanged();
    /// There are other chips now (a value that no row had before).
    void chipsChanged();
    /// More rows waited than the cap allows: they were let go and the list must be read again.
    void overflowed();

protected:
    virtual QString cellText(int slot, int column) const = 0;
    virtual QString cellSearch(int slot, int column) const = 0;
    virtual QString cellToolTip(int slot, int column) const = 0;
    virtual Tone cellTone(int slot, int column) const = 0;
    virtual SortKey cellKey(int slot, int column) const = 0;
    virtual ExportValue cellExport(int slot, int column) const = 0;
    virtual bool chipAccepts(int slot, int chip) const = 0;
    virtual void recountStaged() = 0; ///< the filter is another
    /// The row's place in the natural order (ascending) where rows know it themselves; empty: as they come.
    virtual std::optional<qint64> cellRank(int slot) const = 0;

    int cap() const { return m_options.cap; }
    NewRows newRows() const { return m_options.newRows; }
    int slotOf(const QString &id) const { return m_slotOf.value(id, -1); }
    int slotAt(int row) const { return m_visible[static_cast<size_t>(row)]; }
    /// A slot for a new id; the caller stores the row in it before insertSlots().
    int obtainSlot(const QString &id);
    /// Shows new slots, first one uppermost.
    void insertSlots(const std::vector<int> &added, NewRows where);
    /// Tells that the rows in these slots have changed.
    void refreshSlots(const std::vector<int> &changed);
    void lightCell(int slot, int column);
    bool glows() const { return m_glowClock != nullptr; }
    void forgetRows();                            ///< between beginResetModel and endResetModel
    void adoptSlots(const std::vector<int> &all); ///< likewise: these are the rows now, in natural order
    const RowFilter &rowFilter() const { return m_filter; }
    QString foldedRow(const std::function<QString(int column)> &text) const;

private:
    struct Meta
    {
        QString id;
        QString folded; ///< null: to be made when needed
        qint64 rank = 0;
        quint64 chips = 0; ///< which chips accept it, by bit; made with `folded`
        bool passes = false;
        bool shown = false;
    };
    Meta &meta(int slot) { return m_meta[static_cast<size_t>(slot)]; }
    const Meta &meta(int slot) const { return m_meta[static_cast<size_t>(slot)]; }
    bool before(int a, int b) const;
    bool slotPasses(int slot);
    quint64 chipMask(int slot) const;
    bool landsTogether(const std::vector<int> &added, NewRows where) const;
    void takeKey(int slot);
    void refilter(bool narrowed);
    void settle();
    void show(std::vector<int> slotsToShow, NewRows where);
    void showOne(int slot);
    void hideUnwanted();
    void resort();
    void trim();
    void announceChanged(std::vector<int> rows);
    const std::vector<int> &rowOfSlot() const;

    Options m_options;
    QHash<QString, int> m_slotOf;
    std::vector<Meta> m_meta;
    std::vector<SortKey> m_keys; ///< by slot; kept while a column sorts
    std::vector<int> m_free;
    std::vector<int> m_visible;
    mutable std::vector<int> m_rowOfSlot;
    mutable bool m_rowsKnown = false;
    qint64 m_topRank = 0;
    qint64 m_endRank = 0;
    qint64 m_trimmed = 0;
    RowFilter m_filter;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_orderHeld = false;
    bool m_unsettled = false;
    Glow m_glow;
    const base::Clock *m_glowClock = nullptr;
};

} // namespace console
