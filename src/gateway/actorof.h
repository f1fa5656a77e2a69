// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/principal.h"
#include "bank/actor.h"

namespace gateway {

/// A role as the bank's rules see it.
inline bank::Rank rankOf(auth::Role role)
{
    switch (role) {
    case auth::Role::Teller:
        return bank::Rank::Teller;
    case auth::Role::Supervisor:
        return bank::Rank::Supervisor;
    case auth::Role::Administrator:
        return bank::Rank::Administrator;
    case auth::Role::Operator:
    case auth::Role::Technician:
    case auth::Role::Auditor:
    case auth::Role::Client:
        break;
    }
    return bank::Rank::Other;
}

/// Who a request comes from. A key that stands for nobody is a program.
inline bank::Actor actorOf(const auth::Principal &who)
{
    return {who.username, who.user ? rankOf(who.role) : bank::Rank::Service};
}

} // namespace gateway
