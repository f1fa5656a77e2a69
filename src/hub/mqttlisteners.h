// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "broker/flapping.h"
#include "net/admission.h"
#include "net/tlscontext.h"
#include <QList>
#include <QPair>
#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace hub {

struct SettingDefinition;

/// One listener of the broker, as configured and checked.
struct MqttListener
{
    QByteArray name;         ///< "tcp", "tls", "ws", "wss", "ws_alias"
    QByteArray settingsName; ///< whose settings it has: "ws" for "ws_alias", else `name`
    bool isWebSocket = false;
    std::optional<net::TlsFiles> tls;
    quint16 port = 0; ///< 0: any free one
    QString portSetting;
    QList<QHostAddress> addresses; ///< "localhost" is QHostAddress::LocalHost, all are QHostAddress::Any
    net::AdmissionLimits limits;
    QList<QPair<QHostAddress, int>> proxies; ///< whose PROXY headers are believed
    std::chrono::milliseconds connectDeadline{10'000};
    qsizetype maxPacketUnauthenticated = 0; ///< bytes, as the others
    qsizetype maxPacket = 0;
    quint32 publishRate = 0; ///< messages a second of each client; 0: no limit
    quint32 publishBytes = 0;
    qsizetype softOutput = 0;
    qsizetype hardOutput = 0;
    bool bindsClientId = false;

    bool onLoopback() const;
};

/// Looks a setting up by its key (through layers and defaults).
using SettingLookup = std::function<QString(const QString &key)>;

/// The settings of the listeners: ports, certificates, then each listener's own (`mqtt.tls.max_connections`).
QList<SettingDefinition> listenerDefinitions();
QList<SettingDefinition> flappingDefinitions();

/// The listeners that are on. Those with TLS are off until `tls.certificate` is set. `dataDir`: where relative file
/// names begin. InvalidArgument names the key, the value and what would be right.
base::Result<std::vector<MqttListener>> resolveListeners(const SettingLookup &text, const QString &dataDir);
base::Result<broker::FlappingLimits> resolveFlapping(const SettingLookup &text);

/// "loopback", "any", or IP addresses with commas between them.
base::Result<QList<QHostAddress>> parseAddresses(const QString &key, const QString &value);
/// Addresses and subnets such as 10.0.0.0/8, with commas between them; none for an empty text.
base::Result<QList<QPair<QHostAddress, int>>> parseSubnets(const QString &key, const QString &value);

} // namespace hub
