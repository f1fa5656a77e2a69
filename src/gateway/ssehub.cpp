// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ssehub.h"
#include "auth/permission.h"
#include "gateway/logging.h"
#include "web/ssewriter.h"
#include <QRandomGenerator>

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using Stage = SseStream::Stage;

/// What may wait for a client that does not read.
constexpr qsizetype budget = 1024 * 1024;
/// A client that catches up gets more when it has less than this to read.
constexpr qsizetype catchUpPending = 256 * 1024;
/// S2-31.
constexpr int retryMs = 5'000;
/// Between an event's time and its being sent: so far a client that comes back after a restart is set back.
constexpr qint64 overlapMs = 10'000;
/// Comments fall between the heartbeats, for proxies that wait less than these take.
constexpr qint64 commentShift = SseBeat::period / 2;

/// Whether what was shown when the stream was opened would still open it, for the same account.
bool mayStill(auth::Principal who, const auth::Snapshot &users, base::UtcMs now)
{
    if (!auth::AccessTokens::stillValid(who, users, now))
        return false;
    const auto account = who.accountId;
    const auto user = who.user ? users.users.constFind(*who.user) : users.users.constEnd();
    const auto key = users.keys.constFind(who.keyId);
    if (user != users.users.constEnd()) {
        who.role = user->role;
        who.accountId = user->accountId;
    }
    if (key != users.keys.constEnd()) {
        who.scopes = key->scopes;
        if (key->accountId)
            who.accountId = key->accountId;
    }
    return who.accountId == account && auth::mayDo(who, auth::Permission::EventStream);
}

base::Bytes comment()
{
    return base::Bytes::fromStatic(":\n\n");
}

base::Bytes joined(const std::vector<base::Bytes> &blocks)
{
    if (blocks.size() == 1)
        return blocks.front();
    QByteArray all;
    for (const base::Bytes &block : blocks)
        all.append(block.view());
    return base::Bytes::copyOf(all);
}

} // namespace

SseHub::SseHub(ReaderPort &reader, LogTail &tail, const base::Clock &clock, SseSettings settings, QTimeZone zone)
    : m_tail(tail)
    , m_clock(clock)
    , m_settings(settings)
    , m_reads(reader, std::move(zone), [this](SseFound &result) { found(result); })
    , m_second(SseBeat::secondOf(clock.monotonicNow()))
{
    m_tail.addConsumer(this);
}

SseHub::~SseHub() = default;

base::Result<> SseHub::checkRoom(qint64 account, const QString &address) const
{
    const auto streams = m_accounts.find(account);
    const bool isFull = streams != m_accounts.end() && std::ssize(streams->second) >= m_settings.maxPerAccount;
    if (isFull || m_addresses.value(address) >= m_settings.maxPerAddress)
        return {base::ErrorCode::LimitExceeded,
                isFull ? u"this account has too many open streams"_s : u"too many open streams from this address"_s};
    return {};
}

void SseHub::join(std::unique_ptr<net::ByteStream> stream, const StreamCaller &caller, const QString &address,
                  const QByteArray &lastEventId)
{
    const quint64 id = ++m_lastId;
    auto &slot = m_streams[id];
    slot = std::make_unique<SseStream>(std::move(stream), static_cast<SseHost &>(*this), id, caller, newConnectionId());
    SseStream &client = *slot;
    client.lastEventId = lastEventId;
    client.address = address;
    std::vector<SseStream *> &sameAccount = m_accounts[client.account()];
    client.slotInAccount = sameAccount.size();
    sameAccount.push_back(&client);
    ++m_addresses[address];
    m_beat.add(client, m_second);
    ++m_opened;
    if (m_tail.hasStarted())
        settle(client);
}

/// "conn_1705312800000_k3x9a0b2c"
QByteArray SseHub::newConnectionId() const
{
    static constexpr char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    QByteArray id = "conn_" + QByteArray::number(m_clock.utcNow().value) + '_';
    for (int i = 0; i < 9; ++i)
        id.append(letters[QRandomGenerator::system()->bounded(36)]);
    return id;
}

