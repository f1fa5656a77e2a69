// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

/// The embedded broker as its administrator sees it through the API (docs/api.md "Broker"). Plain values, no thread.
namespace contract {

/// A word and a count: messages lost by cause ("queue_full"), connections by listener.
struct NamedCount
{
    QString name;
    qint64 count = 0;
    friend bool operator==(const NamedCount &, const NamedCount &) = default;
};

/// Part of a list, by offset. `total`: items that match, in all.
template <typename T>
struct BrokerPage
{
    std::vector<T> items;
    qint64 total = 0;
    std::optional<qint64> next = {}; ///< offset of what follows, the API's `next_cursor`; none: this was the last page
};

/// Part of a client's or the broker's history, newest first.
template <typename T>
struct BrokerHistoryPage
{
    std::vector<T> items;
    std::optional<qint64> next = {}; ///< what follows is older than this number
};

struct BrokerFigures
{
    qint64 uptimeSeconds = 0;
    qint64 clientsConnected = 0;
    qint64 clientsMaximum = 0;
    qint64 sessions = 0;
    qint64 sessionsExpired = 0;
    qint64 connections = 0;
    qint64 connectionsOpened = 0;
    qint64 connectsRefused = 0;
    qint64 subscriptions = 0;
    qint64 sharedSubscriptions = 0;
    qint64 retained = 0;
    qint64 retainedBytes = 0;
    qint64 queued = 0;
    qint64 queuedBytes = 0;
    qint64 inflight = 0;
    qint64 messagesReceived = 0;
    qint64 messagesSent = 0;
    qint64 messagesInternal = 0; ///< published by the hub
    qint64 bytesReceived = 0;
    qint64 bytesSent = 0;
    qint64 droppedInAll = 0;
    std::vector<NamedCount> dropped;   ///< by cause, every cause
    std::vector<NamedCount> listeners; ///< open connections
};

struct BrokerSubscription
{
    QString clientId;
    QString filter;
    int qos = 0;
    bool noLocal = false;
    bool retainAsPublished = false;
    int retainHandling = 0;
    std::optional<qint64> identifier;
    bool connected = false;
};

struct BrokerClient
{
    QString clientId;
    QString user;
    QString address;
    int port = 0;
    QString listener;
    QString protocol; ///< "MQTT 3.1", "MQTT 3.1.1", "MQTT 5.0"
    int protocolLevel = 4;
    bool connected = false;
    bool cleanSession = true;
    std::optional<qint64> sessionExpiry; ///< seconds; none: never
    int keepAlive = 0;                   ///< seconds
    std::optional<base::UtcMs> connectedSince;
    std::optional<base::UtcMs> lastMessage;
    qint64 messagesReceived = 0;
    qint64 messagesSent = 0;
    qint64 bytesReceived = 0; ///< of payloads
    qint64 bytesSent = 0;
    double messagesInPerSecond = 0; ///< over ten seconds
    double messagesOutPerSecond = 0;
    qint64 queued = 0;
    qint64 queuedBytes = 0;
    qint64 inflight = 0;
    qint64 droppedInAll = 0;
    std::vector<NamedCount> dropped; ///< causes that occurred
    qint64 subscriptionCount = 0;
    std::vector<BrokerSubscription> subscriptions; ///< of one client alone, not in lists
};

struct BrokerRetained
{
    QString topic;
    int qos = 0;
    qint64 bytes = 0;
    base::UtcMs received;
    QString publisher; ///< client id; empty: the hub
};

/// How many retained messages a filter covers; of a preview or a deletion.
struct BrokerRetainedCount
{
    qint64 count = 0;
    qint64 bytes = 0;
    bool deleted = false;
};

struct BrokerTopic
{
    QString topic;
    qint64 messages = 0;
    qint64 bytes = 0;
    double perSecond = 0;
    double bytesPerSecond = 0;
    base::UtcMs last;
    QString publisher;
    int qos = 0;
    bool retain = false;
    qint64 subscribers = 0;
};

/// The topic table's own figures come with each page.
struct BrokerTopicPage
{
    BrokerPage<BrokerTopic> page;
    qint64 topics = 0;
    qint64 forgotten = 0; ///< topics that made room for newer ones
    qint64 otherMessages = 0;
    qint64 otherBytes = 0;
};

/// One line of a client's history.
struct BrokerEvent
{
    qint64 number = 0; ///< rises by one in the whole hub
    base::UtcMs at;
    QString clientId; ///< empty: refused before it told one
    QString user;
    QString address;
    QString kind;   ///< "connected", "disconnected", "refused", "dropped", "denied", "subscribed"…
    QString reason; ///< stable word: "keep-alive timeout", "queue_full"; may be empty
    QString topic;
    qint64 count = 0;
    QString text; ///< the whole in words, English
};

struct BrokerTraceFilter
{
    QString filter;
    std::optional<base::UtcMs> until; ///< none: always
};

struct BrokerTraceDelivery
{
    QString clientId;
    int qos = 0;
    QString step;  ///< "queued", "sent", "received", "acknowledged", "dropped"
    QString cause; ///< of "dropped"
    bool retained = false;
    int sends = 0;
    std::optional<base::UtcMs> queued;
    std::optional<base::UtcMs> sent;
    std::optional<base::UtcMs> received;
    std::optional<base::UtcMs> acknowledged;
    std::optional<base::UtcMs> dropped;
};

struct BrokerTrace
{
    qint64 id = 0;
    QString topic;
    QString publisher;
    int qos = 0;
    bool retain = false;
    qint64 bytes = 0;
    base::UtcMs at;
    qint64 deliveries = 0;
    qint64 acknowledged = 0;
    qint64 waiting = 0;
    qint64 dropped = 0;
    std::vector<BrokerTraceDelivery> list; ///< of one trace alone, not in lists
};

struct BrokerBan
{
    QString kind; ///< "client", "user", "address"
    QString what;
    QString reason;
    QString by;
    base::UtcMs since;
    std::optional<base::UtcMs> until;
};

enum class SystemLevel { Info, Warning, Error };
/// info, warning, error (S3-24 … S3-26)
QLatin1StringView word(SystemLevel level);

/// Something that the hub itself has to tell: the console's feed (`system_event`), the WebSocket channel `general` and
/// the log of events.
struct SystemEvent
{
    base::UtcMs at;
    QString kind; ///< "messages_dropped"
    QString clientId;
    QString cause;
    QString topic; ///< an example
    qint64 count = 0;
    qint64 spanMs = 0; ///< the time over which `count` was summed up
    QString text;      ///< in words, English
    SystemLevel level = SystemLevel::Warning;
    QString module = QStringLiteral("broker"); ///< the part of the hub that tells it
    friend bool operator==(const SystemEvent &, const SystemEvent &) = default;
};

// What is asked for. Words and ranges are checked by the gateway.

struct BrokerListQuery
{
    int offset = 0;
    int limit = 100; ///< 1–500
    QString text;    ///< part of what is listed; empty: all
    QString sort;    ///< one of the list's words; empty: its own order
    bool descending = false;
};

struct BrokerClientQuery : BrokerListQuery
{
    QString listener;
    std::optional<bool> connected;
};

struct BrokerSubscriptionQuery : BrokerListQuery
{
    QString clientId;
    QString topic; ///< filters that match it alone
};

/// Of topics, retained messages and traces.
struct BrokerTopicQuery : BrokerListQuery
{
    QString filter; ///< MQTT filter; empty: all
    /// Leaves `banco/…` out: the caller may not read the bank.
    bool withoutBank = false;
};

struct BrokerHistoryQuery
{
    QString clientId;  ///< empty: of all
    qint64 before = 0; ///< older than this number; 0: the newest
    int limit = 100;
};

} // namespace contract
