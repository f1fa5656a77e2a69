// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QApplication>
#include <QDir>
#include <QWidget>

namespace support {

/// Lays out, paints and saves a widget as build/<preset>/screenshots/<name>.png, for people to look at. False when the
/// file could not be written or the picture is of one colour.
inline bool saveScreenshot(QWidget &widget, const QString &name)
{
    QApplication::sendPostedEvents();
    QApplication::processEvents();
    const QImage picture = widget.grab().toImage();
    const QString folder = QStringLiteral(SCREENSHOT_DIR);
    if (picture.isNull() || !QDir().mkpath(folder) || !picture.save(folder + u'/' + name + u".png"))
        return false;
    const QRgb corner = picture.pixel(0, 0);
    for (int y = 0; y < picture.height(); y += 7) {
        for (int x = 0; x < picture.width(); x += 7) {
            if (picture.pixel(x, y) != corner)
                return true;
        }
    }
    return false;
}

} // namespace support
