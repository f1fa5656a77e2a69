// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QIconEngine>
#include <QString>

namespace console {

/// Draws one of our one-colour SVGs in the colour asked for, at whatever size and scale the screen wants. A value as
/// far as QIcon is concerned; GUI thread.
class SvgIconEngine final : public QIconEngine
{
public:
    /// `on`: for the state QIcon::On (a selected tab); invalid: as `normal`.
    SvgIconEngine(QString path, QColor normal, QColor disabled, QColor on = QColor());
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override { return new SvgIconEngine(*this); }

private:
    QString m_path;
    QColor m_normal;
    QColor m_disabled;
    QColor m_on;
};

} // namespace console
