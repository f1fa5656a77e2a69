// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/topicindex.h"
#include <QHash>

namespace broker {

/// A shared subscription: the sessions that take turns with its messages (MQTT 5, 4.8.2).
struct ShareGroup
{
    QByteArray filter; ///< `$share/<group>/<filter>`: two filters of one name are two groups
    std::vector<Subscriber> members;
    quint32 turn = 0; ///< whose turn it is, in the order of the members
};

/// The shared subscriptions of one shard, by their whole filter and by topic. A number stays with its group until the
/// last member leaves.
class ShareGroups
{
public:
    /// `shared` must be valid. Replaces the session's membership; true when it is new.
    bool set(const QByteArray &shared, const Subscriber &member);
    /// False when it was no member.
    bool remove(const QByteArray &shared, quint32 session);
    /// Appends the groups whose filter matches, each once, as `session` of a Subscriber.
    void match(QByteArrayView topic, std::vector<Subscriber> &found) const { m_index.match(topic, found); }
    /// Null: nobody shares it.
    ShareGroup *find(const QByteArray &shared);
    ShareGroup &at(quint32 group) { return m_groups[group]; }
    bool isEmpty() const { return m_numbers.isEmpty(); }
    /// Memberships of all groups.
    qsizetype size() const { return m_size; }

private:
    quint32 findOrAdd(const QByteArray &shared);

    std::vector<ShareGroup> m_groups;
    std::vector<quint32> m_free;
    QHash<QByteArray, quint32> m_numbers;
    TopicIndex m_index; ///< by inner filter; the group's number stands for the session
    qsizetype m_size = 0;
};

} // namespace broker
