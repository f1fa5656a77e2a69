// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/bytestream.h"

namespace net {

/// Held by a stream for as long as its connection exists, wherever it moves: what its Listener counts.
using Ticket = std::shared_ptr<void>;

/// A stream over a connected TCP socket, whose ownership it takes: RawStream on unix, QtStream on Windows and in a
/// portable build. Null if the descriptor is no good (then closed).
std::unique_ptr<ByteStream> openSocketStream(Loop &loop, qintptr descriptor, Ticket ticket = {});

} // namespace net