void SseHub::settle(SseStream &stream)
{
    if (stream.lastEventId.isEmpty()) {
        beginAt(stream, m_tail.ring().head());
        return;
    }
    const contract::SseId id = contract::parseSseId(stream.lastEventId);
    if (const auto *event = std::get_if<contract::SseEventId>(&id)) {
        settleId(stream, *event);
        return;
    }
    std::optional<qint64> seq;
    std::optional<base::UtcMs> at;
    if (const auto *heartbeat = std::get_if<contract::SseHeartbeatId>(&id)) {
        at = heartbeat->at;
        seq = m_marks.heartbeatAt(*at);
    } else if (const auto *welcome = std::get_if<contract::SseWelcomeId>(&id)) {
        const auto mark = m_marks.welcomed(stream.lastEventId);
        if (!mark || mark->account == stream.account())
            at = welcome->at;
        if (mark)
            seq = mark->seq;
    }
    const base::UtcMs now = m_clock.utcNow();
    const base::UtcMs oldest{now.value - std::chrono::milliseconds(m_settings.keepFor).count()};
    if (!at || *at < oldest || *at > now)
        resync(stream);
    else if (seq && m_tail.ring().reaches(*seq))
        beginAt(stream, *seq);
    else if (seq)
        look(stream, *seq, true);
    else
        look(stream, base::UtcMs{at->value - overlapMs}, true);
}

void SseHub::settleId(SseStream &stream, const contract::SseEventId &id)
{
    if (id.accountId && *id.accountId != stream.account()) {
        resync(stream);
        return;
    }
    const EventRing &ring = m_tail.ring();
    const auto seq = m_index.find(ring, stream.account(), stream.lastEventId);
    if (!seq) {
        look(stream, id.mark, true);
        return;
    }
    const qint64 age = m_clock.utcNow().value - ring.at(*seq).at.value;
    if (age > std::chrono::milliseconds(m_settings.keepFor).count())
        resync(stream);
    else
        beginAt(stream, *seq);
}

/// Where it begins is in the ring.
void SseHub::beginAt(SseStream &stream, qint64 seq)
{
    if (!stream.lastEventId.isEmpty())
        ++m_resumed;
    stream.lastEventId.clear();
    stream.position = seq;
    stream.stage = Stage::CatchingUp;
    greet(stream, seq);
    advance(stream);
}

void SseHub::resync(SseStream &stream)
{
    ++m_resynced;
    stream.lastEventId.clear();
    stream.position = m_tail.ring().head();
    stream.stage = Stage::Live;
    greet(stream, stream.position);
    give(stream, web::encodeSse({{}, "resync", contract::sseResyncData(m_clock.utcNow())}));
}

void SseHub::greet(SseStream &stream, qint64 seq)
{
    if (std::exchange(stream.isGreeted, true))
        return;
    const auto &who = stream.principal();
    contract::SseConnection connection;
    connection.accountId = stream.account();
    if (who.user)
        connection.userId = who.user->value();
    connection.connectionId = stream.connectionId();
    connection.isApiKey = stream.isApiKey();
    connection.isInQuery = stream.isInQuery();
    connection.at = m_clock.utcNow();
    const QByteArray id = contract::welcomeId(stream.connectionId());
    m_marks.welcome(id, {stream.account(), seq});
    const base::Bytes block = web::encodeSse({id, "connection", contract::sseConnectionData(connection)});
    give(stream, base::Bytes::copyOf(web::encodeSseRetry(retryMs)));
    give(stream, block);
}

void SseHub::look(SseStream &stream, std::variant<qint64, events::EventMark, base::UtcMs> after, bool isFirst)
{
    stream.isReading = true;
    SseRead read;
    read.stream = stream.id();
    read.account = stream.account();
    read.after = std::move(after);
    read.isFirst = isFirst;
    read.oldest.value = m_clock.utcNow().value - std::chrono::milliseconds(m_settings.keepFor).count();
    read.most = m_settings.keepEvents;
    m_reads.ask(std::move(read));
}

