// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/permission.h"

namespace auth {
namespace {

constexpr unsigned bit(Role role)
{
    return 1U << static_cast<unsigned>(role);
}

constexpr unsigned staff = bit(Role::Teller) | bit(Role::Supervisor) | bit(Role::Operator) | bit(Role::Technician) |
                           bit(Role::Administrator) | bit(Role::Auditor);
constexpr unsigned everyone = staff | bit(Role::Client);
constexpr unsigned poster = bit(Role::Teller) | bit(Role::Supervisor) | bit(Role::Administrator);
constexpr unsigned master = bit(Role::Supervisor) | bit(Role::Administrator);
constexpr unsigned caretaker = master | bit(Role::Technician) | bit(Role::Operator);

constexpr unsigned rolesWith(Permission permission)
{
    switch (permission) {
    case Permission::OwnSession:
    case Permission::StreamTicket:
    case Permission::EventStream:
    case Permission::MessagingUse:
    case Permission::MessagingPublish:
    case Permission::MessagingSubscribe:
        return everyone;
    case Permission::LiveStatus:
    case Permission::ChannelsRead:
        return staff;
    case Permission::BankRead:
        return poster | bit(Role::Auditor) | bit(Role::Operator);
    case Permission::BankPost:
    case Permission::BankOpen:
        return poster;
    case Permission::QrRead:
        return poster | bit(Role::Auditor) | bit(Role::Operator) | bit(Role::Client);
    case Permission::QrCreate:
        return poster | bit(Role::Operator) | bit(Role::Client);
    case Permission::QrResolve:
        return master;
    case Permission::BankApprove:
        return master;
    case Permission::BankReview:
        return master | bit(Role::Auditor);
    case Permission::AccessAdmin:
    case Permission::UsersAdmin:
    case Permission::KeysAdmin:
        return bit(Role::Administrator);
    case Permission::AuditRead:
        return bit(Role::Administrator) | bit(Role::Auditor);
    case Permission::ServerAct:
        return bit(Role::Administrator) | bit(Role::Technician);
    case Permission::BrokerRead:
    case Permission::Metrics:
        return staff & ~bit(Role::Teller);
    case Permission::BrokerAct:
    case Permission::ChannelsTest:
        return caretaker;
    case Permission::BrokerRetained:
        return master | bit(Role::Technician);
    case Permission::BrokerRetainedBank:
        return master;
    }
    return 0;
}

bool scopesAllow(ScopeSet scopes, Permission permission)
{
    switch (permission) {
    case Permission::BankRead:
        return scopes.has(Scope::BankRead);
    case Permission::BankPost:
        return scopes.has(Scope::BankPost);
    case Permission::BankOpen:
        return scopes.has(Scope::BankOpen);
    case Permission::QrRead:
        return scopes.has(Scope::QrRead) || scopes.has(Scope::QrCreate);
    case Permission::QrCreate:
        return scopes.has(Scope::QrCreate);
    case Permission::LiveStatus:
        return scopes.has(Scope::BankRead) || scopes.has(Scope::BrokerRead);
    case Permission::BrokerRead:
        return scopes.has(Scope::BrokerRead);
    case Permission::EventStream:
        return scopes.has(Scope::EventsRead);
    case Permission::ChannelsRead:
        return scopes.has(Scope::ChannelsRead);
    case Permission::ChannelsTest:
        return scopes.has(Scope::ChannelsTest);
    case Permission::MessagingUse:
        return scopes.has(Scope::MqttPublish) || scopes.has(Scope::MqttSubscribe);
    case Permission::MessagingPublish:
        return scopes.has(Scope::MqttPublish);
    case Permission::MessagingSubscribe:
        return scopes.has(Scope::MqttSubscribe);
    case Permission::Metrics:
        return scopes.has(Scope::MetricsRead);
    case Permission::AuditRead:
        return scopes.has(Scope::AuditRead);
    case Permission::StreamTicket:
        return !scopes.isEmpty();
    case Permission::OwnSession:
    case Permission::QrResolve:
    case Permission::BankApprove:
    case Permission::BankReview:
    case Permission::BrokerAct:
    case Permission::BrokerRetained:
    case Permission::BrokerRetainedBank:
    case Permission::AccessAdmin:
    case Permission::UsersAdmin:
    case Permission::KeysAdmin:
    case Permission::ServerAct:
        break; // a person's to do
    }
    return false;
}

} // namespace

bool allows(Role role, Permission permission)
{
    return (rolesWith(permission) & bit(role)) != 0;
}

bool mayDo(const Principal &who, Permission permission)
{
    if (permission == Permission::EventStream && !who.accountId)
        return false;
    if (who.kind != Principal::Kind::ApiKey)
        return who.user && allows(who.role, permission);
    return scopesAllow(who.scopes, permission) && (!who.user || allows(who.role, permission));
}

} // namespace auth
