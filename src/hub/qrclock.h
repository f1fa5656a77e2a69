// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "hub/deskthread.h"
#include "hub/readerpool.h"
#include <QBasicTimer>
#include <QObject>

namespace hub {

/// Ends QR codes at their due date (S2-74): once a second it asks a reader what falls due first, and troubles the desk
/// only when something has. Lives in the thread that made it; clock, desk and readers outlive it.
class QrClock final : public QObject
{
public:
    QrClock(const base::Clock &clock, DeskThread &desk, ReaderPool &readers);
    ~QrClock() override;
    void begin();
    /// What the timer does; tests call it.
    void tick();

protected:
    void timerEvent(QTimerEvent *) override { tick(); }

private:
    const base::Clock &m_clock;
    DeskThread &m_desk;
    ReaderPool &m_readers;
    QBasicTimer m_timer;
    /// A question or a command is under way; outlives the clock until it has ended.
    std::shared_ptr<std::atomic<bool>> m_isBusy = std::make_shared<std::atomic<bool>>(false);
};

} // namespace hub
