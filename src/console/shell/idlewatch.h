// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include <QObject>
#include <QTimer>

namespace console {

/// Tells when nobody has touched keyboard or mouse for a while, so that an unattended till locks itself. GUI thread.
class IdleWatch : public QObject
{
    Q_OBJECT
public:
    explicit IdleWatch(const base::Clock &clock, QObject *parent = nullptr);
    /// 0 switches it off.
    void setLimit(std::chrono::minutes limit);
    /// Looks now; the watch does so itself every few seconds.
    void check();

Q_SIGNALS:
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const base::Clock &m_clock;
    std::chrono::minutes m_limit{0};
    base::Monotonic m_lastTouch;
    QTimer m_tick;
};

} // namespace console
