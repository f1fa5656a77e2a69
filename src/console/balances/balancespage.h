// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/balances/accountsmodel.h"
#include "console/listpage/feedjoin.h"
#include "console/listpage/listpage.h"
#include "console/shell/page.h"
#include "console/transactions/summarywatch.h"

class QSplitter;

namespace console {

class StatementPane;

/// The tab Saldos (UX 3.2): search and list of accounts, the chosen one's card and live statement. GUI thread.
class BalancesPage : public Page
{
    Q_OBJECT
public:
    explicit BalancesPage(AppContext &context, DelayFactory delays = timerDelays(), QWidget *parent = nullptr);
    ~BalancesPage() override;

    QString key() const override { return u"balances"_qs; }
    QString title() const override { return tr("Balances"); }
    QString iconName() const override { return u"balances"_qs; }
    bool visibleTo(client::Role role) const override { return role != client::Role::Technician; }
    QList<QAction *> pageActions() const override;
    QList<QAction *> windowActions() const override;
    void activated() override;
    void focusFilter() override;
    void reload() override;
    QString statusText() const override;
    void saveState() override;
    void restoreState() override;

    /// Brings the page to the front with this account chosen; reads it from the hub when it is not in the list.
    void showAccount(const QString &cedula);

    ListPage *list() const { return m_list; }
    AccountsModel *model() const { return m_model; }
    StatementPane *pane() const { return m_pane; }

Q_SIGNALS:
    /// Deposit or withdraw for this cédula: the entry strip's to answer.
    void operationWanted(contract::TransactionKind kind, const QString &cedula);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void makeActions();
    void connectParts();
    void retranslate();
    void dress();
    void load();
    void loaded(const contract::Page<contract::Account> &page);
    void readMore();
    void append(const contract::Page<contract::Account> &page);
    void searchHub();
    void eventsArrived(const std::vector<client::FeedEvent> &events);
    void apply(const client::FeedEvent &event);
    void openAccount(const QString &cedula);
    void choose(const QString &id);
    void refreshChosen();
    void showPermissions();
    ListPage *focusedList() const;
    ListPage::Setup listSetup();
    static std::vector<AccountRow> rowsOf(const contract::Page<contract::Account> &page);

    DelayFactory m_delays;
    DisplayFormat m_format;
    AccountsModel *m_model;
    ListPage *m_list;
    StatementPane *m_pane;
    QSplitter *m_splitter;
    SummaryWatch m_summary;
    FeedJoin m_join;
    QString m_cursor;
    QString m_searched; ///< what the hub was asked for last
    int m_reading = 0;
    QDate m_loadedOn;
    QAction *m_search;
    QAction *m_new;
    QAction *m_separator;
    QAction *m_pause;
    QAction *m_columns;
    QAction *m_export;
    QAction *m_deposit;
    QAction *m_withdrawal;
};

} // namespace console
