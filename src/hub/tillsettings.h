// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/till.h"
#include "hub/mqttlisteners.h"

namespace hub {

/// Of the tills (SPEC 2.4, UX 3.1).
struct TillSettings
{
    qint64 toleranceMinor = 5'00; ///< of a count's difference, minor units of any currency
    std::vector<bank::Denominations> denominations = bank::usualDenominations();
};

QList<SettingDefinition> tillDefinitions();
/// `bank.till.tolerance`, `bank.till.denominations`. InvalidArgument names the setting that is wrong.
base::Result<TillSettings> resolveTills(const SettingLookup &text);

} // namespace hub
