// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/backoff.h"
#include <algorithm>

namespace client {

std::chrono::milliseconds Backoff::delay(int attempt, double random) const
{
    const int doublings = std::clamp(attempt - 1, 0, 20);
    const auto whole = std::min<std::chrono::milliseconds>(first * (qint64{1} << doublings), most);
    const double spread = 0.8 + 0.4 * std::clamp(random, 0.0, 1.0);
    const auto spreadMs = static_cast<qint64>(static_cast<double>(whole.count()) * spread);
    return std::min(std::chrono::milliseconds(spreadMs), most);
}

} // namespace client
