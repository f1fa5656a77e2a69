// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/glow.h"

namespace console {

double Glow::level(int slot, int column, base::Monotonic now) const
{
    const auto it = m_until.constFind(Cell(slot, column));
    if (it == m_until.constEnd() || *it <= now)
        return 0;
    return static_cast<double>((*it - now).count()) / static_cast<double>(duration.count());
}

std::vector<int> Glow::expire(base::Monotonic now)
{
    std::vector<int> lit;
    for (auto it = m_until.begin(); it != m_until.end();) {
        lit.push_back(it.key().first);
        it = *it <= now ? m_until.erase(it) : std::next(it);
    }
    std::sort(lit.begin(), lit.end());
    lit.erase(std::unique(lit.begin(), lit.end()), lit.end());
    return lit;
}

void Glow::forget(int slot)
{
    m_until.removeIf([slot](const auto &entry) { return entry.key().first == slot; });
}

} // namespace console
