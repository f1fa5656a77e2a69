// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/feedhub.h"
#include "auth/permission.h"
#include "gateway/handshake.h"
#include "gateway/logging.h"
#include "gateway/problemresponse.h"
#include <QTimerEvent>

namespace gateway {
namespace {

constexpr base::Monotonic beatInterval = std::chrono::milliseconds(100);
/// Who is further behind reads the lists anew: that is quicker for both sides.
constexpr qint64 maxCatchUp = 100'000;
/// A feed that catches up gets more when it has less than this to read.
constexpr qsizetype catchUpPending = 256 * 1024;
constexpr qint64 maxFrameEvents = 2'000;
constexpr qsizetype maxFrameBytes = 512 * 1024;

/// As many of the forms as make a frame of reasonable size; at least one.
std::span<const base::Bytes> frameful(const std::vector<base::Bytes> &forms)
{
    qsizetype bytes = 0;
    size_t count = 0;
    while (count < forms.size() && bytes < maxFrameBytes)
        bytes += forms[count++].size();
    return std::span(forms).first(count);
}

} // namespace

FeedHub::FeedHub(ReaderPort &reader, LogTail &tail, const base::Clock &clock, Settings settings, Observer observer)
    : m_tail(tail)
    , m_clock(clock)
    , m_settings(std::move(settings))
    , m_observer(std::move(observer))
    , m_puller(reader, m_settings.zone, [this](FeedPull &result) { takeBacklog(result); })
    , m_beatAt(clock.monotonicNow() - beatInterval)
{
    m_tail.addConsumer(this);
}

FeedHub::~FeedHub() = default;

void FeedHub::addRoutes(Router &router)
{
    router.addUpgrade(
        {u"/api/v1/feed"_qs, auth::Permission::LiveStatus, [this](Exchange &exchange) { return open(exchange); }});
}

Outcome FeedHub::open(Exchange &exchange)
{
    std::optional<contract::FeedPosition> after;
    const QString wanted = exchange.target.queryValue(u"after");
    if (!wanted.isEmpty()) {
        auto position = contract::FeedPosition::parse(wanted);
        if (!position)
            return problemResponse(position.error(), exchange.responder.requestId());
        after = std::move(*position);
    }
    return switchProtocols(exchange, {},
                           [this, principal = *exchange.principal, address = exchange.address,
                            after = std::move(after)](std::unique_ptr<net::ByteStream> stream) {
                               join(std::move(stream), principal, address, after);
                           });
}

void FeedHub::join(std::unique_ptr<net::ByteStream> stream, auth::Principal principal, const QString &address,
                   std::optional<contract::FeedPosition> after)
{
    const FeedId id(++m_lastId);
    const bool bank = auth::mayDo(principal, auth::Permission::BankRead);
    Feed &feed = m_feeds[id.value()];
    feed.socket = std::make_unique<FeedSocket>(std::move(stream), static_cast<WebSocketHost &>(*this), id,
                                               std::move(principal), address, m_clock.monotonicNow());
    feed.stage = bank ? Stage::Joining : Stage::StatusOnly;
    feed.after = std::move(after);
    m_observer.opened(*feed.socket);
    if (m_tail.hasStarted())
        settle(feed);
}

void FeedHub::logStarted()
{
    m_sent = m_tail.ring().head();
    settleAll();
}

void FeedHub::logGrew(qint64)
{
    settleAll();
    scheduleBeat();
}

void FeedHub::logBroke()
{
    m_sent = m_tail.ring().head();
    for (const quint64 id : ids())
        m_feeds.at(id).socket->close(web::closecode::InternalError, "the event log has a gap");
}

void FeedHub::settleAll()
{
    for (const quint64 id : ids()) {
        Feed &feed = m_feeds.at(id);
        if (feed.stage == Stage::Joining || feed.stage == Stage::StatusOnly)
            settle(feed);
    }
}

void FeedHub::settle(Feed &feed)
{
    if (feed.stage == Stage::StatusOnly) {
        if (!std::exchange(feed.looked, true))
            begin(feed, false);
        return;
    }
    feed.position = m_sent;
    if (!feed.after) {
        feed.stage = Stage::Live;
        begin(feed, false);
        return;
    }
    if (feed.after->epoch == m_tail.epoch() && feed.after->seq > m_tail.ring().head() &&
        !std::exchange(feed.looked, true)) {
        m_tail.lookAgain(); // a list may have been read at a commit that we have not heard of yet
        return;
    }
    const qint64 behind = m_tail.ring().head() - feed.after->seq;
    if (feed.after->epoch != m_tail.epoch() || feed.after->seq < 0 || behind < 0 || behind > maxCatchUp) {
        begin(feed, false);
        resync(feed);
        return;
    }
    feed.position = feed.after->seq;
    feed.stage = Stage::CatchingUp;
    begin(feed, true);
    scheduleBeat();
}

void FeedHub::begin(Feed &feed, bool resumed)
{
    const qint64 seq = feed.stage == Stage::StatusOnly ? m_sent : feed.position;
    feed.socket->sendText(contract::encodeFeed(contract::FeedHello{m_tail.epoch(), seq, resumed, m_settings.hubName,
                                                                   m_settings.hubVersion, m_settings.profile,
                                                                   QString::fromUtf8(m_settings.zone.id())}));
}

void FeedHub::resync(Feed &feed)
{
    feed.position = m_sent;
    feed.stage = Stage::Live;
    feed.socket->sendText(contract::encodeFeed(contract::FeedResync{m_tail.epoch(), m_sent}));
}

void FeedHub::takeBacklog(const FeedPull &result)
{
    const auto found = m_feeds.find(result.feed.value());
    if (found == m_feeds.end())
        return;
    Feed &feed = found->second;
    feed.reading = false;
    if (!result.items) {
        qCWarning(lcGateway).noquote() << "feed: reading a backlog failed, tried again soon:"
                                       << result.items.error().toString();
        return;
    }
    if (feed.stage != Stage::CatchingUp || result.after != feed.position)
        return;
    std::vector<base::Bytes> forms;
    for (const FeedItem &item : *result.items) {
        const qint64 next = feed.position + static_cast<qint64>(forms.size()) + 1;
        if (item.seq == next && item.seq <= m_sent)
            forms.push_back(item.form);
    }
    if (forms.empty()) { // what it asked for is no longer in the log
        resync(feed);
        return;
    }
    give(feed, frameful(forms));
    scheduleBeat();
}

void FeedHub::give(Feed &feed, std::span<const base::Bytes> forms)
{
    feed.position += static_cast<qint64>(forms.size());
    feed.socket->sendText(contract::joinFeed(forms));
}

void FeedHub::advance(Feed &feed)
{
    if (feed.reading || feed.socket->pending() > catchUpPending)
        return;
    if (feed.position < m_sent && m_tail.ring().reaches(feed.position)) {
        const auto forms = m_tail.ring().after(feed.position, m_sent, maxFrameEvents);
        give(feed, frameful(forms));
    } else if (feed.position < m_sent) {
        feed.reading = m_puller.pull(feed.socket->feedId(), feed.position).ok();
    }
    if (feed.position == m_sent)
        feed.stage = Stage::Live;
}

void FeedHub::sendLive()
{
    if (m_tail.ring().head() == m_sent)
        return;
    if (!m_tail.ring().reaches(m_sent)) { // more than a ring came in since the last beat
        for (auto &[id, feed] : m_feeds) {
            if (feed.stage == Stage::Live)
                feed.stage = Stage::CatchingUp;
        }
        m_sent = m_tail.ring().head();
        return;
    }
    const auto forms = m_tail.ring().after(m_sent, m_tail.ring().head(), maxFrameEvents);
    const auto chosen = frameful(forms);
    m_sent += static_cast<qint64>(chosen.size());
    const base::Bytes frame = web::encodeFrame(web::Opcode::Text, contract::joinFeed(chosen));
    for (auto &[id, feed] : m_feeds) {
        if (feed.stage != Stage::Live)
            continue;
        feed.position = m_sent;
        feed.socket->send(frame);
    }
}

void FeedHub::beat()
{
    m_beatAt = m_clock.monotonicNow();
    bool more = false;
    sendLive();
    for (auto &[id, feed] : m_feeds) {
        if (feed.stage != Stage::CatchingUp)
            continue;
        advance(feed);
        more = more || (feed.stage == Stage::CatchingUp && !feed.reading);
    }
    if (more || m_tail.ring().head() > m_sent)
        scheduleBeat();
}

void FeedHub::scheduleBeat()
{
    if (m_beatTimer.isActive())
        return;
    const base::Monotonic wait = m_beatAt + beatInterval - m_clock.monotonicNow();
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(std::clamp(wait, base::Monotonic(0), beatInterval));
    m_beatTimer.start(static_cast<int>(ms.count()), Qt::PreciseTimer, this);
}

void FeedHub::timerEvent(QTimerEvent *)
{
    m_beatTimer.stop();
    beat();
}

void FeedHub::checkCallers(const auth::Snapshot &users, base::UtcMs now)
{
    for (auto &[id, feed] : m_feeds) {
        if (!auth::AccessTokens::stillValid(feed.socket->principal(), users, now))
            feed.socket->close(feedclose::tokenOver, "the session is over: log in again or refresh");
    }
}

void FeedHub::sendStatus(const contract::FeedStatus &status)
{
    if (m_feeds.empty())
        return;
    const base::Bytes frame = web::encodeFrame(web::Opcode::Text, contract::encodeFeed(status));
    for (auto &[id, feed] : m_feeds) {
        if (feed.stage != Stage::Joining)
            feed.socket->send(frame);
    }
}

void FeedHub::sendSystem(const contract::SystemEvent &event)
{
    if (m_feeds.empty())
        return;
    const base::Bytes frame = web::encodeFrame(web::Opcode::Text, contract::encodeFeed(event));
    for (auto &[id, feed] : m_feeds) {
        const bool maySee = auth::mayDo(feed.socket->principal(), auth::Permission::BrokerRead);
        if (maySee && feed.stage != Stage::Joining)
            feed.socket->send(frame);
    }
}

void FeedHub::tick(base::Monotonic now)
{
    m_ended.clear();
    for (const quint64 id : ids())
        m_feeds.at(id).socket->tick(now);
    scheduleBeat();
}

void FeedHub::closeAll()
{
    for (auto &[id, feed] : m_feeds)
        feed.socket->close(web::closecode::GoingAway, "the hub is stopping");
}

void FeedHub::socketDrained(WebSocketPeer &)
{
    scheduleBeat();
}

void FeedHub::socketEnded(WebSocketPeer &socket)
{
    const auto found = m_feeds.find(socket.id());
    if (found == m_feeds.end())
        return;
    m_observer.closed(*found->second.socket);
    m_ended.push_back(std::move(found->second.socket));
    m_feeds.erase(found);
}

std::vector<quint64> FeedHub::ids() const
{
    std::vector<quint64> all;
    all.reserve(m_feeds.size());
    for (const auto &[id, feed] : m_feeds)
        all.push_back(id);
    return all;
}

} // namespace gateway
