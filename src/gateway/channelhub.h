// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/channelframe.h"
#include "gateway/channelsettings.h"
#include "gateway/channelsocket.h"
#include "gateway/livepart.h"
#include <QHash>
#include <unordered_map>

namespace gateway {

/// The WebSocket channels (S3-01 … S3-78, docs/api.md "WebSocket channels"): clients, who listens to what, statistics.
/// Each message is built once and its bytes go to all who listen. Lives in the gateway's thread.
class ChannelHub final : public LivePart, private WebSocketHost
{
public:
    /// Whom the credentials of a request name, in its headers or its query. Unauthenticated.
    using Identify = std::function<base::Result<auth::Principal>(const Exchange &)>;
    struct Settings
    {
        ChannelSettings limits;
        bool needsCredentials = true; ///< false in profile lab: the open endpoint and the routes take anybody
        QString version;              ///< of the hub, as system events tell it
    };
    ChannelHub(const base::Clock &clock, Settings settings, Identify identify);
    ~ChannelHub() override;

    void addRoutes(Router &router) override;
    void tick(base::Monotonic now) override;
    void checkCallers(const auth::Snapshot &users, base::UtcMs now) override;
    void closeAll() override;
    void report(contract::MetricsPage &page) const override;
    qsizetype connections() const override { return static_cast<qsizetype>(m_sockets.size()); }

    /// To the entity's channel and to `general`, once to each client.
    void tell(const contract::EntityEvent &event);
    /// To `general`; of the broker's affairs only to those who may see the broker (S3-23).
    void tell(const contract::SystemEvent &event);

private:
    void socketMessage(WebSocketPeer &peer, const web::WebSocketMessage &message) override;
    void socketEnded(WebSocketPeer &peer) override;

    Outcome openPlain(Exchange &exchange);
    Outcome openSecure(Exchange &exchange);
    Outcome open(Exchange &exchange, ChannelCaller caller);
    Outcome testEvent(Exchange &exchange);
    Outcome statistics(Exchange &exchange);
    Outcome channelStatistics(Exchange &exchange);

    static bool bringsCredentials(const Exchange &exchange);
    /// An answer: the caller may not do this. Notes who it is.
    std::optional<web::HttpResponse> checkCaller(Exchange &exchange, auth::Permission needs) const;
    std::optional<web::HttpResponse> checkRoom(const Exchange &exchange);
    int mostFrom(const QString &address) const;
    struct Joining
    {
        ChannelCaller caller;
        ChannelSet channels;
        std::optional<web::DeflateAgreement> deflate;
    };
    void join(std::unique_ptr<net::ByteStream> stream, Joining joining);
    void answer(ChannelSocket &socket, const contract::ChannelRequest &request);
    bool mayHear(const ChannelSocket &socket, const contract::SystemEvent &event) const;
    /// How many it went to.
    int broadcast(contract::LiveChannel channel, ChannelFrame frame,
                  const std::function<bool(const ChannelSocket &)> &chosen = {});
    contract::ChannelUsers usersOf(contract::LiveChannel channel) const;
    std::vector<quint64> ids() const;

    const base::Clock &m_clock;
    const Settings m_settings;
    const Identify m_identify;
    quint64 m_lastId = 0;
    std::unordered_map<quint64, std::unique_ptr<ChannelSocket>> m_sockets;
    QHash<QString, int> m_perAddress;
    // For report(): since start.
    quint64 m_opened = 0;
    quint64 m_full = 0;
    quint64 m_sent = 0;
    quint64 m_silent = 0;
    quint64 m_slow = 0;
    std::vector<std::unique_ptr<ChannelSocket>> m_ended; ///< deleted by the next tick: they may be on the call stack
};

} // namespace gateway
