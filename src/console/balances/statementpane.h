// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/balances/accountsmodel.h"
#include "console/listpage/feedjoin.h"
#include "console/listpage/listpage.h"
#include <QWidget>

class QStackedLayout;

namespace console {

class AccountCard;
class EmptyState;
class StatementModel;

/// The right half of Saldos: the card of the chosen account over its statement, which goes on living. GUI thread.
class StatementPane : public QWidget
{
    Q_OBJECT
public:
    StatementPane(AppContext &context, const DelayFactory &delays, QWidget *parent = nullptr);
    ~StatementPane() override;

    /// Shows this account; reads its statement unless it is shown already.
    void showAccount(const AccountRow &row);
    void showNothing();
    void reload();
    /// Events were missed.
    void forget() { m_join.forget(); }
    void eventsArrived(const std::vector<client::FeedEvent> &events);
    void setMayPost(bool mayPost);
    const std::optional<AccountRow> &account() const { return m_account; }
    ListPage *list() const { return m_list; }
    AccountCard *card() const { return m_card; }
    StatementModel *model() const { return m_model; }

Q_SIGNALS:
    void operationWanted(contract::TransactionKind kind, const QString &cedula);

protected:
    void changeEvent(QEvent *event) override;

private:
    client::StatementQuery query() const;
    void load();
    void loaded(const contract::Page<contract::StatementEntry> &page);
    void readOlder();
    void drawSparkline();
    QString currencyText() const;
    void retranslate();

    AppContext &m_context;
    DisplayFormat m_format;
    std::optional<AccountRow> m_account; ///< before the model, whose titles ask for its currency from the start
    std::unique_ptr<Delay> m_loadLater;
    StatementModel *m_model;
    AccountCard *m_card;
    ListPage *m_list;
    QWidget *m_nothing;
    EmptyState *m_hint;
    QStackedLayout *m_stack;
    FeedJoin m_join;
    QString m_cursor;
    int m_reading = 0;
};

} // namespace console
