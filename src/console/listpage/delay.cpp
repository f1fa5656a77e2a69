// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/delay.h"
#include <QTimer>

namespace console {
namespace {

class TimerDelay final : public Delay
{
public:
    TimerDelay()
    {
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            // Moved out first: the call may start this delay again.
            if (const auto then = std::exchange(m_then, {}))
                then();
        });
    }
    void start(std::chrono::milliseconds after, std::function<void()> then) override
    {
        m_then = std::move(then);
        m_timer.start(after);
    }
    void cancel() override
    {
        m_timer.stop();
        m_then = {};
    }

private:
    QTimer m_timer;
    std::function<void()> m_then;
};

} // namespace

DelayFactory timerDelays()
{
    return [] { return std::make_unique<TimerDelay>(); };
}

} // namespace console
