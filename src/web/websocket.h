// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "base/result.h"
#include <array>
#include <optional>
#include <span>

namespace web {

// RFC 6455, the server's side, as values and functions: no socket, no time. The one extension is web/permessagedeflate.

/// Frame types (RFC 6455, 5.2).
enum class Opcode : quint8 { Continuation = 0x0, Text = 0x1, Binary = 0x2, Close = 0x8, Ping = 0x9, Pong = 0xA };

/// Close codes that we send or look at (RFC 6455, 7.4.1).
namespace closecode {
inline constexpr quint16 Normal = 1000;
inline constexpr quint16 GoingAway = 1001; ///< the hub is stopping
inline constexpr quint16 ProtocolError = 1002;
inline constexpr quint16 UnsupportedData = 1003;
inline constexpr quint16 NoStatus = 1005; ///< never on the wire: a Close frame without a code
inline constexpr quint16 InvalidPayload = 1007;
inline constexpr quint16 PolicyViolation = 1008;
inline constexpr quint16 TooBig = 1009;
inline constexpr quint16 InternalError = 1011;
inline constexpr quint16 TryAgainLater = 1013;
} // namespace closecode

/// Whose frames are read: a server must get masked ones, a client unmasked ones (RFC 6455, 5.1).
enum class FrameSource { Client, Server };

struct WebSocketLimits
{
    qsizetype maxFrame = 1024 * 1024;   ///< payload of one frame, bytes
    qsizetype maxMessage = 1024 * 1024; ///< payload of one message over all its fragments, bytes, decompressed too
    bool deflate = false;               ///< permessage-deflate was agreed on: messages may be compressed
};

struct FrameHeader
{
    Opcode opcode = Opcode::Binary;
    bool final = true;
    bool masked = false;
    bool compressed = false; ///< RSV1: of the first frame of a compressed message
    std::array<char, 4> mask{};
    qsizetype headerSize = 0;  ///< bytes before the payload
    qsizetype payloadSize = 0; ///< ≤ limits.maxFrame
    qsizetype frameSize() const { return headerSize + payloadSize; }
};

/// Reads a frame's header; empty: more bytes needed (at most 14). Malformed for what RFC 6455, 5.2 forbids (RSV bits,
/// unknown opcodes, wrong masking, long or fragmented control frames, lengths not in the shortest form), TooLarge
/// beyond the limit, told from the header alone.
base::Result<std::optional<FrameHeader>> decodeFrameHeader(QByteArrayView bytes, const WebSocketLimits &limits,
                                                           FrameSource source = FrameSource::Client);

/// XORs `size` bytes from `source` to `target` (may overlap if target ≤ source) with the mask; `phase` is the position
/// of the first byte in the frame's payload.
void unmask(char *target, const char *source, qsizetype size, const std::array<char, 4> &mask, qsizetype phase = 0);

/// One complete message or control frame.
struct WebSocketMessage
{
    Opcode opcode = Opcode::Binary; ///< Text, Binary, Close, Ping or Pong
    base::Bytes payload;            ///< of Close: the reason's text without the code; Text and reasons are valid UTF-8
    quint16 closeCode = 0;          ///< of Close: the peer's code, closecode::NoStatus without one
};

/// The message of a whole control frame with its unmasked payload. Malformed for a close code that may not be sent or
/// half a code, InvalidArgument for a reason that is not UTF-8.
base::Result<WebSocketMessage> controlMessage(Opcode opcode, base::Bytes payload);

/// A frame of the server (unmasked), built once for all who get it.
base::Bytes encodeFrame(Opcode opcode, QByteArrayView payload);
/// Only the head of such a frame (2–10 bytes), for a payload that is queued behind it by reference.
QByteArray encodeFrameHead(Opcode opcode, qsizetype payloadSize);
/// A frame of a client, masked with `mask`. For tests and outgoing links.
base::Bytes encodeMaskedFrame(Opcode opcode, QByteArrayView payload, const std::array<char, 4> &mask);
/// `reason` is cut to 123 bytes of whole characters. NoStatus: a Close without a code.
base::Bytes encodeClose(quint16 code, QByteArrayView reason = {});
/// The close code to fail a connection with: 1002 Malformed, 1003 Unsupported, 1007 InvalidArgument (bad UTF-8),
/// 1009 TooLarge, else 1011.
quint16 closeCodeFor(const base::Error &error);
/// Whether a peer may send the code in a Close frame (RFC 6455, 7.4).
bool isWireCloseCode(quint16 code);

} // namespace web
