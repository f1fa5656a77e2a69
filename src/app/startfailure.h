// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/error.h"

namespace app {

/// What a person wants after a start that failed.
enum class AfterFailure {
    Retry,
    UseFreePorts, ///< this time on whatever ports are free
    Quit,
};

/// Says in a window why the hub did not start and offers what can be done about it. GUI thread; waits for the answer.
AfterFailure askAfterFailure(const base::Error &why);

} // namespace app
