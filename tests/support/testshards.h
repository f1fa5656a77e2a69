// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <algorithm>

namespace support {

/// How many shards the brokers of this run have: VENTANILLA_TEST_SHARDS, or 1.
inline quint32 testShards()
{
    return static_cast<quint32>(std::max(qEnvironmentVariableIntValue("VENTANILLA_TEST_SHARDS"), 1));
}

/// Of any room's settings that have the number.
template <typename Settings>
Settings withTestShards(Settings settings)
{
    if (settings.shards == 1)
        settings.shards = testShards();
    return settings;
}

} // namespace support
