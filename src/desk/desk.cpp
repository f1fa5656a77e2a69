// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/desk.h"

namespace desk {

Desk::Desk(UnitOfWork &unit, const base::Clock &clock, bank::Policy policy)
    : m_unit(unit)
    , m_clock(clock)
    , m_policy(std::move(policy))
{
}

} // namespace desk
