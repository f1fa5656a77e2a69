// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace gateway {

/// By which door a connection came in.
enum class Door {
    Public,  ///< a configured port on loopback only: Host must be a loopback name (DNS rebinding)
    Network, ///< a configured port that others reach too
    Console, ///< the private loopback listener: every request must carry the per-start secret
};

} // namespace gateway
