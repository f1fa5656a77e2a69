// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/flapping.h"
#include <algorithm>

namespace broker {

bool FlappingCounter::note(const QByteArray &name, int limit, std::chrono::milliseconds window, base::Monotonic now)
{
    if (limit <= 0)
        return false;
    if (m_ends.size() >= maxNames && !m_ends.contains(name))
        forgetQuiet(window, now);
    if (m_ends.size() >= maxNames && !m_ends.contains(name))
        return false; // a flood of invented names: the limits by address stand against it
    std::vector<base::Monotonic> &ends = m_ends[name];
    std::erase_if(ends, [&](base::Monotonic end) { return end + window <= now; });
    ends.push_back(now);
    if (ends.size() < static_cast<size_t>(limit))
        return false;
    m_ends.remove(name);
    return true;
}

void FlappingCounter::forgetQuiet(std::chrono::milliseconds window, base::Monotonic now)
{
    m_ends.removeIf([&](auto it) { return it->empty() || it->back() + window <= now; });
}

} // namespace broker
