// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mqttserver/authenticator.h"
#include "mqttserver/settings.h"
#include "support/testshards.h"
#include <QByteArray>
#include <chrono>
#include <memory>

namespace conformance {

/// The client's end of one connection.
class Wire
{
public:
    virtual ~Wire() = default;
    virtual void send(const QByteArray &bytes) = 0;
    /// What has come since the last call. Waits for more or for the end where there is something to wait for.
    virtual QByteArray receive() = 0;
    /// The server has closed, and everything before that has been received.
    virtual bool isClosed() = 0;
    /// Closes in order, without DISCONNECT.
    virtual void close() = 0;
    /// The network breaks.
    virtual void lose() = 0;
};

/// A broker somewhere, with a way to it and a clock that moves by hand.
class Place
{
public:
    virtual ~Place() = default;
    virtual std::unique_ptr<Wire> open() = 0;
    virtual void give(const broker::PublishInternal &message) = 0;
    virtual void give(const broker::KickClient &kick) = 0;
    /// The server stops: it tells its clients and closes.
    virtual void shutDown() = 0;
    /// Time passes, in steps as a host ticks; false: this place cannot.
    virtual bool wait(std::chrono::milliseconds time) = 0;
    /// Whether what was sent has been dealt with on return of Wire::send(). If not, clients ask with PINGREQ.
    virtual bool isSettled() const = 0;
    /// The wire has gone: returns when the server knows.
    virtual void waitForConnections(qint64 count) = 0;
};

/// Everybody may come in but with the password "wrong".
class Doorkeeper final : public mqttserver::Authenticator
{
public:
    void authenticate(const broker::AuthenticationRequest &request, Answered answered) override
    {
        if (request.password == QByteArray("wrong"))
            answered(broker::Refusal::BadCredentials);
        else
            answered(broker::Identity{request.userName.value_or(QByteArray()), request.clientId, request.address});
    }
};

/// "denied/…" may not be published, "closed/…" not subscribed, "secret/…" not received.
class Rules final : public broker::Authorizer
{
public:
    bool canPublish(const broker::Identity &, QByteArrayView topic, mqtt::QoS, bool) const override
    {
        return !topic.startsWith("denied/");
    }
    bool canSubscribe(const broker::Identity &, QByteArrayView filter, mqtt::QoS) const override
    {
        return !filter.startsWith("closed/");
    }
    bool canReceive(const broker::Identity &, QByteArrayView topic) const override
    {
        return !topic.startsWith("secret/");
    }
};

inline mqttserver::Settings settings()
{
    mqttserver::Settings settings;
    settings.engine.shards = support::testShards();
    settings.sysInterval = std::chrono::milliseconds(0);
    settings.engine.limits.maxTopic = 65'535;
    settings.engine.limits.maxTopicLevels = 1'000;
    return settings;
}

} // namespace conformance
