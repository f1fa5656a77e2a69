// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "broker/actions.h"
#include "broker/events.h"
#include <functional>
#include <variant>

namespace mqttserver {

/// Port: tells whether the user name and password of a CONNECT are right. Implemented in hub; must not block, since it
/// is called in the broker's thread (a password hash takes tens of milliseconds and belongs to a pool).
class Authenticator
{
public:
    /// An identity for a time: the connection is closed at `until` (an access token's `exp`).
    struct Temporary
    {
        broker::Identity identity;
        base::UtcMs until;
    };
    using Answer = std::variant<broker::Identity, broker::Refusal, Temporary>;
    /// Call it exactly once, from any thread, also before authenticate() returns. Late answers are ignored.
    using Answered = std::function<void(Answer)>;

    virtual ~Authenticator() = default;
    virtual void authenticate(const broker::AuthenticationRequest &request, Answered answered) = 0;
};

/// Lets everybody in under the name he gives: for tests and benchmarks.
class AllowEverybody final : public Authenticator
{
public:
    void authenticate(const broker::AuthenticationRequest &request, Answered answered) override
    {
        answered(broker::Identity{request.userName.value_or(QByteArray()), request.clientId, request.address});
    }
};

} // namespace mqttserver