void SseHub::found(SseFound &result)
{
    const auto client = m_streams.find(result.stream);
    if (client == m_streams.end())
        return;
    SseStream &stream = *client->second;
    stream.isReading = false;
    if (!result.blocks) {
        qCWarning(lcGateway).noquote() << "events: reading the log failed, tried again soon:"
                                       << result.blocks.error().toString();
        m_again.push_back(stream.id());
        return;
    }
    if (result.isGone) {
        resync(stream);
        return;
    }
    if (stream.stage == Stage::Opening) {
        ++m_resumed;
        stream.lastEventId.clear();
        stream.stage = Stage::CatchingUp;
        greet(stream, result.from);
    }
    for (const base::Bytes &block : *result.blocks)
        give(stream, block);
    stream.position = result.position;
    advance(stream);
}

/// Gives a stream that catches up as much as it can take now.
void SseHub::advance(SseStream &stream)
{
    const EventRing &ring = m_tail.ring();
    if (!stream.isOpen() || stream.isReading || stream.stage != Stage::CatchingUp)
        return;
    if (stream.position > ring.head()) { // the reader has seen a commit of which the tail has not heard
        m_again.push_back(stream.id());
        m_tail.lookAgain();
        return;
    }
    if (!ring.reaches(stream.position)) {
        if (stream.pending() <= catchUpPending)
            look(stream, stream.position, false);
        return;
    }
    if (giveFromRing(stream))
        stream.stage = Stage::Live;
}

/// False: it has enough to read for now.
bool SseHub::giveFromRing(SseStream &stream)
{
    const EventRing &ring = m_tail.ring();
    for (const qint64 seq : m_index.after(stream.account(), stream.position)) {
        if (stream.pending() > catchUpPending)
            return false;
        give(stream, ring.at(seq).sse);
        stream.position = seq;
    }
    stream.position = ring.head();
    return true;
}

void SseHub::logStarted()
{
    m_index.reset(m_tail.ring().head());
    for (auto &[id, stream] : m_streams)
        settle(*stream);
}

/// What one account gets of a burst goes to each of its streams as one piece.
void SseHub::logGrew(qint64 after)
{
    const EventRing &ring = m_tail.ring();
    m_index.follow(ring);
    QHash<qint64, std::vector<base::Bytes>> bursts;
    for (qint64 seq = std::max(after, ring.tail()) + 1; seq <= ring.head(); ++seq) {
        const LogItem &item = ring.at(seq);
        if (item.account != 0 && m_accounts.contains(item.account))
            bursts[item.account].push_back(item.sse);
    }
    for (auto burst = bursts.cbegin(); burst != bursts.cend(); ++burst)
        tell(burst.key(), joined(burst.value()), burst.value().size());
    tryAgain();
    dropSlow();
}

void SseHub::tell(qint64 account, const base::Bytes &blocks, size_t count)
{
    for (SseStream *stream : m_accounts.at(account)) {
        if (stream->stage == Stage::Live)
            give(*stream, blocks, count);
        else if (stream->stage == Stage::CatchingUp && !stream->isReading)
            m_again.push_back(stream->id()); // not here: it would be Live with the ring's end and get the rest twice
    }
}

/// What has come meanwhile is not known: they reconnect, and are told to begin anew if it is not to be had.
void SseHub::logBroke()
{
    m_index.reset(m_tail.ring().head());
    for (auto &[id, stream] : m_streams)
        stream->finish();
}

void SseHub::give(SseStream &stream, const base::Bytes &blocks, size_t count)
{
    if (stream.send(blocks, budget)) {
        m_sent += count;
        return;
    }
    stream.finish(); // takes no more; dropped as soon as nobody walks over the streams
    m_slow.push_back(&stream);
}

void SseHub::dropSlow()
{
    while (!m_slow.empty()) {
        SseStream &slow = *m_slow.back();
        m_slow.pop_back();
        ++m_dropped;
        qCInfo(lcGateway).noquote() << "events: a client is too slow, cut off from=" << slow.address;
        slow.abort();
        remove(slow);
    }
}

void SseHub::tryAgain()
{
    for (const quint64 id : std::exchange(m_again, {})) {
        const auto found = m_streams.find(id);
        if (found == m_streams.end() || found->second->isReading)
            continue;
        if (found->second->stage == Stage::Opening)
            settle(*found->second);
        else
            advance(*found->second);
    }
}

void SseHub::streamDrained(SseStream &stream)
{
    advance(stream);
}

void SseHub::streamEnded(SseStream &stream)
{
    remove(stream);
}

