// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/socketiosettings.h"
#include "hub/settings.h"

namespace hub {

/// Settings of MQTT over REST and Socket.IO, with the seed's variables MQTT_HOST and MQTT_PROTOCOL (S4-18 … S4-21).
QList<SettingDefinition> messagingDefinitions();

/// InvalidArgument names the key, the value and what is expected.
base::Result<MessagingSettings> resolveMessaging(const SettingLookup &text);

/// What an operator should know about them; empty: nothing. An outside host is accepted, but messages go by the
/// embedded broker: a public one as the default would give the branch's messages away.
QString messagingAdvice(const MessagingSettings &settings);

} // namespace hub
