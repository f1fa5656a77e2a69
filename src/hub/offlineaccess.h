// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "gateway/accessapi.h"
#include "hub/settings.h"

namespace hub {

/// What a route about credentials and rules would do (docs/api.md "Access"), done on a data folder that no hub runs on:
/// for the command line. One transaction a change. Unavailable while a hub runs there: ask it. Locks and unlocks the
/// folder; makes the ledger's file when there is none.
base::Result<gateway::AccessReply> callAccessOffline(const Settings &settings, const base::Clock &clock,
                                                     const gateway::AccessCall &call);

} // namespace hub
