// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>
#include <QHashFunctions>
#include <cstring>
#include <string>
#include <vector>

namespace broker {

/// A tree whose edges are topic levels. A child is found through one hash table for the whole tree, keyed by parent
/// and level, so that a node with 100,000 children costs no more than one with two; siblings are chained, so that
/// wildcards walk only what is there. `Value` is default-constructible and says isEmpty().
/// Node numbers are stable until the node is pruned. References to values are valid until the next insertion.
template <typename Value>
class LevelTree
{
public:
    using Node = quint32;
    static constexpr Node none = 0xFFFFFFFF;
    static constexpr Node root = 0;

    LevelTree()
        : m_nodes(1)
    {
        m_slots.assign(16, none);
    }

    Value &value(Node node) { return m_nodes[node].value; }
    const Value &value(Node node) const { return m_nodes[node].value; }
    QByteArrayView level(Node node) const { return m_nodes[node].level; }
    Node firstChild(Node node) const { return m_nodes[node].firstChild; }
    Node nextSibling(Node node) const { return m_nodes[node].next; }
    /// Nodes beside the root.
    size_t size() const { return m_count; }

    Node find(Node parent, QByteArrayView level) const
    {
        const quint32 hash = hashOf(parent, level);
        for (size_t slot = hash & mask();; slot = (slot + 1) & mask()) {
            const Node node = m_slots[slot];
            if (node == none || isAt(node, parent, level, hash))
                return node;
        }
    }

    Node findOrAdd(Node parent, QByteArrayView level)
    {
        if (const Node found = find(parent, level); found != none)
            return found;
        if ((m_count + 1) * 2 > m_slots.size())
            growSlots();
        const Node node = allocate();
        Item &item = m_nodes[node];
        item.parent = parent;
        item.level.assign(level.data(), static_cast<size_t>(level.size()));
        item.hash = hashOf(parent, level);
        link(node);
        place(node);
        ++m_count;
        return node;
    }

    /// Removes the node and its parents as long as they hold nothing and lead nowhere.
    void prune(Node node)
    {
        while (node != root && m_nodes[node].value.isEmpty() && m_nodes[node].firstChild == none) {
            const Node parent = m_nodes[node].parent;
            displace(node);
            unlink(node);
            m_nodes[node] = Item();
            m_free.push_back(node);
            --m_count;
            node = parent;
        }
    }

private:
    struct Item
    {
        Value value{};
        std::string level;
        Node parent = none;
        Node firstChild = none;
        Node next = none;
        Node previous = none;
        quint32 hash = 0;
    };

    size_t mask() const { return m_slots.size() - 1; }
    static quint32 hashOf(Node parent, QByteArrayView level)
    {
        // Seeded, so that no client can choose levels that collide.
        const size_t seed = QHashSeed::globalSeed() ^ (size_t(parent) * size_t(0x9E3779B97F4A7C15u));
        const size_t hash = qHashBits(level.data(), static_cast<size_t>(level.size()), seed);
        return static_cast<quint32>(hash ^ (hash >> 32));
    }
    bool isAt(Node node, Node parent, QByteArrayView level, quint32 hash) const
    {
        const Item &item = m_nodes[node];
        return item.hash == hash && item.parent == parent && QByteArrayView(item.level) == level;
    }
    Node allocate()
    {
        if (m_free.empty()) {
            m_nodes.emplace_back();
            return static_cast<Node>(m_nodes.size() - 1);
        }
        const Node node = m_free.back();
        m_free.pop_back();
        return node;
    }
    void link(Node node)
    {
        Item &item = m_nodes[node];
        Item &parent = m_nodes[item.parent];
        item.next = parent.firstChild;
        if (item.next != none)
            m_nodes[item.next].previous = node;
        parent.firstChild = node;
    }
    void unlink(Node node)
    {
        const Item &item = m_nodes[node];
        if (item.next != none)
            m_nodes[item.next].previous = item.previous;
        if (item.previous != none)
            m_nodes[item.previous].next = item.next;
        else
            m_nodes[item.parent].firstChild = item.next;
    }
    void place(Node node)
    {
        size_t slot = m_nodes[node].hash & mask();
        while (m_slots[slot] != none)
            slot = (slot + 1) & mask();
        m_slots[slot] = node;
    }
    /// Empties the node's slot and moves followers up, so that searches need no tombstones.
    void displace(Node node)
    {
        size_t hole = m_nodes[node].hash & mask();
        while (m_slots[hole] != node)
            hole = (hole + 1) & mask();
        for (size_t slot = (hole + 1) & mask(); m_slots[slot] != none; slot = (slot + 1) & mask()) {
            const size_t home = m_nodes[m_slots[slot]].hash & mask();
            if (((slot - home) & mask()) < ((slot - hole) & mask()))
                continue;
            m_slots[hole] = m_slots[slot];
            hole = slot;
        }
        m_slots[hole] = none;
    }
    void growSlots()
    {
        std::vector<Node> old(m_slots.size() * 2, none);
        old.swap(m_slots);
        for (const Node node : old) {
            if (node != none)
                place(node);
        }
    }

    std::vector<Item> m_nodes;
    std::vector<Node> m_slots; ///< open addressing, a power of two, at most half full
    std::vector<Node> m_free;
    size_t m_count = 0;
};

/// Cuts the first level off `rest`; false when nothing is left. Give the whole topic first: an empty topic has one
/// empty level.
class LevelCursor
{
public:
    explicit LevelCursor(QByteArrayView topic)
        : m_at(topic.data())
        , m_end(topic.data() + topic.size())
    {
    }
    bool atEnd() const { return m_at == nullptr; }
    QByteArrayView take()
    {
        const auto left = static_cast<size_t>(m_end - m_at);
        const char *begin = m_at;
        const auto *slash = left == 0 ? nullptr : static_cast<const char *>(std::memchr(m_at, '/', left));
        m_at = slash ? slash + 1 : nullptr;
        return QByteArrayView(begin, slash ? slash - begin : static_cast<qsizetype>(left));
    }

private:
    const char *m_at;
    const char *m_end;
};

} // namespace broker
