// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/httpsettings.h"
#include "hub/mqttlisteners.h"

namespace hub {

/// The HTTP side beyond its plain ports, as configured and checked.
struct HttpOptions
{
    std::optional<quint16> tlsPort;   ///< 0: any free one; none: off, or no certificate
    std::optional<net::TlsFiles> tls; ///< set when `tlsPort` is
    net::AdmissionLimits limits;      ///< of each listener
    qsizetype maxBody = 1024 * 1024;
    gateway::HttpSettings callers;
    QStringList notes; ///< what was taken in a safer meaning than its words have; English sentences
};

/// `http.tls.*`, `http.cors_origins`, `http.hosts`, `http.rate.*` and so on.
QList<SettingDefinition> httpDefinitions();

/// HTTPS is off until there is a certificate: `http.tls.certificate` or, without it, `tls.certificate`. InvalidArgument
/// names the key, the value and what would be right.
base::Result<HttpOptions> resolveHttp(const SettingLookup &text, const QString &dataDir);

} // namespace hub
