// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "hub/settings.h"
#include "mqttserver/settings.h"

namespace hub {

/// What the embedded broker is started with. Reads the certificates, which those listeners share that want the same of
/// clients; errors as net::TlsContext::load, in the context of the listener's port.
base::Result<mqttserver::Settings> brokerSettings(const Settings &settings);

} // namespace hub
