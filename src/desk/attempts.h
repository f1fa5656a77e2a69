// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"

namespace desk {

/// Port: a part of a command that may fail without the command failing: what an attempt wrote is kept, or taken back
/// as if it had never been. One at a time. An error of these calls leaves the batch for lost.
class Attempts
{
public:
    virtual ~Attempts() = default;
    virtual base::Result<> beginAttempt() = 0;
    virtual base::Result<> keepAttempt() = 0;
    virtual base::Result<> undoAttempt() = 0;
};

} // namespace desk
