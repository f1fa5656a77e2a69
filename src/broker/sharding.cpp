// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/sharding.h"
#include "broker/fanout.h"
#include "broker/handlers.h"
#include "broker/holds.h"
#include "broker/relay.h"
#include "broker/routing.h"
#include "mqtt/topic.h"

namespace broker {

namespace {

void tellAll(State &state, const InterestChanged &change)
{
    for (quint32 shard = 0; shard < state.neighbours.map.shards; ++shard) {
        if (!state.neighbours.isHere(shard))
            state.actions->forward(shard, change);
    }
}

/// Once a filter: however many here want it, the others need to know of one.
void offer(State &state, const QByteArray &filter)
{
    Neighbours &neighbours = state.neighbours;
    if (++neighbours.offered[filter] == 1)
        tellAll(state, {neighbours.self, filter, true});
}

void withdraw(State &state, const QByteArray &filter)
{
    Neighbours &neighbours = state.neighbours;
    const auto known = neighbours.offered.find(filter);
    if (known == neighbours.offered.end() || --*known > 0)
        return;
    neighbours.offered.erase(known);
    tellAll(state, {neighbours.self, filter, false});
}

void changeMembership(State &state, const MembershipChanged &change)
{
    ++state.routeGeneration;
    OwnedShares &shares = state.neighbours.shares;
    const QByteArray inner = mqtt::splitShared(change.share).filter.toByteArray();
    if (change.isMember && shares.join(change.share, change.shard))
        offer(state, inner);
    else if (!change.isMember && shares.leave(change.share, change.shard))
        withdraw(state, inner);
}

void tellMembership(State &state, const QByteArray &share, bool isMember)
{
    const Neighbours &neighbours = state.neighbours;
    MembershipChanged change{neighbours.self, share, isMember};
    const quint32 owner = neighbours.ownerOf(share);
    if (neighbours.isHere(owner))
        changeMembership(state, change);
    else
        state.actions->forward(owner, std::move(change));
}

bool isShared(const QByteArray &filter)
{
    return !mqtt::splitShared(filter).group.isEmpty();
}

/// Asks one shard after the other until a member takes it.
void offerShare(State &state, ShareOffered offer)
{
    OwnedShare *share = state.neighbours.shares.find(offer.share);
    while (const std::optional<quint32> shard = share ? share->next(offer) : std::nullopt) {
        if (!state.neighbours.isHere(*shard)) {
            state.actions->forward(*shard, std::move(offer));
            return;
        }
        if (publishToGroup(state, offer.share, offer.message, offer.demand)) {
            giveReceipt(state, offer.receipt);
            return;
        }
    }
    ++state.statistics.dropped[static_cast<size_t>(DropCause::SessionEnded)]; // the last member has just gone
    giveReceipt(state, offer.receipt);
}

void offerShares(State &state, const Route &route, const MessageRef &message, Relay &relay)
{
    for (const quint32 number : route.rare->owned) {
        ShareOffered offer{state.neighbours.shares.at(number).share, message, {}, ShareDemand::AtOnce, 0};
        offer.receipt = relay.next();
        offerShare(state, std::move(offer));
    }
}

// ---- What comes from others ----

void handle(State &state, ConnectionMoved &moved)
{
    Connection &connection = state.connections.put(std::move(moved.connection));
    ++state.statistics.connections;
    state.statistics.of(connection.listener).connections += 1;
    handleConnect(state, connection, moved.packet);
}

void handle(State &state, PublicationForwarded &publication)
{
    const MessageRef &message = publication.message;
    const QByteArrayView topic = message->topic.view();
    Relay relay(state, message->qos, publication.receipt);
    if (publication.keeps && !keepRetained(state, message))
        ++state.statistics.dropped[static_cast<size_t>(DropCause::RetainedFull)];
    if (!publication.delivers)
        return;
    Fanout fanout(state, message);
    fanout.setRemotePublisher({publication.publisher, publication.from});
    const Route &route = routeOf(state, topic).route;
    fanOut(state, fanout, route, topic);
    if (route.rare)
        offerShares(state, route, message, relay);
}

void handle(State &state, const InterestChanged &change)
{
    TopicIndex &interests = state.neighbours.interests;
    if (change.isInterested)
        interests.set(change.filter, {change.shard, {}});
    else
        interests.remove(change.filter, change.shard);
    ++state.routeGeneration;
}

void handle(State &state, const MembershipChanged &change)
{
    changeMembership(state, change);
}

void handle(State &state, ShareOffered &offer)
{
    if (publishToGroup(state, offer.share, offer.message, offer.demand))
        giveReceipt(state, offer.receipt);
    else
        state.actions->forward(state.neighbours.ownerOf(offer.share), ShareRefused{std::move(offer)});
}

void handle(State &state, ShareRefused &refused)
{
    offerShare(state, std::move(refused.offer));
}

void handle(State &state, ShareReturned &returned)
{
    offerShare(state, {std::move(returned.share), std::move(returned.message), {}, ShareDemand::AtOnce, 0});
}

void handle(State &state, const RetainedAsked &question)
{
    RetainedFound answer{question.connection, {}};
    for (const QByteArray &filter : question.filters)
        state.retained.match(filter, answer.found.emplace_back());
    state.actions->forward(question.shard, std::move(answer));
}

void handle(State &state, RetainedFound &answer)
{
    Connection *connection = state.connections.find(answer.connection);
    if (connection && connection->stage == Connection::Stage::Online && connection->pending)
        takeRetained(state, *connection, answer);
}

void handle(State &state, const ReceiptGiven &given)
{
    takeReceipt(state, given.number);
}

void handle(State &state, const PublisherHeld &change)
{
    holdForOther(state, change);
}

} // namespace

bool moveHome(State &state, Connection &connection, mqtt::Connect &packet)
{
    const Neighbours &neighbours = state.neighbours;
    if (neighbours.isAlone() || packet.clientId.isEmpty())
        return false;
    const quint32 home = neighbours.ownerOf(packet.clientId);
    if (neighbours.isHere(home))
        return false;
    --state.statistics.connections;
    state.statistics.of(connection.listener).connections -= 1;
    state.actions->forward(home, ConnectionMoved{state.connections.take(connection.id), std::move(packet)});
    return true;
}

QByteArray generateClientId(State &state)
{
    const QByteArray begin = "auto-" + QByteArray::number(state.settings.idSeed, 36) + '-';
    QByteArray id;
    do {
        id = begin + QByteArray::number(++state.generatedIds, 36);
    } while (!state.neighbours.isHere(state.neighbours.ownerOf(id)));
    return id;
}

void tellSubscribed(State &state, const QByteArray &filter)
{
    if (isShared(filter))
        tellMembership(state, filter, true);
    else
        offer(state, filter);
}

void tellUnsubscribed(State &state, const QByteArray &filter)
{
    if (isShared(filter))
        tellMembership(state, filter, false);
    else
        withdraw(state, filter);
}

void addOthers(State &state, Route &route, QByteArrayView topic)
{
    std::vector<Subscriber> &matched = state.matched;
    matched.clear();
    state.neighbours.interests.match(topic, matched);
    quint64 shards = 0;
    for (const Subscriber &interest : matched)
        shards |= quint64(1) << interest.session;
    if (shards != 0)
        route.rarities().shards = shards;
    matched.clear();
    state.neighbours.shares.match(topic, matched);
    for (const Subscriber &share : matched)
        route.rarities().owned.push_back(share.session);
}

bool publishBeyond(State &state, const Publication &publication, Fanout &fanout, const Route &route)
{
    const Neighbours &neighbours = state.neighbours;
    quint64 shards = route.rare ? route.rare->shards : 0;
    const quint64 wanted = shards;
    const quint32 keeper = neighbours.ownerOf(publication.topic.view());
    if (publication.retain && !neighbours.isHere(keeper))
        shards |= quint64(1) << keeper;
    if (shards == 0 && !(route.rare && !route.rare->owned.empty()))
        return false;
    const MessageRef &message = fanout.message();
    Relay relay(state, publication.qos, {});
    for (quint32 shard = 0; shards >> shard != 0; ++shard) {
        if ((shards >> shard & 1) == 0)
            continue;
        const bool keeps = publication.retain && shard == keeper;
        state.actions->forward(
            shard, PublicationForwarded{message, relay.next(), neighbours.self,
                                        publication.publisher ? publication.publisher->connection : ConnectionId(),
                                        (wanted >> shard & 1) != 0, keeps});
    }
    if (route.rare)
        offerShares(state, route, message, relay);
    return wanted != 0 || (route.rare && !route.rare->owned.empty());
}

void returnToShare(State &state, const QByteArray &share, const MessageRef &message)
{
    const quint32 owner = state.neighbours.ownerOf(share);
    if (state.neighbours.isHere(owner))
        offerShare(state, {share, message, {}, ShareDemand::AtOnce, 0});
    else
        state.actions->forward(owner, ShareReturned{share, message});
}

void handleShardMessage(State &state, ShardMessage &message)
{
    std::visit([&state](auto &wanted) { handle(state, wanted); }, message);
}

} // namespace broker
