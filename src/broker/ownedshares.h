// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/shardmessage.h"
#include "broker/topicindex.h"
#include <QHash>

namespace broker {

/// A shared subscription for which this shard decides whose turn it is.
struct OwnedShare
{
    QByteArray share;             ///< `$share/group/filter`
    std::vector<quint32> members; ///< the shard of each, in the order in which they came
    size_t turn = 0;

    /// The shard to ask next, and notes in the offer that it is asked; empty: all have refused.
    std::optional<quint32> next(ShareOffered &offer);
};

/// Those of one shard, by name and by topic. A number stays with its group until the last member leaves.
class OwnedShares
{
public:
    /// True when it is the group's first member.
    bool join(const QByteArray &share, quint32 shard);
    /// True when it was the last one.
    bool leave(const QByteArray &share, quint32 shard);
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
