// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "console/shell/appcontext.h"
#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;
class QTreeView;

namespace console {

class DeliveryModel;

/// What became of one movement's messages: each topic and beneath it each subscriber with how far the message has come
/// and since when (UX 4.1). Asks the hub again every two seconds while it shows and somebody has it still to come.
/// GUI thread.
class DeliveryTrace : public QWidget
{
    Q_OBJECT
public:
    explicit DeliveryTrace(AppContext &context, QWidget *parent = nullptr);
    /// The movement (a number of the ledger); 0: none.
    void show(qint64 transaction);
    /// What is shown, for tests and for copying: a line a topic and, indented, a line a subscriber.
    QString text() const;

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void ask();
    void take(qint64 asked, const base::Result<contract::TransactionDeliveries> &answer);
    void retranslate();
    void dress();
    void tell();

    AppContext &m_context;
    DisplayFormat m_format;
    DeliveryModel *m_model;
    QLabel *m_title;
    QToolButton *m_again;
    QLabel *m_message;
    QTreeView *m_view;
    QTimer m_tick;
    qint64 m_transaction = 0;
    bool m_asking = false;
    QString m_trouble;
};

} // namespace console
