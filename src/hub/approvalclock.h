// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "hub/deskthread.h"
#include "hub/readerpool.h"
#include <atomic>
#include <memory>

namespace hub {

/// Lets requests for approval expire by themselves: asks a reader whether one is due, and only then gives the desk the
/// command. tick() about once a second, from one thread; desk and readers outlive it.
class ApprovalClock
{
public:
    ApprovalClock(DeskThread &desk, ReaderPool &readers, const base::Clock &clock)
        : m_desk(desk)
        , m_readers(readers)
        , m_clock(clock)
        , m_asking(std::make_shared<std::atomic_bool>(false))
    {
    }
    void tick();

private:
    DeskThread &m_desk;
    ReaderPool &m_readers;
    const base::Clock &m_clock;
    const std::shared_ptr<std::atomic_bool> m_asking; ///< an answer is on its way; one question at a time
};

} // namespace hub
