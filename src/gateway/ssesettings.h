// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <chrono>

namespace gateway {

/// Limits of the event stream.
struct SseSettings
{
    qint64 maxPerAccount = 6'000; ///< streams of one account
    qint64 maxPerAddress = 6'000; ///< streams from one address
    int keepEvents = 10'000;      ///< so many of an account's newest events can be continued from
    std::chrono::hours keepFor{24};
};

} // namespace gateway
