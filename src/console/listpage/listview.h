// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/columnlayout.h"
#include "console/listpage/delay.h"
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
    /// `saver`: how changes of the columns are gathered before they are written.
    ListView(ListModel &model, AppContext &context, std::unique_ptr<Delay> saver, QWidget *parent = nullptr);

    /// Where the columns are remembered, "transactions/columns".
    void setSettingsKey(const QString &key) { m_settingsKey = key; }
    void restoreColumns();
    /// Writes what has changed, now.
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
    bool isScrolledAway();
    bool isNearEnd(); ///< less than a page is below
    void goLive();    ///< to the top, nothing selected
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
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setUpHeader();
    void keepSelectionOverResets();
    void columnsEdited();
    void tellSearchedColumns();
    void setColumnShown(int logical, bool shown);
    void adjustRowHeight();
    bool lastShown(int logical) const;

    ListModel &m_model;
    AppContext &m_context;
    CellDelegate *m_delegate;
    QString m_settingsKey;
    std::unique_ptr<Delay> m_saver;
    bool m_restored = false; ///< before, changes are layout's, not the user's
    bool m_unsaved = false;
    // While the model is filled anew:
    QStringList m_keptSelection;
    QString m_keptCurrent;
    int m_keptColumn = 0;
};

} // namespace console
