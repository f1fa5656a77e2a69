// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/leveltree.h"
#include "broker/subscription.h"
#include <memory>
#include <unordered_map>

namespace broker {

/// One subscription as the index keeps it. Small: there may be hundreds of thousands.
struct Subscriber
{
    quint32 session = 0; ///< index of the session in its shard
    Subscription how{};

    friend bool operator==(const Subscriber &, const Subscriber &) = default;
};

/// The subscribers of one filter, one entry a session. A long list is also found by session, so that thousands who
/// subscribe to one filter can come and go quickly.
class SubscriberList
{
public:
    bool isEmpty() const { return m_entries.empty(); }
    const std::vector<Subscriber> &entries() const { return m_entries; }
    /// Replaces the session's entry; true when it is new.
    bool set(const Subscriber &subscriber);
    bool remove(quint32 session);

private:
    static constexpr size_t longest = 16;
    using Positions = std::unordered_map<quint32, quint32>;
    size_t find(quint32 session) const;

    std::vector<Subscriber> m_entries;
    std::unique_ptr<Positions> m_positions; ///< of a list that was once longer than `longest`
};

/// Which sessions a topic reaches: a tree of filter levels. The cost of match() follows the topic's levels and what
/// matches, not the number of subscriptions.
class TopicIndex
{
public:
    /// The filter must be valid. Replaces the session's subscription to it; true when it is new.
    bool set(QByteArrayView filter, const Subscriber &subscriber);
    /// False when there was none.
    bool remove(QByteArrayView filter, quint32 session);
    /// Appends the subscribers of every filter that matches; a session may come several times.
    void match(QByteArrayView topic, std::vector<Subscriber> &found) const;
    /// Whether any filter begins with these whole levels (which may not be wildcards for this question).
    bool hasUnder(QByteArrayView levels) const;
    qsizetype size() const { return m_size; }

private:
    struct Lists
    {
        SubscriberList here;  ///< filters that end at this level
        SubscriberList below; ///< filters that have '#' as the next level
        bool isEmpty() const { return here.isEmpty() && below.isEmpty(); }
    };
    using Tree = LevelTree<Lists>;
    struct Place
    {
        Tree::Node node;
        bool below;
    };
    Place findOrAdd(QByteArrayView filter);
    bool find(QByteArrayView filter, Place &place) const;
    void matchFrom(Tree::Node node, LevelCursor rest, std::vector<Subscriber> &found) const;
    void descend(Tree::Node node, LevelCursor rest, bool wildcards, std::vector<Subscriber> &found) const;

    Tree m_tree;
    qsizetype m_size = 0;
};

} // namespace broker
