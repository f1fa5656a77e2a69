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
    if (change.isMember && shares.join(change.share, change.member))
        offer(state, inner);
    else if (!change.isMember && shares.leave(change.share, change.member))
        withdraw(state, inner);
}

void tellMembership(State &state, const Session &session, const QByteArray &share, bool isMember)
{
    const Neighbours &neighbours = state.neighbours;
    MembershipChanged change{session.id, share, isMember};
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

/// Empty: it cannot take it so.
std::optional<Outcome> deliverToMember(State &state, const ShareOffered &offer)
{
    const ShareGroup *group = state.shares.find(offer.share);
    if (!group)
        return std::nullopt;
    const auto index = static_cast<quint32>(offer.member.value());
    const auto member = std::find_if(group->members.begin(), group->members.end(),
                                     [index](const Subscriber &m) { return m.session == index; });
    if (member == group->members.end())
        return std::nullopt;
    Fanout fanout(state, offer.message);
    const Target target = memberTarget(state, *member, offer.message->topic.view());
    if (!fanout.deliverIf(offer.demand, target, memberExtras(*group, *member)))
        return std::nullopt;
    return fanout.outcome();
}

/// Asks one member after the other until one takes it. What came of it, if that is known; it is handed on otherwise.
/// `relay`: of a publication that is being carried out; null: the offer has its receipt.
std::optional<Outcome> offerShare(State &state, ShareOffered offer, Relay *relay)
{
    OwnedShare *share = state.neighbours.shares.find(offer.share);
    while (share && share->next(offer)) {
        const quint32 home = shardOf(offer.member.value());
        if (state.neighbours.isHere(home)) {
            if (const std::optional<Outcome> taken = deliverToMember(state, offer))
                return taken;
            continue;
        }
        if (relay)
            offer.receipt = relay->next();
        state.actions->forward(home, std::move(offer));
        return std::nullopt;
    }
    ++state.statistics.dropped[static_cast<size_t>(DropCause::SessionEnded)]; // the last member has just gone
    return Outcome{};
}

void offerShares(State &state, const Route &route, const MessageRef &message, Relay &relay)
{
    for (const quint32 number : route.rare->owned) {
        const OwnedShare &share = state.neighbours.shares.at(number);
        relay.add(offerShare(state, share.offer(message), &relay).value_or(Outcome{}));
    }
}

/// One that comes back, or was left by a member.
void offerAgain(State &state, ShareOffered offer)
{
    const Receipt receipt = offer.receipt;
    if (const std::optional<Outcome> taken = offerShare(state, std::move(offer), nullptr))
        giveReceipt(state, receipt, *taken);
}

void offerReturned(State &state, const ShareReturned &returned)
{
    if (const OwnedShare *owned = state.neighbours.shares.find(returned.share))
        offerAgain(state, owned->offer(returned.message));
    else if (returned.isLost)
        ++state.statistics.dropped[static_cast<size_t>(DropCause::SessionEnded)];
}

/// Whether its acknowledgement waits for the other shards: for what they make durable, and for what MQTT 5 can tell.
bool isTold(const State &state, const Publication &publication)
{
    const Session *publisher = publication.publisher;
    return publisher && publisher->isOnline() && publication.qos != mqtt::QoS::AtMostOnce &&
           (state.journal.isEnabled() || publisher->version == mqtt::Version::V5);
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
    Relay relay(state, publication.receipt.number != 0, publication.receipt);
    if (publication.keeps && !keepRetained(state, message)) {
        ++state.statistics.dropped[static_cast<size_t>(DropCause::RetainedFull)];
        relay.add({false, false, true});
    }
    if (!publication.delivers)
        return;
    Fanout fanout(state, message);
    fanout.setRemotePublisher({publication.publisher, publication.from});
    const Route &route = routeOf(state, topic).route;
    fanOut(state, fanout, route, topic);
    relay.add(fanout.outcome());
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
    if (const std::optional<Outcome> taken = deliverToMember(state, offer)) {
        giveReceipt(state, offer.receipt, *taken);
        return;
    }
    const quint32 owner = state.neighbours.ownerOf(offer.share);
    state.actions->forward(owner, ShareRefused{std::move(offer)});
}

void handle(State &state, ShareRefused &refused)
{
    offerAgain(state, std::move(refused.offer));
}

void handle(State &state, const ShareReturned &returned)
{
    offerReturned(state, returned);
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
    takeReceipt(state, given.number, given.outcome);
}

void handle(State &state, const PublisherHeld &change)
{
    holdForOther(state, change);
}

void handle(State &state, const TraceNoted &noted)
{
    state.traces.note({noted.trace, noted.session, noted.clientId, noted.step, noted.qos, noted.retained, noted.cause},
                      state.now.utc);
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

void tellSubscribed(State &state, const Session &session, const QByteArray &filter)
{
    if (isShared(filter))
        tellMembership(state, session, filter, true);
    else
        offer(state, filter);
}

void tellUnsubscribed(State &state, const Session &session, const QByteArray &filter)
{
    if (isShared(filter))
        tellMembership(state, session, filter, false);
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

Outcome publishBeyond(State &state, const Publication &publication, Fanout &fanout, const Route &route, Outcome here)
{
    const Neighbours &neighbours = state.neighbours;
    const quint64 wanted = route.rare ? route.rare->shards : 0;
    const quint32 keeper = neighbours.ownerOf(publication.topic.view());
    const quint64 keepers = publication.retain && !neighbours.isHere(keeper) ? quint64(1) << keeper : 0;
    const quint64 shards = wanted | keepers;
    if (shards == 0 && !(route.rare && !route.rare->owned.empty()))
        return here;
    const MessageRef &message = fanout.message();
    const Session *publisher = publication.publisher;
    const ConnectionId connection = publisher ? publisher->connection : ConnectionId();
    Relay relay(state, isTold(state, publication), {});
    relay.add(here);
    for (quint32 shard = 0; shards >> shard != 0; ++shard) {
        if ((shards >> shard & 1) != 0)
            state.actions->forward(shard,
                                   PublicationForwarded{message, relay.next(), neighbours.self, connection,
                                                        (wanted >> shard & 1) != 0, (keepers >> shard & 1) != 0});
    }
    if (route.rare)
        offerShares(state, route, message, relay);
    if (relay.number() != 0)
        state.connections.find(connection)->receipt = relay.number();
    return relay.close();
}

void returnToShare(State &state, ShareReturned returned)
{
    const quint32 owner = state.neighbours.ownerOf(returned.share);
    if (state.neighbours.isHere(owner))
        offerReturned(state, returned);
    else
        state.actions->forward(owner, std::move(returned));
}

void handleShardMessage(State &state, ShardMessage &message)
{
    std::visit([&state](auto &wanted) { handle(state, wanted); }, message);
}

} // namespace broker
