// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/listpage.h"
#include "console/listpage/chiprow.h"
#include "console/listpage/emptystate.h"
#include "console/listpage/filterbar.h"
#include "console/listpage/listexport.h"
#include "console/listpage/listmodel.h"
#include "console/listpage/listview.h"
#include "console/listpage/livepill.h"
#include "console/listpage/noticestrip.h"
#include "console/listpage/teardown.h"
#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace console {

ListPage::ListPage(ListModel &model, AppContext &context, Setup setup, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_context(context)
    , m_setup(std::move(setup))
    , m_format(context)
    , m_tick(m_setup.delays(), context.clock)
    , m_glowStep(m_setup.delays())
    , m_filterBar(new FilterBar(model, context, m_setup.delays, this))
    , m_strip(new NoticeStrip(context.theme, m_format, context.clock, m_setup.delays(), this))
    , m_view(new ListView(model, context, m_setup.delays(), this))
    , m_empty(new EmptyState(context.theme, m_view->viewport()))
    , m_pill(new LivePill(context.theme, m_view->viewport()))
    , m_footer(new QWidget(this))
    , m_footerText(new QLabel(m_footer))
    , m_footerButton(new QPushButton(m_footer))
    , m_pauseButton(new QToolButton(this))
    , m_columnsButton(new QToolButton(this))
    , m_exportButton(new QToolButton(this))
    , m_copyRow(new QAction(this))
    , m_copyCell(new QAction(this))
    , m_export(new ListExport(*m_view, model, context, m_setup.key, m_setup.delays, this))
{
    m_view->setSettingsKey(m_setup.key + u"/columns");
    m_export->setAlways(m_setup.alwaysExported);
    build();
    connectParts();
    addShortcuts();
    redrawIcons();
    retranslate();
}

ListPage::~ListPage()
{
    silenceChildren(this);
    m_model.disconnect(this);
}

QPushButton *ListPage::pill() const
{
    return m_pill;
}

// --- building --------------------------------------------------------------------------------------------------------

void ListPage::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_filterBar);
    column->addWidget(m_strip);
    column->addWidget(m_view, 1);
    column->addWidget(m_footer);
    auto *footer = new QHBoxLayout(m_footer);
    footer->setContentsMargins(4, 0, 4, 0);
    footer->addWidget(m_footerText);
    footer->addWidget(m_footerButton);
    footer->addStretch(1);
    m_footerText->setProperty("look", u"muted"_qs);
    m_footerButton->setProperty("look", u"flat"_qs);
    buildButtons();
}

void ListPage::buildButtons()
{
    m_pauseButton->setCheckable(true);
    for (QToolButton *button : {m_pauseButton, m_columnsButton, m_exportButton}) {
        button->setFocusPolicy(Qt::TabFocus);
        m_filterBar->row()->addWidget(button);
    }
    connect(m_pauseButton, &QToolButton::toggled, this, &ListPage::setPaused);
    connect(m_columnsButton, &QToolButton::clicked, this, &ListPage::popUpColumns);
    connect(m_exportButton, &QToolButton::clicked, this, &ListPage::askExport);
    connect(m_export, &ListExport::finished, this, &ListPage::exportFinished);
    if (m_setup.compact)
        m_filterBar->hide();
}

void ListPage::connectParts()
{
    connect(&m_tick, &LiveTick::ticked, this, &ListPage::letIn);
    connect(&m_tick, &LiveTick::slownessChanged, this, &ListPage::showState);
    connect(&m_model, &ListModel::countsChanged, this, &ListPage::showState);
    connect(&m_model, &ListModel::overflowed, this, &ListPage::reloadWanted);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ListPage::glowOn);
    connect(m_strip, &NoticeStrip::retryRequested, this, &ListPage::retryRequested);
    connect(m_view, &ListView::scrolled, this, [this] {
        m_tick.request();
        considerOlder();
    });
    connect(m_view, &ListView::selectionEdited, this, [this] { m_tick.request(); });
    connect(m_view, &ListView::pointerInside, this, [this](bool inside) { m_model.setOrderHeld(inside); });
    connect(m_view, &ListView::rowActivated, this, &ListPage::rowActivated);
    connect(m_view, &ListView::currentIdChanged, this, &ListPage::currentIdChanged);
    connect(m_view, &ListView::contextMenuWanted, this, &ListPage::popUpRowMenu);
    connect(m_pill, &QPushButton::clicked, this, &ListPage::goLive);
    connect(m_empty, &EmptyState::clicked, this, [this] {
        if (m_model.isFiltered() && !nothingFound().button.isEmpty())
            Q_EMIT nothingFoundButtonClicked(m_model.filter());
        else if (m_model.isFiltered())
            clearFilter();
        else
            Q_EMIT emptyButtonClicked();
    });
    connect(m_footerButton, &QPushButton::clicked, this, [this] {
        if (m_older == Older::Available || m_older == Older::OnDemand)
            Q_EMIT olderWanted();
    });
    connect(&m_context.theme, &Theme::changed, this, &ListPage::redrawIcons);
    m_view->installEventFilter(this);
}

