// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/settings.h"
#include "broker/shardmap.h"
#include "hub/approvalsettings.h"
#include "hub/eventsettings.h"
#include "hub/foreignsettings.h"
#include "hub/messagingsettings.h"
#include "hub/settingtexts.h"
#include "hub/websocketsettings.h"
#include <QHostAddress>
#include <QTimeZone>

using namespace Qt::StringLiterals;

using base::Error;
using base::ErrorCode;
using base::Result;

namespace hub {
namespace {

/// Looks one key up through the layers.
class Lookup
{
public:
    explicit Lookup(const QList<SettingTexts> &layers)
        : m_layers(layers)
    {
    }
    QString operator()(QLatin1StringView key) const { return (*this)(QString(key)); }
    QString operator()(const QString &key) const
    {
        for (const SettingTexts &layer : m_layers) {
            const auto it = layer.constFind(key);
            if (it != layer.cend())
                return it->trimmed();
        }
        for (const SettingDefinition &definition : settingDefinitions()) {
            if (definition.key == key)
                return definition.defaultValue;
        }
        Q_UNREACHABLE();
    }

private:
    const QList<SettingTexts> &m_layers;
};

Result<> resolvePorts(const Lookup &text, Settings &settings)
{
    const std::pair<QLatin1StringView, Port Settings::*> ports[] = {
        {QLatin1StringView("http.port"), &Settings::httpPort},
        {QLatin1StringView("http.alias_port"), &Settings::httpAliasPort},
    };
    for (const auto &[key, member] : ports) {
        const Result<Port> port = parsePort(QString(key), text(key));
        if (!port)
            return port.error();
        settings.*member = *port;
    }
    return {};
}

/// "on", "off", or the names of those listeners whose sessions are kept.
Result<> resolvePersistence(const Lookup &text, Settings &settings)
{
    const QString sync = text(QLatin1StringView("mqtt.persistence_sync"));
    if (sync != u"full" && sync != u"normal")
        return wrongSetting(u"mqtt.persistence_sync"_s, sync, u"\"full\" or \"normal\" is expected"_s);
    settings.mqttSyncEach = sync == u"full";
    const QString value = text(QLatin1StringView("mqtt.persistence"));
    if (const auto is = parseSwitch(u"mqtt.persistence"_s, value)) {
        settings.mqttPersistence = *is;
        return {};
    }
    static const QStringList doors{u"tcp"_s, u"tls"_s, u"ws"_s, u"wss"_s};
    for (const QString &name : value.split(u',')) {
        if (!doors.contains(name.trimmed()))
            return wrongSetting(u"mqtt.persistence"_s, value,
                                u"\"on\", \"off\" or names of listeners (%1) are expected"_s.arg(doors.join(u", ")));
        settings.mqttPersistentDoors << name.trimmed().toUtf8();
    }
    return {};
}

Result<> resolveBroker(const Lookup &text, Settings &settings)
{
    const QString shards = text(QLatin1StringView("mqtt.shards"));
    bool isNumber = false;
    settings.mqttShards = shards.toUInt(&isNumber);
    if (!isNumber || settings.mqttShards < 1 || settings.mqttShards > broker::maxShards)
        return wrongSetting(u"mqtt.shards"_s, shards, u"a number from 1 to %1 is expected"_s.arg(broker::maxShards));
    return {};
}

Result<> resolveBank(const Lookup &text, Settings &settings)
{
    const auto currency = base::Currency::parse(text(QLatin1StringView("bank.currency")).toUtf8());
    if (!currency)
        return currency.error().with(u"bank.currency"_s);
    settings.currency = *currency;
    settings.timeZone = text(QLatin1StringView("bank.timezone")).toUtf8();
    if (!QTimeZone(settings.timeZone).isValid()) {
        return wrongSetting(u"bank.timezone"_s, QString::fromUtf8(settings.timeZone),
                            u"an IANA time zone such as America/Guayaquil is expected"_s);
    }
    const auto threshold =
        base::Money::parse(text(QLatin1StringView("bank.low_balance_threshold")).toUtf8(), settings.currency);
    if (!threshold || threshold->isNegative())
        return wrongSetting(u"bank.low_balance_threshold"_s, text(QLatin1StringView("bank.low_balance_threshold")),
                            u"an amount such as 100.00 is expected"_s);
    settings.lowBalanceThreshold = *threshold;
    const auto perCedula =
        parseSwitch(u"bank.publish_per_cedula"_s, text(QLatin1StringView("bank.publish_per_cedula")));
    if (!perCedula)
        return perCedula.error();
    settings.publishPerCedula = *perCedula;
    return {};
}

} // namespace

bool Settings::onLoopback() const
{
    const auto general = parseAddresses(u"network.bind"_s, bind);
    const auto isLocal = [](const QHostAddress &address) { return address.isLoopback(); };
    return general && bankSocket.onLoopback() && std::all_of(general->begin(), general->end(), isLocal) &&
           std::all_of(mqtt.begin(), mqtt.end(), [](const MqttListener &listener) { return listener.onLoopback(); });
}

const MqttListener *Settings::mqttListener(QByteArrayView name) const
{
    const auto it = std::find_if(mqtt.begin(), mqtt.end(), [name](const auto &one) { return name == one.name; });
    return it != mqtt.end() ? &*it : nullptr;
}

const QList<SettingDefinition> &settingDefinitions()
{
    static const QList<SettingDefinition> general{
        {u"security.profile"_s,
         u"profile"_s,
         {u"VENTANILLA_PROFILE"_s},
         u"branch"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP(
             "settings", "branch: credentials everywhere; lab: the seeds' clients work without, on loopback only"))},
        {u"hub.name"_s,
         u"hub-name"_s,
         {u"VENTANILLA_HUB_NAME"_s},
         u"Ventanilla"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP("settings", "the name that windows and clients see"))},
        {u"network.bind"_s,
         u"bind"_s,
         {u"VENTANILLA_BIND"_s},
         u"loopback"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP("settings", "where to listen: loopback, any, or one IP address"))},
        {u"mqtt.persistence"_s,
         u"mqtt-persistence"_s,
         {u"VENTANILLA_MQTT_PERSISTENCE"_s},
         u"on"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP(
             "settings", "keep MQTT sessions and retained messages over a restart: on, off, or for which listeners "
                         "(tcp, tls, ws, wss)"))},
        {u"mqtt.persistence_sync"_s,
         u"mqtt-persistence-sync"_s,
         {u"VENTANILLA_MQTT_PERSISTENCE_SYNC"_s},
         u"full"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP(
             "settings", "full: what MQTT acknowledges is on the disk; normal: it survives a crash of the program, "
                         "not of the machine"))},
        {u"mqtt.shards"_s,
         u"mqtt-shards"_s,
         {u"VENTANILLA_MQTT_SHARDS"_s},
         u"1"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP("settings", "into how many parts the broker is divided, 1 to 64"))},
        {u"http.port"_s,
         u"http-port"_s,
         {u"VENTANILLA_HTTP_PORT"_s},
         u"8000"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP("settings", "REST and WebSocket; 0 any free port, off"))},
        {u"http.alias_port"_s,
         u"http-alias-port"_s,
         {u"VENTANILLA_HTTP_ALIAS_PORT"_s},
         u"3001"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP("settings", "a second port with the same service; 0 any free port, off"))},
        {u"bank.currency"_s,
         u"currency"_s,
         {u"VENTANILLA_CURRENCY"_s},
         u"USD"_s,
         QString::fromUtf8(
             QT_TRANSLATE_NOOP("settings", "the branch's currency; the plain bank topics carry only this one"))},
        {u"bank.timezone"_s,
         u"timezone"_s,
         {u"VENTANILLA_TIMEZONE"_s},
         u"America/Guayaquil"_s,
         QString::fromUtf8(QT_TRANSLATE_NOOP("settings", "the branch's wall clock, as in `timestamp`"))},
        {u"bank.low_balance_threshold"_s,
         u"low-balance"_s,
         {u"VENTANILLA_LOW_BALANCE"_s},
         u"100.00"_s,
         QString::fromUtf8(
             QT_TRANSLATE_NOOP("settings", "a posting that takes a balance below it raises LOW_BALANCE"))},
        {u"bank.publish_per_cedula"_s,
         QString(),
         {u"VENTANILLA_PUBLISH_PER_CEDULA"_s},
         u"on"_s,
         QString::fromUtf8(
             QT_TRANSLATE_NOOP("settings", "publish to banco/transacciones/{cedula} and its like as well"))},
    };
    static const QList<SettingDefinition> definitions =
        QList(general.first(3)) + listenerDefinitions() + general.sliced(3) + httpDefinitions() +
        webSocketDefinitions() + bankSocketDefinitions() + tillDefinitions() + approvalDefinitions() +
        foreignDefinitions() + eventDefinitions() + messagingDefinitions() + logDefinitions() + flappingDefinitions() +
        qrDefinitions();
    return definitions;
}

