// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/connection.h"
#include "broker/message.h"
#include "broker/sharedemand.h"
#include "broker/trace.h"
#include <variant>

namespace broker {

// What one shard asks of another, and what it is answered. Values that may go to another thread. From one shard to
// another they must arrive in the order in which they were given; between different pairs of shards no order matters.

/// Where a shard waits to hear what has become of a part that it handed on; number 0: it does not.
struct Receipt
{
    quint32 shard = 0;
    quint64 number = 0;
};

/// What has become of a publication, as far as it is known.
struct Outcome
{
    bool hasArrived = false;
    bool metFullQueue = false;
    bool isNotKept = false; ///< it was to be retained

    /// Its publisher is told 0x97.
    bool isRefused() const { return isNotKept || (metFullQueue && !hasArrived); }
    void add(const Outcome &other)
    {
        hasArrived |= other.hasArrived;
        metFullQueue |= other.metFullQueue;
        isNotKept |= other.isNotKept;
    }
};

/// To the home of a session: its client has said CONNECT elsewhere. The host's events for it go there from now on.
struct ConnectionMoved
{
    std::unique_ptr<Connection> connection;
    mqtt::Connect packet;
};

/// To a shard that has subscribers, or decides for shared subscriptions, or keeps what is retained of the topic.
struct PublicationForwarded
{
    MessageRef message;
    Receipt receipt;
    quint32 from = 0;
    ConnectionId publisher{}; ///< null: the hub
    bool delivers = false;    ///< to subscribers
    bool keeps = false;       ///< in the retained store; without a payload: deletes
};

/// To all: publications under the filter are wanted here, or no longer.
struct InterestChanged
{
    quint32 shard = 0;
    QByteArray filter;
    bool isInterested = false;
};

/// To the owner of a shared subscription: the session takes part from now on, or no longer.
struct MembershipChanged
{
    SessionId member{};
    QByteArray share; ///< `$share/group/filter`
    bool isMember = false;
};

/// From the owner of a shared subscription to the shard of a member: it is to get the message, if it can.
struct ShareOffered
{
    QByteArray share;
    MessageRef message;
    SessionId member{};
    Receipt receipt;
    ShareDemand demand = ShareDemand::AtOnce;
    size_t first = 0; ///< place of the member whose turn it was
    size_t asked = 0; ///< members asked with this demand, from that one on
};

/// Back to the owner: not in this way.
struct ShareRefused
{
    ShareOffered offer;
};

/// To the owner of a shared subscription: a member has gone that had the message; somebody else is to get it.
struct ShareReturned
{
    QByteArray share;
    MessageRef message;
    bool isLost = false; ///< if nobody is there any more: it has reached nobody yet
};

/// To all that may keep something: what is retained under the filters, for a new subscription.
struct RetainedAsked
{
    quint32 shard = 0;
    ConnectionId connection;
    std::vector<QByteArray> filters;
};

/// The answer: as many lists as filters, or with `filters` that this shard does not keep an empty one.
struct RetainedFound
{
    ConnectionId connection;
    std::vector<std::vector<MessageRef>> found;
};

/// What was handed on under the number has been carried out and is durable.
struct ReceiptGiven
{
    quint64 number = 0;
    Outcome outcome;
};

/// A subscriber's queue fills faster than it is emptied: its publisher is not to be read, or may be read again.
struct PublisherHeld
{
    ConnectionId connection;
    SessionId by{};
    bool isHeld = false;
};

/// To the shard that follows a message: how far it has come here.
struct TraceNoted
{
    quint64 trace = 0;
    SessionId session{};
    QByteArray clientId;
    TraceStep step = TraceStep::Sent;
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
    bool retained = false;
    DropCause cause = DropCause::QueueFull;
};

using ShardMessage =
    std::variant<ConnectionMoved, PublicationForwarded, InterestChanged, MembershipChanged, ShareOffered, ShareRefused,
                 ShareReturned, RetainedAsked, RetainedFound, ReceiptGiven, PublisherHeld, TraceNoted>;

struct Forward
{
    quint32 shard = 0; ///< to which it goes
    ShardMessage message;
};

} // namespace broker