void ListPage::addShortcuts()
{
    m_copyRow->setShortcut(QKeySequence::Copy);
    m_copyCell->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    connect(m_copyRow, &QAction::triggered, m_view, &ListView::copyRows);
    connect(m_copyCell, &QAction::triggered, m_view, &ListView::copyCell);
    for (QAction *action : {m_copyRow, m_copyCell}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        m_view->addAction(action);
    }
    for (int i = 0; i < 9; ++i) {
        auto *sort = new QAction(this);
        sort->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key(Qt::Key_1 + i)));
        sort->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(sort, &QAction::triggered, m_view, [this, i] { m_view->sortByShown(i); });
        addAction(sort);
    }
}

void ListPage::redrawIcons()
{
    const Theme &theme = m_context.theme;
    m_pauseButton->setIcon(theme.icon(m_paused ? u"play"_qs : u"pause"_qs));
    m_columnsButton->setIcon(theme.icon(u"columns"_qs));
    m_exportButton->setIcon(theme.icon(u"export"_qs));
    m_copyRow->setIcon(theme.icon(u"copy"_qs));
}

void ListPage::retranslate()
{
    m_view->setAccessibleName(m_setup.name());
    m_columnsButton->setToolTip(tr("Choose columns"));
    m_columnsButton->setAccessibleName(tr("Choose columns"));
    m_exportButton->setToolTip(tr("Export what is shown (Ctrl+E)"));
    m_exportButton->setAccessibleName(tr("Export"));
    m_copyRow->setText(tr("Copy row"));
    m_copyCell->setText(tr("Copy cell"));
    m_filterBar->retranslate();
    if (m_setup.filterHint)
        m_filterBar->setPlaceholder(m_setup.filterHint());
    m_strip->retranslate();
    m_model.retranslate();
    showState();
}

void ListPage::restoreState()
{
    m_view->restoreColumns();
}

void ListPage::saveState()
{
    m_view->saveColumns();
}

// --- states ----------------------------------------------------------------------------------------------------------

void ListPage::setLoading()
{
    m_loading = true;
    showState();
}

void ListPage::setLoaded(Older older)
{
    m_loading = false;
    m_everLoaded = true;
    m_stale = false;
    m_freshAt = m_context.clock.utcNow();
    m_strip->clear();
    m_view->setStale(m_cut);
    setOlder(older);
    letIn();
}

void ListPage::setOlder(Older older)
{
    m_older = older;
    m_filterBar->chips()->setMoreUnread(older != Older::None);
    showState();
    considerOlder();
}

void ListPage::setFailed(const QString &what, const QString &details)
{
    m_loading = false;
    if (m_older == Older::Loading)
        m_older = Older::Available;
    m_stale = true;
    const bool anything = m_everLoaded && m_model.total() > 0;
    m_strip->report(what, details, anything ? std::optional(m_freshAt) : std::nullopt);
    m_view->setStale(true);
    showState();
}

void ListPage::setCut(bool cut)
{
    m_cut = cut;
    m_view->setStale(m_cut || m_stale);
}

void ListPage::showState()
{
    const QLocale locale = m_context.locale();
    m_pauseButton->setChecked(m_paused);
    const int waiting = m_model.stagedNew();
    m_pauseButton->setText(m_paused && waiting > 0 ? u'+' + locale.toString(waiting) : QString());
    const QString tip =
        m_paused ? tr("Paused: %1 waiting. Go on (F9)").arg(locale.toString(waiting)) : tr("Pause the list (F9)");
    m_pauseButton->setToolTip(tip);
    m_pauseButton->setAccessibleName(tip);
    m_pill->setCount(!m_paused && standsStill() ? m_model.stagedShown() : 0);
    showEmptyState();
    showFooter();
}

