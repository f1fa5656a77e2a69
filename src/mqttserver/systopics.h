// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/events.h"
#include "broker/statistics.h"
#include <chrono>
#include <vector>

namespace mqttserver {

/// The retained `$SYS/broker/…` messages of one round, under Mosquitto's names.
std::vector<broker::PublishInternal> sysTopics(const broker::Statistics &statistics, std::chrono::seconds uptime);

} // namespace mqttserver
