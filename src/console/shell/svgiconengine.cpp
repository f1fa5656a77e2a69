// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/svgiconengine.h"
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace console {

SvgIconEngine::SvgIconEngine(QString path, QColor normal, QColor disabled, QColor on)
    : m_path(std::move(path))
    , m_normal(normal)
    , m_disabled(disabled)
    , m_on(on.isValid() ? on : normal)
{
}

void SvgIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal scale = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
    QPixmap drawn = pixmap((QSizeF(rect.size()) * scale).toSize(), mode, state);
    drawn.setDevicePixelRatio(scale);
    painter->drawPixmap(rect.topLeft(), drawn);
}

QPixmap SvgIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    QPixmap drawn(size);
    drawn.fill(Qt::transparent);
    QSvgRenderer renderer(m_path);
    if (!renderer.isValid() || size.isEmpty())
        return drawn;
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    QPainter painter(&drawn);
    renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(size)));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    const QColor lit = state == QIcon::On ? m_on : m_normal;
    painter.fillRect(drawn.rect(), mode == QIcon::Disabled ? m_disabled : lit);
    return drawn;
}

} // namespace console
