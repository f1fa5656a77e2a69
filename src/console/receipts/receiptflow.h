// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/receipts/receiptlayout.h"
#include "console/shell/page.h"

namespace console {

/// Receipts of the movements tab: asks the hub for the copy's number, then prints or writes it. The paper and whether
/// each operation prints by itself are remembered per person. GUI thread.
class ReceiptFlow : public QObject
{
    Q_OBJECT
public:
    /// Dialogs stand over `over`, which owns it.
    ReceiptFlow(AppContext &context, QWidget *over);

    ReceiptPaper paper() const;
    void setPaper(ReceiptPaper paper);
    bool printsOnApply() const;
    void setPrintsOnApply(bool on);

    /// Ctrl+P: the system's dialog, then paper.
    void print(const contract::Transaction &transaction);
    void savePdf(const contract::Transaction &transaction);
    /// An operation was applied: paper at once if it is set so, on the usual printer.
    void applied(const contract::Transaction &transaction);
    /// Writes it without a dialog; answers by told().
    void writePdf(const contract::Transaction &transaction, const QString &path);

Q_SIGNALS:
    void told(console::ToastKind kind, const QString &text);
    void paperChanged();

private:
    using Then = std::function<void(const contract::Receipt &)>;
    void withReceipt(const contract::Transaction &transaction, const Then &then);
    std::unique_ptr<QTextDocument> document(const contract::Receipt &receipt) const;

    AppContext &m_context;
    QWidget *m_over;
};

} // namespace console
