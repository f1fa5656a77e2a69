// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/identity.h"
#include "mqtt/packet.h"
#include <QByteArrayView>

namespace broker {

/// Port: what a client may do. An immutable snapshot: when the rules change, give the broker a new one
/// (Broker::setAuthorizer) and every cached answer is dropped. Calls must be pure and quick: the engine caches answers
/// per session and topic, but not for ever. Deny by default is the implementation's duty.
class Authorizer
{
public:
    virtual ~Authorizer() = default;
    /// Asked at PUBLISH, and at CONNECT for the will. Refused: acknowledged, dropped and counted (3.x has no way to
    /// say it; MQTT 5: 0x87).
    virtual bool canPublish(const Identity &who, QByteArrayView topic, mqtt::QoS qos, bool retain) const = 0;
    /// Asked at SUBSCRIBE by filter inclusion; for a shared subscription with the inner filter. Refused: 0x80.
    virtual bool canSubscribe(const Identity &who, QByteArrayView filter, mqtt::QoS qos) const = 0;
    /// Asked at delivery.
    virtual bool canReceive(const Identity &who, QByteArrayView topic) const = 0;
};

/// Allows everything but publishing under `$SYS`, which the broker itself refuses: for tests.
class AllowAll final : public Authorizer
{
public:
    bool canPublish(const Identity &, QByteArrayView, mqtt::QoS, bool) const override { return true; }
    bool canSubscribe(const Identity &, QByteArrayView, mqtt::QoS) const override { return true; }
    bool canReceive(const Identity &, QByteArrayView) const override { return true; }
};

} // namespace broker
