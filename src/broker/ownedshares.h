// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/shardmessage.h"
#include "broker/topicindex.h"
#include <QHash>

namespace broker {

/// A shared subscription for which this shard decides whose turn it is.
struct OwnedShare
{
    QByteArray share;               ///< `$share/group/filter`
    std::vector<SessionId> members; ///< of all shards, in the order in which they came
    size_t turn = 0;

    /// A message to be offered, to begin with whose turn it is.
    ShareOffered offer(const MessageRef &message) const;
    /// The member to ask next, written into the offer; its turn is over. False: all have been asked in every way.
    bool next(ShareOffered &offer);
};

/// Those of one shard, by name and by topic. A number stays with its group until the last member leaves.
class OwnedShares
{
public:
    /// True when it is the group's first member.
    bool join(const QByteArray &share, SessionId member);
    /// True when it was the last one.
    bool leave(const QByteArray &share, SessionId member);
    /// Null: it has no members.
    OwnedShare *find(const QByteArray &share);
    OwnedShare &at(quint32 number) { return m_shares[number]; }
    /// Appends the groups that share the topic, each once, as `session` of a Subscriber.
    void match(QByteArrayView topic, std::vector<Subscriber> &found) const { m_index.match(topic, found); }

private:
    std::vector<OwnedShare> m_shares;
    std::vector<quint32> m_free;
    QHash<QByteArray, quint32> m_numbers;
    TopicIndex m_index; ///< by inner filter; the group's number stands for the session
};

} // namespace broker
