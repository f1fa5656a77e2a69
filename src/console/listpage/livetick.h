// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "console/listpage/delay.h"
#include <QObject>

namespace console {

/// The beat at which live rows enter the lists: at most every 100 ms, only while something waits. When two beats in a
/// row took more than 30 ms the beat slows to 250 ms and says so; it recovers by itself. GUI thread.
class LiveTick : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds normalBeat{100};
    static constexpr std::chrono::milliseconds slowBeat{250};
    static constexpr std::chrono::milliseconds tooLong{30};

    LiveTick(std::unique_ptr<Delay> delay, const base::Clock &clock, QObject *parent = nullptr);
    /// Something waits: a beat will come.
    void request();
    bool isSlow() const { return m_slow; }

Q_SIGNALS:
    void ticked();
    void slownessChanged(bool slow);

private:
    void beat();

    std::unique_ptr<Delay> m_delay;
    const base::Clock &m_clock;
    bool m_requested = false;
    bool m_slow = false;
    int m_inARow = 0; ///< long beats, or short ones while slow
};

} // namespace console