bool isOwnHost(const QString &host)
{
    return host.isEmpty() || host == u"localhost" || QHostAddress(host).isLoopback();
}

SettingTexts settingsFromEnvironment(const QHash<QString, QString> &environment)
{
    SettingTexts texts;
    for (const SettingDefinition &definition : settingDefinitions()) {
        for (const QString &variable : definition.variables) {
            if (environment.contains(variable) && !texts.contains(definition.key))
                texts.insert(definition.key, environment.value(variable));
        }
    }
    // S0-29/30: with the bank's broker on this machine (or unnamed), its port is our own listener's.
    const QString host = environment.value(u"MQTT_BROKER_HOST"_s).trimmed();
    const bool embedded = isOwnHost(host);
    const QString port = environment.value(u"MQTT_BROKER_PORT"_s).trimmed();
    if (embedded && !port.isEmpty() && !texts.contains(u"mqtt.port"_s))
        texts.insert(u"mqtt.port"_s, port);
    return texts;
}

Result<QHash<QString, QString>> parseEnvFile(const QByteArray &text)
{
    QHash<QString, QString> variables;
    int number = 0;
    for (const QByteArray &raw : text.split('\n')) {
        ++number;
        QString line = QString::fromUtf8(raw).trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        if (line.startsWith(u"export "))
            line = line.sliced(7).trimmed();
        const qsizetype equals = line.indexOf(u'=');
        if (equals <= 0)
            return Error(ErrorCode::Malformed, u"line %1 is not NAME=value"_s.arg(number));
        QString value = line.sliced(equals + 1).trimmed();
        const bool quoted =
            value.size() >= 2 && (value.front() == u'"' || value.front() == u'\'') && value.back() == value.front();
        if (quoted)
            value = value.sliced(1, value.size() - 2);
        variables.insert(line.first(equals).trimmed(), value);
    }
    return variables;
}

