// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace bench {

/// A server that does as little as can be done: bare epoll, one recv and one send each, no limits, no checks, nothing
/// kept. GET /sse, GET /ws, POST /pub, other GETs answered with JSON. Prints its port and runs until it is killed.
int runFloorServer();

} // namespace bench
