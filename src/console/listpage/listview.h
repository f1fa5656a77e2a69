// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/columnlayout.h"
#include "console/shell/appcontext.h"
#include <QTableView>

namespace console {

class CellDelegate;
class ListModel;

/// The table of a list page: rows of one height, columns that a person chooses, moves, widens and sorts (kept per
/// user), a selection that stays with the rows' ids even when the model is filled anew. GUI thread.
class ListView : public QTableView
{
    Q_OBJECT
public:
    ListView(ListModel &model, AppContext &context, QWidget *parent = nullptr);

    /// Where the columns are remembered, "transactions/columns".
    void setSettingsKey(const QString &key) { m_settingsKey = key; }
    void restoreColumns();
    void saveColumns();
    void resetColumns();
    /// Shown columns, left to right, by logical number.
    std::vector<int> shownColumns() const;
    /// Sorts by the nth shown column (0 first); again: the other way round; a third time: natural order.
    void sortByShown(int nth);
    /// Show/hide, one entry a column.
    void fillColumnsMenu(QMenu &menu);

    QStringList selectedIds() const;
    /// Makes a row current and selected; false when it is not shown.
    bool selectId(const QString &id);
    bool isScrolledAway() const;
    void goLive(); ///< to the top, nothing selected
    void copyRows() const;
    void copyCell() const;
    void setStale(bool stale);

Q_SIGNALS:
    void pointerInside(bool inside);
    void scrolled();
    void rowActivated(const QString &id);
    void currentIdChanged(const QString &id);
    void selectionEdited();
    void contextMenuWanted(const QPoint &globalPosition);
    void columnsChanged();

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setUpHeader();
    void keepSelectionOverResets();
    void tellSearchedColumns();
    void setColumnShown(int logical, bool shown);
    void adjustRowHeight();
    bool lastShown(int logical) const;

    ListModel &m_model;
    AppContext &m_context;
    CellDelegate *m_delegate;
    QString m_settingsKey;
    bool m_restoring = false;
    // While the model is filled anew:
    QStringList m_keptSelection;
    QString m_keptCurrent;
    int m_keptColumn = 0;
};

} // namespace console
