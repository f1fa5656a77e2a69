// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/role.h"

namespace auth {

/// What a route of the API may ask of its caller.
enum class Permission {
    OwnSession,         ///< /auth/me, /auth/password: every user
    BankRead,           ///< lists, statements, summary, live feed with bank events
    BankPost,           ///< deposits and withdrawals
    BankOpen,           ///< opening accounts
    LiveStatus,         ///< the live feed's status and connection figures
    BrokerRead,         ///< the broker's clients, subscriptions, topics, retained messages, history, traces
    BrokerAct,          ///< ending and banning clients, tracing topics
    BrokerRetained,     ///< deleting retained messages
    BrokerRetainedBank, ///< those of the bank (`banco/…`) too
    AccessAdmin,        ///< device credentials and access rules of the broker
};

/// The whole table of roles and permissions (docs/api.md); what is not in it is denied.
bool allows(Role role, Permission permission);

} // namespace auth
