// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonArray>

namespace bench {

/// Prints what the gateway must reach, what it has reached, and whether that is enough. `medians`: Report::json(). What
/// was not measured is left out. True: all that was measured is reached.
bool printFloors(const QJsonArray &medians);

} // namespace bench
