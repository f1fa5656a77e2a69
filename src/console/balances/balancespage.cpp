// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/balances/balancespage.h"
#include "client/whendone.h"
#include "console/balances/balancestext.h"
#include "console/balances/newaccountdialog.h"
#include "console/balances/statementpane.h"
#include "console/listpage/filterbar.h"
#include "console/listpage/listview.h"
#include "console/listpage/teardown.h"
#include <QAction>
#include <QLineEdit>
#include <QSplitter>
#include <QVBoxLayout>

namespace console {
namespace {

constexpr int pageSize = 500;
constexpr qsizetype shortestSearch = 3;
const QString splitterKey = u"balances/splitter"_qs;

bool isNumber(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
}

} // namespace

ListPage::Setup BalancesPage::listSetup()
{
    ListPage::Setup setup;
    setup.key = u"balances"_qs;
    setup.name = [] { return tr("Accounts"); };
    setup.emptySentence = [] { return tr("No accounts yet"); };
    setup.emptyButton = [this] { return m_new->isEnabled() ? tr("Create account") : QString(); };
    setup.emptyIcon = u"balances"_qs;
    setup.filterHint = [] { return tr("Cédula or name (F4)"); };
    setup.nothingFound = [this](const QString &typed) -> ListPage::NothingFound {
        const QString text = typed.trimmed();
        if (text.isEmpty() || m_model->rowCount() > 0)
            return {};
        const bool offer = isNumber(text) && m_new->isEnabled();
        return {tr("There is no account \"%1\"").arg(text), offer ? tr("Create account") : QString()};
    };
    setup.delays = m_delays;
    setup.standStillWhenChosen = false; // a chosen row is the normal state here
    return setup;
}

BalancesPage::BalancesPage(AppContext &context, DelayFactory delays, QWidget *parent)
    : Page(context, parent)
    , m_delays(std::move(delays))
    , m_format(context)
    , m_model(new AccountsModel(m_format, this))
    , m_summary(context.hub, m_delays())
{
    makeActions();
    m_list = new ListPage(*m_model, context, listSetup(), this);
    m_pane = new StatementPane(context, m_delays, this);
    m_splitter = new QSplitter(this);
    build();
    connectParts();
    if (!context.settings.flag(u"shell/reduced_motion"_qs))
        m_model->setGlowClock(&context.clock);
    dress();
    retranslate();
    showPermissions();
}

BalancesPage::~BalancesPage()
{
    silenceChildren(this);
}

void BalancesPage::build()
{
    m_model->setParent(m_list); // goes after the view that shows it
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->addWidget(m_splitter);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_pane);
    m_splitter->setHandleWidth(12);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({660, 584});
    m_list->view()->setSelectionMode(QAbstractItemView::SingleSelection);
}

void BalancesPage::makeActions()
{
    const auto make = [this](const QKeySequence &shortcut, const std::function<void()> &run) {
        auto *action = new QAction(this);
        action->setShortcut(shortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        return action;
    };
    const auto operate = [this](contract::TransactionKind kind) {
        if (m_pane->account())
            Q_EMIT operationWanted(kind, m_pane->account()->account.cedula);
    };
    m_separator = new QAction(this);
    m_separator->setSeparator(true);
    m_search = make(Qt::Key_F4, [this] {
        Q_EMIT activationRequested();
        focusFilter();
    });
    m_new = make(Qt::CTRL | Qt::Key_N, [this] { openAccount({}); });
    m_pause = make(Qt::Key_F9, [this] { focusedList()->togglePause(); });
    m_columns = make({}, [this] { focusedList()->popUpColumns(); });
    m_export = make(Qt::CTRL | Qt::Key_E, [this] { focusedList()->askExport(); });
    m_deposit = make({}, [operate] { operate(contract::TransactionKind::Deposit); });
    m_withdrawal = make({}, [operate] { operate(contract::TransactionKind::Withdrawal); });
}

void BalancesPage::connectParts()
{
    client::HubClient &hub = context().hub;
    connect(&hub, &client::HubClient::eventsArrived, this, &BalancesPage::eventsArrived);
    connect(&hub, &client::HubClient::resyncNeeded, this, [this] { // the shell asks for reload()
        m_join.forget();
        m_pane->forget();
    });
    connect(&hub, &client::HubClient::userChanged, this, &BalancesPage::showPermissions);
    connect(&hub, &client::HubClient::linkChanged, this, [this] {
        const bool cut = context().hub.link().state == client::LinkState::Lost;
        m_list->setCut(cut);
        m_pane->list()->setCut(cut);
    });
    connect(m_list, &ListPage::olderWanted, this, &BalancesPage::readMore);
    connect(m_list, &ListPage::reloadWanted, this, &BalancesPage::load);
    connect(m_list, &ListPage::retryRequested, this, &BalancesPage::reload);
    connect(m_list, &ListPage::emptyButtonClicked, this, [this] { openAccount({}); });
    connect(m_list, &ListPage::nothingFoundButtonClicked, this,
            [this](const QString &typed) { openAccount(typed.trimmed()); });
    connect(m_list, &ListPage::currentIdChanged, this, &BalancesPage::choose);
    connect(m_list->filterBar(), &FilterBar::filterChanged, this, &BalancesPage::searchHub);
    connect(m_model, &ListModel::countsChanged, this, &BalancesPage::refreshChosen);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &BalancesPage::refreshChosen);
    connect(m_pane, &StatementPane::operationWanted, this, &BalancesPage::operationWanted);
    connect(m_list, &ListPage::pausedChanged, m_pause, &QAction::setChecked);
    m_pause->setCheckable(true);
    for (QAction *action : {m_separator, m_pause, m_columns, m_export})
        action->setPriority(QAction::LowPriority); // the list has buttons for them beside its filter
    m_list->setRowActions({m_deposit, m_withdrawal});
    for (ListPage *list : {m_list, m_pane->list()}) {
        connect(list, &ListPage::exportFinished, this, [this](bool ok, const QString &sentence) {
            Q_EMIT toastRequested(ok ? ToastKind::Done : ToastKind::Error, sentence);
        });
    }
    connect(&m_summary, &SummaryWatch::changed, this, &BalancesPage::statusTextChanged);
    connect(&context().theme, &Theme::changed, this, &BalancesPage::dress);
}

