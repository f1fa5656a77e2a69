// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/receipts/receiptpreview.h"
#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <cmath>

namespace console {
namespace {
constexpr int widest = 260;
}

ReceiptPreview::ReceiptPreview(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMaximumWidth(widest);
}

void ReceiptPreview::setReceipt(const contract::Receipt &receipt, ReceiptPaper paper, const QLocale &locale)
{
    m_document = ReceiptLayout::document(receipt, paper, locale);
    setAccessibleDescription(m_document->toPlainText().simplified());
    updateGeometry();
    update();
}

int ReceiptPreview::heightForWidth(int width) const
{
    if (!m_document)
        return 0;
    const QSizeF page = m_document->pageSize();
    return static_cast<int>(std::ceil(std::min(width, widest) * page.height() / page.width()));
}

QSize ReceiptPreview::sizeHint() const
{
    return {widest, heightForWidth(widest)};
}

void ReceiptPreview::paintEvent(QPaintEvent *)
{
    if (!m_document)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal scale = width() / m_document->pageSize().width();
    painter.fillRect(rect(), Qt::white);
    painter.setPen(QColor(0xcc, 0xcc, 0xcc));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    painter.scale(scale, scale);
    QAbstractTextDocumentLayout::PaintContext paint;
    paint.palette.setColor(QPalette::Text, Qt::black);
    m_document->documentLayout()->draw(&painter, paint);
}

} // namespace console
