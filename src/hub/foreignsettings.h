// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "hub/settings.h"
#include "hub/settingtexts.h"

namespace hub {

/// `auth.foreign.*`: the keys of another issuer's tokens.
QList<SettingDefinition> foreignDefinitions();
/// Relative names of files are in the data folder.
ForeignOptions resolveForeign(const SettingLookup &text, const QString &dataDir);

} // namespace hub
