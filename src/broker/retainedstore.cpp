// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/retainedstore.h"

namespace broker {

RetainedStore::Tree::Node RetainedStore::findNode(QByteArrayView topic) const
{
    Tree::Node node = Tree::root;
    for (LevelCursor rest(topic); !rest.atEnd() && node != Tree::none;)
        node = m_tree.find(node, rest.take());
    return node;
}

RetainedStore::Outcome RetainedStore::set(MessageRef message, const Limits &limits)
{
    const QByteArrayView topic = message->topic.view();
    const Tree::Node known = findNode(topic);
    const bool replaces = known != Tree::none && m_tree.value(known).message;
    const qint64 before = replaces ? m_tree.value(known).message->bytes() : 0;
    const bool tooMany = !replaces && m_size >= limits.maxRetained;
    if (tooMany || m_bytes - before + message->bytes() > limits.maxRetainedBytes) {
        clear(topic);
        return Outcome::Full;
    }
    Tree::Node node = Tree::root;
    for (LevelCursor rest(topic); !rest.atEnd();)
        node = m_tree.findOrAdd(node, rest.take());
    m_bytes += message->bytes() - before;
    m_size += replaces ? 0 : 1;
    setExpiring(node, false);
    m_tree.value(node).message = std::move(message);
    setExpiring(node, true);
    return Outcome::Kept;
}

/// Enters the node's message among those that expire, or takes it out of them.
void RetainedStore::setExpiring(Tree::Node node, bool isIn)
{
    const MessageRef &message = m_tree.value(node).message;
    if (!message || message->expires.count() == 0)
        return;
    if (isIn)
        m_expiring.emplace(message->expires, node);
    else
        m_expiring.erase({message->expires, node});
}

MessageRef RetainedStore::takeExpired(base::Monotonic now)
{
    if (m_expiring.empty() || m_expiring.begin()->first > now)
        return nullptr;
    MessageRef message = m_tree.value(m_expiring.begin()->second).message;
    clear(message->topic.view());
    return message;
}

bool RetainedStore::clear(QByteArrayView topic)
{
    const Tree::Node node = findNode(topic);
    if (node == Tree::none || !m_tree.value(node).message)
        return false;
    m_bytes -= m_tree.value(node).message->bytes();
    --m_size;
    setExpiring(node, false);
    m_tree.value(node).message.reset();
    m_tree.prune(node);
    return true;
}

MessageRef RetainedStore::find(QByteArrayView topic) const
{
    const Tree::Node node = findNode(topic);
    return node == Tree::none ? MessageRef() : m_tree.value(node).message;
}

void RetainedStore::match(QByteArrayView filter, std::vector<MessageRef> &found, size_t limit) const
{
    Search search{found, limit};
    walk(Tree::root, LevelCursor(filter), search);
}

void RetainedStore::take(Tree::Node node, Search &search) const
{
    if (m_tree.value(node).message && !search.isDone())
        search.found.push_back(m_tree.value(node).message);
}

void RetainedStore::takeAll(Tree::Node node, Search &search) const
{
    take(node, search);
    walkChildren(node, LevelCursor({}), true, search);
}

void RetainedStore::walk(Tree::Node node, LevelCursor rest, Search &search) const
{
    if (search.isDone())
        return;
    if (rest.atEnd()) {
        take(node, search);
        return;
    }
    const QByteArrayView level = rest.take();
    if (level == "#") {
        take(node, search); // "a/#" matches "a" too (4.7.1.2); the root holds nothing
        walkChildren(node, rest, true, search);
    } else if (level == "+") {
        walkChildren(node, rest, false, search);
    } else if (const Tree::Node child = m_tree.find(node, level); child != Tree::none) {
        walk(child, rest, search);
    }
}

/// Follows a wildcard: `all` takes whole branches, otherwise the rest of the filter goes on below each child.
void RetainedStore::walkChildren(Tree::Node node, LevelCursor rest, bool all, Search &search) const
{
    for (Tree::Node child = m_tree.firstChild(node); child != Tree::none; child = m_tree.nextSibling(child)) {
        if (search.isDone())
            return;
        if (node == Tree::root && m_tree.level(child).startsWith('$'))
            continue; // MQTT-4.7.2-1
        if (all)
            takeAll(child, search);
        else
            walk(child, rest, search);
    }
}

} // namespace broker
