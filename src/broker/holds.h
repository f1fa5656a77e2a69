// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/state.h"

namespace broker {

// Back-pressure: a publisher of QoS 1 or 2 that fills a connected subscriber's queue is not read for a while, rather
// than its acknowledged messages lost. A hold lasts until the queue has drained to a quarter, and at the longest a
// second: no slow subscriber stops a publisher for good. After that the queue's limit drops, and counts.

/// The subscriber's queue has grown by a message of the publisher: holds the publisher if it is time to. One that is
/// itself owed acknowledgements is never held, since those would not be read either.
/// `remote`: of a publication that comes from another shard; null then.
void holdIfFilling(State &state, Session &slow, const Session *publisher, const Session::Holds::Publisher &remote);

/// Another shard's word about a connection of ours.
void holdForOther(State &state, const PublisherHeld &change);

/// The queue has shrunk, or its session is no longer connected: lets those go on whom it held, if it is time to.
void releaseIfDrained(State &state, Session &slow);

/// The journal is far behind: the connection, which causes changes, is not read until it has caught up,
/// however long that takes.
void holdIfBehind(State &state, Connection &connection);
/// Lets those go on that holdIfBehind() has held, if it is time to.
void releaseIfCaughtUp(State &state);

/// Ends holds that have lasted too long.
void expireHolds(State &state);

} // namespace broker
