// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrprint.h"
#include <QPagedPaintDevice>
#include <QPainter>

namespace console {

namespace {

constexpr double codeMillimetres = 60;

/// Writes lines one beneath the other, centred. Lengths in the painter's units.
class Column
{
public:
    Column(QPainter &painter, double width)
        : m_painter(painter)
        , m_width(width)
    {
    }
    void text(const QString &text, double points, bool bold = false)
    {
        if (text.isEmpty())
            return;
        QFont font = m_painter.font();
        font.setPointSizeF(points);
        font.setBold(bold);
        m_painter.setFont(font);
        const QRectF all(0, m_y, m_width, 1e6);
        QRectF used;
        m_painter.drawText(all, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, text, &used);
        m_y = used.bottom() + used.height() * 0.15;
    }
    void image(const QImage &picture, double side)
    {
        m_painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
        m_painter.drawImage(QRectF((m_width - side) / 2, m_y, side, side), picture);
        m_y += side;
    }
    void space(double height) { m_y += height; }

private:
    QPainter &m_painter;
    double m_width;
    double m_y = 0;
};

} // namespace

base::Result<> QrPrint::print(const Sheet &sheet, const DisplayFormat &format, QPagedPaintDevice &device)
{
    QPainter painter;
    if (!painter.begin(&device))
        return {base::ErrorCode::Io, u"the printer or file could not be opened"_qs};
    paint(sheet, format, painter);
    if (!painter.end())
        return {base::ErrorCode::Io, u"the page could not be finished"_qs};
    return {};
}

void QrPrint::paint(const Sheet &sheet, const DisplayFormat &format, QPainter &painter)
{
    const QPaintDevice &device = *painter.device();
    const double millimetre = device.logicalDpiX() / 25.4;
    const double width = device.width();
    Column column(painter, width);
    column.text(sheet.hubName, 10);
    column.text(sheet.qr.amount.isZero() ? tr("Amount as you choose") : format.money(sheet.qr.amount), 18, true);
    column.space(2 * millimetre);
    column.image(sheet.picture, std::min(codeMillimetres * millimetre, width));
    column.space(2 * millimetre);
    column.text(sheet.qr.holderName.isEmpty() ? QString() : tr("To: %1").arg(sheet.qr.holderName), 11, true);
    column.text(sheet.qr.description, 10);
    column.text(tr("Good until %1").arg(format.branchTime(sheet.qr.dueDate).toString(u"yyyy-MM-dd HH:mm")), 10);
    column.text(sheet.qr.qrId, 8);
    if (sheet.qr.provider == u"local")
        column.text(tr("Internal QR: the banks' apps do not read it."), 8);
}

} // namespace console
