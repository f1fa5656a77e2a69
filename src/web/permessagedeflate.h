// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/websocket.h"

namespace web {

// RFC 7692, permessage-deflate, the server's side. No context is kept between messages in either direction, so that one
// compressed frame serves all clients of the same window, and an idle connection holds no memory for it.

/// What was agreed on with one client.
struct DeflateAgreement
{
    int windowBits = 15;             ///< of what we send, 9 to 15
    bool clientLimitsWindow = false; ///< it asked for that number, so the answer names it
};

/// The first offer of a Sec-WebSocket-Extensions header that we can accept (RFC 7692, 7.1); none: no compression. An
/// offer with a parameter that is unknown, comes twice or has a wrong value is passed over, and so is a window of 256
/// bytes, which zlib cannot do.
std::optional<DeflateAgreement> acceptDeflate(QByteArrayView extensions);
/// The value of the answer's Sec-WebSocket-Extensions header.
QByteArray deflateAnswer(const DeflateAgreement &agreement);

/// A frame of the server, compressed if that makes it smaller. `windowBits`: 9 to 15.
base::Bytes encodeDeflated(Opcode opcode, QByteArrayView payload, int windowBits);
/// A whole message's payload, decompressed. Malformed for what is no DEFLATE data, TooLarge beyond `maxSize` (told
/// before more than that is held in memory).
base::Result<QByteArray> inflateMessage(QByteArrayView compressed, qsizetype maxSize);

} // namespace web
