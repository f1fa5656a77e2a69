// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/snapshot.h"
#include "auth/topicpolicy.h"
#include "broker/authorizer.h"

namespace hub {

/// The broker's question "may he?" answered by the topic policy and the users' roles. An immutable snapshot: when users
/// change, a new one is made and swapped in. Any thread.
class TopicAuthorizer final : public broker::Authorizer
{
public:
    TopicAuthorizer(std::shared_ptr<const auth::TopicPolicy> policy, const auth::Snapshot &users);

    bool canPublish(const broker::Identity &who, QByteArrayView topic, mqtt::QoS qos, bool retain) const override;
    bool canSubscribe(const broker::Identity &who, QByteArrayView filter, mqtt::QoS qos) const override;
    bool canReceive(const broker::Identity &who, QByteArrayView topic) const override;

private:
    /// A user that is gone or disabled is nobody, and in profile branch nobody may do anything.
    auth::MqttIdentity identityOf(const broker::Identity &who) const;
    bool isStranger(const broker::Identity &who) const;

    std::shared_ptr<const auth::TopicPolicy> m_policy;
    QHash<QByteArray, auth::Role> m_roles; ///< of enabled users, by name
};

} // namespace hub
