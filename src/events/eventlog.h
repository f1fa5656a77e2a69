// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/event.h"
#include <vector>

namespace events {

/// Port: the log as its consumers see it. At least once, in order: the reader keeps the last sequence it has dealt
/// with. One thread at a time (an implementation belongs to one database connection).
class EventSource
{
public:
    virtual ~EventSource() = default;
    /// Sequence of the newest event, 0 for an empty log.
    virtual base::Result<qint64> lastSequence() = 0;
    /// Changes when the log is no longer a continuation of what was seen before (a restore). Opaque, no '-'.
    virtual base::Result<QString> epoch() = 0;
    /// Up to `limit` (> 0) events after `seq`, oldest first, without gap.
    virtual base::Result<std::vector<Event>> readAfter(qint64 seq, int limit) = 0;
};

/// Port: the log as the writer sees it.
class EventLog : public EventSource
{
public:
    /// Appends inside the running transaction. The event carries its sequence already, which must be the next one
    /// (Internal otherwise): contiguous by construction.
    virtual base::Result<> append(const Event &event) = 0;
};

} // namespace events
