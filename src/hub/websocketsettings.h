// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/channelsettings.h"
#include "hub/settings.h"

namespace hub {

/// Settings of the WebSocket channels, with the seed's variables WEBSOCKET_MAX_CONNECTIONS, WEBSOCKET_PING_INTERVAL and
/// WEBSOCKET_PING_TIMEOUT (S3-64, S3-70 … S3-72).
QList<SettingDefinition> webSocketDefinitions();

/// InvalidArgument names the key, the value and what is expected.
base::Result<gateway::ChannelSettings> resolveWebSocket(const SettingLookup &text);

} // namespace hub
