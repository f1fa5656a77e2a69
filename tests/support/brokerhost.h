// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/shardgroup.h"
#include "support/testshards.h"
#include <map>

namespace support {

/// A host for the pure engine: connections are names, bytes go in, bytes come out, time moves when told to. Passwords
/// are answered at once (any user; password "wrong" is refused) unless `holdAuthentication`; journal records at once
/// unless `holdJournal`.
class BrokerHost
{
public:
    explicit BrokerHost(broker::Settings settings = {},
                        std::shared_ptr<const broker::Authorizer> authorizer = std::make_shared<broker::AllowAll>())
        : engine(withTestShards(std::move(settings)), std::move(authorizer))
    {
    }

    struct Peer
    {
        broker::ConnectionId id;
        QByteArray unread;   ///< to the engine, not a whole packet yet
        QByteArray inbox;    ///< from the engine, not looked at yet
        bool closed = false; ///< the engine asked for it, or the test did
        int closings = 0;    ///< how often the engine asked for it
        std::optional<broker::AuthenticationRequest> request;
    };

    /// A new connection under the name, in place of a former one.
    Peer &open(const QByteArray &name)
    {
        Peer &peer = peers[name];
        if (!peer.id.isNull() && !peer.closed)
            lose(name);
        peer = Peer();
        peer.id = {nextIndex++, 1};
        names[peer.id] = name;
        handle(broker::ConnectionOpened{
            .connection = peer.id, .address = "192.0.2.1", .port = 4000, .listener = "test", .isDurable = isDurable});
        return peer;
    }

    void write(const QByteArray &name, QByteArrayView bytes)
    {
        Peer &peer = peers[name];
        peer.unread.append(bytes);
        while (!peer.closed && !engine.isHeld(peer.id)) {
            const base::Bytes input = base::Bytes::copyOf(peer.unread);
            auto decoded = mqtt::decode(input, engine.decodeOptions(peer.id));
            if (!decoded) {
                handle(broker::PacketRefused{peer.id, decoded.error()});
                return;
            }
            if (!*decoded)
                return;
            peer.unread.remove(0, (*decoded)->size);
            handle(broker::PacketReceived{peer.id, (*decoded)->packet, (*decoded)->size});
        }
    }

    /// The network breaks.
    void lose(const QByteArray &name)
    {
        Peer &peer = peers[name];
        peer.closed = true;
        handle(broker::ConnectionClosed{peer.id, false});
    }

    void pass(std::chrono::milliseconds time)
    {
        now.monotonic += time;
        now.utc.value += time.count();
        handle(broker::Tick{});
    }

    void answer(const QByteArray &name, std::optional<broker::Refusal> refusal = std::nullopt)
    {
        const broker::AuthenticationRequest request = *std::exchange(peers[name].request, std::nullopt);
        if (refusal)
            handle(broker::AuthenticationRefused{request.connection, *refusal});
        else
            handle(broker::Authenticated{request.connection,
                                         {request.userName.value_or(QByteArray()), request.clientId, request.address}});
    }

    template <typename Event>
    void handle(const Event &event)
    {
        broker::Actions actions;
        engine.handle(event, now, actions);
        carryOut(actions);
    }

    /// The next packet sent to the connection; empty: none.
    std::optional<mqtt::Packet> next(const QByteArray &name, mqtt::Version version = mqtt::Version::V311)
    {
        Peer &peer = peers[name];
        auto decoded = mqtt::decode(base::Bytes::copyOf(peer.inbox), {version, 16 * 1024 * 1024});
        if (!decoded || !*decoded)
            return std::nullopt;
        peer.inbox.remove(0, (*decoded)->size);
        return std::move((*decoded)->packet);
    }

    broker::ShardGroup engine;
    broker::Instant now{std::chrono::seconds(1000), {1'705'347'000'000}};
    std::map<QByteArray, Peer> peers;
    std::vector<broker::Notice> notices;
    std::vector<broker::DurableChange> records;
    std::vector<quint64> calls; ///< the last record of each call that has made some: they are durable together
    bool holdAuthentication = false;
    bool holdJournal = false;
    bool isDurable = true; ///< of connections that are opened from now on

private:
    void carryOut(const broker::Actions &actions)
    {
        using Kind = broker::Action::Kind;
        quint64 persisted = 0;
        std::vector<QByteArray> asking;
        std::vector<QByteArray> resumed;
        for (const broker::Action &action : actions.items()) {
            Peer *peer = names.count(action.connection) ? &peers[names[action.connection]] : nullptr;
            const bool current = peer && peer->id == action.connection;
            switch (action.kind) {
            case Kind::Send:
                if (current)
                    peer->inbox.append(actions.head(action)).append(actions.body(action).view());
                break;
            case Kind::Close:
                if (current) {
                    peer->closed = true;
                    ++peer->closings;
                }
                break;
            case Kind::Authenticate:
                peer->request = actions.request(action);
                asking.push_back(names[action.connection]);
                break;
            case Kind::Persist:
                records.push_back(actions.record(action));
                persisted = records.back().number;
                break;
            case Kind::Resume:
                if (current)
                    resumed.push_back(names[action.connection]);
                break;
            case Kind::Notify:
                notices.push_back(actions.notice(action));
                break;
            }
        }
        if (persisted != 0)
            calls.push_back(persisted);
        if (persisted != 0 && !holdJournal)
            handle(broker::Persisted{persisted});
        for (const QByteArray &name : resumed)
            write(name, {});
        for (const QByteArray &name : asking) {
            if (holdAuthentication)
                continue;
            const bool wrong = peers[name].request->password == QByteArray("wrong");
            answer(name, wrong ? std::optional(broker::Refusal::BadCredentials) : std::nullopt);
        }
    }

    std::map<broker::ConnectionId, QByteArray> names;
    quint32 nextIndex = 0;
};

} // namespace support
