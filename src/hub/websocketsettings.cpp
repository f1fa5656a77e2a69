// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/websocketsettings.h"
#include "hub/settingtexts.h"

using namespace Qt::StringLiterals;
using base::Result;

namespace hub {
namespace {

/// Beyond it a process runs out of descriptors long before.
constexpr qint64 mostConnections = 100'000;
constexpr qint64 longestWait = 3600; // seconds

} // namespace

QList<SettingDefinition> webSocketDefinitions()
{
    return {
        {u"websocket.max_connections"_s,
         u"websocket-max-connections"_s,
         {u"WEBSOCKET_MAX_CONNECTIONS"_s},
         u"100"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP("settings", "how many clients the WebSocket channels take"))},
        {u"websocket.max_per_address"_s,
         u"websocket-max-per-address"_s,
         {u"WEBSOCKET_MAX_CONNECTIONS_PER_IP"_s},
         u"auto"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP(
             "settings", "how many of them from one address; auto: a quarter, and no limit for this machine's own"))},
        {u"websocket.ping_interval"_s,
         u"websocket-ping-interval"_s,
         {u"WEBSOCKET_PING_INTERVAL"_s},
         u"30"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP("settings", "seconds between two pings to a client of the channels"))},
        {u"websocket.ping_timeout"_s,
         u"websocket-ping-timeout"_s,
         {u"WEBSOCKET_PING_TIMEOUT"_s},
         u"10"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP("settings", "seconds to wait for its answer before it is cut off"))},
        {u"websocket.compression"_s,
         u"websocket-compression"_s,
         {u"WEBSOCKET_COMPRESSION"_s},
         u"off"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP(
             "settings", "whether the WebSocket channels offer compression (permessage-deflate): on, off"))},
    };
}

Result<gateway::ChannelSettings> resolveWebSocket(const SettingLookup &text)
{
    const auto number = [&](const QString &name, qint64 most) {
        const QString key = u"websocket."_s + name;
        return parseNumber(key, text(key), 1, most);
    };
    const auto connections = number(u"max_connections"_s, mostConnections);
    const auto interval = number(u"ping_interval"_s, longestWait);
    const auto timeout = number(u"ping_timeout"_s, longestWait);
    for (const auto *one : {&connections, &interval, &timeout}) {
        if (!*one)
            return one->error();
    }
    gateway::ChannelSettings settings;
    settings.maxConnections = static_cast<int>(*connections);
    settings.pingInterval = std::chrono::seconds(*interval);
    settings.pingTimeout = std::chrono::seconds(*timeout);
    const auto compression = parseSwitch(u"websocket.compression"_s, text(u"websocket.compression"_s));
    if (!compression)
        return compression.error();
    settings.compression = *compression;
    if (text(u"websocket.max_per_address"_s) == u"auto")
        return settings;
    const auto perAddress = number(u"max_per_address"_s, mostConnections);
    if (!perAddress)
        return perAddress.error();
    settings.maxPerAddress = static_cast<int>(*perAddress);
    return settings;
}

} // namespace hub
