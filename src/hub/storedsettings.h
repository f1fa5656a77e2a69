// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "hub/settings.h"

namespace hub {

/// Settings that are stored in a data folder's ledger; none when there is no ledger yet. Opens and closes the file.
/// Secrets are sealed: see openSecrets().
base::Result<SettingTexts> readStoredSettings(const QString &dataDir);

/// Stores one setting for the next start, sealed when it is a secret. InvalidArgument for an unknown name or a value
/// that resolveSettings() would refuse, Unavailable while a hub runs on the folder.
base::Result<> storeSetting(const QString &dataDir, const QString &name, const QString &value,
                            const base::Clock &clock);

} // namespace hub
