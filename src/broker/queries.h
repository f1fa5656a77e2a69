// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/statistics.h"
#include <QByteArray>
#include <algorithm>
#include <vector>

namespace broker {

// What an administrator may ask of one shard. Lists are cut by offset and limit; to ask several shards, ask each for
// its first offset + limit items, merge them by the same order and cut then.

/// Part of a list, with the size of the whole.
template <typename T>
struct Part
{
    std::vector<T> items;
    qint64 total = 0; ///< matching, not only those given
};

/// The part of `all` that a query with `offset` and `limit` asks for, in the order of `before`.
template <typename T, typename Query, typename Before>
Part<T> cut(std::vector<T> all, const Query &query, Before before)
{
    Part<T> part;
    part.total = static_cast<qint64>(all.size());
    const auto first = std::clamp<qsizetype>(query.offset, 0, part.total);
    const auto last = std::clamp<qsizetype>(first + query.limit, first, part.total);
    std::partial_sort(all.begin(), all.begin() + last, all.end(), before);
    part.items.assign(std::make_move_iterator(all.begin() + first), std::make_move_iterator(all.begin() + last));
    return part;
}

enum class ClientSort : quint8 {
    ClientId,
    ConnectedSince,
    LastMessage,
    Queued,
    Dropped,
    MessagesIn,
    MessagesOut,
    Rate
};
enum class ClientState : quint8 { Any, Connected, Disconnected };

struct ClientQuery
{
    QByteArray text{}; ///< part of client id, user or address, ASCII case ignored; empty: all
    QByteArray listener{};
    ClientState state = ClientState::Any;
    ClientSort sort = ClientSort::ClientId;
    bool descending = false;
    qsizetype offset = 0;
    qsizetype limit = 100;
};

struct SubscriptionQuery
{
    QByteArray clientId{}; ///< of this client alone; empty: all
    QByteArray text{};     ///< part of the filter; empty: all
    QByteArray topic{};    ///< only filters that match this topic; empty: all
    qsizetype offset = 0;
    qsizetype limit = 100;
};

/// One client's subscription, ordered by filter, then client id.
struct SubscriptionEntry
{
    QByteArray clientId;
    SubscriptionInfo subscription;
    bool connected = false;
};

enum class TopicSort : quint8 { Topic, Messages, Rate, Bytes, Last };

struct TopicQuery
{
    QByteArray filter = "#"; ///< MQTT filter
    QByteArray text{};       ///< part of the topic; empty: all
    QByteArray hidden{};     ///< topics that begin so are left out, when not empty
    TopicSort sort = TopicSort::Topic;
    bool descending = false;
    qsizetype offset = 0;
    qsizetype limit = 100;
};

/// What was published under one topic since it was first seen (or last forgotten, see TopicTable).
struct TopicInfo
{
    QByteArray topic;
    quint64 messages = 0;
    quint64 bytes = 0;         ///< of payloads
    double perSecond = 0;      ///< messages, over the last ten seconds
    double bytesPerSecond = 0; ///< payloads, likewise
    base::UtcMs last;
    QByteArray publisher; ///< client id of the last one; empty: the hub
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
    bool retain = false;    ///< the last one asked to be kept
    qint64 subscribers = 0; ///< sessions that it reaches now
};

/// Figures of the table itself.
struct TopicTotals
{
    qint64 topics = 0;         ///< in the table
    quint64 forgotten = 0;     ///< topics that made room for newer ones
    quint64 otherMessages = 0; ///< messages that were counted under those
    quint64 otherBytes = 0;
};

struct RetainedQuery
{
    QByteArray filter = "#";
    QByteArray hidden{}; ///< topics that begin so are left out, when not empty
    qsizetype offset = 0;
    qsizetype limit = 100;
};

struct RetainedSize
{
    qint64 count = 0;
    qint64 bytes = 0; ///< topics and payloads
};

} // namespace broker