// --- reading ---------------------------------------------------------------------------------------------------------

void BalancesPage::activated()
{
    if (m_loadedOn != m_format.today()) // never, or before midnight: the day's changes are others
        reload();
}

void BalancesPage::reload()
{
    load();
    m_pane->reload();
    m_summary.readNow();
}

void BalancesPage::load()
{
    m_loadedOn = m_format.today();
    const int reading = ++m_reading;
    m_searched.clear();
    m_join.beginLoad();
    m_list->setLoading();
    client::AccountQuery query;
    query.limit = pageSize;
    client::whenDone(context().hub.accounts(query), this,
                     [this, reading](const base::Result<contract::Page<contract::Account>> &answer) {
                         if (reading != m_reading)
                             return;
                         if (answer)
                             loaded(*answer);
                         else
                             m_list->setFailed(tr("The accounts could not be read."), answer.error().toString());
                     });
}

std::vector<AccountRow> BalancesPage::rowsOf(const contract::Page<contract::Account> &page)
{
    std::vector<AccountRow> rows;
    for (const contract::Account &account : page.items)
        rows.push_back({account, page.seq, false});
    return rows;
}

void BalancesPage::loaded(const contract::Page<contract::Account> &page)
{
    const auto later = m_join.loaded(page.seq);
    if (!later)
        return load();
    m_cursor = page.nextCursor;
    m_model->replaceAll(rowsOf(page));
    for (const client::FeedEvent &event : *later)
        apply(event);
    m_list->setLoaded(m_cursor.isEmpty() ? ListPage::Older::None : ListPage::Older::Available);
    searchHub();
}

void BalancesPage::append(const contract::Page<contract::Account> &page)
{
    const auto later = m_join.since(page.seq);
    if (!later)
        return load();
    m_model->appendOlder(rowsOf(page));
    for (const client::FeedEvent &event : *later)
        apply(event); // a row knows by its sequence what is in it already
    m_list->rowsStaged();
}

void BalancesPage::readMore()
{
    m_list->setOlder(ListPage::Older::Loading);
    client::AccountQuery query;
    query.limit = pageSize;
    query.cursor = m_cursor;
    client::whenDone(context().hub.accounts(query), this,
                     [this, reading = m_reading](const base::Result<contract::Page<contract::Account>> &answer) {
                         if (reading != m_reading)
                             return;
                         if (!answer)
                             return m_list->setFailed(tr("More accounts could not be read."),
                                                      answer.error().toString());
                         m_cursor = answer->nextCursor;
                         append(*answer);
                         m_list->setOlder(m_cursor.isEmpty() ? ListPage::Older::None : ListPage::Older::Available);
                     });
}

void BalancesPage::searchHub()
{
    const QString text = m_model->filter().trimmed();
    if (m_cursor.isEmpty() || text.size() < shortestSearch || text == m_searched)
        return; // all accounts are here, or it was asked for
    m_searched = text;
    client::AccountQuery query;
    query.search = text;
    client::whenDone(context().hub.accounts(query), this,
                     [this, reading = m_reading](const base::Result<contract::Page<contract::Account>> &answer) {
                         if (reading != m_reading)
                             return;
                         if (answer)
                             append(*answer);
                         else
                             m_list->setFailed(tr("The hub could not be searched."), answer.error().toString());
                     });
}

void BalancesPage::eventsArrived(const std::vector<client::FeedEvent> &events)
{
    for (const client::FeedEvent &event : events) {
        if (m_join.offer(event))
            apply(event);
    }
    m_list->rowsStaged();
    m_pane->eventsArrived(events);
    if (m_loadedOn.isValid())
        m_summary.request();
}

