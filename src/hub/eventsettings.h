// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/ssesettings.h"
#include "hub/settings.h"

namespace hub {

/// Limits of the event stream.
QList<SettingDefinition> eventDefinitions();

/// InvalidArgument names the key, the value and what is expected.
base::Result<gateway::SseSettings> resolveEvents(const SettingLookup &text);

} // namespace hub
