// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesstokens.h"
#include "base/strongid.h"
#include "gateway/websocketpeer.h"

namespace gateway {

using FeedId = base::StrongId<struct FeedTag, quint64>;

/// The WebSocket of one live feed (docs/api.md "Live feed"): frames out; in, nothing but pongs and close is expected.
class FeedSocket final : public WebSocketPeer
{
public:
    FeedSocket(std::unique_ptr<net::ByteStream> stream, WebSocketHost &host, FeedId id, auth::Principal principal,
               QString address, base::Monotonic now)
        : WebSocketPeer(std::move(stream), host, id.value(), {}, now)
        , m_principal(std::move(principal))
        , m_address(std::move(address))
    {
    }
    FeedId feedId() const { return FeedId(id()); }
    const auth::Principal &principal() const { return m_principal; }
    const QString &address() const { return m_address; }

private:
    const auth::Principal m_principal;
    const QString m_address;
};

/// Close codes of the feed beside those of RFC 6455.
namespace feedclose {
inline constexpr quint16 tokenOver = 4401; ///< expired or revoked
}

} // namespace gateway
