// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "audience.h"
#include "httpwire.h"
#include "webserver.h"
#include "workloads.h"

namespace bench {

/// Posts events to a server, one or several at once (each on a connection of its own), and waits until every listener
/// has them all.
class Publisher
{
public:
    /// The listeners may be none: then a post is over with its answer.
    Publisher(WebServer &server, const Scene &scene, Audience &audience);

    /// Until every listener, just connected, gets events. False: they do not, or get wrong ones.
    bool warmUp();
    struct Turn
    {
        double answered = 0; ///< seconds from the first request to the last answer
        double told = 0;     ///< from there to the last listener; 0 when that was before the answer
        double whole = 0;    ///< from the first request until all is done
    };
    /// One burst. Nothing: it failed, why is on stderr. When each delivery came after the request goes to `delays`.
    std::optional<Turn> publish(int burst, std::vector<double> *delays = nullptr);
    int posted() const { return m_posted; }

private:
    /// Tells the listeners what comes, and posts it.
    bool post(int burst, bool joining);
    /// Reads answers and events once; counts the answers that are complete.
    int pump(int timeoutMs, std::vector<double> *arrivals);
    bool complain(const char *what) const;

    WebServer &m_server;
    const Scene m_scene;
    Audience &m_audience;
    Poller m_poller;
    std::vector<HttpWire> m_wires;
    qint64 m_last = 0; ///< number of the last event posted
    int m_posted = 0;
    QByteArray m_refused;
};

/// CPU of the server and times, from a burst at a time for so many seconds.
std::optional<Sample> measureFanOut(const WebServer &server, Publisher &publisher, Audience &audience, int burst,
                                    double seconds);
/// What a post costs the server when nobody listens, CPU microseconds.
std::optional<double> measurePost(WebServer &server, const Scene &scene, int burst, double seconds);
/// Requests a second over keep-alive connections, one under way each.
std::optional<Sample> measureRequests(const WebServer &server, const QByteArray &request, int connections,
                                      double seconds);
/// Single posts: when the answer came and when the last listener had it.
std::optional<Sample> measurePostLatency(Publisher &publisher, double seconds);

} // namespace bench
