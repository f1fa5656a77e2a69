// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace app {

/// Tells systemd, when it has started us, how we are: "READY=1", "STOPPING=1" and so on (sd_notify(3), as a plain
/// datagram to $NOTIFY_SOCKET). Without systemd it does nothing.
void notifySystem(const QByteArray &state);

} // namespace app
