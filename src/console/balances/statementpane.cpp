// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/balances/statementpane.h"
#include "client/whendone.h"
#include "console/balances/accountcard.h"
#include "console/balances/statementmodel.h"
#include "console/listpage/emptystate.h"
#include "console/listpage/teardown.h"
#include <QEvent>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace console {
namespace {

constexpr int pageSize = 300;
/// Who walks down the list with the arrow keys does not ask for every statement on the way.
constexpr std::chrono::milliseconds loadAfter{80};

ListPage::Setup listSetup(const DelayFactory &delays)
{
    ListPage::Setup setup;
    setup.key = u"statement"_qs;
    setup.name = [] { return StatementPane::tr("Statement"); };
    setup.emptySentence = [] { return StatementPane::tr("No movements on this account yet"); };
    setup.emptyIcon = u"receipt"_qs;
    setup.delays = delays;
    return setup;
}

} // namespace

StatementPane::StatementPane(AppContext &context, const DelayFactory &delays, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_format(context)
    , m_loadLater(delays())
    , m_model(new StatementModel(
          m_format, [this] { return currencyText(); }, this))
    , m_card(new AccountCard(context))
    , m_list(new ListPage(*m_model, context, listSetup(delays)))
    , m_nothing(new QWidget)
    , m_hint(new EmptyState(context.theme, m_nothing))
    , m_stack(new QStackedLayout(this))
{
    auto *chosen = new QWidget(this);
    auto *column = new QVBoxLayout(chosen);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_card);
    column->addWidget(m_list, 1);
    m_model->setParent(m_list); // goes after the view that shows it
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(chosen);
    connect(m_card, &AccountCard::operationWanted, this, [this](contract::TransactionKind kind) {
        if (m_account)
            Q_EMIT operationWanted(kind, m_account->account.cedula);
    });
    connect(m_list, &ListPage::olderWanted, this, &StatementPane::readOlder);
    connect(m_list, &ListPage::retryRequested, this, &StatementPane::load);
    connect(m_list, &ListPage::reloadWanted, this, &StatementPane::load);
    connect(m_model, &ListModel::countsChanged, this, &StatementPane::drawSparkline);
    retranslate();
    m_hint->show();
}

StatementPane::~StatementPane()
{
    silenceChildren(this);
}

void StatementPane::showAccount(const AccountRow &row)
{
    const bool same = m_account && m_account->id() == row.id();
    m_account = row;
    m_card->fillWith(row);
    m_stack->setCurrentIndex(1);
    if (same)
        return;
    ++m_reading; // what is under way is another's
    m_join.beginLoad();
    m_model->replaceAll({});
    m_model->retranslate(); // the currency in its titles
    m_list->setLoading();
    m_loadLater->start(loadAfter, [this] { load(); });
}

QString StatementPane::currencyText() const
{
    return m_account ? m_account->account.balance.currency().toString() : QString();
}

void StatementPane::showNothing()
{
    ++m_reading;
    m_loadLater->cancel();
    m_account.reset();
    m_stack->setCurrentIndex(0);
}

void StatementPane::reload()
{
    if (m_account)
        load();
}

client::StatementQuery StatementPane::query() const
{
    client::StatementQuery query;
    query.cedula = m_account->account.cedula;
    query.currency = m_account->account.balance.currency();
    query.limit = pageSize;
    return query;
}

void StatementPane::load()
{
    if (!m_account)
        return;
    m_loadLater->cancel();
    const int reading = ++m_reading;
    m_join.beginLoad();
    m_list->setLoading();
    client::whenDone(m_context.hub.statement(query()), this,
                     [this, reading](const base::Result<contract::Page<contract::StatementEntry>> &answer) {
                         if (reading != m_reading)
                             return;
                         if (answer)
                             loaded(*answer);
                         else
                             m_list->setFailed(tr("The statement could not be read."), answer.error().toString());
                     });
}

void StatementPane::loaded(const contract::Page<contract::StatementEntry> &page)
{
    const auto later = m_join.loaded(page.seq);
    if (!later)
        return load();
    m_cursor = page.nextCursor;
    m_model->replaceAll(page.items);
    for (const client::FeedEvent &event : *later) {
        const auto *t = std::get_if<contract::Transaction>(&event.data);
        if (t && AccountRow::idOf(t->cedula, t->balanceAfter.currency()) == m_account->id())
            m_model->stage(StatementModel::entryOf(*t));
    }
    m_list->setLoaded(m_cursor.isEmpty() ? ListPage::Older::None : ListPage::Older::Available);
}

void StatementPane::readOlder()
{
    m_list->setOlder(ListPage::Older::Loading);
    client::StatementQuery older = query();
    older.cursor = m_cursor;
    client::whenDone(m_context.hub.statement(older), this,
                     [this, reading = m_reading](const base::Result<contract::Page<contract::StatementEntry>> &answer) {
                         if (reading != m_reading)
                             return;
                         if (!answer)
                             return m_list->setFailed(tr("Older lines could not be read."), answer.error().toString());
                         m_cursor = answer->nextCursor;
                         m_model->appendOlder(answer->items);
                         m_list->setOlder(m_cursor.isEmpty() ? ListPage::Older::None : ListPage::Older::Available);
                     });
}

void StatementPane::eventsArrived(const std::vector<client::FeedEvent> &events)
{
    for (const client::FeedEvent &event : events) {
        const bool apply = m_join.offer(event);
        const auto *t = std::get_if<contract::Transaction>(&event.data);
        if (!apply || !t || !m_account || AccountRow::idOf(t->cedula, t->balanceAfter.currency()) != m_account->id())
            continue;
        m_model->stage(StatementModel::entryOf(*t));
        m_list->rowsStaged();
    }
}

void StatementPane::drawSparkline()
{
    std::vector<contract::StatementEntry> entries;
    if (!m_model->isFiltered()) {
        for (int row = 0; row < m_model->rowCount(); ++row)
            entries.push_back(m_model->at(row));
        m_card->setEntries(entries);
    }
}

void StatementPane::setMayPost(bool mayPost)
{
    m_card->setMayPost(mayPost);
}

void StatementPane::retranslate()
{
    m_hint->say(u"balances"_qs, tr("Choose an account to see its statement"), {});
}

void StatementPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace console
