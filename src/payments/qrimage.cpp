// SPDX-License-Identifier: GPL-3.0-or-later
#include "payments/qrimage.h"
#include <QBuffer>
#include <QImage>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace payments {
namespace {

Result<> checkSide(int side, int least)
{
    if (side < least || side > largestQrPicture) {
        return Error(ErrorCode::InvalidArgument,
                     u"the picture of this QR can have %1 to %2 pixels a side"_s.arg(least).arg(largestQrPicture));
    }
    return {};
}

QByteArray svgHead(int side, int units)
{
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
           "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" "
           "width=\"" +
           QByteArray::number(side) + "\" height=\"" + QByteArray::number(side) + "\" viewBox=\"0 0 " +
           QByteArray::number(units) + ' ' + QByteArray::number(units) + "\">\n";
}

/// Runs of dark modules as rectangles one module high.
QByteArray pathOf(const QrMatrix &matrix)
{
    QByteArray path;
    for (int y = 0; y < matrix.size(); ++y) {
        for (int x = 0; x < matrix.size(); ++x) {
            if (!matrix.isDark(x, y))
                continue;
            const int begin = x;
            while (x + 1 < matrix.size() && matrix.isDark(x + 1, y))
                ++x;
            const QByteArray width = QByteArray::number(x - begin + 1);
            path += 'M' + QByteArray::number(begin + quietZone) + ' ' + QByteArray::number(y + quietZone) + 'h' +
                    width + "v1h-" + width + 'z';
        }
    }
    return path;
}

void fillModule(QImage &image, int left, int top, int side)
{
    for (int y = top; y < top + side; ++y) {
        for (int x = left; x < left + side; ++x)
            image.setPixel(x, y, 1);
    }
}

} // namespace

Result<QByteArray> qrPng(const QrMatrix &matrix, int side)
{
    const int modules = matrix.size() + 2 * quietZone;
    if (const auto checked = checkSide(side, modules); !checked)
        return checked.error();
    const int scale = side / modules;
    const int margin = (side - scale * matrix.size()) / 2;
    QImage image(side, side, QImage::Format_Mono);
    image.setColorTable({qRgb(255, 255, 255), qRgb(0, 0, 0)});
    image.fill(0);
    for (int y = 0; y < matrix.size(); ++y) {
        for (int x = 0; x < matrix.size(); ++x) {
            if (matrix.isDark(x, y))
                fillModule(image, margin + x * scale, margin + y * scale, scale);
        }
    }
    QByteArray png;
    QBuffer buffer(&png);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        return Error(ErrorCode::Internal, u"the picture of the QR could not be written"_s);
    return png;
}

Result<QByteArray> qrSvg(const QrMatrix &matrix, int side)
{
    if (const auto checked = checkSide(side, 1); !checked)
        return checked.error();
    return QByteArray(svgHead(side, matrix.size() + 2 * quietZone) +
                      "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<path fill=\"#000\" "
                      "shape-rendering=\"crispEdges\" d=\"" +
                      pathOf(matrix) + "\"/>\n</svg>\n");
}

Result<QByteArray> pngInSvg(const QByteArray &png, int side)
{
    if (const auto checked = checkSide(side, 1); !checked)
        return checked.error();
    if (!png.startsWith("\x89PNG\r\n\x1A\n"))
        return Error(ErrorCode::Unsupported, u"the bank's picture of the QR is no PNG"_s);
    return QByteArray(svgHead(side, side) + "<image width=\"" + QByteArray::number(side) + "\" height=\"" +
                      QByteArray::number(side) +
                      "\" style=\"image-rendering:pixelated\" xlink:href=\"data:image/png;base64," + png.toBase64() +
                      "\"/>\n</svg>\n");
}

} // namespace payments
