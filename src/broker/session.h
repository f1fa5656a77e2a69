// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/aliastable.h"
#include "broker/identity.h"
#include "broker/inflightwindow.h"
#include "broker/messagequeue.h"
#include "broker/packetidset.h"
#include "broker/statistics.h"
#include "broker/subscription.h"
#include "broker/verdictcache.h"
#include <map>

namespace broker {

/// What the broker remembers of a client, connected or not (MQTT-3.1.2.4). Owned by SessionTable. The first members
/// are what a fan-out reads of each subscriber.
struct Session
{
    ConnectionId connection; ///< null: not connected
    mqtt::Version version = mqtt::Version::V311;
    bool clean = true;                   ///< ends with its connection: `expiry` is 0
    quint16 maxInflight = 20;            ///< the client's receive maximum, or ours if that is less
    quint32 maxPacket = noLimit;         ///< bytes: the client takes nothing larger (MQTT5-3.1.2-24)
    std::unique_ptr<AliasTable> aliases; ///< topics that the present connection knows by number; null: takes none
    quint64 messagesSent = 0;
    base::UtcMs lastMessage;

    InflightWindow window;
    MessageQueue queue;
    PacketIdSet inbound; ///< QoS 2 from the client, not yet released

    SessionId id{};
    quint64 number = 0;  ///< in the journal (savedstate.h); 0: it is kept in memory alone
    quint64 written = 0; ///< the change that put the last QoS 2 message in flight, or released it
    Identity identity;
    std::map<QByteArray, Subscription> subscriptions; ///< by filter, `$share/…` and all
    std::unique_ptr<mqtt::Will> will;
    quint32 expiry = 0;        ///< seconds that it outlives its connection; noExpiry: for ever (MQTT 5, 3.1.2.11.2)
    base::Monotonic expires{}; ///< of one that is not connected; 0: never
    base::Monotonic willDue{}; ///< of a will that waits for its delay (MQTT5-3.1.3-9); 0: none does
    std::unique_ptr<VerdictCache> verdicts; ///< from its first PUBLISH on

    quint64 messagesReceived = 0;
    quint64 payloadBytesReceived = 0;
    quint64 payloadBytesSent = 0;
    QByteArray listener;
    quint16 port = 0; ///< of the peer
    quint16 keepAlive = 0;
    base::UtcMs connectedSince;
    base::UtcMs left; ///< since when it is not connected

    /// Lazily: most sessions never lose a message.
    struct Drops
    {
        DropCounts total{};
        DropCounts unreported{};
        std::array<QByteArray, dropCauseCount> topics; ///< one example of each
    };
    std::unique_ptr<Drops> drops;

    /// Lazily: publishers that are not read until this session's queue has drained (holds.h).
    struct Holds
    {
        struct Publisher
        {
            ConnectionId connection;
            quint32 shard = 0;
            friend bool operator==(const Publisher &, const Publisher &) = default;
        };
        std::vector<Publisher> publishers;
        base::Monotonic since{};
        bool isSpent = false; ///< it lasted too long: no more of it until the queue has drained
    };
    std::unique_ptr<Holds> holds;

    static constexpr quint32 noLimit = 0xFFFFFFFF;
    static constexpr quint32 noExpiry = 0xFFFFFFFF;
    void setExpiry(quint32 seconds)
    {
        expiry = seconds;
        clean = seconds == 0;
    }
    base::Monotonic nextDeadline() const
    {
        if (willDue.count() == 0 || expires.count() == 0)
            return std::max(willDue, expires);
        return std::min(willDue, expires);
    }
    bool isOnline() const { return !connection.isNull(); }
    quint32 index() const { return static_cast<quint32>(id.value()); }
    /// Whether a QoS 1 or 2 message may go out at once. What already waits goes first (MQTT-4.6.0-6).
    bool canSendNow() const { return isOnline() && queue.isEmpty() && window.size() < maxInflight; }
};

} // namespace broker
