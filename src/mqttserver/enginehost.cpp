// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttserver/enginehost.h"
#include "net/pipestream.h"

namespace mqttserver {

namespace {

constexpr size_t actionsAtOnce = 4'096;    // then they are carried out, while they are still in the cache
constexpr size_t answersWaiting = 100'000; // one an open connection at most

/// A PUBLISH of QoS 0: what may be dropped for a slow consumer (MQTT 3.1.1, 3.3.1).
bool isDroppable(QByteArrayView head)
{
    const auto first = static_cast<quint8>(head[0]);
    return (first & 0xF6) == (static_cast<quint8>(mqtt::PacketType::Publish) << 4);
}

/// Unsent bytes from which on such a message is dropped. What is retained comes but once, all in answer to one
/// SUBSCRIBE: it may wait for a slow reader, as long as there is room left for what must not be dropped.
qsizetype dropLimit(QByteArrayView head, const EngineHost::Rules &rules)
{
    const bool isRetained = head[0] & 0x01;
    return isRetained ? qMax(rules.softOutput, rules.hardOutput / 2) : rules.softOutput;
}

} // namespace

EngineHost::EngineHost(const broker::Settings &settings, std::shared_ptr<const broker::Authorizer> authorizer,
                       Rules rules, Ports ports)
    : m_engine(settings, std::move(authorizer))
    , m_rules{rules}
    , m_ports(std::move(ports))
    , m_answers(answersWaiting,
                [this](std::vector<AuthenticationAnswer> &batch) {
                    for (const AuthenticationAnswer &answer : batch)
                        answered(answer);
                })
    , m_unfinished(answersWaiting, [this](std::vector<broker::ConnectionId> &batch) {
        for (const broker::ConnectionId id : batch) {
            if (Connection *connection = find(id))
                connection->resume();
        }
    })
{
}

EngineHost::~EngineHost() = default;

broker::Instant EngineHost::now() const
{
    return {m_ports.clock.monotonicNow(), m_ports.clock.utcNow()};
}

Connection *EngineHost::find(broker::ConnectionId id) const
{
    if (id.index >= m_slots.size() || m_slots[id.index].generation != id.generation)
        return nullptr;
    return m_slots[id.index].connection.get();
}

std::unique_ptr<Connection> EngineHost::take(broker::ConnectionId id)
{
    if (!find(id))
        return nullptr;
    --m_open;
    m_free.push_back(id.index);
    m_expiries.erase(id.index);
    return std::move(m_slots[id.index].connection);
}

void EngineHost::setRules(const QByteArray &listener, const Rules &rules)
{
    m_rulesOf.insert(listener, static_cast<quint8>(m_rules.size()));
    m_rules.push_back(rules);
}

/// Devices behind one gateway share the text.
QByteArray EngineHost::textOf(const QHostAddress &peer)
{
    if (m_lastText.isEmpty() || m_lastPeer != peer) {
        m_lastPeer = peer;
        m_lastText = DoorGuard::textOf(peer);
    }
    return m_lastText;
}

EngineHost::Slot &EngineHost::newSlot(std::unique_ptr<net::ByteStream> stream, const QByteArray &listener)
{
    if (m_free.empty()) {
        m_free.push_back(static_cast<quint32>(m_slots.size()));
        m_slots.emplace_back();
    }
    const quint32 index = m_free.back();
    m_free.pop_back();
    Slot &slot = m_slots[index];
    slot.generation = slot.generation == std::numeric_limits<quint32>::max() ? 1 : slot.generation + 1;
    slot.rules = m_rulesOf.value(listener);
    slot.isLocal = false;
    slot.connection =
        std::make_unique<Connection>(*this, broker::ConnectionId{index, slot.generation}, std::move(stream));
    ++m_open;
    return slot;
}

void EngineHost::begin(const Slot &slot, const QByteArray &listener, bool isDurable)
{
    const broker::ConnectionId id = slot.connection->id();
    const net::Endpoints endpoints = slot.connection->stream().endpoints();
    give(broker::ConnectionOpened{.connection = id,
                                  .address = textOf(endpoints.peer),
                                  .port = endpoints.peerPort,
                                  .listener = listener,
                                  .isDurable = isDurable});
    if (Connection *connection = find(id))
        connection->start();
}

void EngineHost::open(std::unique_ptr<net::ByteStream> stream, const QByteArray &listener, bool isDurable)
{
    begin(newSlot(std::move(stream), listener), listener, isDurable);
}

std::unique_ptr<net::ByteStream> EngineHost::openLocal(net::Loop &loop)
{
    static const QByteArray listener = "internal";
    auto [ours, theirs] = net::PipeStream::make(loop);
    Slot &slot = newSlot(std::move(ours), listener);
    slot.isLocal = true;
    begin(slot, listener, true);
    return std::move(theirs);
}

void EngineHost::give(const std::vector<broker::PublishInternal> &batch)
{
    const broker::Instant at = now();
    for (const broker::PublishInternal &publish : batch) {
        m_engine.handle(publish, at, m_actions);
        if (m_actions.items().size() >= actionsAtOnce)
            carryOutOnce();
    }
    carryOut();
}

void EngineHost::give(const std::vector<broker::PublishLogged> &batch)
{
    const broker::Instant at = now();
    for (const broker::PublishLogged &logged : batch) {
        m_engine.handle(logged, at, m_actions);
        if (m_actions.items().size() >= actionsAtOnce)
            carryOutOnce();
    }
    carryOut();
}

void EngineHost::Turn::packet(broker::ConnectionId id, mqtt::Packet &packet, qsizetype size)
{
    const size_t before = m_host.m_actions.items().size();
    m_host.m_engine.handle(broker::PacketReceived{id, packet, size}, m_now, m_host.m_actions);
    const size_t after = m_host.m_actions.items().size();
    m_deliveries += after - before;
    if (after >= actionsAtOnce)
        m_host.carryOutOnce();
}

void EngineHost::Turn::refused(broker::ConnectionId id, const base::Error &error)
{
    m_host.m_engine.handle(broker::PacketRefused{id, error}, m_now, m_host.m_actions);
}

void EngineHost::carryOut()
{
    while (!m_actions.isEmpty() || !m_cutOff.empty()) {
        carryOutOnce();
        for (const broker::ConnectionId id : std::exchange(m_cutOff, {})) {
            if (const std::unique_ptr<Connection> gone = take(id))
                m_engine.handle(broker::ConnectionClosed{id, false}, now(), m_actions);
        }
    }
}

void EngineHost::carryOutOnce()
{
    using Kind = broker::Action::Kind;
    std::vector<broker::AuthenticationRequest> requests;
    quint64 persisted = 0;
    for (const broker::Action &action : m_actions.items()) {
        switch (action.kind) {
        case Kind::Send:
            send(action);
            break;
        case Kind::Close:
            if (Connection *connection = find(action.connection))
                connection->stream().closeAfterFlush();
            break;
        case Kind::Authenticate:
            requests.push_back(m_actions.request(action));
            break;
        case Kind::Persist:
            persisted = m_actions.record(action).number; // taken all together below
            break;
        case Kind::Resume:
            continueLater(action.connection);
            break;
        case Kind::Notify:
            if (m_ports.notice)
                m_ports.notice(m_actions.notice(action));
            break;
        }
    }
    if (persisted > 0 && m_ports.journal)
        m_ports.journal->append(m_actions.takeRecords());
    m_actions.clear();
    for (const broker::AuthenticationRequest &request : requests)
        authenticate(request);
    if (persisted > 0 && !m_ports.journal)
        m_engine.handle(broker::Persisted{persisted}, now(), m_actions);
}

void EngineHost::send(const broker::Action &action)
{
    Connection *connection = find(action.connection);
    if (!connection)
        return;
    net::ByteStream &stream = connection->stream();
    const QByteArrayView head = m_actions.head(action);
    const base::Bytes &body = m_actions.body(action);
    const qsizetype pending = stream.pending();
    const Rules &rules = rulesOf(action.connection);
    if (pending >= rules.softOutput) {
        if (isDroppable(head) && !action.mustArrive && pending >= dropLimit(head, rules)) {
            m_engine.countSlowConsumerDrop(action.connection, 1);
            return;
        }
        if (pending >= rules.hardOutput) {
            stream.abort();
            m_cutOff.push_back(action.connection);
            return;
        }
    }
    stream.queueCopy(head);
    if (!body.isEmpty())
        stream.queue(body);
}

void EngineHost::authenticate(broker::AuthenticationRequest request)
{
    using broker::BanKind;
    if (find(request.connection) && isLocal(request.connection)) {
        m_answers.sender().push(AuthenticationAnswer{
            request.connection, broker::Identity{broker::Identity::hubUser.toByteArray(), {}, {}}});
        return;
    }
    if (Connection *connection = find(request.connection)) {
        request.certificateName = connection->stream().certificateName();
        request.bindsClientId = rulesOf(request.connection).bindsClientId && !request.certificateName.isEmpty();
    }
    if (m_ports.guard.isBanned(BanKind::ClientId, request.clientId) ||
        m_ports.guard.isBanned(BanKind::Address, request.address)) {
        m_answers.sender().push(AuthenticationAnswer{request.connection, broker::Refusal::Banned});
        return;
    }
    m_ports.authenticator.authenticate(
        request, [sender = m_answers.sender(), id = request.connection](Authenticator::Answer answer) {
            sender.push(AuthenticationAnswer{id, std::move(answer)}); // refused only if the server has gone
        });
}

void EngineHost::answered(const AuthenticationAnswer &answer)
{
    const auto *temporary = std::get_if<Authenticator::Temporary>(&answer.answer);
    const auto *identity = temporary ? &temporary->identity : std::get_if<broker::Identity>(&answer.answer);
    const bool isForged = identity && identity->isHub() && find(answer.connection) && !isLocal(answer.connection);
    if (isForged) // a certificate may say any name
        give(broker::AuthenticationRefused{answer.connection, broker::Refusal::NotAuthorized});
    else if (identity && m_ports.guard.isBanned(broker::BanKind::User, identity->user))
        give(broker::AuthenticationRefused{answer.connection, broker::Refusal::Banned});
    else if (identity && !temporary)
        give(broker::Authenticated{answer.connection, *identity});
    else if (temporary) {
        if (find(answer.connection))
            m_expiries[answer.connection.index] = temporary->until;
        give(broker::Authenticated{answer.connection, temporary->identity});
    } else
        give(broker::AuthenticationRefused{answer.connection, std::get<broker::Refusal>(answer.answer)});
}

void EngineHost::closed(broker::ConnectionId id, net::CloseReason reason)
{
    const std::unique_ptr<Connection> gone = take(id);
    if (gone)
        give(broker::ConnectionClosed{id, reason == net::CloseReason::PeerClosed, gone->stream().failure()});
}

void EngineHost::endExpired()
{
    if (m_expiries.empty())
        return;
    const base::UtcMs at = m_ports.clock.utcNow();
    std::vector<QByteArray> due;
    for (const auto &[index, until] : m_expiries) {
        if (until <= at)
            due.push_back(m_engine.clientOf({index, m_slots[index].generation}));
    }
    std::erase_if(m_expiries, [at](const auto &expiry) { return expiry.second <= at; });
    for (const QByteArray &client : due) {
        if (!client.isEmpty())
            give(broker::KickClient{client, false, QStringLiteral("the access token has expired")});
    }
}

void EngineHost::continueLater(broker::ConnectionId id)
{
    m_unfinished.sender().push(id);
}

void EngineHost::abortAll()
{
    for (Slot &slot : m_slots) {
        if (!slot.connection)
            continue;
        slot.connection->stream().abort();
        m_cutOff.push_back(slot.connection->id());
    }
    carryOut();
}

qint64 EngineHost::pendingOutput() const
{
    qint64 sum = 0;
    for (const Slot &slot : m_slots)
        sum += slot.connection ? slot.connection->stream().pending() : 0;
    return sum;
}

} // namespace mqttserver
