// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/adapters/topicauthorizer.h"

namespace hub {

TopicAuthorizer::TopicAuthorizer(std::shared_ptr<const auth::TopicPolicy> policy, const auth::Snapshot &users)
    : m_policy(std::move(policy))
{
    for (const auth::Snapshot::Entry &user : users.users) {
        if (user.enabled)
            m_roles.insert(user.username.toUtf8(), user.role);
    }
}

bool TopicAuthorizer::canPublish(const broker::Identity &who, QByteArrayView topic, mqtt::QoS, bool) const
{
    return !isStranger(who) && m_policy->mayPublish(identityOf(who), topic);
}

bool TopicAuthorizer::canSubscribe(const broker::Identity &who, QByteArrayView filter, mqtt::QoS) const
{
    return !isStranger(who) && m_policy->maySubscribe(identityOf(who), filter);
}

bool TopicAuthorizer::canReceive(const broker::Identity &who, QByteArrayView topic) const
{
    return !isStranger(who) && m_policy->mayReceive(identityOf(who), topic);
}

bool TopicAuthorizer::isStranger(const broker::Identity &who) const
{
    // He came in with a name, and the name is no longer one: a removed or disabled user loses his live session's
    // rights.
    return who.isAnonymous() ? !m_policy->admitsAnonymous() : !m_roles.contains(who.user);
}

auth::MqttIdentity TopicAuthorizer::identityOf(const broker::Identity &who) const
{
    const auto role = m_roles.constFind(who.user);
    return role == m_roles.cend() ? auth::MqttIdentity{} : auth::MqttIdentity{*role};
}

} // namespace hub
