// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/transactionspage.h"
#include "client/whendone.h"
#include "console/balances/newaccountdialog.h"
#include "console/listpage/chiprow.h"
#include "console/listpage/filterbar.h"
#include "console/listpage/listview.h"
#include "console/listpage/rangepopup.h"
#include "console/listpage/teardown.h"
#include "console/transactions/counteractions.h"
#include "console/transactions/entrystrip.h"
#include "console/transactions/totalstext.h"
#include "console/transactions/transactiondetail.h"
#include "console/transactions/transactionsmodel.h"
#include <QAction>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace console {
namespace {

constexpr int pageSize = 500;
const QString splitterKey = u"transactions/splitter"_qs;

ListPage::Setup listSetup(const DelayFactory &delays)
{
    ListPage::Setup setup;
    setup.key = u"transactions"_qs;
    setup.name = [] { return TransactionsPage::tr("Movements"); };
    setup.emptySentence = [] { return TransactionsPage::tr("No movements yet"); };
    setup.emptyButton = [] { return TransactionsPage::tr("Deposit (F2)"); };
    setup.emptyIcon = u"transactions"_qs;
    setup.delays = delays;
    setup.filtersAtHub = true;
    return setup;
}

} // namespace

TransactionsPage::TransactionsPage(AppContext &context, DelayFactory delays, QWidget *parent)
    : Page(context, parent)
    , m_delays(std::move(delays))
    , m_format(context)
    , m_model(new TransactionsModel(m_format, this))
    , m_strip(new EntryStrip(context, m_delays, this))
    , m_list(new ListPage(*m_model, context, listSetup(m_delays), this))
    , m_detail(new TransactionDetail(context, this))
    , m_detailArea(new QScrollArea(this))
    , m_counter(new CounterActions(context, m_delays, this))
    , m_splitter(new QSplitter(this))
    , m_summary(context.hub, m_delays())
{
    build();
    makeActions();
    connectParts();
    addChipEditors();
    dress();
    retranslate();
    showPermissions();
}

TransactionsPage::~TransactionsPage()
{
    silenceChildren(this);
}

void TransactionsPage::build()
{
    m_model->setParent(m_list); // goes after the view that shows it
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    column->addWidget(m_strip);
    column->addWidget(m_splitter, 1);
    m_splitter->addWidget(m_list);
    m_detailArea->setWidget(m_detail);
    m_detailArea->setWidgetResizable(true);
    m_detailArea->setFrameShape(QFrame::NoFrame);
    m_detailArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_detailArea->setMinimumWidth(m_detail->minimumWidth() + 16);
    m_splitter->addWidget(m_detailArea);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(12);
    m_detailArea->hide();
}

