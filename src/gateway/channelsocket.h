// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesstokens.h"
#include "gateway/channelset.h"
#include "gateway/websocketpeer.h"

namespace gateway {

/// Who is at the other end of a channel's WebSocket.
struct ChannelCaller
{
    std::optional<auth::Principal> principal; ///< none: profile lab let it in without
    QString label;                            ///< `user_id`, what it calls itself: never an identity (S3-13)
    QString address;                          ///< without port
};

/// The WebSocket of one client of the channels (docs/api.md "WebSocket channels").
class ChannelSocket final : public WebSocketPeer
{
public:
    ChannelSocket(std::unique_ptr<net::ByteStream> stream, WebSocketHost &host, quint64 id,
                  const WebSocketPeer::Options &options, const base::Clock &clock, ChannelCaller caller)
        : WebSocketPeer(std::move(stream), host, id, options, clock.monotonicNow())
        , m_since(clock.utcNow())
        , m_caller(std::move(caller))
    {
    }
    base::UtcMs since() const { return m_since; }
    const ChannelCaller &caller() const { return m_caller; }
    ChannelSet channels; ///< what it listens to now
    int windowBits = 0;  ///< of compressed frames; 0: it gets plain ones

private:
    const base::UtcMs m_since;
    const ChannelCaller m_caller;
};

} // namespace gateway