void SseHub::remove(SseStream &stream)
{
    const auto found = m_streams.find(stream.id());
    if (found == m_streams.end())
        return;
    std::erase(m_slow, &stream);
    const auto sameAccount = m_accounts.find(stream.account());
    std::vector<SseStream *> &list = sameAccount->second;
    list[stream.slotInAccount] = list.back();
    list[stream.slotInAccount]->slotInAccount = stream.slotInAccount;
    list.pop_back();
    if (list.empty())
        m_accounts.erase(sameAccount);
    const auto sameAddress = m_addresses.find(stream.address);
    if (--*sameAddress == 0)
        m_addresses.erase(sameAddress);
    m_beat.remove(stream);
    m_ended.push_back(std::move(found->second));
    m_streams.erase(found);
}

void SseHub::tick(base::Monotonic now)
{
    m_ended.clear();
    m_reads.tick();
    tryAgain();
    const qint64 second = SseBeat::secondOf(now);
    const base::UtcMs at = m_clock.utcNow();
    m_beat.visit(m_second, second, 0, [&](SseStream &stream) { beat(stream, at); });
    m_beat.visit(m_second, second, commentShift, [this](SseStream &stream) { give(stream, comment()); });
    m_second = second;
    dropSlow();
}

void SseHub::beat(SseStream &stream, base::UtcMs at)
{
    if (stream.stage != Stage::Live) { // a heartbeat's id would say that it has had everything
        if (stream.isGreeted)
            give(stream, comment());
        return;
    }
    m_marks.heartbeat(at, m_tail.ring().head());
    give(stream, web::encodeSse(
                     {contract::heartbeatId(at), "heartbeat", contract::sseHeartbeatData(at, stream.connectionId())}));
}

void SseHub::checkCallers(const auth::Snapshot &users, base::UtcMs now)
{
    const bool haveChanged = std::exchange(m_usersSeen, users.number) != users.number;
    for (auto &[id, stream] : m_streams) {
        const auth::Principal &who = stream->principal();
        if (who.expiresAt <= now || (haveChanged && !mayStill(who, users, now)))
            stream->finish();
    }
}

void SseHub::closeAll()
{
    for (auto &[id, stream] : m_streams)
        stream->finish();
}

contract::SseStatistics SseHub::statistics(std::optional<qint64> account, bool ofAll) const
{
    contract::SseStatistics statistics;
    statistics.totalConnections = std::ssize(m_streams);
    statistics.accountsWithSubscriptions = std::ssize(m_accounts);
    for (const auto &[id, streams] : m_accounts) {
        if (ofAll || id == account)
            statistics.subscriptionsByAccount.emplace_back(id, std::ssize(streams));
    }
    std::sort(statistics.subscriptionsByAccount.begin(), statistics.subscriptionsByAccount.end());
    statistics.yourAccountId = account;
    statistics.at = m_clock.utcNow();
    return statistics;
}

void SseHub::report(contract::MetricsPage &page) const
{
    const auto number = [](auto value) { return static_cast<double>(value); };
    page.gauge("ventanilla_events_connections"_L1, "Open streams of events."_L1, number(m_streams.size()));
    page.gauge("ventanilla_events_accounts"_L1, "Accounts with an open stream of events."_L1,
               number(m_accounts.size()));
    page.counter("ventanilla_events_opened_total"_L1, "Streams of events that were opened."_L1, number(m_opened));
    page.counter("ventanilla_events_sent_total"_L1, "Blocks sent on streams of events."_L1, number(m_sent));
    page.counter("ventanilla_events_resumed_total"_L1, "Streams that went on from a last event id."_L1,
                 number(m_resumed));
    page.counter("ventanilla_events_resynced_total"_L1, "Streams whose last event id was not to be had."_L1,
                 number(m_resynced));
    const auto ended = "Streams of events refused or cut off, by cause."_L1;
    page.counter("ventanilla_events_dropped_total"_L1, ended, number(m_dropped), {{"cause"_L1, u"slow"_s}});
    page.counter("ventanilla_events_dropped_total"_L1, ended, number(m_refused), {{"cause"_L1, u"limit"_s}});
}

} // namespace gateway
