// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/notices.h"
#include <QHash>
#include <deque>
#include <list>
#include <memory>
#include <vector>

namespace broker {

/// One line of a history: a notice, or several alike that came one after the other (then `count` sums them up).
struct HistoryEvent
{
    quint64 number = 0; ///< from 1, rising
    Notice::Kind kind = Notice::Kind::Connected;
    CloseReason reason = CloseReason::ClientDisconnected;
    DropCause cause = DropCause::QueueFull;
    quint64 count = 1;
    base::UtcMs at; ///< of the last one
    QByteArray clientId;
    QByteArray user;
    QByteArray address;
    QByteArray topic; ///< of the last one
    QString detail;
};

/// Stable word of an event's kind ("connected", "refused"…).
QLatin1StringView noticeKindName(Notice::Kind kind);
/// Stable word of why: a CloseReason's or a DropCause's; empty where there is none.
QLatin1StringView reasonOf(const HistoryEvent &event);
/// The whole event in words, English: "disconnected: keep-alive timeout".
QString textOf(const HistoryEvent &event);

struct HistoryLimits
{
    size_t perClient = 100;
    size_t ofAll = 10'000;         ///< newest events whosoever they are
    size_t clientEvents = 200'000; ///< of all clients' own; who has been silent longest is forgotten first
};

/// What has happened to each client lately and why, from the engine's notices. A pure value; used by one thread.
class ClientHistory
{
public:
    explicit ClientHistory(const HistoryLimits &limits = {})
        : m_limits(limits)
    {
    }

    void add(const Notice &notice);
    /// Newest first, older than `before` (0: from the newest), at most `limit`.
    std::vector<HistoryEvent> of(const QByteArray &clientId, quint64 before, size_t limit) const;
    std::vector<HistoryEvent> all(quint64 before, size_t limit) const;

private:
    using Ring = std::deque<std::shared_ptr<HistoryEvent>>;
    struct Client
    {
        Ring events;
        std::list<QByteArray>::iterator place; ///< in m_quietest
    };
    static std::vector<HistoryEvent> newest(const Ring &ring, quint64 before, size_t limit);
    Client &clientOf(const QByteArray &clientId);
    bool joins(const Client &client, const Notice &notice) const;
    void forgetQuietest();

    HistoryLimits m_limits;
    Ring m_all;
    QHash<QByteArray, Client> m_clients;
    std::list<QByteArray> m_quietest; ///< the first has been silent longest
    size_t m_clientEvents = 0;
    quint64 m_last = 0;
};

} // namespace broker
