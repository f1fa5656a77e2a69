// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/clienthistory.h"

namespace broker {

namespace {

using Kind = Notice::Kind;

/// Alike within this time: one line with a count.
constexpr qint64 joinMs = 10'000;

bool isCounted(Kind kind)
{
    return kind == Kind::MessagesDropped || kind == Kind::PublishDenied;
}

/// Kinds of which a client may cause thousands in a moment.
bool isJoined(Kind kind)
{
    return isCounted(kind) || kind == Kind::Subscribed || kind == Kind::Unsubscribed || kind == Kind::SubscribeDenied;
}

quint64 countOf(const Notice &notice)
{
    return isCounted(notice.kind) ? notice.count : 1;
}

QString withTopic(const QString &words, const HistoryEvent &event)
{
    const QString topic = QString::fromUtf8(event.topic);
    if (event.count > 1)
        return words + QStringLiteral(" %1 and %2 more").arg(topic).arg(event.count - 1);
    return words + QLatin1Char(' ') + topic;
}

QString lossText(const HistoryEvent &event)
{
    QString text = QStringLiteral("%1 messages not delivered: %2").arg(event.count).arg(inWords(event.cause));
    if (!event.topic.isEmpty())
        text += QStringLiteral(" (for example %1)").arg(QString::fromUtf8(event.topic));
    return text;
}

} // namespace

QLatin1StringView noticeKindName(Kind kind)
{
    switch (kind) {
    case Kind::Connected:
        return QLatin1StringView("connected");
    case Kind::Disconnected:
        return QLatin1StringView("disconnected");
    case Kind::ConnectRefused:
        return QLatin1StringView("refused");
    case Kind::MessagesDropped:
        return QLatin1StringView("dropped");
    case Kind::PublishDenied:
        return QLatin1StringView("publish_denied");
    case Kind::SubscribeDenied:
        return QLatin1StringView("subscribe_denied");
    case Kind::Subscribed:
        return QLatin1StringView("subscribed");
    case Kind::Unsubscribed:
        return QLatin1StringView("unsubscribed");
    case Kind::SessionExpired:
        return QLatin1StringView("session_expired");
    }
    Q_UNREACHABLE();
}

QLatin1StringView reasonOf(const HistoryEvent &event)
{
    if (event.kind == Kind::Disconnected || event.kind == Kind::ConnectRefused)
        return closeReasonName(event.reason);
    return isCounted(event.kind) ? dropCauseName(event.cause) : QLatin1StringView();
}

QString textOf(const HistoryEvent &event)
{
    const auto because = [&event](const QString &words) {
        const QString text = words + QStringLiteral(": ") + closeReasonName(event.reason);
        return event.detail.isEmpty() ? text : QString(text + QStringLiteral(" (%1)").arg(event.detail));
    };
    switch (event.kind) {
    case Kind::Connected:
        return QStringLiteral("connected from %1").arg(QString::fromUtf8(event.address));
    case Kind::Disconnected:
        return because(QStringLiteral("disconnected"));
    case Kind::ConnectRefused:
        return because(QStringLiteral("refused"));
    case Kind::MessagesDropped:
    case Kind::PublishDenied:
        return lossText(event);
    case Kind::SubscribeDenied:
        return withTopic(QStringLiteral("may not subscribe to"), event);
    case Kind::Subscribed:
        return withTopic(QStringLiteral("subscribed to"), event);
    case Kind::Unsubscribed:
        return withTopic(QStringLiteral("unsubscribed from"), event);
    case Kind::SessionExpired:
        return QStringLiteral("the session expired");
    }
    Q_UNREACHABLE();
}

void ClientHistory::add(const Notice &notice)
{
    if (!notice.clientId.isEmpty() && m_clients.contains(notice.clientId) &&
        joins(m_clients[notice.clientId], notice)) {
        HistoryEvent &last = *m_clients[notice.clientId].events.back();
        last.count += countOf(notice);
        last.at = notice.at;
        last.topic = notice.topic.isEmpty() ? last.topic : notice.topic;
        return;
    }
    auto event = std::make_shared<HistoryEvent>(HistoryEvent{++m_last, notice.kind, notice.reason, notice.cause,
                                                             countOf(notice), notice.at, notice.clientId, notice.user,
                                                             notice.address, notice.topic, notice.detail});
    m_all.push_back(event);
    if (m_all.size() > m_limits.ofAll)
        m_all.pop_front();
    if (notice.clientId.isEmpty())
        return;
    Client &client = clientOf(notice.clientId);
    client.events.push_back(std::move(event));
    ++m_clientEvents;
    if (client.events.size() > m_limits.perClient) {
        client.events.pop_front();
        --m_clientEvents;
    }
    while (m_clientEvents > m_limits.clientEvents && m_clients.size() > 1)
        forgetQuietest();
}

bool ClientHistory::joins(const Client &client, const Notice &notice) const
{
    if (client.events.empty() || !isJoined(notice.kind))
        return false;
    const HistoryEvent &last = *client.events.back();
    return last.kind == notice.kind && last.cause == notice.cause && notice.at.value - last.at.value < joinMs;
}

ClientHistory::Client &ClientHistory::clientOf(const QByteArray &clientId)
{
    const auto known = m_clients.find(clientId);
    if (known != m_clients.end()) {
        m_quietest.splice(m_quietest.end(), m_quietest, known->place);
        return *known;
    }
    Client &client = m_clients[clientId];
    client.place = m_quietest.insert(m_quietest.end(), clientId);
    return client;
}

void ClientHistory::forgetQuietest()
{
    const QByteArray quietest = m_quietest.front();
    m_quietest.pop_front();
    m_clientEvents -= m_clients[quietest].events.size();
    m_clients.remove(quietest);
}

std::vector<HistoryEvent> ClientHistory::newest(const Ring &ring, quint64 before, size_t limit)
{
    std::vector<HistoryEvent> events;
    for (auto event = ring.rbegin(); event != ring.rend() && events.size() < limit; ++event) {
        if (before == 0 || (*event)->number < before)
            events.push_back(**event);
    }
    return events;
}

std::vector<HistoryEvent> ClientHistory::of(const QByteArray &clientId, quint64 before, size_t limit) const
{
    const auto known = m_clients.constFind(clientId);
    return known == m_clients.constEnd() ? std::vector<HistoryEvent>() : newest(known->events, before, limit);
}

std::vector<HistoryEvent> ClientHistory::all(quint64 before, size_t limit) const
{
    return newest(m_all, before, limit);
}

} // namespace broker
