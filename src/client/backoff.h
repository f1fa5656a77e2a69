// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <chrono>

namespace client {

/// How long to wait before the n-th try to reconnect: doubling from `first` to `most`, each spread over ±20 % so that
/// many windows do not come back to a restarted hub in one moment. A plain value.
struct Backoff
{
    std::chrono::milliseconds first{1'000};
    std::chrono::milliseconds most{30'000};

    /// `attempt` from 1; `random` in [0, 1). Never above `most`, never below 0.8 × `first`.
    std::chrono::milliseconds delay(int attempt, double random) const;
};

} // namespace client
