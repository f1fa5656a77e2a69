// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/message.h"
#include "store/statement.h"

namespace store {

// A broker's message in the columns (topic, payload, qos, retain, publisher, received, expiry, properties), which the
// tables `message` and `retained` have in common.

/// Binds them in that order. The message outlives the statement's execution: its bytes are not copied.
void bindMessage(Statement &statement, const broker::Message &message);

/// Reads them from `column` on. `now` gives an expiry interval its end on the monotonic clock.
std::shared_ptr<broker::Message> readMessage(const Rows &rows, int column, broker::Instant now);

} // namespace store
