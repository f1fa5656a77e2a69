// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/listview.h"
#include "console/listpage/celldelegate.h"
#include "console/listpage/exporttext.h"
#include "console/listpage/listmodel.h"
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>

namespace console {
namespace {
/// Beyond this, a selection is not carried over a reset row by row.
constexpr qsizetype mostKept = 1000;
} // namespace

ListView::ListView(ListModel &model, AppContext &context, std::unique_ptr<Delay> saver, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_context(context)
    , m_delegate(new CellDelegate(context.theme, this))
    , m_saver(std::move(saver))
{
    setItemDelegate(m_delegate);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves the list: no trap
    setHorizontalScrollMode(ScrollPerPixel);
    setEditTriggers(NoEditTriggers);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setModel(&model);
    setUpHeader();
    keepSelectionOverResets();
    adjustRowHeight();
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ListView::scrolled);
    connect(this, &QTableView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT rowActivated(m_model.idAt(index.row())); });
    connect(&context.theme, &Theme::changed, this, [this] { viewport()->update(); });
}

void ListView::setUpHeader()
{
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setMinimumSectionSize(40);
    header->setStretchLastSection(true);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    setSortingEnabled(true);
    ColumnLayout::ofModel(m_model).applyTo(*header, m_model);
    tellSearchedColumns();
    connect(header, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        QMenu menu(this);
        fillColumnsMenu(menu);
        menu.exec(horizontalHeader()->mapToGlobal(at));
    });
    connect(header, &QHeaderView::sectionMoved, this, &ListView::columnsEdited);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &ListView::columnsEdited);
    connect(header, &QHeaderView::sectionResized, this, [this](int logical) {
        const std::vector<int> shown = shownColumns();
        if (shown.empty() || shown.back() != logical) // the last one fills the window: not the user's doing
            columnsEdited();
    });
}

// --- columns ---------------------------------------------------------------------------------------------------------

void ListView::restoreColumns()
{
    const auto kept = m_settingsKey.isEmpty() ? std::nullopt : m_context.settings.value(m_settingsKey);
    m_restored = false;
    ColumnLayout layout = kept ? ColumnLayout::fromJson(*kept) : ColumnLayout();
    // Columns that are newer than what was remembered stand at the end, as they were meant.
    const ColumnLayout meant = ColumnLayout::ofModel(m_model);
    for (const ColumnLayout::Item &item : meant.items) {
        const auto same = [&item](const ColumnLayout::Item &i) { return i.id == item.id; };
        if (std::none_of(layout.items.begin(), layout.items.end(), same))
            layout.items.push_back(item);
    }
    layout.applyTo(*horizontalHeader(), m_model);
    m_restored = true;
    tellSearchedColumns();
    Q_EMIT columnsChanged();
}

void ListView::columnsEdited()
{
    if (!m_restored || m_settingsKey.isEmpty())
        return;
    m_unsaved = true;
    m_saver->start(std::chrono::milliseconds(400), [this] { saveColumns(); });
}

void ListView::saveColumns()
{
    m_saver->cancel();
    if (std::exchange(m_unsaved, false))
        m_context.settings.setValue(m_settingsKey, ColumnLayout::ofHeader(*horizontalHeader(), m_model).toJson());
}

void ListView::resetColumns()
{
    ColumnLayout::ofModel(m_model).applyTo(*horizontalHeader(), m_model);
    m_unsaved = false;
    m_saver->cancel();
    if (!m_settingsKey.isEmpty())
        m_context.settings.remove(m_settingsKey);
    tellSearchedColumns();
    Q_EMIT columnsChanged();
}

void ListView::tellSearchedColumns()
{
    for (int i = 0; i < m_model.columnCount(); ++i)
        m_model.setSearched(i, !isColumnHidden(i));
}

std::vector<int> ListView::shownColumns() const
{
    std::vector<int> shown;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int logical = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(logical))
            shown.push_back(logical);
    }
    return shown;
}

bool ListView::lastShown(int logical) const
{
    const std::vector<int> shown = shownColumns();
    return shown.size() == 1 && shown.front() == logical;
}

void ListView::setColumnShown(int logical, bool shown)
{
    if (!shown && lastShown(logical))
        return;
    setColumnHidden(logical, !shown);
    if (shown && columnWidth(logical) < horizontalHeader()->minimumSectionSize())
        setColumnWidth(logical, m_model.column(logical).width);
    columnsEdited();
    tellSearchedColumns();
    Q_EMIT columnsChanged();
}

