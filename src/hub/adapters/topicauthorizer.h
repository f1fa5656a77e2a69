// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesspolicy.h"
#include "broker/authorizer.h"

namespace hub {

/// The broker's question "may he?" answered by the access policy; the hub's own clients may do everything. An immutable
/// snapshot: when users, devices or rules change, a new one is made and swapped in. Any thread.
class TopicAuthorizer final : public broker::Authorizer
{
public:
    explicit TopicAuthorizer(std::shared_ptr<const auth::AccessPolicy> policy)
        : m_policy(std::move(policy))
    {
    }

    bool canPublish(const broker::Identity &who, QByteArrayView topic, mqtt::QoS qos, bool retain) const override;
    bool canSubscribe(const broker::Identity &who, QByteArrayView filter, mqtt::QoS qos) const override;
    bool canReceive(const broker::Identity &who, QByteArrayView topic) const override;

private:
    std::shared_ptr<const auth::AccessPolicy> m_policy;
};

} // namespace hub
