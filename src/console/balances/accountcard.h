// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/balances/accountsmodel.h"
#include "console/balances/sparkline.h"
#include "console/shell/appcontext.h"
#include <QFrame>

class QLabel;
class QPushButton;

namespace console {

/// One account at a glance: whose it is, the balance large, what is available, where the low mark lies, how it moved.
/// GUI thread.
class AccountCard : public QFrame
{
    Q_OBJECT
public:
    explicit AccountCard(AppContext &context, QWidget *parent = nullptr);
    void fillWith(const AccountRow &row);
    void setEntries(const std::vector<contract::StatementEntry> &entries);
    void setMayPost(bool mayPost);
    QString balanceText() const;

Q_SIGNALS:
    void operationWanted(contract::TransactionKind kind);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void fill();
    void retranslate();
    void dress();

    AppContext &m_context;
    DisplayFormat m_format;
    std::optional<AccountRow> m_row;
    QLabel *m_name;
    QLabel *m_cedula;
    QLabel *m_balance;
    QLabel *m_facts;
    QLabel *m_warning;
    QLabel *m_spanName;
    Sparkline *m_sparkline;
    QPushButton *m_deposit;
    QPushButton *m_withdrawal;
};

} // namespace console
