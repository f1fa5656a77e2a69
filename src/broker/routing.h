// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/state.h"

namespace broker {

/// Whom a topic reaches now: out of the cache, or matched, merged and asked about anew. Valid until the next call.
RouteCache::Entry &routeOf(State &state, QByteArrayView topic);

/// A member of a shared group as a target for the topic; its extras are to be added.
Target memberTarget(const State &state, const Subscriber &member, QByteArrayView topic);

/// The extras of deliveries to a member of a shared group.
ExtrasRef memberExtras(const ShareGroup &group, const Subscriber &member);

} // namespace broker
