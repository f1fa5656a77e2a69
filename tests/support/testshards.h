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

} // namespace support
