// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "mqttserver/authenticator.h"
#include "mqttserver/certificatewatch.h"
#include "mqttserver/doorguard.h"
#include "mqttserver/journal.h"
#include "mqttserver/settings.h"
#include "net/loop.h"
#include "net/mailbox.h"
#include <QBasicTimer>
#include <QObject>
#include <functional>
#include <memory>

namespace mqttserver {

class Administration;
class EngineHost;
class SysTree;
class WebSocketDoor;

/// A connection that came in elsewhere (the gateway's `/mqtt`) and goes on as MQTT.
struct Adoption
{
    std::unique_ptr<net::DetachedStream> stream;
    /// WebSocket: the 101 has been queued, what follows are frames.
    Framing framing = Framing::WebSocket;
    QByteArray listener = "ws"; ///< see ListenerSettings::name
};

/// Swaps the rules; live sessions fall under the new ones at once.
struct AuthorizerChange
{
    std::shared_ptr<const broker::Authorizer> authorizer;
};

/// Keeps somebody out for a time and ends the connections that he has; see MqttServer::ban.
struct BanClient
{
    broker::Ban ban;
};

/// Reads the listeners' certificates again, changed or not. Ports::told hears what came of it.
struct ReloadCertificates
{
};

struct LiftBan
{
    broker::BanKind kind = broker::BanKind::ClientId;
    QByteArray value;
};

/// What other threads may ask of the server, beside publishing.
using Command = std::variant<Adoption, AuthorizerChange, broker::KickClient, BanClient, LiftBan, ReloadCertificates>;

/// The embedded MQTT broker on its sockets: listeners, streams, the engine, time. Make, use and destroy it in one
/// thread with an event loop (HubThread::call). Other threads reach it by publisher() and commands(). No state outside
/// the object: any number of servers run in one process.
class MqttServer final : public QObject
{
public:
    struct Ports
    {
        const base::Clock &clock;
        Authenticator &authenticator;
        std::shared_ptr<const broker::Authorizer> authorizer;
        /// Connects, disconnects, drops, refusals…; called in the server's thread, must not call back. May be empty.
        std::function<void(const broker::Notice &)> notice;
        /// What an operator should read: a certificate was renewed, could not be, or ends soon. As `notice`.
        std::function<void(const Tidings &)> told = {};
        /// With Settings::engine.journal; outlives the server. Null: what is in memory counts as durable.
        Journal *journal = nullptr;
    };

    MqttServer(Settings settings, Ports ports);
    ~MqttServer() override;

    /// What a former process has left. Before anything else, start() too.
    void restore(broker::SavedState state);
    /// Opens all listeners or none; the error names the port and the fix (net::Listener::listen).
    base::Result<> start();
    /// Stops listening, tells and flushes all clients, and calls `stopped` when all have gone, after stopLimit at the
    /// latest. Then destroy the server.
    void stop(std::function<void()> stopped);

    /// The real port of a listener; 0 for an unknown name.
    quint16 port(QByteArrayView listener) const;

    /// Keeps somebody out until `ban.until` (or until it is lifted) and ends the connections that he has. A client that
    /// tries gets CONNACK 5 or 0x8A; an address is turned away before TLS. Errors as DoorGuard::ban. In the server's
    /// thread, from elsewhere by BanClient.
    base::Result<> ban(const broker::Ban &ban);
    /// The bans themselves: list and lift from any thread.
    DoorGuard &guard() { return m_guard; }

    /// Publishes from any thread, in order. push() is false when the queue is full (Settings::publishQueue).
    net::MailboxSender<broker::PublishInternal> publisher() const { return m_publishing.sender(); }
    /// The same for messages of the hub's event log (broker::PublishLogged). Take care that few wait: the limit counts
    /// events.
    net::MailboxSender<broker::PublishLogged> logPublisher() const { return m_logged.sender(); }
    /// Where the journal answers. It may rely on push().
    net::MailboxSender<broker::Persisted> persisted() const { return m_persisted.sender(); }
    /// Commands from any thread.
    net::MailboxSender<Command> commands() const { return m_commands.sender(); }

    /// What an administrator asks and does. In the server's thread.
    Administration administration();

    /// For a client inside the hub (LocalClient), in the server's thread: its end of a connection that may do
    /// everything. Null once stop() was called. Destroy it before the server.
    std::unique_ptr<net::ByteStream> connectLocal();

    // Snapshots, in the server's thread.
    broker::Statistics statistics() const;
    std::vector<broker::ClientInfo> clients(bool withSubscriptions = false) const;
    std::vector<broker::RetainedInfo> retained(QByteArrayView filter, int limit) const;
    /// Bytes that wait for slow clients, in all.
    qint64 pendingOutput() const;
    /// Connections turned away at the listeners' limits.
    quint64 refusedConnections() const;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct Door;
    base::Result<> open(const ListenerSettings &settings);
    bool isDurable(const QByteArray &listener) const;
    void accept(const ListenerSettings &settings, std::unique_ptr<net::ByteStream> stream);
    void adopt(Adoption adoption);
    void obey(Command &command);
    void kickBanned(const broker::Ban &ban);
    void onNotice(const broker::Notice &notice);
    net::ListenOptions listenOptions(const ListenerSettings &settings);
    void applyRules(const ListenerSettings &settings);
    void houseKeeping(base::Monotonic now);
    void onFailedHandshake(const net::ByteStream &stream);
    void tell(const Tidings &tidings) const;
    void publishSys();
    void keepTraces();
    void finishStop();

    Settings m_settings;
    Ports m_ports;
    net::Loop m_loop;
    DoorGuard m_guard;
    CertificateWatch m_certificates;
    std::unique_ptr<EngineHost> m_host;
    std::unique_ptr<WebSocketDoor> m_webSocketDoor;
    std::vector<std::unique_ptr<Door>> m_doors;
    std::unique_ptr<SysTree> m_sysTree;
    net::Mailbox<broker::PublishInternal> m_publishing;
    net::Mailbox<broker::PublishLogged> m_logged;
    net::Mailbox<broker::Persisted> m_persisted;
    net::Mailbox<Command> m_commands;
    QBasicTimer m_tick;
    base::Monotonic m_started{};
    base::Monotonic m_nextSys{};
    base::Monotonic m_nextTraces{};
    base::Monotonic m_nextHouseKeeping{};
    base::Monotonic m_stopDeadline{};
    std::vector<broker::Ban> m_newBans; ///< for flapping: whoever is connected goes with the next tick
    std::function<void()> m_stopped;
};

} // namespace mqttserver
