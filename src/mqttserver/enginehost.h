// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "broker/shardgroup.h"
#include "mqttserver/authenticator.h"
#include "mqttserver/connection.h"
#include "mqttserver/doorguard.h"
#include "mqttserver/journal.h"
#include "net/loop.h"
#include "net/mailbox.h"
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace mqttserver {

/// The engine and the streams it speaks on: gives it events, carries its actions out. In the server's thread.
class EngineHost
{
public:
    /// What one listener demands of its clients.
    struct Rules
    {
        qsizetype softOutput = 0; ///< see Settings::softOutputLimit
        qsizetype hardOutput = 0;
        bool bindsClientId = false; ///< see ListenerSettings::bindsClientId
    };
    struct Ports
    {
        const base::Clock &clock;
        Authenticator &authenticator;
        const DoorGuard &guard;
        std::function<void(const broker::Notice &)> notice;
        Journal *journal = nullptr; ///< null: what is in memory counts as durable
    };

    EngineHost(const broker::Settings &settings, std::shared_ptr<const broker::Authorizer> authorizer, Rules rules,
               Ports ports);
    ~EngineHost();

    /// Rules of one listener that differ from those for all others. Before its first open(); at most 255.
    void setRules(const QByteArray &listener, const Rules &rules);
    /// A stream that speaks plain MQTT from now on.
    void open(std::unique_ptr<net::ByteStream> stream, const QByteArray &listener, bool isDurable = true);

    /// The same for a client inside the hub: nobody asks for its password, and it may do everything. The far end of it.
    std::unique_ptr<net::ByteStream> openLocal(net::Loop &loop);

    /// Gives the engine one event and carries out what follows.
    template <typename Event>
    void give(const Event &event)
    {
        m_engine.handle(event, now(), m_actions);
        carryOut();
    }

    /// The same for many, with one clock reading.
    void give(const std::vector<broker::PublishInternal> &batch);

    void give(const std::vector<broker::PublishLogged> &batch);

    /// One turn of a connection: `give()` of many packets with one clock reading.
    class Turn
    {
    public:
        explicit Turn(EngineHost &host)
            : m_host(host)
            , m_now(host.now())
        {
        }
        mqtt::DecodeOptions decodeOptions(broker::ConnectionId id) const { return m_host.m_engine.decodeOptions(id); }
        bool isHeld(broker::ConnectionId id) const { return m_host.m_engine.isHeld(id); }
        void packet(broker::ConnectionId id, mqtt::Packet &packet, qsizetype size);
        void refused(broker::ConnectionId id, const base::Error &error);
        /// Deliveries that this turn has caused.
        size_t deliveries() const { return m_deliveries; }
        /// Carries out what is left. Connections may be gone afterwards, the caller's own too.
        void finish() { m_host.carryOut(); }

    private:
        EngineHost &m_host;
        broker::Instant m_now;
        size_t m_deliveries = 0;
    };

    /// The stream of a connection has ended: forgets it.
    void closed(broker::ConnectionId id, net::CloseReason reason);
    /// Ends the connections whose identities were for a time that is over (Authenticator::Temporary).
    void endExpired();
    /// Calls Connection::resume() of it in the next turn.
    void continueLater(broker::ConnectionId id);

    /// Lets `function(engine, now, actions)` do something rare to the engine, and carries out what follows.
    template <typename Function>
    auto administer(Function function)
    {
        const auto result = function(m_engine, now(), m_actions);
        carryOut();
        return result;
    }

    broker::Instant now() const;
    size_t openConnections() const { return m_open; }
    void abortAll();
    qint64 pendingOutput() const;
    broker::ShardGroup &engine() { return m_engine; }
    const broker::ShardGroup &engine() const { return m_engine; }

private:
    struct Slot
    {
        std::unique_ptr<Connection> connection;
        quint32 generation = 0;
        quint8 rules = 0; ///< index
        bool isLocal = false;
    };
    struct AuthenticationAnswer
    {
        broker::ConnectionId connection;
        Authenticator::Answer answer;
    };

    Connection *find(broker::ConnectionId id) const;
    const Rules &rulesOf(broker::ConnectionId id) const { return m_rules[m_slots[id.index].rules]; }
    Slot &newSlot(std::unique_ptr<net::ByteStream> stream, const QByteArray &listener);
    void begin(const Slot &slot, const QByteArray &listener, bool isDurable);
    bool isLocal(broker::ConnectionId id) const { return m_slots[id.index].isLocal; }
    std::unique_ptr<Connection> take(broker::ConnectionId id);
    void carryOut();
    void carryOutOnce();
    void send(const broker::Action &action);
    QByteArray textOf(const QHostAddress &peer);
    void authenticate(broker::AuthenticationRequest request);
    void answered(const AuthenticationAnswer &answer);

    broker::ShardGroup m_engine;
    std::vector<Rules> m_rules; ///< [0] for listeners without rules of their own
    QHash<QByteArray, quint8> m_rulesOf;
    Ports m_ports;
    std::vector<Slot> m_slots;
    std::vector<quint32> m_free;
    QHostAddress m_lastPeer;
    QByteArray m_lastText; ///< of m_lastPeer
    size_t m_open = 0;
    broker::Actions m_actions;
    std::unordered_map<quint32, base::UtcMs> m_expiries; ///< of connections that were let in for a time, by slot
    std::vector<broker::ConnectionId> m_cutOff; ///< beyond the hard limit: told to the engine after the actions
    net::Mailbox<AuthenticationAnswer> m_answers;
    net::Mailbox<broker::ConnectionId> m_unfinished;
};

} // namespace mqttserver
