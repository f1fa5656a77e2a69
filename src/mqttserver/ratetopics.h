// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/shardgroup.h"
#include <vector>

namespace mqttserver {

/// Messages a second of single clients and topics, for whoever subscribes to them by name:
/// `$SYS/broker/rates/clients/<client id>/received` and `…/sent`, `$SYS/broker/rates/topics/<topic>`. Only what a
/// filter that begins so asks for is published, the busiest 500 of each, not retained: `$SYS/#` alone gets none.
/// The messages of one round.
std::vector<broker::PublishInternal> rateTopics(const broker::ShardGroup &engine, broker::Instant now);

} // namespace mqttserver
