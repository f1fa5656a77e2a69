// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include <atomic>

namespace support {

/// A clock that moves only when told to. May be read from any thread.
class FakeClock final : public base::Clock
{
public:
    explicit FakeClock(qint64 utcMs = 1'705'347'000'000)
        : m_utcMs(utcMs)
    {
    } // 2024-01-15T14:30:00 in Guayaquil
    base::UtcMs utcNow() const override { return {m_utcMs.load()}; }
    base::Monotonic monotonicNow() const override { return std::chrono::milliseconds(m_steadyMs.load()); }
    void advance(std::chrono::milliseconds by)
    {
        m_utcMs += by.count();
        m_steadyMs += by.count();
    }

private:
    std::atomic<qint64> m_utcMs;
    std::atomic<qint64> m_steadyMs{1'000'000};
};

} // namespace support
