// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace net {

/// Which program listens on a TCP port of this machine, for an error message: "mosquitto (process 812)", "another
/// user's program" or empty where it cannot be found (not Linux, nothing there).
QString portHolder(quint16 port);

} // namespace net
