// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/delay.h"
#include "console/listpage/displayformat.h"
#include "console/listpage/exporttext.h"
#include "console/listpage/livetick.h"
#include "console/shell/appcontext.h"
#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace console {

class EmptyState;
class FilterBar;
class ListExport;
class ListModel;
class ListView;
class LivePill;
class NoticeStrip;

/// The list that every tab is built on: filter, chips, columns, sorting, export, copying, pause, the pill back to live,
/// empty and error states, paging of older rows. A page gives it a RowsModel, reads from the hub when it asks, and
/// calls rowsStaged() after RowsModel::stage(). GUI thread.
class ListPage : public QWidget
{
    Q_OBJECT
public:
    struct NothingFound
    {
        QString sentence;
        QString button; ///< empty: "Clear filter"
    };
    /// Texts are functions because the language may change.
    struct Setup
    {
        QString key; ///< "transactions": settings under "<key>/columns"
        std::function<QString()> name;
        std::function<QString()> emptySentence;
        std::function<QString()> emptyButton = {}; ///< absent: no button
        QString emptyIcon = u"empty"_qs;
        std::function<QString()> filterHint = {}; ///< grey words in the filter field; absent: the usual ones
        /// What to say, and offer, when nothing matches this filter text; absent or empty: the usual words.
        std::function<NothingFound(const QString &typed)> nothingFound = {};
        QStringList alwaysExported = {}; ///< columns that are in every file, shown or not
        DelayFactory delays = timerDelays();
        bool standStillWhenChosen = true; ///< off where a chosen row is the normal state (a list beside its detail)
        /// olderWanted() is asked for under a filter too: the page reads older rows that match.
        bool filtersAtHub = false;
        bool compact = false; ///< no button row: a statement under a card
    };
    /// OnDemand: there are older rows, but only the button in the footer asks for them.
    enum class Older { None, Available, OnDemand, Loading };

    ListPage(ListModel &model, AppContext &context, Setup setup, QWidget *parent = nullptr);
    ~ListPage() override;

    ListView *view() const { return m_view; }
    FilterBar *filterBar() const { return m_filterBar; }
    QPushButton *pill() const;
    const DisplayFormat &format() const { return m_format; }
    /// Entries of a row's context menu, above Copy.
    void setRowActions(const QList<QAction *> &actions) { m_rowActions = actions; }

    /// A first page is being read; rows that are shown stay.
    void setLoading();
    /// It is here.
    void setLoaded(Older older);
    void setOlder(Older older);
    /// Reading failed: the strip says it, rows are greyed. `what` is one sentence.
    void setFailed(const QString &what, const QString &details);
    /// The connection is cut: rows are greyed; the window's own strip says why.
    void setCut(bool cut);
    bool isStale() const { return m_stale; }

    /// Something waits in the model: it comes in with the next beat, unless the list stands still.
    void rowsStaged() { m_tick.request(); }
    bool isPaused() const { return m_paused; }
    void setPaused(bool paused);
    void togglePause() { setPaused(!m_paused); }
    /// Clears the selection, scrolls to the top, lets everything in.
    void goLive();
    void focusFilter();
    void askExport();
    /// Writes what is shown to `device`, which must outlive the answer; answers by exportFinished().
    void exportTo(QIODevice &device, const ExportOptions &options);
    void popUpColumns();
    void restoreState();
    void saveState();
    void retranslate();

Q_SIGNALS:
    void olderWanted();
    void reloadWanted();
    void retryRequested();
    void emptyButtonClicked();
    void nothingFoundButtonClicked(const QString &typed);
    void rowActivated(const QString &id);
    void currentIdChanged(const QString &id);
    void pausedChanged(bool paused);
    void wentLive();
    /// One sentence for a toast.
    void exportFinished(bool ok, const QString &sentence);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void buildButtons();
    void connectParts();
    void addShortcuts();
    void letIn();
    bool standsStill() const;
    void glowOn();
    void considerOlder();
    void showState();
    void showEmptyState();
    NothingFound nothingFound() const;
    void showFooter();
    void redrawIcons();
    void popUpRowMenu(const QPoint &at);
    void clearFilter();

    ListModel &m_model;
    AppContext &m_context;
    Setup m_setup;
    DisplayFormat m_format;
    LiveTick m_tick;
    std::unique_ptr<Delay> m_glowStep;
    FilterBar *m_filterBar;
    NoticeStrip *m_strip;
    ListView *m_view;
    EmptyState *m_empty;
    LivePill *m_pill;
    QWidget *m_footer;
    QLabel *m_footerText;
    QPushButton *m_footerButton;
    QToolButton *m_pauseButton;
    QToolButton *m_columnsButton;
    QToolButton *m_exportButton;
    QAction *m_copyRow;
    QAction *m_copyCell;
    ListExport *m_export;
    QList<QAction *> m_rowActions;
    Older m_older = Older::None;
    bool m_loading = true;
    bool m_everLoaded = false;
    bool m_stale = false;
    bool m_cut = false;
    bool m_paused = false;
    base::UtcMs m_freshAt;
};

} // namespace console