Result<Settings> resolveSettings(const QList<SettingTexts> &layers, const QString &dataDir)
{
    const Lookup text(layers);
    Settings settings;
    settings.dataDir = dataDir;
    const QString profile = text(QLatin1StringView("security.profile"));
    if (profile != u"branch" && profile != u"lab")
        return wrongSetting(u"security.profile"_s, profile, u"\"branch\" or \"lab\" is expected"_s);
    settings.profile = profile == u"lab" ? Profile::Lab : Profile::Branch;
    settings.hubName = text(QLatin1StringView("hub.name"));
    settings.bind = text(QLatin1StringView("network.bind"));
    if (const auto bind = parseAddresses(u"network.bind"_s, settings.bind); !bind)
        return bind.error();
    if (const auto ports = resolvePorts(text, settings); !ports)
        return ports.error();
    if (const auto persistence = resolvePersistence(text, settings); !persistence)
        return persistence.error();
    const SettingLookup lookUp = [&text](const QString &key) { return text(key); };
    auto listeners = resolveListeners(lookUp, dataDir);
    if (!listeners)
        return listeners.error();
    settings.mqtt = std::move(*listeners);
    auto http = resolveHttp(lookUp, dataDir);
    if (!http)
        return http.error();
    settings.http = std::move(*http);
    auto bankSocket = resolveBankSocket(lookUp, dataDir);
    if (!bankSocket)
        return bankSocket.error();
    settings.bankSocket = std::move(*bankSocket);
    settings.foreign = resolveForeign(lookUp, dataDir);
    auto log = resolveLog(lookUp, dataDir);
    if (!log)
        return log.error();
    settings.log = std::move(*log);
    const auto flapping = resolveFlapping(lookUp);
    if (!flapping)
        return flapping.error();
    settings.flapping = *flapping;
    const auto channels = resolveWebSocket(lookUp);
    if (!channels)
        return channels.error();
    settings.channels = *channels;
    const auto events = resolveEvents(lookUp);
    if (!events)
        return events.error();
    settings.events = *events;
    auto tills = resolveTills(lookUp);
    if (!tills)
        return tills.error();
    settings.tills = std::move(*tills);
    auto qr = resolveQr(lookUp, dataDir);
    if (!qr)
        return qr.error();
    settings.qr = std::move(*qr);
    auto messaging = resolveMessaging(lookUp);
    if (!messaging)
        return messaging.error();
    settings.messaging = std::move(*messaging);
    if (const auto broker = resolveBroker(text, settings); !broker)
        return broker.error();
    if (const auto bank = resolveBank(text, settings); !bank)
        return bank.error();
    const auto approvals = resolveApprovals(lookUp, settings.currency);
    if (!approvals)
        return approvals.error();
    settings.approvals = *approvals;
    if (settings.profile == Profile::Lab && !settings.onLoopback()) {
        return Error(
            ErrorCode::InvalidArgument,
            u"the lab profile lets clients in without credentials and so listens on loopback alone; use "
            "--profile branch with --bind %1, or leave --bind (and the listeners' own bind settings) out"_s.arg(
                settings.bind));
    }
    return settings;
}

} // namespace hub
