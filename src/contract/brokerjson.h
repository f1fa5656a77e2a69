// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/brokervalues.h"
#include "contract/json.h"

/// The broker's values in the words of docs/api.md "Broker".
namespace contract {

/// The member "next_cursor": a text, or null.
void writeCursor(JsonWriter &out, std::optional<qint64> next);
void write(JsonWriter &out, const BrokerFigures &value);
void write(JsonWriter &out, const BrokerClient &value);
void write(JsonWriter &out, const BrokerSubscription &value);
void write(JsonWriter &out, const BrokerRetained &value);
void write(JsonWriter &out, const BrokerRetainedCount &value);
void write(JsonWriter &out, const BrokerTopic &value);
void write(JsonWriter &out, const BrokerTopicPage &value);
void write(JsonWriter &out, const BrokerEvent &value);
void write(JsonWriter &out, const BrokerTraceFilter &value);
void write(JsonWriter &out, const BrokerTrace &value);
void write(JsonWriter &out, const BrokerBan &value);
void write(JsonWriter &out, const SystemEvent &value);

/// A list without an end of its own: {"items":[…]}.
template <typename T>
void write(JsonWriter &out, const std::vector<T> &list)
{
    out.beginObject().key(QLatin1StringView("items")).beginArray();
    for (const T &item : list)
        write(out, item);
    out.endArray().endObject();
}

/// {"items":[…],"total":N,"next_cursor":"N"|null}
template <typename T>
void write(JsonWriter &out, const BrokerPage<T> &page)
{
    out.beginObject().key(QLatin1StringView("items")).beginArray();
    for (const T &item : page.items)
        write(out, item);
    out.endArray().member(QLatin1StringView("total"), page.total);
    writeCursor(out, page.next);
    out.endObject();
}

/// {"items":[…],"next_cursor":"N"|null}
template <typename T>
void write(JsonWriter &out, const BrokerHistoryPage<T> &page)
{
    out.beginObject().key(QLatin1StringView("items")).beginArray();
    for (const T &item : page.items)
        write(out, item);
    out.endArray();
    writeCursor(out, page.next);
    out.endObject();
}

/// InvalidArgument for a member that is missing or of the wrong type.
base::Result<SystemEvent> readSystemEvent(const JsonValue &json);

} // namespace contract
