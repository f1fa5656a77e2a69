// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/brokersettings.h"
#include "net/tlskeeper.h"
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using base::Result;

namespace hub {

namespace {

using Keepers = std::vector<std::shared_ptr<net::TlsKeeper>>;

Result<std::shared_ptr<net::TlsKeeper>> keeperFor(const net::TlsFiles &files, Keepers &keepers)
{
    const auto known =
        std::find_if(keepers.begin(), keepers.end(), [&files](const auto &keeper) { return keeper->files() == files; });
    if (known != keepers.end())
        return *known;
    auto opened = net::TlsKeeper::open(files);
    if (opened)
        keepers.push_back(*opened);
    return opened;
}

QString purposeOf(const MqttListener &listener)
{
    QString purpose = listener.isWebSocket ? u"MQTT over WebSocket"_s : u"MQTT"_s;
    return listener.tls ? QString(purpose + u" over TLS"_s) : purpose;
}

QString howToMove(const MqttListener &listener)
{
    for (const SettingDefinition &setting : settingDefinitions()) {
        if (setting.key == listener.portSetting && !setting.option.isEmpty())
            return u"--%1 or the setting %2"_s.arg(setting.option, setting.key);
    }
    return u"the setting "_s + listener.portSetting;
}

Result<mqttserver::ListenerSettings> listenerSettings(const MqttListener &listener, Keepers &keepers)
{
    mqttserver::ListenerSettings settings;
    settings.name = listener.name;
    settings.framing = listener.isWebSocket ? mqttserver::Framing::WebSocket : mqttserver::Framing::Plain;
    settings.listen.addresses = listener.addresses;
    settings.listen.port = listener.port;
    settings.listen.limits = listener.limits;
    settings.listen.proxies = listener.proxies;
    settings.listen.purpose = purposeOf(listener);
    settings.listen.howToMove = howToMove(listener);
    settings.limits =
        broker::ListenerLimits{listener.connectDeadline, listener.maxPacketUnauthenticated, listener.maxPacket,
                               broker::PublishRate{listener.publishRate, listener.publishBytes}};
    settings.bindsClientId = listener.bindsClientId;
    settings.softOutputLimit = listener.softOutput;
    settings.hardOutputLimit = listener.hardOutput;
    if (listener.tls) {
        auto keeper = keeperFor(*listener.tls, keepers);
        if (!keeper)
            return keeper.error().with(listener.portSetting);
        settings.listen.tls = *keeper;
    }
    return settings;
}

} // namespace

Result<mqttserver::Settings> brokerSettings(const Settings &settings)
{
    mqttserver::Settings broker;
    broker.engine.shards = settings.mqttShards;
    broker.engine.idSeed = QRandomGenerator::system()->generate64();
    broker.engine.journal = settings.mqttPersistence;
    // All of the bank's but its statistics: every three seconds, they would push everything else out.
    broker.engine.traced = {"banco/transacciones/#", "banco/depositos/#", "banco/retiros/#", "banco/saldo/#",
                            "banco/alertas/#"};
    broker.flapping = settings.flapping;
    Keepers keepers;
    for (const MqttListener &listener : settings.mqtt) {
        auto one = listenerSettings(listener, keepers);
        if (!one)
            return one.error();
        const QByteArrayList &persistent = settings.mqttPersistentDoors;
        one->persistence = persistent.isEmpty() || persistent.contains(listener.settingsName);
        broker.listeners.push_back(std::move(*one));
    }
    return broker;
}

} // namespace hub
