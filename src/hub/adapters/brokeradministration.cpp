// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/adapters/brokeradministration.h"
#include "hub/adapters/brokerforms.h"
#include "mqttserver/administration.h"

namespace hub {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;
using mqttserver::MqttServer;

namespace {

constexpr size_t maxTimedFilters = 100;

Error noClient(const QString &clientId)
{
    return {ErrorCode::NotFound, u"no client is called %1"_s.arg(clientId)};
}

/// The values of a list in another form.
template <typename T, typename Form>
auto listForm(const std::vector<T> &list, Form form)
{
    std::vector<decltype(form(list.front()))> forms;
    for (const T &item : list)
        forms.push_back(form(item));
    return forms;
}

Result<contract::BrokerRetainedCount> clear(MqttServer &mqtt, const gateway::BrokerAdmin::Clearing &clearing)
{
    contract::BrokerTopicQuery query;
    query.filter = clearing.filter;
    query.withoutBank = clearing.withoutBank;
    const broker::RetainedQuery asked = retainedQueryOf(query);
    mqttserver::Administration administration = mqtt.administration();
    broker::RetainedSize size = administration.retainedSize(asked);
    if (clearing.expected && *clearing.expected != size.count)
        return Error(ErrorCode::Conflict, u"%1 messages are retained there now"_s.arg(size.count));
    if (!clearing.countOnly)
        size = administration.clearRetained(asked);
    return contract::BrokerRetainedCount{size.count, size.bytes, !clearing.countOnly};
}

Result<> setFilter(MqttServer &mqtt, const broker::TraceFilter &wanted)
{
    mqttserver::Administration administration = mqtt.administration();
    std::vector<broker::TraceFilter> timed = administration.traceFilters();
    std::erase_if(timed, [&wanted](const auto &f) { return !f.until || f.filter == wanted.filter; });
    if (wanted.until)
        timed.push_back(wanted);
    if (timed.size() > maxTimedFilters)
        return Error(ErrorCode::LimitExceeded, u"at most %1 filters are traced at a time"_s.arg(maxTimedFilters));
    administration.setTraceFilters(timed);
    return {};
}

} // namespace

template <typename Ask, typename Reply>
Result<> BrokerAdministration::ask(Ask ask, Reply reply)
{
    m_parts.brokerThread.post([ask = std::move(ask), reply = std::move(reply), &mqtt = m_parts.mqtt,
                               &answers = m_parts.answerThread]() mutable {
        answers.post([reply = std::move(reply), value = ask(mqtt)]() mutable { reply(std::move(value)); });
    });
    return {};
}

Result<> BrokerAdministration::figures(Answer<contract::BrokerFigures> answer)
{
    return ask(
        [](MqttServer &mqtt) {
            const mqttserver::Administration administration = mqtt.administration();
            return std::pair(administration.statistics(), administration.uptime());
        },
        [answer = std::move(answer)](const std::pair<broker::Statistics, base::Monotonic> &found) {
            contract::BrokerFigures form = figuresForm(found.first);
            form.uptimeSeconds = std::chrono::duration_cast<std::chrono::seconds>(found.second).count();
            answer(form);
        });
}

Result<> BrokerAdministration::clients(contract::BrokerClientQuery query,
                                       Answer<contract::BrokerPage<contract::BrokerClient>> answer)
{
    return ask([query = queryOf(query)](MqttServer &mqtt) { return mqtt.administration().clients(query); },
               [answer = std::move(answer)](const broker::Part<broker::ClientInfo> &found) {
                   answer(pageForm(found, clientForm));
               });
}

Result<> BrokerAdministration::client(QString clientId, Answer<contract::BrokerClient> answer)
{
    return ask([id = clientId.toUtf8()](MqttServer &mqtt) { return mqtt.administration().client(id); },
               [answer = std::move(answer), clientId](const std::optional<broker::ClientInfo> &found) {
                   answer(found ? Result<contract::BrokerClient>(clientForm(*found)) : noClient(clientId));
               });
}

Result<> BrokerAdministration::kick(QString clientId, bool endSession, QString who, Done answer)
{
    const broker::KickClient kick{clientId.toUtf8(), endSession, u"by %1"_s.arg(who)};
    return ask([kick](MqttServer &mqtt) { return mqtt.administration().kick(kick); },
               [answer = std::move(answer), clientId](bool known) {
                   answer(known ? Result<>() : Result<>(noClient(clientId)));
               });
}

Result<> BrokerAdministration::bans(Answer<std::vector<contract::BrokerBan>> answer)
{
    return ask([](MqttServer &mqtt) { return mqtt.guard().bans(); },
               [answer = std::move(answer)](const std::vector<broker::Ban> &bans) { answer(listForm(bans, banForm)); });
}

Result<> BrokerAdministration::ban(contract::BrokerBan ban, Done answer)
{
    const auto kind = banKindOf(ban.kind);
    if (!kind)
        return Error(ErrorCode::InvalidArgument, u"kind: client_id, user or address is needed"_s);
    const broker::Ban wanted{*kind,      ban.what.toUtf8(), ban.since, ban.until.value_or(base::UtcMs{}),
                             ban.reason, ban.by.toUtf8()};
    return ask([wanted](MqttServer &mqtt) { return mqtt.ban(wanted); },
               [answer = std::move(answer)](const Result<> &done) { answer(done); });
}

Result<> BrokerAdministration::liftBan(QString kind, QString what, Done answer)
{
    const auto known = banKindOf(kind);
    if (!known)
        return Error(ErrorCode::InvalidArgument, u"kind: client_id, user or address is needed"_s);
    return ask([known = *known, value = what.toUtf8()](MqttServer &mqtt) { return mqtt.guard().lift(known, value); },
               [answer = std::move(answer)](bool lifted) {
                   answer(lifted ? Result<>() : Error(ErrorCode::NotFound, u"there is no such ban"_s));
               });
}

Result<> BrokerAdministration::subscriptions(contract::BrokerSubscriptionQuery query,
                                             Answer<contract::BrokerPage<contract::BrokerSubscription>> answer)
{
    return ask([query = queryOf(query)](MqttServer &mqtt) { return mqtt.administration().subscriptions(query); },
               [answer = std::move(answer)](const broker::Part<broker::SubscriptionEntry> &found) {
                   answer(pageForm(found, subscriptionForm));
               });
}

Result<> BrokerAdministration::retained(contract::BrokerTopicQuery query,
                                        Answer<contract::BrokerPage<contract::BrokerRetained>> answer)
{
    return ask([query = retainedQueryOf(query)](MqttServer &mqtt) { return mqtt.administration().retained(query); },
               [answer = std::move(answer)](const broker::Part<broker::RetainedInfo> &found) {
                   answer(pageForm(found, retainedForm));
               });
}

Result<> BrokerAdministration::clearRetained(Clearing clearing, Answer<contract::BrokerRetainedCount> answer)
{
    return ask([clearing](MqttServer &mqtt) { return clear(mqtt, clearing); },
               [answer = std::move(answer)](const Result<contract::BrokerRetainedCount> &done) { answer(done); });
}

Result<> BrokerAdministration::topics(contract::BrokerTopicQuery query, Answer<contract::BrokerTopicPage> answer)
{
    using Found = std::pair<broker::Part<broker::TopicInfo>, broker::TopicTotals>;
    return ask(
        [query = topicQueryOf(query)](MqttServer &mqtt) {
            const mqttserver::Administration administration = mqtt.administration();
            return Found(administration.topics(query), administration.topicTotals());
        },
        [answer = std::move(answer)](const Found &found) {
            const broker::TopicTotals &totals = found.second;
            answer(contract::BrokerTopicPage{
                pageForm(found.first, topicForm), totals.topics, static_cast<qint64>(totals.forgotten),
                static_cast<qint64>(totals.otherMessages), static_cast<qint64>(totals.otherBytes)});
        });
}

Result<> BrokerAdministration::history(contract::BrokerHistoryQuery query,
                                       Answer<std::vector<contract::BrokerEvent>> answer)
{
    m_parts.answerThread.post([query, answer = std::move(answer), &watch = m_parts.watch] {
        const auto before = static_cast<quint64>(query.before);
        const auto limit = static_cast<size_t>(query.limit);
        const broker::ClientHistory &history = watch.history();
        answer(listForm(query.clientId.isEmpty() ? history.all(before, limit)
                                                 : history.of(query.clientId.toUtf8(), before, limit),
                        eventForm));
    });
    return {};
}

Result<> BrokerAdministration::traces(contract::BrokerTopicQuery query,
                                      Answer<contract::BrokerPage<contract::BrokerTrace>> answer)
{
    return ask([query = traceQueryOf(query)](MqttServer &mqtt) { return mqtt.administration().traces(query); },
               [answer = std::move(answer)](const broker::Part<broker::Trace> &found) {
                   answer(pageForm(found, [](const broker::Trace &trace) { return traceForm(trace, false); }));
               });
}

Result<> BrokerAdministration::trace(qint64 id, Answer<contract::BrokerTrace> answer)
{
    return ask([id](MqttServer &mqtt) { return mqtt.administration().trace(static_cast<quint64>(id)); },
               [answer = std::move(answer)](const std::optional<broker::Trace> &found) {
                   answer(found ? Result<contract::BrokerTrace>(traceForm(*found, true))
                                : Error(ErrorCode::NotFound, u"there is no such trace"_s));
               });
}

Result<> BrokerAdministration::tracesOf(qint64 event, QString epoch, Answer<std::vector<contract::BrokerTrace>> answer)
{
    broker::TraceQuery query;
    query.event = event;
    query.epoch = epoch.toUtf8();
    return ask([query](MqttServer &mqtt) { return mqtt.administration().traces(query); },
               [answer = std::move(answer)](broker::Part<broker::Trace> found) {
                   std::reverse(found.items.begin(), found.items.end()); // the newest come first
                   answer(listForm(found.items, [](const broker::Trace &trace) { return traceForm(trace, true); }));
               });
}

Result<> BrokerAdministration::traceFilters(Answer<std::vector<contract::BrokerTraceFilter>> answer)
{
    return ask([](MqttServer &mqtt) { return mqtt.administration().traceFilters(); },
               [answer = std::move(answer)](const std::vector<broker::TraceFilter> &filters) {
                   answer(listForm(filters, traceFilterForm));
               });
}

Result<> BrokerAdministration::setTraceFilter(QString filter, std::chrono::seconds span, Done answer)
{
    broker::TraceFilter wanted{filter.toUtf8(), {}};
    if (span.count() > 0)
        wanted.until = base::UtcMs{m_parts.clock.utcNow().value + std::chrono::milliseconds(span).count()};
    return ask([wanted](MqttServer &mqtt) { return setFilter(mqtt, wanted); },
               [answer = std::move(answer)](const Result<> &done) { answer(done); });
}

} // namespace hub
