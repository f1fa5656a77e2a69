// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/receipts/receiptlayout.h"
#include <QWidget>

namespace console {

/// A receipt as it will look, scaled to the width that there is; paper is white whatever the theme. GUI thread.
class ReceiptPreview : public QWidget
{
    Q_OBJECT
public:
    explicit ReceiptPreview(QWidget *parent = nullptr);
    void setReceipt(const contract::Receipt &receipt, ReceiptPaper paper, const QLocale &locale);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::unique_ptr<QTextDocument> m_document;
};

} // namespace console
