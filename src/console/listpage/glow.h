// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include <QHash>
#include <vector>

namespace console {

/// Which cells are lit because they have just changed, and how brightly. A value; cells are (slot, column).
class Glow
{
public:
    static constexpr base::Monotonic duration = std::chrono::seconds(1);

    void light(int slot, int column, base::Monotonic now) { m_until[Cell(slot, column)] = now + duration; }
    /// 1 just lit … 0 not lit.
    double level(int slot, int column, base::Monotonic now) const;
    /// Puts out what is over. Answers every slot that was lit before the call: all of them want painting.
    std::vector<int> expire(base::Monotonic now);
    void forget(int slot);
    void clear() { m_until.clear(); }
    bool isDark() const { return m_until.isEmpty(); }

private:
    using Cell = std::pair<int, int>;
    QHash<Cell, base::Monotonic> m_until;
};

} // namespace console
