// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include <QByteArray>
#include <QHash>
#include <vector>

namespace broker {

/// When coming and going is too much (SPEC section 3; EMQX's numbers are 15 in 1 min → 5 min). Off by default.
struct FlappingLimits
{
    int perClient = 0;  ///< connections of one client id that ended within `window`; 0: off
    int perAddress = 0; ///< the same of one address, behind which there may be many clients; 0: off
    std::chrono::milliseconds window{60'000};
    std::chrono::milliseconds ban{300'000};
};

/// Counts how often one name came and went within a window that slides. A pure value; used by one thread.
class FlappingCounter
{
public:
    static constexpr qsizetype maxNames = 100'000; ///< then those are forgotten that were quiet for a window

    /// Notes one more end at `now`; true when it is the `limit`th within `window` (the count then begins anew).
    bool note(const QByteArray &name, int limit, std::chrono::milliseconds window, base::Monotonic now);
    qsizetype size() const { return m_ends.size(); }

private:
    void forgetQuiet(std::chrono::milliseconds window, base::Monotonic now);
    QHash<QByteArray, std::vector<base::Monotonic>> m_ends; ///< oldest first
};

} // namespace broker
