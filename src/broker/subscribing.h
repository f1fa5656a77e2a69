// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/state.h"

namespace broker {

// A session's subscriptions, in the session, in the index or a shared group, and in the journal.

/// Replaces the one to the same filter (MQTT-3.8.4-3); true when it is new. The filter must be valid and allowed.
bool addSubscription(State &state, Session &session, const QByteArray &filter, const Subscription &how);
/// False when there was none.
bool removeSubscription(State &state, Session &session, const QByteArray &filter);
/// All of them, of a session that ends: without records.
void dropSubscriptions(State &state, Session &session);

} // namespace broker
