// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

namespace base {

UtcMs SystemClock::utcNow() const
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

Monotonic SystemClock::monotonicNow() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

} // namespace base
