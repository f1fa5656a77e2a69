// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/brokerquery.h"
#include "mqtt/topic.h"

namespace gateway {
namespace {

constexpr int maxLimit = 500;
constexpr int maxOffset = 10'000'000;
constexpr qsizetype maxText = 1024;

base::Error wrong(const char *name, const QString &expected)
{
    return {base::ErrorCode::InvalidArgument, u"%1: %2"_qs.arg(QLatin1StringView(name), expected)};
}

/// Leaves `value` as it is when the parameter was not sent.
base::Result<> number(const web::HttpTarget &target, const char *name, std::pair<int, int> range, int &value)
{
    const QString text = target.queryValue(QString::fromLatin1(name));
    if (text.isNull())
        return {};
    bool isNumber = false;
    value = text.toInt(&isNumber);
    if (!isNumber || value < range.first || value > range.second)
        return wrong(name, u"a number from %1 to %2 is needed"_qs.arg(range.first).arg(range.second));
    return {};
}

base::Result<> text(const web::HttpTarget &target, const char *name, QString &value)
{
    value = target.queryValue(QString::fromLatin1(name));
    if (value.size() > maxText)
        return wrong(name, u"at most %1 characters"_qs.arg(maxText));
    return {};
}

/// One of a few words; the first when the parameter was not sent.
base::Result<QString> word(const web::HttpTarget &target, const char *name, const QStringList &words)
{
    const QString text = target.queryValue(QString::fromLatin1(name));
    if (text.isEmpty())
        return words.first();
    if (!words.contains(text))
        return wrong(name, u"one of %1 is needed"_qs.arg(words.join(u", "_qs)));
    return text;
}

} // namespace

base::Result<> readListQuery(const web::HttpTarget &target, const QStringList &sorts, contract::BrokerListQuery &query)
{
    // A cursor of ours is the offset of the page that it stands for.
    const bool hasCursor = !target.queryValue(u"cursor").isNull();
    if (hasCursor && !target.queryValue(u"offset").isNull())
        return wrong("cursor", u"not together with offset"_qs);
    if (auto ok = number(target, hasCursor ? "cursor" : "offset", {0, maxOffset}, query.offset); !ok)
        return ok.error();
    if (auto ok = number(target, "limit", {1, maxLimit}, query.limit); !ok)
        return ok;
    if (auto ok = text(target, "q", query.text); !ok)
        return ok;
    auto sort = word(target, "sort", sorts);
    if (!sort)
        return sort.error();
    const auto order = word(target, "order", {u"asc"_qs, u"desc"_qs});
    if (!order)
        return order.error();
    query.sort = std::move(*sort);
    query.descending = *order == u"desc";
    return {};
}

base::Result<contract::BrokerClientQuery> brokerClientQuery(const web::HttpTarget &target)
{
    static const QStringList sorts{u"client_id"_qs, u"connected_since"_qs, u"last_message"_qs, u"queued"_qs,
                                   u"dropped"_qs,   u"messages_in"_qs,     u"messages_out"_qs, u"rate"_qs};
    contract::BrokerClientQuery query;
    if (auto ok = readListQuery(target, sorts, query); !ok)
        return ok.error();
    if (auto ok = text(target, "listener", query.listener); !ok)
        return ok.error();
    const auto state = word(target, "state", {u"any"_qs, u"connected"_qs, u"disconnected"_qs});
    if (!state)
        return state.error();
    if (*state != u"any")
        query.connected = *state == u"connected";
    return query;
}

base::Result<contract::BrokerSubscriptionQuery> brokerSubscriptionQuery(const web::HttpTarget &target)
{
    contract::BrokerSubscriptionQuery query;
    if (auto ok = readListQuery(target, {u"filter"_qs}, query); !ok)
        return ok.error();
    if (auto ok = text(target, "client", query.clientId); !ok)
        return ok.error();
    if (auto ok = text(target, "topic", query.topic); !ok)
        return ok.error();
    if (!query.topic.isEmpty() && !mqtt::isValidTopicName(query.topic.toUtf8()))
        return wrong("topic", u"this is no topic"_qs);
    return query;
}

base::Result<QString> checkedFilter(const QString &filter)
{
    if (!mqtt::isValidTopicFilter(filter.toUtf8()))
        return wrong("filter", u"this is no topic filter"_qs);
    return filter;
}

base::Result<contract::BrokerTopicQuery> brokerTopicQuery(const Exchange &exchange, const QStringList &sorts)
{
    contract::BrokerTopicQuery query;
    if (auto ok = readListQuery(exchange.target, sorts, query); !ok)
        return ok.error();
    if (auto ok = text(exchange.target, "filter", query.filter); !ok)
        return ok.error();
    if (!query.filter.isEmpty()) {
        if (const auto filter = checkedFilter(query.filter); !filter)
            return filter.error();
    }
    query.withoutBank = !auth::mayDo(*exchange.principal, auth::Permission::BankRead);
    return query;
}

base::Result<contract::BrokerHistoryQuery> brokerHistoryQuery(const web::HttpTarget &target)
{
    contract::BrokerHistoryQuery query;
    if (auto ok = number(target, "limit", {1, maxLimit}, query.limit); !ok)
        return ok.error();
    const QString cursor = target.queryValue(u"cursor");
    const QString before = cursor.isNull() ? target.queryValue(u"before") : cursor;
    bool isNumber = true;
    if (!before.isEmpty())
        query.before = before.toLongLong(&isNumber);
    if (!isNumber || query.before < 0)
        return wrong(cursor.isNull() ? "before" : "cursor", u"the number of an event is needed"_qs);
    return query;
}

} // namespace gateway
