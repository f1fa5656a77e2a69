// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/throttle.h"
#include "broker/delivery.h"

namespace broker {

namespace {

/// A QoS 2 message that has been taken already and comes again.
bool isRepeated(const Connection &connection, const mqtt::Publish &packet)
{
    return packet.qos == mqtt::QoS::ExactlyOnce && connection.session->inbound.contains(packet.packetId);
}

void throttle(State &state, Connection &connection)
{
    if (std::exchange(connection.isThrottled, true))
        return;
    ++connection.holds;
    state.throttled.push_back(connection.id);
}

} // namespace

void setMeter(const State &state, Connection &connection, const PublishRate &ofCredential)
{
    const PublishRate &rate = ofCredential.isOff() ? connection.limits->publishRate : ofCredential;
    if (!rate.isOff())
        connection.meter = std::make_unique<PublishMeter>(rate, state.now.monotonic);
}

bool isWithinRate(State &state, Connection &connection, const mqtt::Publish &packet)
{
    const base::Monotonic now = state.now.monotonic;
    PublishMeter &meter = *connection.meter;
    if (isRepeated(connection, packet))
        return true;
    if (packet.qos == mqtt::QoS::AtMostOnce) {
        if (meter.take(packet.payload.size(), now))
            return true;
        countDrop(state, *connection.session, DropCause::RateLimited, packet.topic.view());
        return false;
    }
    if (connection.version != mqtt::Version::V5) {
        meter.takeAnyway(packet.payload.size(), now);
        if (!meter.isReady(now))
            throttle(state, connection);
        return true;
    }
    if (meter.take(packet.payload.size(), now))
        return true;
    countDrop(state, *connection.session, DropCause::QuotaRefused, packet.topic.view());
    const bool isOnce = packet.qos == mqtt::QoS::ExactlyOnce;
    acknowledge(state, connection, isOnce ? mqtt::PacketType::Pubrec : mqtt::PacketType::Puback, packet.packetId,
                mqtt::ReasonCode::QuotaExceeded);
    return false;
}

void endThrottles(State &state)
{
    std::erase_if(state.throttled, [&state](ConnectionId id) {
        Connection *connection = state.connections.find(id);
        if (!connection)
            return true;
        if (!connection->meter->isReady(state.now.monotonic))
            return false;
        connection->isThrottled = false;
        connection->lastReceived = state.now.monotonic; // silence was ours
        if (--connection->holds == 0)
            state.actions->resume(id);
        return true;
    });
}

} // namespace broker
