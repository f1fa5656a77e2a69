// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/broker.h"
#include "broker/ownedshares.h"
#include "broker/shardmap.h"

namespace broker {

/// What a shard knows of the others and keeps for them. Of one that is alone all of it stays empty.
struct Neighbours
{
    explicit Neighbours(const Settings &settings)
        : map{settings.shards, settings.idSeed}
        , self(settings.shards == 1 ? 0 : settings.shard)
    {
    }

    ShardMap map;
    quint32 self = 0;
    TopicIndex interests;           ///< filters of the others: to which shards a publication goes; the shard's number
                                    ///< stands for the session
    QHash<QByteArray, int> offered; ///< our filters that the others know of: subscriptions and owned shares to each
    OwnedShares shares;

    bool isAlone() const { return map.shards == 1; }
    bool isHere(quint32 shard) const { return shard == self; }
    quint32 ownerOf(QByteArrayView key) const { return map.ownerOf(key); }
};

} // namespace broker
