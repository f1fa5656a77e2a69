// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/livepart.h"
#include "gateway/messagingcontroller.h"
#include "gateway/socketiomqtt.h"

namespace gateway {

/// Socket.IO at `/socket.io/` (S4-03, S4-34): HTTP long polling, WebSocket and the upgrade from one to the other, for
/// unmodified clients of Engine.IO 4; and MQTT over REST, which shares the MQTT client with it. Knows clients; what
/// they say in `/mqtt` is SocketIoMqtt's. Lives in the gateway's thread.
class SocketIoHub final : public LivePart, private SocketIoHost
{
public:
    /// Null: publishing and subscribing is refused (messaging: not connected, access: not permitted). All outlive it.
    struct Ports
    {
        Messaging *messaging = nullptr;
        AccessPort *access = nullptr;
        const Identification &callers;
        const base::Clock &clock;
    };
    SocketIoHub(const Ports &ports, const SocketIoSettings &settings);
    ~SocketIoHub() override;

    void addRoutes(Router &router) override;
    void tick(base::Monotonic now) override;
    /// Closes the connections of those whose token is over: their library connects again, with a new one if it can.
    void checkCallers(const auth::Snapshot &users, base::UtcMs now) override;
    void stopAccepting() override;
    void closeAll() override;
    void report(contract::MetricsPage &page) const override;
    qsizetype connections() const override { return static_cast<qsizetype>(m_clients.size()); }

private:
    Outcome get(Exchange &exchange);
    Outcome post(Exchange &exchange);
    Outcome upgrade(Exchange &exchange);
    Outcome open(Exchange &exchange);
    std::optional<web::HttpResponse> refuseNew(const Exchange &exchange) const;
    SocketIoClient &make(web::EngineSession::Transport transport, const QString &address);
    SocketIoClient *find(const QByteArray &sid) const;
    std::vector<SocketIoClient *> all() const;
    void closeAllClients(QLatin1StringView reason);

    void noticeArrived(SocketIoClient &client, const web::SocketNotice &notice) override;
    void clientEnded(SocketIoClient &client, QLatin1StringView reason) override;

    const base::Clock &m_clock;
    const SocketIoSettings m_settings;
    MessagingRelay m_relay;
    MessagingController m_rest;
    SocketIoMqtt m_mqtt;
    QHash<QByteArray, SocketIoClient *> m_bySid;
    QHash<QString, int> m_ofAddress;
    std::unordered_map<quint64, std::unique_ptr<SocketIoClient>> m_clients;
    std::vector<std::unique_ptr<SocketIoClient>> m_ended; ///< until they have said goodbye
    quint64 m_lastId = 0;
    quint64 m_opened = 0;
    quint64 m_refused = 0;
    bool m_isStopping = false;
};

} // namespace gateway
