// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "hub/settings.h"

namespace hub {

// Settings that are secrets (SettingDefinition::isSecret) are stored sealed, with a key that stands beside the ledger
// in `secrets.key` (0600): a copy of the ledger alone, or a back-up of it, tells nobody the bank's password.

bool isSecretSetting(const QString &name);

/// `value` as it is to be stored. Io when the key can be neither read nor made, Corrupt when it is none.
base::Result<QString> sealSetting(const QString &dataDir, const QString &name, const QString &value);

/// Opens the secrets among stored texts, in place. Corrupt names the one that cannot be opened (secrets.key is another
/// one, or was lost): it must be set again.
base::Result<> openSecrets(const QString &dataDir, SettingTexts &texts);

/// The same, but what cannot be opened is left out: for whoever is about to set it again.
void openOrDropSecrets(const QString &dataDir, SettingTexts &texts);

} // namespace hub
