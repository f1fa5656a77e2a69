// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/accesspolicy.h"
#include "auth/devicetopics.h"
#include "mqtt/topic.h"

namespace auth {
namespace {

using By = AccessDecision::By;

bool isSystem(QByteArrayView topic)
{
    return topic.startsWith('$');
}

bool isBank(QByteArrayView topic)
{
    return topic == "banco" || topic.startsWith("banco/");
}

/// `$SYS` is for those who look after the broker.
bool readsSystem(const std::optional<Role> &role)
{
    return role == Role::Operator || role == Role::Technician || role == Role::Administrator;
}

/// The bank's topics of one customer: `banco/saldo/{cedula}`, also `…/{moneda}`.
QByteArray ownBankTopics(const QByteArray &cedula)
{
    return "banco/+/" + cedula + "/#";
}

AccessDecision byRule(const AclRule *rule)
{
    return {rule->effect == AclRule::Effect::Permit, By::Rule, rule};
}

/// What a key that stands for nobody counts as: everything but the bank's topics, as far as its scopes go.
constexpr Role serviceRole = Role::Technician;

bool mayPublishAtAll(const std::optional<ScopeSet> &scopes)
{
    return !scopes || scopes->has(Scope::MqttPublish);
}

bool maySubscribeAtAll(const std::optional<ScopeSet> &scopes)
{
    return !scopes || scopes->has(Scope::MqttSubscribe);
}

QByteArray keyOf(QByteArrayView name)
{
    return QByteArray::fromRawData(name.data(), name.size());
}

} // namespace

AccessPolicy::AccessPolicy(std::shared_ptr<const TopicPolicy> topics, const Snapshot &users, AccessSnapshotPtr access)
    : m_topics(std::move(topics))
    , m_access(std::move(access))
{
    for (const Snapshot::Entry &user : users.users) {
        if (user.enabled)
            m_people.insert(user.username.toUtf8(), {user.role, user.cedula.toUtf8(), {}});
    }
    for (const ApiKey &key : users.keys) {
        const auto user = key.user ? users.users.constFind(*key.user) : users.users.constEnd();
        if (key.user && (user == users.users.constEnd() || !user->enabled))
            continue;
        Known known{key.user ? user->role : serviceRole, key.cedula.toUtf8(), {}, key.scopes};
        if (key.user && known.cedula.isEmpty())
            known.cedula = user->cedula.toUtf8();
        m_people.insert("key:" + key.id, std::move(known));
    }
}

std::optional<AccessPolicy::Known> AccessPolicy::find(const AccessClient &who) const
{
    if (who.user.isEmpty())
        return m_topics->admitsAnonymous() ? std::optional(Known()) : std::nullopt;
    const auto device = m_access->devices.constFind(keyOf(who.user));
    if (device != m_access->devices.cend())
        return device->enabled ? std::optional(Known{{}, device->cedula, device->deviceId}) : std::nullopt;
    // A certificate's name is no person's, whatever it says.
    if (who.isCertified)
        return Known();
    const auto person = m_people.constFind(keyOf(who.user));
    return person == m_people.cend() ? std::nullopt : std::optional(*person);
}

AclSubject AccessPolicy::subjectOf(const AccessClient &who, const Known &known)
{
    return {who.user, who.clientId, who.address, known.role, who.isCertified};
}

bool AccessPolicy::hasProfileRights(const Known &known, QByteArrayView topic) const
{
    if (m_topics->admitsAnonymous()) // lab
        return known.cedula.isEmpty() || !isBank(topic);
    return known.role && known.role != Role::Client && known.cedula.isEmpty() && !isSystem(topic);
}

AccessDecision AccessPolicy::publish(const AccessClient &who, QByteArrayView topic, int qos, bool retain) const
{
    const auto known = find(who);
    if (!known)
        return {false, By::Stranger};
    if (!mayPublishAtAll(known->scopes))
        return {false, By::Builtin};
    if (topic.isEmpty() || isSystem(topic) || isBank(topic))
        return {m_topics->mayPublish({known->role}, topic), By::Builtin};
    if (const AclRule *rule = m_access->rules->publish(subjectOf(who, *known), {topic, qos, retain}))
        return byRule(rule);
    if (DeviceTopics(known->deviceId).mayPublish(topic))
        return {true, By::Device};
    if (hasProfileRights(*known, topic) && m_topics->mayPublish({known->role}, topic))
        return {true, By::Profile};
    return {};
}

AccessDecision AccessPolicy::subscribe(const AccessClient &who, QByteArrayView filter, int qos) const
{
    const auto known = find(who);
    if (!known)
        return {false, By::Stranger};
    const QByteArrayView inner = mqtt::splitShared(filter).filter;
    if (inner.isEmpty() || !maySubscribeAtAll(known->scopes))
        return {false, By::Builtin};
    if (isSystem(inner) && readsSystem(known->role) && !known->scopes)
        return {true, By::Builtin};
    if (!known->cedula.isEmpty() && isBank(inner))
        return {mqtt::covers(ownBankTopics(known->cedula), inner), By::Builtin};
    if (const AclRule *rule = m_access->rules->subscribe(subjectOf(who, *known), {inner, qos, false}))
        return byRule(rule);
    if (DeviceTopics(known->deviceId).maySubscribe(inner))
        return {true, By::Device};
    if (hasProfileRights(*known, inner) && m_topics->maySubscribe({known->role}, inner))
        return {true, By::Profile};
    return {};
}

AccessDecision AccessPolicy::receive(const AccessClient &who, QByteArrayView topic) const
{
    const auto known = find(who);
    if (!known)
        return {false, By::Stranger};
    if (!maySubscribeAtAll(known->scopes))
        return {false, By::Builtin};
    if (isSystem(topic) && readsSystem(known->role) && !known->scopes)
        return {true, By::Builtin};
    if (!known->cedula.isEmpty() && isBank(topic))
        return {mqtt::matches(ownBankTopics(known->cedula), topic), By::Builtin};
    if (const AclRule *rule = m_access->rules->receive(subjectOf(who, *known), topic))
        return byRule(rule);
    if (DeviceTopics(known->deviceId).mayReceive(topic))
        return {true, By::Device};
    if (hasProfileRights(*known, topic) && m_topics->mayReceive({known->role}, topic))
        return {true, By::Profile};
    return {};
}

QLatin1StringView word(AccessDecision::By by)
{
    switch (by) {
    case By::Builtin:
        return QLatin1StringView("builtin");
    case By::Rule:
        return QLatin1StringView("rule");
    case By::Device:
        return QLatin1StringView("device");
    case By::Profile:
        return QLatin1StringView("profile");
    case By::Default:
        return QLatin1StringView("default");
    case By::Stranger:
        break;
    }
    return QLatin1StringView("stranger");
}

} // namespace auth
