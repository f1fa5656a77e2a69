// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/mqttlisteners.h"
#include "hub/settings.h"
#include "hub/settingtexts.h"
#include <QDir>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace hub {

namespace {

struct Kind
{
    const char *name;
    const char *portKey;
    const char *portOption; ///< null: not on the command line
    const char *port;       ///< default
    const char *portText;
    const char *settings; ///< the part of the key of its own settings; an alias has its model's
    bool isWebSocket;
    bool isTls;
};

constexpr Kind kinds[] = {
    {"tcp", "mqtt.port", "mqtt-port", "1883",
     QT_TRANSLATE_NOOP("settings", "MQTT over TCP (S0's MQTT_BROKER_PORT moves it too); 0 any free port, off"), "tcp",
     false, false},
    {"ws", "mqtt.websocket_port", "mqtt-ws-port", "9001",
     QT_TRANSLATE_NOOP("settings", "MQTT over WebSocket; 0 any free port, off"), "ws", true, false},
    {"ws_alias", "mqtt.websocket_alias_port", nullptr, "off",
     QT_TRANSLATE_NOOP("settings", "a second port for MQTT over WebSocket, such as 8083; 0 any free port, off"), "ws",
     true, false},
    {"tls", "mqtt.tls_port", "mqtts-port", "8883",
     QT_TRANSLATE_NOOP("settings", "MQTT over TLS, once there is a certificate; 0 any free port, off"), "tls", false,
     true},
    {"wss", "mqtt.websocket_tls_port", "mqtt-wss-port", "8084",
     QT_TRANSLATE_NOOP("settings", "MQTT over WebSocket over TLS, once there is a certificate; 0 any free port, off"),
     "wss", true, true},
};

struct Detail
{
    const char *name;
    const char *value; ///< default
    const char *text;
    bool onlyTls;
};

constexpr Detail details[] = {
    {"bind", "",
     QT_TRANSLATE_NOOP("settings", "where this listener listens: loopback, any, or IP addresses with commas; empty: "
                                   "as network.bind says"),
     false},
    {"max_connections", "20000", QT_TRANSLATE_NOOP("settings", "open connections of this listener at most"), false},
    {"max_per_address", "20000", QT_TRANSLATE_NOOP("settings", "open connections of one address at most"), false},
    {"connects_per_second", "0",
     QT_TRANSLATE_NOOP("settings", "new connections of one address a second at most; 0: no limit"), false},
    {"connect_burst", "0",
     QT_TRANSLATE_NOOP("settings", "so many may come at once before that limit holds; 0: one second's worth"), false},
    {"proxies", "",
     QT_TRANSLATE_NOOP("settings", "proxies (addresses or subnets, with commas) that must send a PROXY header, which "
                                   "is believed"),
     false},
    {"connect_deadline", "10", QT_TRANSLATE_NOOP("settings", "seconds until CONNECT must have come"), false},
    {"max_packet", "1048576", QT_TRANSLATE_NOOP("settings", "largest packet of a client, in bytes"), false},
    {"max_packet_unauthenticated", "65536",
     QT_TRANSLATE_NOOP("settings", "largest packet before a client is let in, in bytes"), false},
    {"publish_rate", "0", QT_TRANSLATE_NOOP("settings", "messages a second of each client at most; 0: no limit"),
     false},
    {"publish_bytes", "0", QT_TRANSLATE_NOOP("settings", "payload bytes a second of each client at most; 0: no limit"),
     false},
    {"soft_output", "1048576",
     QT_TRANSLATE_NOOP("settings", "unsent bytes of one client from which on its QoS 0 messages are dropped"), false},
    {"hard_output", "33554432",
     QT_TRANSLATE_NOOP("settings", "unsent bytes of one client from which on it is disconnected"), false},
    {"client_certificates", "off",
     QT_TRANSLATE_NOOP("settings", "certificates of the device CA from clients: off, optional, required"), true},
    {"client_id_is_cn", "on",
     QT_TRANSLATE_NOOP("settings", "whether a client with a certificate must use its CN as client id: on, off"), true},
};

constexpr Detail tlsFiles[] = {
    {"tls.certificate", "",
     QT_TRANSLATE_NOOP("settings", "PEM file with the server's certificate and those between it and its CA; empty: no "
                                   "TLS"),
     true},
    {"tls.key", "", QT_TRANSLATE_NOOP("settings", "PEM file with its private key, without a passphrase"), true},
    {"tls.client_ca", "", QT_TRANSLATE_NOOP("settings", "PEM file with the CA that signs devices' certificates"), true},
    {"tls.client_crl", "", QT_TRANSLATE_NOOP("settings", "PEM file with that CA's revocation list; empty: none"), true},
};

constexpr Detail flapping[] = {
    {"mqtt.flapping.count", "0",
     QT_TRANSLATE_NOOP("settings", "a client whose connections end so often in the window is banned; 0: off"), false},
    {"mqtt.flapping.address_count", "0",
     QT_TRANSLATE_NOOP("settings", "the same for all connections of one address; 0: off"), false},
    {"mqtt.flapping.window", "60", QT_TRANSLATE_NOOP("settings", "the window in which they are counted, in seconds"),
     false},
    {"mqtt.flapping.ban", "300", QT_TRANSLATE_NOOP("settings", "how long such a ban lasts, in seconds"), false},
};

QString variableOf(const QString &key)
{
    QString name = u"VENTANILLA_"_s + key.toUpper();
    return name.replace(u'.', u'_');
}

SettingDefinition detailDefinition(const QString &key, const Detail &detail)
{
    return {key, {}, {variableOf(key)}, QString::fromLatin1(detail.value), QString::fromUtf8(detail.text), true};
}

/// The settings of one listener, by the last part of their keys.
class Own
{
public:
    Own(const SettingLookup &text, const Kind &kind)
        : m_text(text)
        , m_prefix(u"mqtt.%1."_s.arg(QLatin1StringView(kind.settings)))
    {
    }
    QString key(const char *name) const { return m_prefix + QLatin1StringView(name); }
    QString text(const char *name) const { return m_text(key(name)); }
    Result<qint64> number(const char *name, qint64 least, qint64 most) const
    {
        return parseNumber(key(name), text(name), least, most);
    }

private:
    const SettingLookup &m_text;
    const QString m_prefix;
};

Result<> resolveNumbers(const Own &own, MqttListener &listener)
{
    constexpr qint64 million = 1'000'000;
    constexpr qint64 largestPacket = 268'435'455; // what MQTT's length field can say (MQTT 5, 1.5.5)
    const struct
    {
        const char *name;
        qint64 least;
        qint64 most;
        std::function<void(qint64)> set;
    } numbers[] = {
        {"max_connections", 1, million, [&](qint64 n) { listener.limits.connections = static_cast<int>(n); }},
        {"max_per_address", 1, million, [&](qint64 n) { listener.limits.perAddress = static_cast<int>(n); }},
        {"connects_per_second", 0, million, [&](qint64 n) { listener.limits.perSecond = static_cast<double>(n); }},
        {"connect_burst", 0, million, [&](qint64 n) { listener.limits.burst = static_cast<double>(n); }},
        {"connect_deadline", 1, 3'600, [&](qint64 n) { listener.connectDeadline = std::chrono::seconds(n); }},
        {"max_packet", 1'024, largestPacket, [&](qint64 n) { listener.maxPacket = n; }},
        {"max_packet_unauthenticated", 1'024, largestPacket, [&](qint64 n) { listener.maxPacketUnauthenticated = n; }},
        {"publish_rate", 0, million, [&](qint64 n) { listener.publishRate = static_cast<quint32>(n); }},
        {"publish_bytes", 0, 1'000 * million, [&](qint64 n) { listener.publishBytes = static_cast<quint32>(n); }},
        {"soft_output", 65'536, 1'000 * million, [&](qint64 n) { listener.softOutput = n; }},
        {"hard_output", 65'536, 10'000 * million, [&](qint64 n) { listener.hardOutput = n; }},
    };
    for (const auto &number : numbers) {
        const auto value = own.number(number.name, number.least, number.most);
        if (!value)
            return value.error();
        number.set(*value);
    }
    if (listener.hardOutput <= listener.softOutput)
        return wrongSetting(own.key("hard_output"), own.text("hard_output"),
                            u"more than %1 is expected"_s.arg(own.key("soft_output")));
    return {};
}

Result<> resolveTls(const SettingLookup &text, const Own &own, const QString &dataDir, MqttListener &listener)
{
    const auto file = [&](const QString &key) {
        const QString name = text(key);
        return name.isEmpty() ? name : QDir(dataDir).absoluteFilePath(name);
    };
    net::TlsFiles files{file(u"tls.certificate"_s), file(u"tls.key"_s), {}, {}, {}, {"mqtt"}};
    if (files.key.isEmpty())
        return wrongSetting(u"tls.key"_s, {}, u"the file with the key of tls.certificate is expected"_s);
    const QString asked = own.text("client_certificates");
    if (asked == u"optional" || asked == u"required") {
        files.clients = asked == u"required" ? net::ClientCertificates::Required : net::ClientCertificates::Optional;
        files.clientCa = file(u"tls.client_ca"_s);
        files.revoked = file(u"tls.client_crl"_s);
        if (files.clientCa.isEmpty())
            return wrongSetting(own.key("client_certificates"), asked,
                                u"the setting tls.client_ca is expected too: the CA that signs them"_s);
    } else if (asked != u"off") {
        return wrongSetting(own.key("client_certificates"), asked, u"off, optional or required is expected"_s);
    }
    const auto binds = parseSwitch(own.key("client_id_is_cn"), own.text("client_id_is_cn"));
    if (!binds)
        return binds.error();
    listener.bindsClientId = *binds;
    listener.tls = files;
    return {};
}

Result<std::optional<MqttListener>> resolveListener(const SettingLookup &text, const Kind &kind, const QString &dataDir)
{
    const QString portKey = QString::fromLatin1(kind.portKey);
    const Own own(text, kind);
    MqttListener listener;
    listener.name = kind.name;
    listener.settingsName = kind.settings;
    listener.isWebSocket = kind.isWebSocket;
    listener.portSetting = portKey;
    const auto port = parsePort(portKey, text(portKey));
    if (!port)
        return port.error();
    if (const auto numbers = resolveNumbers(own, listener); !numbers)
        return numbers.error();
    const bool isInherited = own.text("bind").isEmpty();
    const QString bindKey = isInherited ? u"network.bind"_s : own.key("bind");
    const auto addresses = parseAddresses(bindKey, text(bindKey));
    if (!addresses)
        return addresses.error();
    listener.addresses = *addresses;
    const auto proxies = parseSubnets(own.key("proxies"), own.text("proxies"));
    if (!proxies)
        return proxies.error();
    listener.proxies = *proxies;
    const bool isOff = !*port || (kind.isTls && text(u"tls.certificate"_s).isEmpty());
    if (isOff)
        return std::optional<MqttListener>();
    listener.port = **port;
    if (kind.isTls) {
        if (const auto tls = resolveTls(text, own, dataDir, listener); !tls)
            return tls.error();
    }
    return std::optional(listener);
}

} // namespace

bool MqttListener::onLoopback() const
{
    return std::all_of(addresses.begin(), addresses.end(), [](const QHostAddress &one) { return one.isLoopback(); });
}

QList<SettingDefinition> listenerDefinitions()
{
    QList<SettingDefinition> definitions;
    for (const Kind &kind : kinds) {
        const QString key = QString::fromLatin1(kind.portKey);
        // The two old ones keep their variables' names.
        const QString variable =
            kind.portOption && !kind.isTls
                ? u"VENTANILLA_"_s + QString::fromLatin1(kind.portOption).toUpper().replace(u'-', u'_')
                : variableOf(key);
        definitions << SettingDefinition{key,
                                         QString::fromLatin1(kind.portOption),
                                         {variable},
                                         QString::fromLatin1(kind.port),
                                         QString::fromUtf8(kind.portText),
                                         false};
    }
    for (const Detail &file : tlsFiles)
        definitions << detailDefinition(QString::fromLatin1(file.name), file);
    for (const Kind &kind : kinds) {
        if (QLatin1StringView(kind.name) != QLatin1StringView(kind.settings))
            continue;
        for (const Detail &detail : details) {
            if (!detail.onlyTls || kind.isTls)
                definitions << detailDefinition(
                    u"mqtt.%1.%2"_s.arg(QLatin1StringView(kind.settings), QLatin1StringView(detail.name)), detail);
        }
    }
    return definitions;
}

QList<SettingDefinition> flappingDefinitions()
{
    QList<SettingDefinition> definitions;
    for (const Detail &detail : flapping)
        definitions << detailDefinition(QString::fromLatin1(detail.name), detail);
    return definitions;
}

Result<std::vector<MqttListener>> resolveListeners(const SettingLookup &text, const QString &dataDir)
{
    std::vector<MqttListener> listeners;
    for (const Kind &kind : kinds) {
        auto listener = resolveListener(text, kind, dataDir);
        if (!listener)
            return listener.error();
        if (*listener)
            listeners.push_back(std::move(**listener));
    }
    return listeners;
}

Result<broker::FlappingLimits> resolveFlapping(const SettingLookup &text)
{
    const auto number = [&](const QString &name, qint64 least, qint64 most) {
        const QString key = u"mqtt.flapping."_s + name;
        return parseNumber(key, text(key), least, most);
    };
    const auto count = number(u"count"_s, 0, 10'000), ofAddress = number(u"address_count"_s, 0, 1'000'000);
    const auto window = number(u"window"_s, 1, 86'400), ban = number(u"ban"_s, 1, 31'536'000);
    for (const auto *one : {&count, &ofAddress, &window, &ban}) {
        if (!*one)
            return one->error();
    }
    return broker::FlappingLimits{static_cast<int>(*count), static_cast<int>(*ofAddress), std::chrono::seconds(*window),
                                  std::chrono::seconds(*ban)};
}

Result<QList<QHostAddress>> parseAddresses(const QString &key, const QString &value)
{
    QList<QHostAddress> addresses;
    for (const QString &part : value.split(u',')) {
        const QString word = part.trimmed();
        const QHostAddress address = word == u"loopback" ? QHostAddress(QHostAddress::LocalHost)
                                     : word == u"any"    ? QHostAddress(QHostAddress::Any)
                                                         : QHostAddress(word);
        if (address.isNull())
            return wrongSetting(key, value, u"\"loopback\", \"any\" or an IP address is expected"_s);
        addresses << address;
    }
    return addresses;
}

Result<QList<QPair<QHostAddress, int>>> parseSubnets(const QString &key, const QString &value)
{
    QList<QPair<QHostAddress, int>> subnets;
    for (const QString &part : value.split(u',', Qt::SkipEmptyParts)) {
        const auto subnet = QHostAddress::parseSubnet(part.trimmed());
        if (subnet.second < 0)
            return wrongSetting(key, value, u"addresses or subnets such as 10.0.0.0/8 are expected"_s);
        subnets << subnet;
    }
    return subnets;
}

} // namespace hub
