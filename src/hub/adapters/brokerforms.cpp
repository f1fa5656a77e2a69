// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/adapters/brokerforms.h"

namespace hub {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView bankTopics = "banco/";
constexpr quint32 neverExpires = 0xFFFFFFFF;

QString text(const QByteArray &utf8)
{
    return QString::fromUtf8(utf8);
}

std::optional<base::UtcMs> timeOf(base::UtcMs time)
{
    return time.value == 0 ? std::nullopt : std::optional(time);
}

std::vector<contract::NamedCount> dropForms(const broker::DropCounts &counts, bool withZeros)
{
    std::vector<contract::NamedCount> forms;
    for (size_t cause = 0; cause < broker::dropCauseCount; ++cause) {
        if (withZeros || counts[cause] > 0)
            forms.push_back(
                {broker::dropCauseName(static_cast<broker::DropCause>(cause)), static_cast<qint64>(counts[cause])});
    }
    return forms;
}

qint64 sumOf(const broker::DropCounts &counts)
{
    quint64 sum = 0;
    for (const quint64 count : counts)
        sum += count;
    return static_cast<qint64>(sum);
}

QString protocolName(quint8 level)
{
    return level == 3 ? u"MQTT 3.1"_s : level == 5 ? u"MQTT 5.0"_s : u"MQTT 3.1.1"_s;
}

QByteArray hiddenFor(const contract::BrokerTopicQuery &query)
{
    return query.withoutBank ? bankTopics.toByteArray() : QByteArray();
}

template <typename Query>
void setPage(Query &to, const contract::BrokerListQuery &from)
{
    to.offset = from.offset;
    to.limit = from.limit;
}

template <typename Sort>
Sort sortOf(const QString &word, std::initializer_list<std::pair<QLatin1StringView, Sort>> words, Sort fallback)
{
    for (const auto &[name, sort] : words) {
        if (word == name)
            return sort;
    }
    return fallback;
}

} // namespace

contract::BrokerFigures figuresForm(const broker::Statistics &s)
{
    contract::BrokerFigures form;
    form.clientsConnected = s.clientsConnected;
    form.clientsMaximum = s.clientsMaximum;
    form.sessions = s.sessions;
    form.sessionsExpired = static_cast<qint64>(s.sessionsExpired);
    form.connections = s.connections;
    form.connectionsOpened = static_cast<qint64>(s.connectionsOpened);
    form.connectsRefused = static_cast<qint64>(s.connectsRefused);
    form.subscriptions = s.subscriptions;
    form.sharedSubscriptions = s.sharedSubscriptions;
    form.retained = s.retained;
    form.retainedBytes = s.retainedBytes;
    form.queued = s.queued;
    form.queuedBytes = s.queuedBytes;
    form.inflight = s.inflight;
    form.messagesReceived = static_cast<qint64>(s.messagesReceived);
    form.messagesSent = static_cast<qint64>(s.messagesSent);
    form.messagesInternal = static_cast<qint64>(s.messagesInternal);
    form.bytesReceived = static_cast<qint64>(s.bytesReceived);
    form.bytesSent = static_cast<qint64>(s.bytesSent);
    form.droppedInAll = sumOf(s.dropped);
    form.dropped = dropForms(s.dropped, true);
    for (const broker::ListenerFigures &listener : s.listeners)
        form.listeners.push_back({text(listener.name), listener.connections});
    return form;
}

