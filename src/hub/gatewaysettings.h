// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/gatewaysettings.h"
#include "hub/settings.h"

namespace hub {

/// Whom the gateway serves besides its public ports.
struct GatewayDoors
{
    QByteArray consoleSecret; ///< empty: no private listener
    bool alias = true;        ///< whether the alias port is tried
};

auth::Profile authProfile(Profile profile);

/// Listeners in this order, as far as they are on: HTTP, its alias, HTTPS. Reads the certificate, if any; its errors
/// name the setting.
base::Result<gateway::GatewaySettings> gatewaySettings(const Settings &settings, const GatewayDoors &doors);

} // namespace hub
