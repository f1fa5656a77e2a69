// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/aliveflag.h"

namespace net {

AliveFlag::Watch::Watch(AliveFlag &flag)
    : m_flag(&flag)
    , m_outer(flag.m_watch)
{
    flag.m_watch = this;
}

} // namespace net
