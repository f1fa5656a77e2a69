// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/channelmessages.h"
#include <vector>

namespace gateway {

/// Which channels a client listens to. A value.
class ChannelSet
{
public:
    bool has(contract::LiveChannel channel) const { return (m_bits & bit(channel)) != 0; }
    void add(contract::LiveChannel channel) { m_bits |= bit(channel); }
    void remove(contract::LiveChannel channel) { m_bits &= ~bit(channel); }
    /// Whether something on `channel` reaches it: `general` brings everything (S3-29), and each thing once.
    bool hears(contract::LiveChannel channel) const { return has(channel) || has(contract::LiveChannel::General); }
    /// In the order of the enumeration.
    std::vector<contract::LiveChannel> list() const
    {
        std::vector<contract::LiveChannel> channels;
        for (const contract::LiveChannel channel : contract::allLiveChannels) {
            if (has(channel))
                channels.push_back(channel);
        }
        return channels;
    }

private:
    static constexpr unsigned bit(contract::LiveChannel channel) { return 1U << static_cast<unsigned>(channel); }
    unsigned m_bits = 0;
};

} // namespace gateway
