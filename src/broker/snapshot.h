// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/state.h"

namespace broker {

/// The session as an administrator sees it, but for its rates.
ClientInfo infoOf(const Session &session, bool withSubscriptions);
SubscriptionInfo infoOf(const QByteArray &filter, const Subscription &how);

} // namespace broker
