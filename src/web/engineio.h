// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "base/result.h"
#include "web/httptarget.h"
#include <variant>
#include <vector>

namespace web {

// Engine.IO protocol 4 (socketio/engine.io-protocol), the server's side: packets as values.

/// The value is the digit on the wire.
enum class EnginePacketType : quint8 { Open, Close, Ping, Pong, Message, Upgrade, Noop };

struct EnginePacket
{
    EnginePacketType type = EnginePacketType::Message;
    bool isBinary = false; ///< a Message alone
    base::Bytes data;      ///< without the digit
};

/// One packet as a text frame of WebSocket or a piece of a polling payload has it. Malformed for an unknown type.
base::Result<EnginePacket> decodeEnginePacket(const base::Bytes &text);

/// The body of a POST: packets with 0x1e between them, binary ones as `b` and base64. Malformed for anything else, bad
/// UTF-8 and bad base64 among it; TooLarge for more than `maxPackets`.
base::Result<std::vector<EnginePacket>> decodeEnginePayload(const base::Bytes &body, qsizetype maxPackets = 1'000);

/// A packet on its way to clients in both wire forms, built once for all who get it. A value; its bytes are shared.
struct EngineMessage
{
    base::Bytes piece; ///< of a polling payload: "4…", or "b" and base64
    base::Bytes frame; ///< a WebSocket frame, text or binary
};
/// `data` without the digit.
EngineMessage engineText(EnginePacketType type, QByteArrayView data = {});
EngineMessage engineBinary(QByteArrayView data);

/// How the server refuses a request: 400 with `{"code":…,"message":…}`.
enum class EngineRefusal { UnknownTransport, UnknownSid, BadMethod, BadRequest, Forbidden, UnsupportedVersion };
QByteArray engineRefusalBody(EngineRefusal refusal);

/// The query of a request. Parameters come in any order; what is not known (`t`) is ignored.
struct EngineQuery
{
    bool isWebSocket = false; ///< transport=websocket; else polling
    QByteArray sid;           ///< empty: a new session
};
/// EIO must be 4 and the transport known.
std::variant<EngineQuery, EngineRefusal> readEngineQuery(const HttpTarget &target);

} // namespace web
