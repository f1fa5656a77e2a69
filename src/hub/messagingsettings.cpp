// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/messagingsettings.h"
#include "hub/settingtexts.h"
#include <algorithm>

using namespace Qt::StringLiterals;
using base::Result;

namespace hub {
namespace {

constexpr qint64 mostClients = 100'000;
constexpr qsizetype longestPrefix = 32;

/// Safe in a client identifier and in a topic.
bool isPrefix(const QString &text)
{
    return !text.isEmpty() && text.size() <= longestPrefix && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
    });
}

} // namespace

QList<SettingDefinition> messagingDefinitions()
{
    return {
        {u"messaging.client_prefix"_s,
         QString(),
         {u"VENTANILLA_MESSAGING_CLIENT_PREFIX"_s},
         u"famemely"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP(
             "settings", "how the MQTT client of REST and Socket.IO is called: this, an underscore and digits")),
         true},
        {u"messaging.host"_s,
         QString(),
         {u"MQTT_HOST"_s},
         QString(),
         QString::fromUtf8(QT_TRANSLATE_NOOP(
             "settings", "the broker of REST and Socket.IO; empty or this machine: the one in the program")),
         true},
        {u"messaging.protocol"_s,
         QString(),
         {u"MQTT_PROTOCOL"_s},
         u"mqtt"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP("settings", "how that broker is spoken to: mqtt, mqtts, ws or wss")),
         true},
        {u"socketio.max_clients"_s,
         QString(),
         {u"VENTANILLA_SOCKETIO_MAX_CLIENTS"_s},
         u"20000"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP("settings", "how many Socket.IO clients are taken")),
         true},
        {u"socketio.max_per_address"_s,
         QString(),
         {u"VENTANILLA_SOCKETIO_MAX_PER_ADDRESS"_s},
         u"500"_s,
         QString::fromUtf8(
             QT_TRANSLATE_NOOP("settings", "how many of them from one address; this machine's own are not counted")),
         true},
    };
}

Result<MessagingSettings> resolveMessaging(const SettingLookup &text)
{
    MessagingSettings settings;
    settings.clientPrefix = text(u"messaging.client_prefix"_s);
    if (!isPrefix(settings.clientPrefix))
        return wrongSetting(u"messaging.client_prefix"_s, settings.clientPrefix,
                            u"up to 32 letters, digits, - and _ are expected"_s);
    settings.host = text(u"messaging.host"_s);
    const QString protocol = text(u"messaging.protocol"_s);
    static const QStringList protocols{u"mqtt"_s, u"mqtts"_s, u"ws"_s, u"wss"_s};
    if (!protocols.contains(protocol))
        return wrongSetting(u"messaging.protocol"_s, protocol, u"one of mqtt, mqtts, ws, wss is expected"_s);
    const auto clients = parseNumber(u"socketio.max_clients"_s, text(u"socketio.max_clients"_s), 1, mostClients);
    if (!clients)
        return clients.error();
    const auto ofAddress =
        parseNumber(u"socketio.max_per_address"_s, text(u"socketio.max_per_address"_s), 1, mostClients);
    if (!ofAddress)
        return ofAddress.error();
    settings.socketIo.maxClients = static_cast<int>(*clients);
    settings.socketIo.maxClientsOfAddress = static_cast<int>(*ofAddress);
    return settings;
}

QString messagingAdvice(const MessagingSettings &settings)
{
    if (isOwnHost(settings.host))
        return {};
    return u"MQTT_HOST names %1, but REST and Socket.IO publish to the broker in this program; connect the two by a "
           "bridge, or leave MQTT_HOST out"_s.arg(settings.host);
}

} // namespace hub
