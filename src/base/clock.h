// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <chrono>

namespace base {

/// Milliseconds since 1970-01-01T00:00:00Z. What is stored and what crosses threads; wall formats belong to `contract`.
struct UtcMs
{
    qint64 value = 0;
    friend auto operator<=>(const UtcMs &, const UtcMs &) = default;
};

/// A point on the monotonic clock: for deadlines and intervals, never for display. Unrelated to UtcMs.
using Monotonic = std::chrono::nanoseconds;

/// Port: the only source of time in the house. Tests give a fake one and so need no sleep.
/// Implementations may be called from any thread.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual UtcMs utcNow() const = 0;
    virtual Monotonic monotonicNow() const = 0;
};

/// The machine's clocks.
class SystemClock final : public Clock
{
public:
    UtcMs utcNow() const override;
    Monotonic monotonicNow() const override;
};

} // namespace base
