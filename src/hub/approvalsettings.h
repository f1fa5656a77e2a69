// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "hub/settings.h"

namespace hub {

/// When a second person must agree, what is a large transaction, what is unusual (SPEC 2.4, S0-25).
QList<SettingDefinition> approvalDefinitions();

/// Amounts are of `currency`, and hold alike for others. InvalidArgument names the key, the value and what is expected.
base::Result<ApprovalSettings> resolveApprovals(const SettingLookup &text, base::Currency currency);

} // namespace hub
