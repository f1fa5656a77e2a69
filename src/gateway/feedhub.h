// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/feed.h"
#include "gateway/feedpull.h"
#include "gateway/feedsocket.h"
#include "gateway/livepart.h"
#include "gateway/logtail.h"
#include <QBasicTimer>
#include <QObject>
#include <QTimeZone>
#include <unordered_map>

namespace gateway {

/// Serves the live feed: gives each console what it has not seen, in order, without gap or overlap: from the log below
/// the tail's ring, then from the ring, then live. A live frame is built once for all. At most ten times a second ("a
/// beat") anything is sent. Lives in the gateway's thread.
class FeedHub final : public QObject, public LivePart, private WebSocketHost, private LogConsumer
{
public:
    struct Settings
    {
        QString hubName;
        QString hubVersion;
        QString profile;
        QTimeZone zone;
    };
    /// Told of every socket that came and went, for the census.
    struct Observer
    {
        std::function<void(const FeedSocket &)> opened;
        std::function<void(const FeedSocket &)> closed;
    };
    /// `reader`, `tail` and `clock` outlive it.
    FeedHub(ReaderPort &reader, LogTail &tail, const base::Clock &clock, Settings settings, Observer observer);
    ~FeedHub() override;

    void addRoutes(Router &router) override;
    /// Adds a console whose 101 is queued. `after`: where it left off; none: from now on.
    void join(std::unique_ptr<net::ByteStream> stream, auth::Principal principal, const QString &address,
              std::optional<contract::FeedPosition> after);
    /// Closes feeds whose token is over.
    void checkCallers(const auth::Snapshot &users, base::UtcMs now) override;
    void sendStatus(const contract::FeedStatus &status);
    /// To those who may see the broker.
    void sendSystem(const contract::SystemEvent &event);
    /// Pings, and tries again what a busy reader refused.
    void tick(base::Monotonic now) override;
    void closeAll() override;
    qsizetype connections() const override { return static_cast<qsizetype>(m_feeds.size()); }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    enum class Stage {
        Joining,    ///< waits for the log's head: at the start, or having seen more than we have
        CatchingUp, ///< behind what the live ones have had
        Live,
        StatusOnly, ///< a role without bank events
    };
    struct Feed
    {
        std::unique_ptr<FeedSocket> socket;
        Stage stage = Stage::Joining;
        std::optional<contract::FeedPosition> after;
        qint64 position = 0;  ///< the last event it was given
        bool reading = false; ///< a backlog read is under way
        bool looked = false;  ///< Joining: the log was read again because it had seen more than we have
    };

    void socketDrained(WebSocketPeer &socket) override;
    void socketEnded(WebSocketPeer &socket) override;
    Outcome open(Exchange &exchange);

    void logStarted() override;
    void logGrew(qint64 after) override;
    void logBroke() override;
    void takeBacklog(const FeedPull &result);
    void settleAll();
    void settle(Feed &feed);
    void begin(Feed &feed, bool resumed);
    void resync(Feed &feed);
    void advance(Feed &feed);
    void give(Feed &feed, std::span<const base::Bytes> forms);
    void scheduleBeat();
    void beat();
    void sendLive();
    std::vector<quint64> ids() const;

    LogTail &m_tail;
    const base::Clock &m_clock;
    Settings m_settings;
    Observer m_observer;
    FeedPuller m_puller;
    qint64 m_sent = 0; ///< what the live ones have had
    base::Monotonic m_beatAt{};
    QBasicTimer m_beatTimer;
    quint64 m_lastId = 0;
    std::unordered_map<quint64, Feed> m_feeds;
    std::vector<std::unique_ptr<FeedSocket>> m_ended; ///< deleted by the next tick: they may be on the call stack
};

} // namespace gateway
