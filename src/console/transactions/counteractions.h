// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/approvals/approvalinbox.h"
#include "console/approvals/approvalwait.h"
#include "console/receipts/receiptflow.h"
#include "console/shell/page.h"
#include "console/till/tilldialog.h"
#include <QPointer>

class QAction;
class QActionGroup;

namespace console {

/// What a teller does beside posting: the till (F8), receipts (Ctrl+P), approvals, reversals. One QAction each, for
/// menu, toolbar, context menu and palette. GUI thread; owned by the page it belongs to.
class CounterActions : public QObject
{
    Q_OBJECT
public:
    CounterActions(AppContext &context, DelayFactory delays, QWidget *over);

    QList<QAction *> all() const;
    QList<QAction *> rowActions() const { return {m_print, m_savePdf, m_reverse}; }
    QAction *tillAction() const { return m_till; }
    TillWatch &till() { return m_watch; }
    ReceiptFlow &receipts() { return *m_receipts; }
    TillDialog *dialog() const { return m_dialog; }
    ApprovalWatch &approvals() { return m_approvals; }
    ApprovalWait *waiting() const { return m_wait; }
    ApprovalInbox *inbox() const { return m_inbox; }
    /// From the hub again: till and approvals.
    void read();
    /// Shows where a second person signs.
    void await(const contract::Approval &approval);

    /// The row that the actions are about.
    void choose(const std::optional<contract::Transaction> &transaction);
    /// True when operations are possible; else offers to open a till and calls `then` once one is open.
    bool readyOr(const std::function<void()> &then);
    /// An operation of this window was applied.
    void applied(const contract::Transaction &transaction);
    /// "Caja 1 abierta"; empty where nothing is known.
    QString tillText() const;
    void retranslate();
    void dress();
    void showPermissions();

Q_SIGNALS:
    void toastRequested(console::ToastKind kind, const QString &text);
    /// Totals or the till's state are others.
    void changed();

private:
    void makeActions();
    void openTill();
    void openInbox();
    void reverse();
    void settled(const contract::Approval &approval);
    void awaitTill(qint64 id);
    void showWaiting();

    AppContext &m_context;
    QWidget *m_over;
    DelayFactory m_delays;
    TillWatch m_watch;
    ApprovalWatch m_approvals;
    ReceiptFlow *m_receipts;
    QPointer<TillDialog> m_dialog;
    std::function<void()> m_whenOpen;
    std::optional<contract::Transaction> m_chosen;
    QPointer<ApprovalWait> m_wait;
    QPointer<ApprovalInbox> m_inbox;
    qint64 m_tillApproval = 0; ///< what the till dialog waits for
    QAction *m_till;
    QAction *m_openInbox;
    QAction *m_reverse;
    QAction *m_pin;
    QAction *m_print;
    QAction *m_savePdf;
    QAction *m_onApply;
    QAction *m_a6;
    QAction *m_roll;
};

} // namespace console
