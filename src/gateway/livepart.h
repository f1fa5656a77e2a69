// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/snapshot.h"
#include "base/clock.h"
#include "contract/metrics.h"
#include "gateway/router.h"

namespace gateway {

/// A part of the gateway that keeps connections beyond a request: the console's feed, streams of events, channels,
/// Socket.IO. Lives in the gateway's thread; the server owns it and calls all of them alike.
class LivePart
{
public:
    virtual ~LivePart() = default;
    virtual void addRoutes(Router &router) = 0;
    /// Once a second.
    virtual void tick(base::Monotonic /*now*/) {}
    /// Users, keys or revocations have changed, and once a second besides: close what may no longer be open.
    virtual void checkCallers(const auth::Snapshot & /*users*/, base::UtcMs /*now*/) {}
    /// The ledger has committed up to `sequence`.
    virtual void committed(qint64 /*sequence*/) {}
    /// The hub stops: say goodbye and close. What is queued is flushed afterwards.
    virtual void closeAll() {}
    /// The hub begins to stop: take in nothing new, answer what is under way. isQuiet() says when that is done.
    virtual void stopAccepting() {}
    virtual bool isQuiet() const { return true; }
    /// Adds what the part has counted: `ventanilla_<part>_…`, see MetricsPage. Counters are the part's plain members.
    virtual void report(contract::MetricsPage & /*page*/) const {}
    /// Connections that are open, for the census.
    virtual qsizetype connections() const { return 0; }
};

} // namespace gateway
