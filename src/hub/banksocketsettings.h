// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/gatewaysettings.h"
#include "hub/mqttlisteners.h"

namespace hub {

/// The bank socket as configured and checked (docs/api.md "Bank socket").
struct BankSocketSetting
{
    std::optional<quint16> port;      ///< none: off
    std::optional<quint16> tlsPort;   ///< none: off, or no certificate
    std::optional<net::TlsFiles> tls; ///< set when `tlsPort` is
    QList<QHostAddress> addresses;
    net::AdmissionLimits limits;
    QList<QPair<QHostAddress, int>> proxies; ///< whose PROXY headers are believed
    std::chrono::seconds idleTimeout{300};
    std::chrono::seconds loginDeadline{30};

    bool onLoopback() const;
};

QList<SettingDefinition> bankSocketDefinitions();
/// InvalidArgument names the key, the value and what would be right.
base::Result<BankSocketSetting> resolveBankSocket(const SettingLookup &text, const QString &dataDir);

/// For the gateway: reads the certificate, if one is needed.
base::Result<gateway::BankSocketSettings> bankSocketSettings(const BankSocketSetting &setting);

} // namespace hub
