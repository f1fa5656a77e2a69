// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/balances/sparkline.h"
#include <QPainter>
#include <QPainterPath>

namespace console {

Sparkline::Sparkline(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setMinimumSize(120, 40);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

std::vector<Sparkline::Point> Sparkline::pointsOf(std::vector<contract::StatementEntry> entries, base::UtcMs now)
{
    std::sort(entries.begin(), entries.end(),
              [](const contract::StatementEntry &a, const contract::StatementEntry &b) { return a.id < b.id; });
    const qint64 start = now.value - spanMs;
    std::vector<Point> points;
    for (const contract::StatementEntry &entry : entries) {
        if (entry.at.value < start) {
            points = {{start, entry.balance.minor()}};
            continue;
        }
        if (points.empty())
            points.push_back({start, entry.balance.minor() - entry.credit.minor() + entry.debit.minor()});
        points.push_back({entry.at.value, entry.balance.minor()});
    }
    return points;
}

void Sparkline::setPoints(std::vector<Point> points, base::UtcMs now)
{
    m_points = std::move(points);
    m_now = now;
    update();
}

void Sparkline::paintEvent(QPaintEvent *)
{
    if (m_points.size() < 2)
        return;
    const auto [low, high] = std::minmax_element(m_points.begin(), m_points.end(),
                                                 [](const Point &a, const Point &b) { return a.minor < b.minor; });
    // Pixels, not money: here a double does no harm.
    const double span = std::max(1.0, static_cast<double>(high->minor - low->minor));
    const QRectF area = QRectF(rect()).adjusted(2, 4, -4, -4);
    const auto place = [&](qint64 at, qint64 minor) {
        const double x = static_cast<double>(at - (m_now.value - spanMs)) / static_cast<double>(spanMs);
        const double y = static_cast<double>(minor - low->minor) / span;
        return QPointF(area.left() + x * area.width(), area.bottom() - y * area.height());
    };
    QPainterPath line(place(m_points.front().at, m_points.front().minor));
    for (size_t i = 1; i < m_points.size(); ++i) {
        line.lineTo(place(m_points[i].at, m_points[i - 1].minor)); // a balance moves in steps
        line.lineTo(place(m_points[i].at, m_points[i].minor));
    }
    line.lineTo(place(m_now.value, m_points.back().minor));
    QPainterPath below = line;
    below.lineTo(area.right(), area.bottom() + 3);
    below.lineTo(area.left(), area.bottom() + 3);
    below.closeSubpath();
    QColor fill = m_theme.color(ColorRole::Accent);
    fill.setAlpha(28);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(below, fill);
    painter.setPen(QPen(m_theme.color(ColorRole::Accent), 1.6));
    painter.drawPath(line);
    painter.setBrush(m_theme.color(ColorRole::Accent));
    painter.drawEllipse(place(m_now.value, m_points.back().minor), 2.5, 2.5);
}

} // namespace console
