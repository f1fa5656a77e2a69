// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/error.h"

namespace gateway {

/// The only place where an error becomes an HTTP status (docs/api.md "Errors").
int httpStatus(base::ErrorCode code);
/// The code told in a problem that HTTP itself raised (405, 414, …).
base::ErrorCode codeForStatus(int status);

} // namespace gateway
