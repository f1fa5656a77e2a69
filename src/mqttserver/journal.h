// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/durablechange.h"
#include <vector>

namespace mqttserver {

/// Port: where the engine's durable changes go. Implemented in hub, on a thread of its own; answers, once they are on
/// disk, by pushing broker::Persisted into MqttServer::persisted().
class Journal
{
public:
    virtual ~Journal() = default;
    /// Changes in order, whole calls of the engine: those become durable together or not at all. In the server's
    /// thread; must not block.
    virtual void append(std::vector<broker::DurableChange> changes) = 0;
    /// Traces as they are now, once a second: written when there is time, nothing waits for them. In the server's
    /// thread; must not block.
    virtual void keepTraces(std::vector<broker::Trace> traces) = 0;
};

} // namespace mqttserver
