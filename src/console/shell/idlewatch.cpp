// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/idlewatch.h"
#include <QCoreApplication>
#include <QEvent>

namespace console {

IdleWatch::IdleWatch(const base::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_lastTouch(clock.monotonicNow())
{
    qApp->installEventFilter(this);
    connect(&m_tick, &QTimer::timeout, this, &IdleWatch::check);
}

void IdleWatch::setLimit(std::chrono::minutes limit)
{
    m_limit = limit;
    m_lastTouch = m_clock.monotonicNow();
    if (limit.count() > 0)
        m_tick.start(5'000);
    else
        m_tick.stop();
}

void IdleWatch::check()
{
    if (m_limit.count() <= 0 || m_clock.monotonicNow() - m_lastTouch < m_limit)
        return;
    m_lastTouch = m_clock.monotonicNow();
    Q_EMIT idle();
}

bool IdleWatch::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
        m_lastTouch = m_clock.monotonicNow();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace console
