// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "client/backoff.h"
#include "client/hubvalues.h"
#include <QTimer>
#include <QWebSocket>
#include <functional>
#include <memory>

namespace client {

/// How patient the feed is. Tests make all of it short.
struct FeedTiming
{
    Backoff backoff;
    std::chrono::milliseconds connecting{10'000}; ///< from open() to hello
    std::chrono::milliseconds silence{8'000};     ///< the hub speaks every second: after this the line is dead
};

/// The live feed's socket: connects, resumes where it stopped, reconnects for ever. It asks for a token before each
/// try, since the old one may have expired meanwhile: answer tokenWanted() with open() or refused(). One thread.
class FeedConnection : public QObject
{
    Q_OBJECT
public:
    FeedConnection(HubAddress address, const base::Clock &clock, FeedTiming timing, QObject *parent = nullptr);
    ~FeedConnection() override;

    /// Replaces chance in the spread of the delays; for tests.
    void setRandom(std::function<double()> random) { m_random = std::move(random); }

    void start();
    /// Closes, forgets the position.
    void stop();
    void retryNow();
    void open(const QByteArray &bearer);
    /// There is no token just now; counts as a failed try.
    void refused(const QString &reason);

    const HubLink &link() const { return m_link; }
    const HubInfo &hub() const { return m_hub; }
    const HubStatus &status() const { return m_status; }
    std::optional<base::Monotonic> lastFrame() const { return m_lastFrame; }

Q_SIGNALS:
    /// `afterRefusal`: the last try did not get as far as hello, so that the session itself may be over.
    void tokenWanted(bool afterRefusal);
    /// Close code 4401: the token given to open() is no longer taken.
    void tokenSpent(const QByteArray &token);
    void linkChanged();
    void hubChanged();
    void statusChanged();
    void eventsArrived(const std::vector<client::FeedEvent> &events);
    void resyncNeeded(const QString &epoch, qint64 seq);

private:
    void attempt();
    void receive(const QString &text);
    void take(const contract::FeedHello &hello);
    void take(const contract::FeedEvents &frame);
    void resync(const QString &epoch, qint64 seq);
    void lost(const QString &reason, bool atOnce = false);
    void closed();
    void dropSocket();
    void setState(LinkState state);

    HubAddress m_address;
    const base::Clock &m_clock;
    FeedTiming m_timing;
    std::function<double()> m_random;
    std::unique_ptr<QWebSocket> m_socket;
    QByteArray m_token;
    QTimer m_retry;
    QTimer m_watchdog;
    bool m_wanted = false;
    bool m_greeted = false; ///< hello came on this socket
    bool m_asking = false;  ///< tokenWanted() is out
    std::optional<contract::FeedPosition> m_position;
    HubLink m_link;
    HubInfo m_hub;
    HubStatus m_status;
    std::optional<base::Monotonic> m_lastFrame;
};

} // namespace client
