// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/permission.h"

namespace auth {
namespace {

constexpr unsigned bit(Role role)
{
    return 1U << static_cast<unsigned>(role);
}

constexpr unsigned everyone = bit(Role::Teller) | bit(Role::Supervisor) | bit(Role::Operator) | bit(Role::Technician) |
                              bit(Role::Administrator) | bit(Role::Auditor);
constexpr unsigned poster = bit(Role::Teller) | bit(Role::Supervisor) | bit(Role::Administrator);

constexpr unsigned master = bit(Role::Supervisor) | bit(Role::Administrator);

constexpr unsigned rolesWith(Permission permission)
{
    switch (permission) {
    case Permission::OwnSession:
    case Permission::LiveStatus:
        return everyone;
    case Permission::BankRead:
        return poster | bit(Role::Auditor) | bit(Role::Operator);
    case Permission::BankPost:
    case Permission::BankOpen:
        return poster;
    case Permission::AccessAdmin:
        return bit(Role::Administrator);
    case Permission::BrokerRead:
        return everyone & ~bit(Role::Teller);
    case Permission::BrokerAct:
        return master | bit(Role::Technician) | bit(Role::Operator);
    case Permission::BrokerRetained:
        return master | bit(Role::Technician);
    case Permission::BrokerRetainedBank:
        return master;
    }
    return 0;
}

} // namespace

bool allows(Role role, Permission permission)
{
    return (rolesWith(permission) & bit(role)) != 0;
}

} // namespace auth
