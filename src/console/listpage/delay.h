// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <chrono>
#include <functional>
#include <memory>

namespace console {

/// Port: calls back once, later. Starting again before that moves the moment (a debounce). GUI thread. Tests give one
/// that fires by hand and so need no sleep.
class Delay
{
public:
    virtual ~Delay() = default;
    virtual void start(std::chrono::milliseconds after, std::function<void()> then) = 0;
    virtual void cancel() = 0;
};

/// Makes as many delays as a page needs.
using DelayFactory = std::function<std::unique_ptr<Delay>()>;

/// Delays on the event loop of the calling thread.
DelayFactory timerDelays();

} // namespace console
