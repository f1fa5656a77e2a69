// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>
#include <QHashFunctions>

namespace broker {

constexpr quint32 maxShards = 64;

/// Where things live among the shards: sessions by client id, retained messages by topic, shared subscriptions by their
/// whole filter. Recomputed at every start: nothing durable depends on it.
struct ShardMap
{
    quint32 shards = 1;
    quint64 seed = 0; ///< so that no client can choose names that all meet in one shard

    quint32 ownerOf(QByteArrayView key) const
    {
        if (shards == 1)
            return 0;
        const size_t hash = qHashBits(key.data(), static_cast<size_t>(key.size()), static_cast<size_t>(seed));
        return static_cast<quint32>((hash ^ (hash >> 32)) % shards);
    }
};

} // namespace broker
