// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/adapters/topicauthorizer.h"

namespace hub {
namespace {

auth::AccessClient clientOf(const broker::Identity &who)
{
    return {who.user, who.clientId, who.address, who.isCertified};
}

} // namespace

bool TopicAuthorizer::canPublish(const broker::Identity &who, QByteArrayView topic, mqtt::QoS qos, bool retain) const
{
    return who.isHub() || m_policy->publish(clientOf(who), topic, static_cast<int>(qos), retain).allowed;
}

bool TopicAuthorizer::canSubscribe(const broker::Identity &who, QByteArrayView filter, mqtt::QoS qos) const
{
    return who.isHub() || m_policy->subscribe(clientOf(who), filter, static_cast<int>(qos)).allowed;
}

bool TopicAuthorizer::canReceive(const broker::Identity &who, QByteArrayView topic) const
{
    return who.isHub() || m_policy->receive(clientOf(who), topic).allowed;
}

} // namespace hub
