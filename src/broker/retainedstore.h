// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/leveltree.h"
#include "broker/limits.h"
#include "broker/message.h"
#include <set>

namespace broker {

/// The last retained message of each topic, whatever its QoS (QoS 0 too: S0-14), in a tree of levels: a filter walks
/// only the branches that it matches.
class RetainedStore
{
public:
    enum class Outcome : quint8 { Kept, Full };

    /// Keeps the message in place of the topic's former one. Full: beyond the limits; the former one is gone all the
    /// same, since it is no longer the last.
    Outcome set(MessageRef message, const Limits &limits);
    /// Takes one that has expired out; null: there is none.
    MessageRef takeExpired(base::Monotonic now);
    /// False when there was none.
    bool clear(QByteArrayView topic);
    MessageRef find(QByteArrayView topic) const;
    /// Appends the messages under a filter, at most `limit`; `$` topics as MQTT-4.7.2-1 says.
    void match(QByteArrayView filter, std::vector<MessageRef> &found, size_t limit = ~size_t(0)) const;

    qsizetype size() const { return m_size; }
    qint64 bytes() const { return m_bytes; }

private:
    struct Slot
    {
        MessageRef message;
        bool isEmpty() const { return !message; }
    };
    using Tree = LevelTree<Slot>;
    struct Search
    {
        std::vector<MessageRef> &found;
        size_t limit;
        bool isDone() const { return found.size() >= limit; }
    };
    Tree::Node findNode(QByteArrayView topic) const;
    void take(Tree::Node node, Search &search) const;
    void takeAll(Tree::Node node, Search &search) const;
    void walk(Tree::Node node, LevelCursor rest, Search &search) const;
    void walkChildren(Tree::Node node, LevelCursor rest, bool all, Search &search) const;

    void setExpiring(Tree::Node node, bool isIn);

    Tree m_tree;
    std::set<std::pair<base::Monotonic, Tree::Node>> m_expiring;
    qsizetype m_size = 0;
    qint64 m_bytes = 0;
};

} // namespace broker
