// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/feedjoin.h"
#include "console/listpage/listpage.h"
#include "console/shell/page.h"
#include "console/transactions/summarywatch.h"

class QScrollArea;
class QSplitter;

namespace console {

class CounterActions;
class EntryStrip;
class TransactionDetail;
class TransactionsModel;

/// The tab Transacciones (UX 3.1): entry strip, live list of movements, detail, totals of the day in the status bar.
/// GUI thread.
class TransactionsPage : public Page
{
    Q_OBJECT
public:
    explicit TransactionsPage(AppContext &context, DelayFactory delays = timerDelays(), QWidget *parent = nullptr);
    ~TransactionsPage() override;

    QString key() const override { return u"transactions"_qs; }
    QString title() const override { return tr("Transactions"); }
    QString iconName() const override { return u"transactions"_qs; }
    bool visibleTo(client::Role role) const override { return role != client::Role::Technician; }
    QList<QAction *> pageActions() const override;
    QList<QAction *> windowActions() const override;
    void activated() override;
    void focusFilter() override;
    void reload() override;
    QString statusText() const override;
    void saveState() override;
    void restoreState() override;

    /// Brings the page to the front with the entry strip open: F2, F3, or "deposit here" of another page.
    void startOperation(contract::TransactionKind kind, const QString &cedula = {});

    EntryStrip *entryStrip() const { return m_strip; }
    ListPage *list() const { return m_list; }
    TransactionsModel *model() const { return m_model; }
    TransactionDetail *detail() const { return m_detail; }
    CounterActions *counter() const { return m_counter; }

Q_SIGNALS:
    /// "Go to the cédula": the balances' to answer.
    void accountWanted(const QString &cedula);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void makeActions();
    void connectParts();
    void retranslate();
    void dress();
    void load();
    void loaded(const contract::Page<contract::Transaction> &page);
    void readOlder();
    void olderRead(const contract::Page<contract::Transaction> &page, bool filtered);
    ListPage::Older olderNow() const;
    void filterChanged();
    void addChipEditors();
    void eventsArrived(const std::vector<client::FeedEvent> &events);
    void markReversed(const contract::Transaction &reversal);
    void showDetail(const QString &id);
    void createAccount(const QString &cedula);
    void showPermissions();
    void copyFilterOf(const QString &id);
    QString chosenId() const;
    void chosen(const QString &id);

    DelayFactory m_delays;
    DisplayFormat m_format;
    TransactionsModel *m_model;
    EntryStrip *m_strip;
    ListPage *m_list;
    TransactionDetail *m_detail;
    QScrollArea *m_detailArea; ///< shown and hidden in place of the detail
    CounterActions *m_counter;
    QSplitter *m_splitter;
    SummaryWatch m_summary;
    FeedJoin m_join;
    QString m_cursor; ///< of all movements
    std::optional<QString>
        m_foundCursor; ///< of those that the filter finds; absent: not asked yet, empty: all are here
    int m_search = 0;  ///< number of the present filter
    int m_reading = 0; ///< number of the present read: answers to earlier ones are ignored
    bool m_asked = false;
    QAction *m_deposit;
    QAction *m_withdrawal;
    QAction *m_separator;
    QAction *m_pause;
    QAction *m_export;
    QAction *m_columns;
    QAction *m_view;
    QAction *m_goTo;
    QAction *m_sameCedula;
};

} // namespace console
