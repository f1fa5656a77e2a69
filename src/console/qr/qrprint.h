// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "contract/qrvalues.h"
#include <QCoreApplication>
#include <QImage>

class QPagedPaintDevice;
class QPainter;

namespace console {

/// A QR on paper: the code at least 6 cm wide, amount, for whom and what, until when. Any paper, 58 mm rolls too (then
/// as wide as the paper allows).
class QrPrint
{
    Q_DECLARE_TR_FUNCTIONS(console::QrPrint)
public:
    struct Sheet
    {
        contract::Qr qr;
        QImage picture;
        QString hubName;
    };
    /// One page. Io when the device cannot be painted on.
    static base::Result<> print(const Sheet &sheet, const DisplayFormat &format, QPagedPaintDevice &device);

private:
    static void paint(const Sheet &sheet, const DisplayFormat &format, QPainter &painter);
};

} // namespace console