void BalancesPage::apply(const client::FeedEvent &event)
{
    if (const auto *account = std::get_if<contract::Account>(&event.data)) {
        const AccountRow row{*account, event.seq, false};
        const AccountRow *known = m_model->newest(row.id());
        if (!known || known->seq < event.seq)
            m_model->stage(row);
    } else if (const auto *t = std::get_if<contract::Transaction>(&event.data)) {
        const AccountRow *row = m_model->newest(AccountRow::idOf(t->cedula, t->balanceAfter.currency()));
        if (row && row->seq < t->seq)
            m_model->stage(row->after(*t, m_format.branchToday(t->localTime, t->at)));
    }
}

// --- doing -----------------------------------------------------------------------------------------------------------

void BalancesPage::choose(const QString &id)
{
    if (const AccountRow *row = m_model->find(id))
        m_pane->showAccount(*row);
}

void BalancesPage::refreshChosen()
{
    if (!m_pane->account())
        return;
    if (const AccountRow *row = m_model->find(m_pane->account()->id()); row && !(*row == *m_pane->account()))
        m_pane->showAccount(*row);
}

void BalancesPage::showAccount(const QString &cedula)
{
    Q_EMIT activationRequested();
    client::whenDone(context().hub.account(cedula, std::nullopt), this,
                     [this, cedula](const base::Result<contract::Account> &answer) {
                         if (!answer) {
                             Q_EMIT toastRequested(
                                 ToastKind::Warning,
                                 tr("The account %1 could not be read.").arg(m_format.cedula(cedula)));
                             return;
                         }
                         const AccountRow row{*answer, 0, false};
                         if (!m_model->find(row.id()))
                             m_model->appendOlder({row});
                         if (m_model->rowOf(row.id()) < 0)
                             m_list->filterBar()->clear();
                         m_list->view()->selectId(row.id());
                         choose(row.id());
                     });
}

void BalancesPage::openAccount(const QString &cedula)
{
    auto *dialog = new NewAccountDialog(context(), cedula, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewAccountDialog::opened, this, [this](const contract::Account &account) {
        Q_EMIT toastRequested(ToastKind::Done, tr("Account %1 created").arg(m_format.cedula(account.cedula)));
        showAccount(account.cedula);
    });
    dialog->open();
}

void BalancesPage::showPermissions()
{
    const auto user = context().hub.user();
    const bool mayPost = user && user->mayPost();
    for (QAction *action : {m_new, m_deposit, m_withdrawal})
        action->setEnabled(mayPost);
    m_pane->setMayPost(mayPost);
}

ListPage *BalancesPage::focusedList() const
{
    const bool inStatement = m_pane->account() && m_pane->list()->isAncestorOf(focusWidget());
    return inStatement ? m_pane->list() : m_list;
}

void BalancesPage::focusFilter()
{
    m_list->focusFilter();
}

QString BalancesPage::statusText() const
{
    return m_summary.summary() ? BalancesText::of(*m_summary.summary(), m_format) : QString();
}

QList<QAction *> BalancesPage::pageActions() const
{
    return {m_search, m_new, m_separator, m_pause, m_columns, m_export};
}

QList<QAction *> BalancesPage::windowActions() const
{
    return {m_search};
}

void BalancesPage::saveState()
{
    m_list->saveState();
    m_pane->list()->saveState();
    context().settings.setValue(splitterKey, m_splitter->saveState());
}

void BalancesPage::restoreState()
{
    m_list->restoreState();
    m_pane->list()->restoreState();
    if (const auto state = context().settings.value(splitterKey))
        m_splitter->restoreState(*state);
}

// --- words and looks -------------------------------------------------------------------------------------------------

void BalancesPage::retranslate()
{
    m_search->setText(tr("Find an account"));
    m_new->setText(tr("New account…"));
    m_pause->setText(tr("Pause"));
    m_columns->setText(tr("Columns"));
    m_export->setText(tr("Export…"));
    m_deposit->setText(tr("Deposit"));
    m_withdrawal->setText(tr("Withdrawal"));
    Q_EMIT statusTextChanged();
}

void BalancesPage::dress()
{
    const Theme &theme = context().theme;
    m_search->setIcon(theme.icon(u"search"_qs));
    m_new->setIcon(theme.icon(u"plus"_qs));
    m_pause->setIcon(theme.icon(u"pause"_qs));
    m_columns->setIcon(theme.icon(u"columns"_qs));
    m_export->setIcon(theme.icon(u"export"_qs));
    m_deposit->setIcon(theme.icon(u"deposit"_qs, ColorRole::Deposit));
    m_withdrawal->setIcon(theme.icon(u"withdrawal"_qs, ColorRole::Withdrawal));
}

void BalancesPage::changeEvent(QEvent *event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace console
