// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/deliveryjson.h"
#include "contract/brokerjson.h"
#include "contract/jsonlists.h"

namespace contract {
namespace {

using namespace Qt::StringLiterals;

std::optional<base::UtcMs> readTime(JsonFields &fields, QLatin1StringView name)
{
    if (fields.isAbsent(name))
        return std::nullopt;
    return base::UtcMs{fields.integer(name)};
}

base::Result<BrokerTraceDelivery> readDelivery(const JsonValue &json)
{
    JsonFields fields(json);
    BrokerTraceDelivery delivery;
    delivery.clientId = fields.text("client_id"_L1);
    delivery.qos = static_cast<int>(fields.integer("qos"_L1));
    delivery.step = fields.text("step"_L1);
    delivery.cause = fields.textOr("cause"_L1, {});
    delivery.retained = fields.booleanOr("retained"_L1, false);
    delivery.sends = static_cast<int>(fields.integerOr("sends"_L1, 0));
    delivery.queued = readTime(fields, "queued_utc_ms"_L1);
    delivery.sent = readTime(fields, "sent_utc_ms"_L1);
    delivery.received = readTime(fields, "received_utc_ms"_L1);
    delivery.acknowledged = readTime(fields, "acknowledged_utc_ms"_L1);
    delivery.dropped = readTime(fields, "dropped_utc_ms"_L1);
    return finish(fields, std::move(delivery));
}

base::Result<BrokerTrace> readTrace(const JsonValue &json)
{
    JsonFields fields(json);
    BrokerTrace trace;
    trace.id = fields.integer("id"_L1);
    trace.topic = fields.text("topic"_L1);
    trace.publisher = fields.textOr("publisher"_L1, {});
    trace.qos = static_cast<int>(fields.integer("qos"_L1));
    trace.retain = fields.boolean("retain"_L1);
    trace.bytes = fields.integer("bytes"_L1);
    trace.at.value = fields.integer("utc_ms"_L1);
    trace.deliveries = fields.integer("deliveries"_L1);
    trace.acknowledged = fields.integer("acknowledged"_L1);
    trace.waiting = fields.integer("waiting"_L1);
    trace.dropped = fields.integer("dropped"_L1);
    if (!fields.isAbsent("list"_L1))
        trace.list = readAll<BrokerTraceDelivery>(fields, "list"_L1, &readDelivery);
    return finish(fields, std::move(trace));
}

} // namespace

QByteArray toJson(const TransactionDeliveries &value)
{
    JsonWriter out;
    out.beginObject().member("transaccion"_L1, value.transaction).member("folio"_L1, value.folio);
    writeAll(out, "topics"_L1, value.topics);
    out.endObject();
    return out.take();
}

base::Result<TransactionDeliveries> readTransactionDeliveries(const JsonValue &json)
{
    JsonFields fields(json);
    TransactionDeliveries deliveries;
    deliveries.transaction = fields.integer("transaccion"_L1);
    deliveries.folio = fields.text("folio"_L1);
    deliveries.topics = readAll<BrokerTrace>(fields, "topics"_L1, &readTrace);
    return finish(fields, std::move(deliveries));
}

} // namespace contract
