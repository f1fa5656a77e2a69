// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/topicindex.h"
#include <algorithm>

namespace broker {

namespace {

void append(std::vector<Subscriber> &found, const SubscriberList &list)
{
    found.insert(found.end(), list.entries().begin(), list.entries().end());
}

} // namespace

size_t SubscriberList::find(quint32 session) const
{
    if (m_positions) {
        const auto at = m_positions->find(session);
        return at == m_positions->end() ? m_entries.size() : at->second;
    }
    const auto at = std::find_if(m_entries.begin(), m_entries.end(),
                                 [session](const Subscriber &entry) { return entry.session == session; });
    return static_cast<size_t>(at - m_entries.begin());
}

bool SubscriberList::set(const Subscriber &subscriber)
{
    const size_t at = find(subscriber.session);
    if (at < m_entries.size()) {
        m_entries[at] = subscriber;
        return false;
    }
    m_entries.push_back(subscriber);
    if (m_positions) {
        m_positions->emplace(subscriber.session, static_cast<quint32>(at));
    } else if (m_entries.size() > longest) {
        m_positions = std::make_unique<Positions>();
        for (quint32 i = 0; i < m_entries.size(); ++i)
            m_positions->emplace(m_entries[i].session, i);
    }
    return true;
}

bool SubscriberList::remove(quint32 session)
{
    const size_t at = find(session);
    if (at >= m_entries.size())
        return false;
    if (m_positions) {
        m_positions->erase(session);
        if (at + 1 < m_entries.size())
            (*m_positions)[m_entries.back().session] = static_cast<quint32>(at);
    }
    m_entries[at] = m_entries.back();
    m_entries.pop_back();
    if (m_entries.empty())
        *this = SubscriberList();
    return true;
}

TopicIndex::Place TopicIndex::findOrAdd(QByteArrayView filter)
{
    Tree::Node node = Tree::root;
    for (LevelCursor rest(filter); !rest.atEnd();) {
        const QByteArrayView level = rest.take();
        if (level == "#")
            return {node, true};
        node = m_tree.findOrAdd(node, level);
    }
    return {node, false};
}

bool TopicIndex::find(QByteArrayView filter, Place &place) const
{
    place = {Tree::root, false};
    for (LevelCursor rest(filter); !rest.atEnd();) {
        const QByteArrayView level = rest.take();
        if (level == "#") {
            place.below = true;
            return true;
        }
        place.node = m_tree.find(place.node, level);
        if (place.node == Tree::none)
            return false;
    }
    return true;
}

bool TopicIndex::set(QByteArrayView filter, const Subscriber &subscriber)
{
    const Place place = findOrAdd(filter);
    Lists &lists = m_tree.value(place.node);
    const bool isNew = (place.below ? lists.below : lists.here).set(subscriber);
    m_size += isNew ? 1 : 0;
    return isNew;
}

bool TopicIndex::remove(QByteArrayView filter, quint32 session)
{
    Place place{};
    if (!find(filter, place))
        return false;
    Lists &lists = m_tree.value(place.node);
    if (!(place.below ? lists.below : lists.here).remove(session))
        return false;
    --m_size;
    m_tree.prune(place.node);
    return true;
}

void TopicIndex::match(QByteArrayView topic, std::vector<Subscriber> &found) const
{
    // MQTT-4.7.2-1: a wildcard in the first level does not reach names that begin with '$'.
    const bool wildcards = !topic.startsWith('$');
    if (wildcards)
        append(found, m_tree.value(Tree::root).below);
    descend(Tree::root, LevelCursor(topic), wildcards, found);
}

void TopicIndex::matchFrom(Tree::Node node, LevelCursor rest, std::vector<Subscriber> &found) const
{
    const Lists &lists = m_tree.value(node);
    append(found, lists.below); // "a/#" matches "a" too (4.7.1.2)
    if (rest.atEnd())
        append(found, lists.here);
    else
        descend(node, rest, true, found);
}

void TopicIndex::descend(Tree::Node node, LevelCursor rest, bool wildcards, std::vector<Subscriber> &found) const
{
    if (m_tree.firstChild(node) == Tree::none)
        return;
    const QByteArrayView level = rest.take();
    if (const Tree::Node child = m_tree.find(node, level); child != Tree::none)
        matchFrom(child, rest, found);
    if (!wildcards)
        return;
    if (const Tree::Node plus = m_tree.find(node, "+"); plus != Tree::none)
        matchFrom(plus, rest, found);
}

bool TopicIndex::hasUnder(QByteArrayView levels) const
{
    Tree::Node node = Tree::root;
    for (LevelCursor rest(levels); !rest.atEnd() && node != Tree::none;)
        node = m_tree.find(node, rest.take());
    return node != Tree::none;
}

} // namespace broker