void TransactionsPage::makeActions()
{
    const auto make = [this](const QKeySequence &shortcut, const std::function<void()> &run) {
        auto *action = new QAction(this);
        action->setShortcut(shortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        return action;
    };
    m_separator = new QAction(this);
    m_separator->setSeparator(true);
    m_deposit = make(Qt::Key_F2, [this] { startOperation(contract::TransactionKind::Deposit); });
    m_withdrawal = make(Qt::Key_F3, [this] { startOperation(contract::TransactionKind::Withdrawal); });
    m_pause = make(Qt::Key_F9, [this] { m_list->togglePause(); });
    m_pause->setCheckable(true);
    m_export = make(Qt::CTRL | Qt::Key_E, [this] { m_list->askExport(); });
    m_columns = make({}, [this] { m_list->popUpColumns(); });
    for (QAction *action : {m_separator, m_pause, m_columns, m_export})
        action->setPriority(QAction::LowPriority); // the list has buttons for them beside its filter
    m_view = make({}, [this] { showDetail(chosenId()); });
    m_goTo = make({}, [this] {
        if (const contract::Transaction *t = m_model->find(chosenId()))
            Q_EMIT accountWanted(t->cedula);
    });
    m_sameCedula = make({}, [this] { copyFilterOf(chosenId()); });
    m_list->setRowActions(QList<QAction *>{m_view, m_goTo, m_sameCedula} + m_counter->rowActions());
}

void TransactionsPage::connectParts()
{
    client::HubClient &hub = context().hub;
    connect(&hub, &client::HubClient::eventsArrived, this, &TransactionsPage::eventsArrived);
    connect(&hub, &client::HubClient::resyncNeeded, this, [this] { m_join.forget(); }); // the shell asks for reload()
    connect(&hub, &client::HubClient::userChanged, this, &TransactionsPage::showPermissions);
    connect(&hub, &client::HubClient::linkChanged, this,
            [this] { m_list->setCut(context().hub.link().state == client::LinkState::Lost); });
    connect(m_list, &ListPage::olderWanted, this, &TransactionsPage::readOlder);
    connect(m_list->filterBar(), &FilterBar::filterChanged, this, &TransactionsPage::filterChanged);
    connect(m_list, &ListPage::reloadWanted, this, &TransactionsPage::load);
    connect(m_list, &ListPage::retryRequested, this, &TransactionsPage::reload);
    connect(m_list, &ListPage::emptyButtonClicked, this,
            [this] { startOperation(contract::TransactionKind::Deposit); });
    connect(m_list, &ListPage::currentIdChanged, this, [this](const QString &id) {
        chosen(id);
        if (m_detailArea->isVisible())
            showDetail(id);
    });
    connect(m_list, &ListPage::rowActivated, this, &TransactionsPage::showDetail);
    connect(m_list->view(), &QAbstractItemView::clicked, this,
            [this](const QModelIndex &index) { showDetail(m_model->idAt(index.row())); });
    connect(m_list, &ListPage::wentLive, m_detailArea, &QWidget::hide);
    connect(m_list, &ListPage::pausedChanged, m_pause, &QAction::setChecked);
    connect(m_list, &ListPage::exportFinished, this, [this](bool ok, const QString &sentence) {
        Q_EMIT toastRequested(ok ? ToastKind::Done : ToastKind::Error, sentence);
    });
    connect(m_detail, &TransactionDetail::accountWanted, this, &TransactionsPage::accountWanted);
    connect(m_detail, &TransactionDetail::closed, m_detailArea, &QWidget::hide);
    connect(m_counter, &CounterActions::toastRequested, this, &TransactionsPage::toastRequested);
    connect(m_counter, &CounterActions::changed, this, [this] {
        m_summary.request();
        Q_EMIT statusTextChanged();
    });
    connect(&m_counter->receipts(), &ReceiptFlow::paperChanged, m_detail,
            [this] { m_detail->setPaper(m_counter->receipts().paper()); });
    connect(m_strip, &EntryStrip::toastRequested, this, &TransactionsPage::toastRequested);
    connect(m_strip, &EntryStrip::createAccountWanted, this, &TransactionsPage::createAccount);
    connect(m_strip, &EntryStrip::awaiting, m_counter, &CounterActions::await);
    connect(m_strip, &EntryStrip::applied, this, [this](const client::Posted &posted) {
        if (!m_join.isLoading()) { // the feed brings it too; the list knows it by its id
            m_model->stage(posted.transaction);
            m_list->rowsStaged();
        }
        m_summary.request();
        m_counter->applied(posted.transaction);
    });
    connect(&m_summary, &SummaryWatch::changed, this, &TransactionsPage::statusTextChanged);
    connect(m_model, &ListModel::countsChanged, this, &TransactionsPage::statusTextChanged);
    connect(&context().theme, &Theme::changed, this, &TransactionsPage::dress);
}

// --- reading ---------------------------------------------------------------------------------------------------------

void TransactionsPage::activated()
{
    if (!m_asked)
        reload();
}

void TransactionsPage::reload()
{
    load();
    m_summary.readNow();
    m_counter->read();
}

void TransactionsPage::load()
{
    m_asked = true;
    const int reading = ++m_reading;
    m_join.beginLoad();
    m_list->setLoading();
    client::TransactionQuery query;
    query.limit = pageSize;
    client::whenDone(context().hub.transactions(query), this,
                     [this, reading](const base::Result<contract::Page<contract::Transaction>> &answer) {
                         if (reading != m_reading)
                             return;
                         if (answer)
                             loaded(*answer);
                         else
                             m_list->setFailed(tr("The movements could not be read."), answer.error().toString());
                     });
}

void TransactionsPage::loaded(const contract::Page<contract::Transaction> &page)
{
    const auto later = m_join.loaded(page.seq);
    if (!later)
        return load(); // more came meanwhile than is remembered
    m_cursor = page.nextCursor;
    m_model->replaceAll(page.items);
    for (const client::FeedEvent &event : *later) {
        if (const auto *t = std::get_if<contract::Transaction>(&event.data))
            m_model->stage(*t);
    }
    ++m_search;
    m_foundCursor.reset();
    m_list->setLoaded(olderNow());
}

/// Below what is shown: of all movements, or of those alone that the filter finds at the hub.
void TransactionsPage::readOlder()
{
    const bool filtered = m_model->isFiltered() && m_foundCursor != QString();
    client::TransactionQuery query;
    if (filtered)
        query = m_model->query();
    query.limit = pageSize;
    query.cursor = filtered ? m_foundCursor.value_or(QString()) : m_cursor;
    m_list->setOlder(ListPage::Older::Loading);
    client::whenDone(context().hub.transactions(query), this,
                     [this, filtered, reading = m_reading,
                      search = m_search](const base::Result<contract::Page<contract::Transaction>> &answer) {
                         if (reading != m_reading || (filtered && search != m_search))
                             return;
                         if (!answer)
                             return m_list->setFailed(tr("Older movements could not be read."),
                                                      answer.error().toString());
                         olderRead(*answer, filtered);
                     });
}

void TransactionsPage::olderRead(const contract::Page<contract::Transaction> &page, bool filtered)
{
    if (filtered)
        m_foundCursor = page.nextCursor;
    else
        m_cursor = page.nextCursor;
    m_model->appendOlder(page.items);
    for (const client::FeedEvent &event : m_join.since(page.seq).value_or(std::vector<client::FeedEvent>())) {
        const auto *t = std::get_if<contract::Transaction>(&event.data);
        if (t && m_model->find(QString::number(t->id)))
            m_model->stage(*t);
    }
    m_list->rowsStaged();
    m_list->setOlder(olderNow());
}

ListPage::Older TransactionsPage::olderNow() const
{
    if (m_cursor.isEmpty())
        return ListPage::Older::None;
    if (!m_model->isFiltered() || m_foundCursor != QString())
        return ListPage::Older::Available;
    // The hub looks for text in fewer columns than are shown here: whoever wants it reads on by the button.
    return m_model->isTextFiltered() ? ListPage::Older::OnDemand : ListPage::Older::None;
}

void TransactionsPage::filterChanged()
{
    ++m_search;
    m_foundCursor.reset();
    if (!m_cursor.isEmpty())
        m_list->setOlder(olderNow());
}

void TransactionsPage::addChipEditors()
{
    ChipRow *chips = m_list->filterBar()->chips();
    const auto edited = [this] {
        m_list->filterBar()->syncChips();
        filterChanged();
    };
    chips->setEditor(u"days"_qs, [this, edited](QToolButton *below) {
        auto *popup = new DayRangePopup(m_model->dayRange(), m_format.today(), context(), this);
        connect(popup, &DayRangePopup::chosen, this, [this, edited](const DayRange &range) {
            m_model->setDayRange(range);
            edited();
        });
        connect(popup, &RangePopup::removed, this, [this, edited] {
            m_model->setDayRange({});
            edited();
        });
        popup->openBelow(below);
    });
    chips->setEditor(u"amounts"_qs, [this, edited](QToolButton *below) {
        auto *popup = new AmountRangePopup(m_model->amountRange(), context(), this);
        connect(popup, &AmountRangePopup::chosen, this, [this, edited](const AmountRange &range) {
            m_model->setAmountRange(range);
            edited();
        });
        connect(popup, &RangePopup::removed, this, [this, edited] {
            m_model->setAmountRange({});
            edited();
        });
        popup->openBelow(below);
    });
}

void TransactionsPage::eventsArrived(const std::vector<client::FeedEvent> &events)
{
    for (const client::FeedEvent &event : events) {
        const bool apply = m_join.offer(event);
        const auto *t = std::get_if<contract::Transaction>(&event.data);
        if (!t)
            continue;
        m_strip->note(*t);
        if (!apply)
            continue;
        m_model->stage(*t);
        if (!t->reverses.isEmpty())
            markReversed(*t);
    }
    m_list->rowsStaged();
    if (m_asked)
        m_summary.request();
}

/// The feed brings the contra entry alone; what it takes back is another now.
void TransactionsPage::markReversed(const contract::Transaction &reversal)
{
    const contract::Transaction *known = m_model->newest(QString::number(reversal.reverses.toLongLong()));
    if (!known || known->folio != reversal.reverses)
        return;
    contract::Transaction original = *known;
    original.state = contract::TransactionState::Reversed;
    original.reversedBy = reversal.folio;
    m_model->stage(original);
}

// --- doing -----------------------------------------------------------------------------------------------------------

void TransactionsPage::startOperation(contract::TransactionKind kind, const QString &cedula)
{
    Q_EMIT activationRequested();
    if (!m_strip->isVisible() || !m_counter->readyOr([this, kind, cedula] { m_strip->open(kind, cedula); }))
        return;
    m_strip->open(kind, cedula);
}

void TransactionsPage::createAccount(const QString &cedula)
{
    auto *dialog = new NewAccountDialog(context(), cedula, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewAccountDialog::opened, this, [this](const contract::Account &account) {
        m_strip->accountOpened(account);
        Q_EMIT toastRequested(ToastKind::Done, tr("Account %1 created").arg(m_format.cedula(account.cedula)));
    });
    dialog->open();
}

QString TransactionsPage::chosenId() const
{
    return m_model->idAt(m_list->view()->currentIndex().row());
}

void TransactionsPage::showDetail(const QString &id)
{
    const contract::Transaction *t = m_model->find(id);
    if (!t)
        return;
    m_detail->fillWith(*t);
    m_detailArea->setVisible(true);
}

void TransactionsPage::copyFilterOf(const QString &id)
{
    if (const contract::Transaction *t = m_model->find(id))
        m_list->filterBar()->setText(t->cedula);
}

void TransactionsPage::showPermissions()
{
    const auto user = context().hub.user();
    const bool mayPost = user && user->mayPost();
    m_strip->setVisible(mayPost);
    m_deposit->setEnabled(mayPost);
    m_withdrawal->setEnabled(mayPost);
    m_counter->showPermissions();
}

void TransactionsPage::chosen(const QString &id)
{
    const contract::Transaction *t = m_model->find(id);
    m_counter->choose(t ? std::optional(*t) : std::nullopt);
}

void TransactionsPage::focusFilter()
{
    m_list->focusFilter();
}

QString TransactionsPage::statusText() const
{
    if (m_model->isFiltered())
        return TotalsText::shown(*m_model, m_format);
    if (!m_summary.summary())
        return {};
    const QString till = m_counter->tillText();
    return TotalsText::today(*m_summary.summary(), m_format) + (till.isEmpty() ? QString() : u" · " + till);
}

QList<QAction *> TransactionsPage::pageActions() const
{
    return QList<QAction *>{m_deposit, m_withdrawal} + m_counter->all() +
           QList<QAction *>{m_separator, m_pause, m_columns, m_export};
}

QList<QAction *> TransactionsPage::windowActions() const
{
    return {m_deposit, m_withdrawal, m_counter->tillAction()};
}

void TransactionsPage::saveState()
{
    m_list->saveState();
    context().settings.setValue(splitterKey, m_splitter->saveState());
}

void TransactionsPage::restoreState()
{
    m_list->restoreState();
    m_counter->showPermissions(); // another person's paper
    m_detail->setPaper(m_counter->receipts().paper());
    if (const auto state = context().settings.value(splitterKey))
        m_splitter->restoreState(*state);
}

// --- words and looks -------------------------------------------------------------------------------------------------

void TransactionsPage::retranslate()
{
    m_deposit->setText(tr("Deposit"));
    m_withdrawal->setText(tr("Withdrawal"));
    m_pause->setText(tr("Pause"));
    m_export->setText(tr("Export…"));
    m_columns->setText(tr("Columns"));
    m_view->setText(tr("View"));
    m_goTo->setText(tr("Go to the account"));
    m_sameCedula->setText(tr("Only this cédula"));
    m_counter->retranslate();
    Q_EMIT statusTextChanged();
}

void TransactionsPage::dress()
{
    const Theme &theme = context().theme;
    m_deposit->setIcon(theme.icon(u"deposit"_qs, ColorRole::Deposit));
    m_withdrawal->setIcon(theme.icon(u"withdrawal"_qs, ColorRole::Withdrawal));
    m_pause->setIcon(theme.icon(u"pause"_qs));
    m_export->setIcon(theme.icon(u"export"_qs));
    m_columns->setIcon(theme.icon(u"columns"_qs));
    m_view->setIcon(theme.icon(u"eye"_qs));
    m_goTo->setIcon(theme.icon(u"balances"_qs));
    m_sameCedula->setIcon(theme.icon(u"filter"_qs));
    m_counter->dress();
}

void TransactionsPage::changeEvent(QEvent *event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace console