void ListPage::showEmptyState()
{
    m_empty->setVisible(m_model.rowCount() == 0);
    if (m_model.rowCount() > 0)
        return;
    const NothingFound found = nothingFound();
    if (m_model.isFiltered() && !found.sentence.isEmpty())
        m_empty->say(u"search"_qs, found.sentence, found.button.isEmpty() ? tr("Clear filter") : found.button);
    else if (m_model.isFiltered() && m_model.total() > 0)
        m_empty->say(u"filter"_qs, tr("No row with this filter"), tr("Clear filter"));
    else if (m_loading)
        m_empty->say(u"reload"_qs, tr("Reading…"), {});
    else if (m_stale)
        m_empty->say(u"link-off"_qs, tr("Nothing could be read yet"), {});
    else
        m_empty->say(m_setup.emptyIcon, m_setup.emptySentence(),
                     m_setup.emptyButton ? m_setup.emptyButton() : QString());
}

ListPage::NothingFound ListPage::nothingFound() const
{
    return m_setup.nothingFound ? m_setup.nothingFound(m_model.filter()) : NothingFound();
}

void ListPage::showFooter()
{
    QString text;
    QString button;
    if (m_older == Older::Loading)
        text = tr("Reading older rows…");
    else if (m_model.trimmed() > 0 || (m_model.isFull() && m_older == Older::Available))
        text = tr("The newest %1 rows are kept here; older ones stay in the ledger.")
                   .arg(m_context.locale().toString(m_model.total()));
    else if (m_older == Older::OnDemand || (m_older == Older::Available && m_model.isFiltered())) {
        text = tr("Older rows have not been read and may match too.");
        button = tr("Read older rows");
    }
    if (text.isEmpty() && m_tick.isSlow())
        text = tr("Much is arriving: the list is brought up to date four times a second. Nothing is lost.");
    m_footerText->setText(text);
    m_footerButton->setText(button);
    m_footerButton->setVisible(!button.isEmpty());
    m_footer->setVisible(!text.isEmpty());
}

void ListPage::considerOlder()
{
    if (m_older != Older::Available || m_model.isFull() || !isVisible() ||
        (m_model.isFiltered() && !m_setup.filtersAtHub))
        return;
    if (!m_view->isNearEnd())
        return;
    m_older = Older::Loading;
    showState();
    Q_EMIT olderWanted();
}

// --- live ------------------------------------------------------------------------------------------------------------

bool ListPage::standsStill() const
{
    return m_view->isScrolledAway() || (m_setup.standStillWhenChosen && m_view->selectionModel()->hasSelection());
}

void ListPage::letIn()
{
    if (!m_paused && isVisible() && !m_loading) // a hidden tab keeps what waits until it is shown
        m_model.applyStaged(standsStill() ? ListModel::Apply::KnownRowsOnly : ListModel::Apply::Everything);
    if (isVisible())
        showState();
}

void ListPage::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    redrawIcons();
    letIn();
    showState();
    Q_EMIT pausedChanged(paused);
}

void ListPage::goLive()
{
    m_paused = false;
    redrawIcons();
    m_view->goLive();
    letIn();
    m_view->goLive();
    m_view->setFocus();
    Q_EMIT wentLive();
}

void ListPage::glowOn()
{
    if (isVisible())
        m_glowStep->start(std::chrono::milliseconds(100), [this] { m_model.stepGlow(); });
}

void ListPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_tick.request();
}

void ListPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

bool ListPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        if (m_model.isFiltered())
            clearFilter();
        else if (standsStill() || m_paused)
            goLive();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ListPage::focusFilter()
{
    m_filterBar->field()->setFocus(Qt::ShortcutFocusReason);
    m_filterBar->field()->selectAll();
}

void ListPage::clearFilter()
{
    m_filterBar->clear();
}

// --- menus -----------------------------------------------------------------------------------------------------------

void ListPage::popUpRowMenu(const QPoint &at)
{
    QMenu menu(this);
    menu.addActions(m_rowActions);
    if (!m_rowActions.isEmpty())
        menu.addSeparator();
    menu.addAction(m_copyRow);
    menu.addAction(m_copyCell);
    menu.exec(at);
}

void ListPage::askExport()
{
    m_export->ask(m_older != Older::None);
}

void ListPage::exportTo(QIODevice &device, const ExportOptions &options)
{
    m_export->writeTo(device, options);
}

void ListPage::popUpColumns()
{
    QMenu menu(this);
    m_view->fillColumnsMenu(menu);
    menu.exec(m_columnsButton->mapToGlobal(QPoint(0, m_columnsButton->height())));
}

} // namespace console
