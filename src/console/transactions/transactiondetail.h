// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "console/receipts/receiptlayout.h"
#include "console/shell/appcontext.h"
#include "contract/values.h"
#include <QFrame>

class QFormLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace console {

class DeliveryTrace;
class ReceiptPreview;

/// The panel beside the list: one movement in full, as the ledger has it. GUI thread.
class TransactionDetail : public QFrame
{
    Q_OBJECT
public:
    explicit TransactionDetail(AppContext &context, QWidget *parent = nullptr);
    void fillWith(const contract::Transaction &transaction);
    /// What the preview of the receipt is laid out for.
    void setPaper(ReceiptPaper paper);
    const std::optional<contract::Transaction> &transaction() const { return m_transaction; }

Q_SIGNALS:
    void accountWanted(const QString &cedula);
    void closed();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Line {
        Holder,
        Cedula,
        Before,
        After,
        Time,
        Channel,
        User,
        State,
        Signed,
        Reversal,
        Reason,
        Concept,
        Posting,
        LineCount
    };
    void build();
    void fill();
    static QString reversalOf(const contract::Transaction &transaction);
    void retranslate();
    void dress();

    AppContext &m_context;
    DisplayFormat m_format;
    std::optional<contract::Transaction> m_transaction;
    QLabel *m_title;
    QLabel *m_kind;
    QLabel *m_amount;
    QLabel *m_words;
    QToolButton *m_close;
    QPushButton *m_goTo;
    DeliveryTrace *m_trace;
    ReceiptPreview *m_receipt;
    ReceiptPaper m_paper = ReceiptPaper::A6;
    std::array<QLabel *, LineCount> m_names{};
    std::array<QLabel *, LineCount> m_values{};
};

} // namespace console
