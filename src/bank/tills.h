// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"

namespace bank {

/// Port: tills and their sessions as the rules see them, inside one command (SPEC 2.4).
class Tills
{
public:
    virtual ~Tills() = default;
};

} // namespace bank
