// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "console/shell/theme.h"
#include "contract/values.h"
#include <QWidget>
#include <vector>

namespace console {

/// An account's balance over the last thirty days as one line, without axes: is it rising or falling? GUI thread.
class Sparkline : public QWidget
{
    Q_OBJECT
public:
    static constexpr qint64 spanMs = qint64(30) * 24 * 3600 * 1000;
    struct Point
    {
        qint64 at = 0; ///< UTC ms
        qint64 minor = 0;
        friend bool operator==(const Point &, const Point &) = default;
    };

    explicit Sparkline(const Theme &theme, QWidget *parent = nullptr);
    void setPoints(std::vector<Point> points, base::UtcMs now);
    /// The steps of the balance within the span, oldest first, from statement lines in any order: what the balance was
    /// at the start of the span (or before the oldest line), then after each line.
    static std::vector<Point> pointsOf(std::vector<contract::StatementEntry> entries, base::UtcMs now);
    QSize sizeHint() const override { return {180, 48}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    std::vector<Point> m_points;
    base::UtcMs m_now;
};

} // namespace console