void ListView::fillColumnsMenu(QMenu &menu)
{
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int logical = horizontalHeader()->logicalIndex(visual);
        QAction *action = menu.addAction(m_model.column(logical).title());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(logical));
        action->setEnabled(!lastShown(logical));
        connect(action, &QAction::toggled, this, [this, logical](bool on) { setColumnShown(logical, on); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Reset columns")), &QAction::triggered, this, &ListView::resetColumns);
}

void ListView::sortByShown(int nth)
{
    const std::vector<int> shown = shownColumns();
    if (nth < 0 || nth >= static_cast<int>(shown.size()))
        return;
    const int logical = shown[static_cast<size_t>(nth)];
    QHeaderView *header = horizontalHeader();
    if (header->sortIndicatorSection() != logical)
        sortByColumn(logical, Qt::AscendingOrder);
    else if (header->sortIndicatorOrder() == Qt::AscendingOrder)
        sortByColumn(logical, Qt::DescendingOrder);
    else
        sortByColumn(-1, Qt::AscendingOrder);
}

// --- selection -------------------------------------------------------------------------------------------------------

void ListView::keepSelectionOverResets()
{
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        const QStringList ids = selectedIds();
        m_keptSelection = ids.size() <= mostKept ? ids : QStringList();
        m_keptCurrent = m_model.idAt(currentIndex().row());
        m_keptColumn = std::max(0, currentIndex().column());
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        QItemSelection rows;
        for (const QString &id : std::as_const(m_keptSelection)) {
            if (const int row = m_model.rowOf(id); row >= 0)
                rows.select(m_model.index(row, 0), m_model.index(row, m_model.columnCount() - 1));
        }
        if (const int row = m_model.rowOf(m_keptCurrent); row >= 0)
            selectionModel()->setCurrentIndex(m_model.index(row, m_keptColumn), QItemSelectionModel::NoUpdate);
        selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) { Q_EMIT currentIdChanged(m_model.idAt(index.row())); });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &ListView::selectionEdited);
}

QStringList ListView::selectedIds() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    QStringList ids;
    for (const int row : rows)
        ids << m_model.idAt(row);
    return ids;
}

bool ListView::selectId(const QString &id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return false;
    const std::vector<int> shown = shownColumns();
    const QModelIndex index = m_model.index(row, shown.empty() ? 0 : shown.front());
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
    return true;
}

bool ListView::isScrolledAway()
{
    executeDelayedItemsLayout(); // else the bar still speaks of the rows before
    return verticalScrollBar()->value() > verticalScrollBar()->minimum();
}

bool ListView::isNearEnd()
{
    executeDelayedItemsLayout();
    const QScrollBar *bar = verticalScrollBar();
    return bar->value() >= bar->maximum() - bar->pageStep();
}

void ListView::goLive()
{
    clearSelection();
    verticalScrollBar()->setValue(verticalScrollBar()->minimum());
}

// --- copying ---------------------------------------------------------------------------------------------------------

void ListView::copyRows() const
{
    const std::vector<int> columns = shownColumns();
    QStringList cells;
    for (const int column : columns)
        cells << m_model.column(column).title();
    QStringList lines{tsvLine(cells)};
    for (const QString &id : selectedIds()) {
        cells.clear();
        for (const int column : columns)
            cells << m_model.index(m_model.rowOf(id), column).data().toString();
        lines << tsvLine(cells);
    }
    if (lines.size() > 1)
        QGuiApplication::clipboard()->setText(lines.join(u'\n') + u'\n');
}

void ListView::copyCell() const
{
    if (currentIndex().isValid())
        QGuiApplication::clipboard()->setText(currentIndex().data().toString().replace(u'\u00a0', u' '));
}

// --- looks -----------------------------------------------------------------------------------------------------------

void ListView::setStale(bool stale)
{
    m_delegate->setStale(stale);
    viewport()->update();
}

void ListView::adjustRowHeight()
{
    const int height = fontMetrics().height() + 12;
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
}

void ListView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        adjustRowHeight();
}

void ListView::enterEvent(QEnterEvent *event)
{
    QTableView::enterEvent(event);
    Q_EMIT pointerInside(true);
}

void ListView::leaveEvent(QEvent *event)
{
    QTableView::leaveEvent(event);
    Q_EMIT pointerInside(false);
}

void ListView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copyRows(); // Qt's own would copy one cell
    else if (event->key() == Qt::Key_C && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier))
        copyCell();
    else
        QTableView::keyPressEvent(event);
}

void ListView::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint at = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && currentIndex().isValid())
        at = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
    if (currentIndex().isValid())
        Q_EMIT contextMenuWanted(at);
}

} // namespace console