contract::BrokerClient clientForm(const broker::ClientInfo &info)
{
    contract::BrokerClient form;
    form.clientId = text(info.clientId);
    form.user = text(info.user);
    form.address = text(info.address);
    form.port = info.port;
    form.listener = text(info.listener);
    form.protocol = protocolName(info.protocolLevel);
    form.protocolLevel = info.protocolLevel;
    form.connected = info.connected;
    form.cleanSession = info.cleanSession;
    if (info.sessionExpiry != neverExpires)
        form.sessionExpiry = info.sessionExpiry;
    form.keepAlive = info.keepAlive;
    form.connectedSince = timeOf(info.connectedSince);
    form.lastMessage = timeOf(info.lastMessage);
    form.messagesReceived = static_cast<qint64>(info.messagesReceived);
    form.messagesSent = static_cast<qint64>(info.messagesSent);
    form.bytesReceived = static_cast<qint64>(info.payloadBytesReceived);
    form.bytesSent = static_cast<qint64>(info.payloadBytesSent);
    form.messagesInPerSecond = info.messagesInPerSecond;
    form.messagesOutPerSecond = info.messagesOutPerSecond;
    form.queued = info.queued;
    form.queuedBytes = info.queuedBytes;
    form.inflight = info.inflight;
    form.droppedInAll = sumOf(info.dropped);
    form.dropped = dropForms(info.dropped, false);
    form.subscriptionCount = info.subscriptionCount;
    for (const broker::SubscriptionInfo &subscription : info.subscriptions)
        form.subscriptions.push_back(subscriptionForm({info.clientId, subscription, info.connected}));
    return form;
}

contract::BrokerSubscription subscriptionForm(const broker::SubscriptionEntry &entry)
{
    contract::BrokerSubscription form;
    form.clientId = text(entry.clientId);
    form.filter = text(entry.subscription.filter);
    form.qos = static_cast<int>(entry.subscription.qos);
    form.noLocal = entry.subscription.noLocal;
    form.retainAsPublished = entry.subscription.retainAsPublished;
    if (entry.subscription.identifier != 0)
        form.identifier = entry.subscription.identifier;
    form.connected = entry.connected;
    return form;
}

contract::BrokerRetained retainedForm(const broker::RetainedInfo &info)
{
    return {text(info.topic), static_cast<int>(info.qos), info.payload.size(), info.received, text(info.publisher)};
}

contract::BrokerTopic topicForm(const broker::TopicInfo &info)
{
    contract::BrokerTopic form;
    form.topic = text(info.topic);
    form.messages = static_cast<qint64>(info.messages);
    form.bytes = static_cast<qint64>(info.bytes);
    form.perSecond = info.perSecond;
    form.bytesPerSecond = info.bytesPerSecond;
    form.last = info.last;
    form.publisher = text(info.publisher);
    form.qos = static_cast<int>(info.qos);
    form.retain = info.retain;
    form.subscribers = info.subscribers;
    return form;
}

contract::BrokerEvent eventForm(const broker::HistoryEvent &event)
{
    contract::BrokerEvent form;
    form.number = static_cast<qint64>(event.number);
    form.at = event.at;
    form.clientId = text(event.clientId);
    form.user = text(event.user);
    form.address = text(event.address);
    form.kind = broker::noticeKindName(event.kind);
    form.reason = broker::reasonOf(event);
    form.topic = text(event.topic);
    form.count = static_cast<qint64>(event.count);
    form.text = broker::textOf(event);
    return form;
}

namespace {

contract::BrokerTraceDelivery deliveryForm(const broker::TraceDelivery &delivery)
{
    contract::BrokerTraceDelivery form;
    form.clientId = text(delivery.clientId);
    form.qos = static_cast<int>(delivery.qos);
    form.step = broker::traceStepName(delivery.step);
    if (delivery.step == broker::TraceStep::Dropped)
        form.cause = broker::dropCauseName(delivery.cause);
    form.retained = delivery.retained;
    form.sends = delivery.sends;
    form.queued = timeOf(delivery.queued);
    form.sent = timeOf(delivery.sent);
    form.received = timeOf(delivery.received);
    form.acknowledged = timeOf(delivery.acknowledged);
    form.dropped = timeOf(delivery.dropped);
    return form;
}

} // namespace

