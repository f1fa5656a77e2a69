// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/json.h"
#include "gateway/identification.h"
#include "gateway/messagingrelay.h"
#include "gateway/socketioclient.h"
#include <unordered_map>

namespace gateway {

/// The Socket.IO namespace `/mqtt` (S4-34 … S4-46): who joins, what he may ask, which messages he gets. Lives in the
/// gateway's thread.
class SocketIoMqtt final : private MessagingRelay::Listener
{
public:
    static constexpr QByteArrayView nsp = "/mqtt";
    static constexpr int maxOpenRequests = 1'000; ///< of one client

    /// All outlive it.
    SocketIoMqtt(MessagingRelay &relay, const Identification &callers, const base::Clock &clock);
    ~SocketIoMqtt();

    void join(SocketIoClient &client, const web::SocketNotice &notice);
    void event(SocketIoClient &client, const web::SocketNotice &notice);
    /// It has left, or has gone altogether.
    void leave(SocketIoClient &client);
    /// Whether what a client has shown still stands.
    static bool mayStay(const SocketIoClient &client, const auth::Snapshot &users, base::UtcMs now);

private:
    using Handler = void (SocketIoMqtt::*)(SocketIoClient &, const web::SocketNotice &, const contract::JsonValue &);
    void messageArrived(const MessagingDelivery &message, const std::vector<MessagingTable::Recipient> &to) override;
    void statusChanged(const MessagingStatus &status) override;

    void askStatus(SocketIoClient &client, const web::SocketNotice &notice, const contract::JsonValue &argument);
    void publish(SocketIoClient &client, const web::SocketNotice &notice, const contract::JsonValue &argument);
    void subscribe(SocketIoClient &client, const web::SocketNotice &notice, const contract::JsonValue &argument);
    void unsubscribe(SocketIoClient &client, const web::SocketNotice &notice, const contract::JsonValue &argument);
    void listSubscriptions(SocketIoClient &client, const web::SocketNotice &notice,
                           const contract::JsonValue &argument);

    /// Where the answer to one event goes.
    struct Asker
    {
        quint64 client = 0;
        QByteArray event;
        std::optional<quint64> ack;
        QByteArray topic;
    };
    void succeed(const Asker &asker, const QByteArray &json);
    void fail(const Asker &asker, const base::Error &error);
    void reply(const Asker &asker, const QByteArray &event, const QByteArray &json);

    MessagingRelay &m_relay;
    const Identification &m_callers;
    const base::Clock &m_clock;
    std::unordered_map<quint64, SocketIoClient *> m_clients;     ///< that have joined, by id
    std::unordered_map<quint64, SocketIoClient *> m_subscribers; ///< the same by subscriber
    QMultiHash<QString, SocketIoClient *> m_ofUser;
};

} // namespace gateway
