// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/receipts/receiptflow.h"
#include "console/shell/page.h"
#include "console/till/tilldialog.h"
#include <QPointer>

class QAction;
class QActionGroup;

namespace console {

/// What a teller does beside posting: the till (F8), receipts (Ctrl+P). One QAction each, for menu, toolbar, context
/// menu and palette. GUI thread; owned by the page it belongs to.
class CounterActions : public QObject
{
    Q_OBJECT
public:
    CounterActions(AppContext &context, QWidget *over);

    QList<QAction *> all() const;
    QList<QAction *> rowActions() const { return {m_print, m_savePdf}; }
    QAction *tillAction() const { return m_till; }
    TillWatch &till() { return m_watch; }
    ReceiptFlow &receipts() { return *m_receipts; }
    TillDialog *dialog() const { return m_dialog; }

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
    AppContext &m_context;
    QWidget *m_over;
    TillWatch m_watch;
    ReceiptFlow *m_receipts;
    QPointer<TillDialog> m_dialog;
    std::function<void()> m_whenOpen;
    std::optional<contract::Transaction> m_chosen;
    QAction *m_till;
    QAction *m_print;
    QAction *m_savePdf;
    QAction *m_onApply;
    QAction *m_a6;
    QAction *m_roll;
};

} // namespace console
