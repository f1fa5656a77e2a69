// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"

namespace bank {

/// Port: requests that wait for a second person, as the rules see them, inside one command (SPEC 2.4 "Aprobación").
class Approvals
{
public:
    virtual ~Approvals() = default;
};

} // namespace bank