contract::BrokerTrace traceForm(const broker::Trace &trace, bool withList)
{
    contract::BrokerTrace form;
    form.id = static_cast<qint64>(trace.id);
    form.topic = text(trace.topic);
    form.publisher = text(trace.publisher);
    form.qos = static_cast<int>(trace.qos);
    form.retain = trace.retain;
    form.bytes = trace.bytes;
    form.at = trace.at;
    form.deliveries = static_cast<qint64>(trace.deliveries.size() + trace.unlisted);
    for (const broker::TraceDelivery &delivery : trace.deliveries) {
        using Step = broker::TraceStep;
        form.acknowledged += delivery.step == Step::Acknowledged ? 1 : 0;
        form.dropped += delivery.step == Step::Dropped ? 1 : 0;
        const bool isOver = delivery.step == Step::Sent && delivery.qos == mqtt::QoS::AtMostOnce;
        form.waiting += delivery.step != Step::Acknowledged && delivery.step != Step::Dropped && !isOver ? 1 : 0;
        if (withList)
            form.list.push_back(deliveryForm(delivery));
    }
    return form;
}

contract::BrokerTraceFilter traceFilterForm(const broker::TraceFilter &filter)
{
    return {text(filter.filter), filter.until};
}

contract::BrokerBan banForm(const broker::Ban &ban)
{
    return {broker::banKindName(ban.kind), text(ban.value), ban.reason, text(ban.by), ban.since, timeOf(ban.until)};
}

std::optional<broker::BanKind> banKindOf(const QString &word)
{
    for (const auto kind : {broker::BanKind::ClientId, broker::BanKind::User, broker::BanKind::Address}) {
        if (word == broker::banKindName(kind))
            return kind;
    }
    return std::nullopt;
}

broker::ClientQuery queryOf(const contract::BrokerClientQuery &query)
{
    using Sort = broker::ClientSort;
    broker::ClientQuery asked;
    setPage(asked, query);
    asked.text = query.text.toUtf8();
    asked.listener = query.listener.toUtf8();
    if (query.connected)
        asked.state = *query.connected ? broker::ClientState::Connected : broker::ClientState::Disconnected;
    asked.sort = sortOf<Sort>(query.sort,
                              {{"connected_since"_L1, Sort::ConnectedSince},
                               {"last_message"_L1, Sort::LastMessage},
                               {"queued"_L1, Sort::Queued},
                               {"dropped"_L1, Sort::Dropped},
                               {"messages_in"_L1, Sort::MessagesIn},
                               {"messages_out"_L1, Sort::MessagesOut},
                               {"rate"_L1, Sort::Rate}},
                              Sort::ClientId);
    asked.descending = query.descending;
    return asked;
}

broker::SubscriptionQuery queryOf(const contract::BrokerSubscriptionQuery &query)
{
    broker::SubscriptionQuery asked;
    setPage(asked, query);
    asked.clientId = query.clientId.toUtf8();
    asked.text = query.text.toUtf8();
    asked.topic = query.topic.toUtf8();
    return asked;
}

broker::TopicQuery topicQueryOf(const contract::BrokerTopicQuery &query)
{
    using Sort = broker::TopicSort;
    broker::TopicQuery asked;
    setPage(asked, query);
    if (!query.filter.isEmpty())
        asked.filter = query.filter.toUtf8();
    asked.text = query.text.toUtf8();
    asked.hidden = hiddenFor(query);
    asked.sort = sortOf<Sort>(
        query.sort,
        {{"messages"_L1, Sort::Messages}, {"rate"_L1, Sort::Rate}, {"bytes"_L1, Sort::Bytes}, {"last"_L1, Sort::Last}},
        Sort::Topic);
    asked.descending = query.descending;
    return asked;
}

broker::RetainedQuery retainedQueryOf(const contract::BrokerTopicQuery &query)
{
    broker::RetainedQuery asked;
    setPage(asked, query);
    if (!query.filter.isEmpty())
        asked.filter = query.filter.toUtf8();
    asked.hidden = hiddenFor(query);
    return asked;
}

broker::TraceQuery traceQueryOf(const contract::BrokerTopicQuery &query)
{
    broker::TraceQuery asked;
    setPage(asked, query);
    if (!query.filter.isEmpty())
        asked.filter = query.filter.toUtf8();
    asked.hidden = hiddenFor(query);
    return asked;
}

} // namespace hub
