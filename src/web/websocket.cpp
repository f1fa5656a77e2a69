// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/websocket.h"
#include "web/utf8checker.h"
#include <QtEndian>

namespace web {

using base::Error;
using base::ErrorCode;

namespace {

bool isControl(Opcode opcode)
{
    return static_cast<quint8>(opcode) >= 0x8;
}

bool isKnown(quint8 opcode)
{
    return opcode <= 0x2 || (opcode >= 0x8 && opcode <= 0xA);
}

struct Length
{
    quint64 payload = 0;
    qsizetype size = 0; ///< bytes that tell it, after the first two
    bool shortest = true;
};

std::optional<Length> readLength(QByteArrayView bytes)
{
    const quint8 small = static_cast<quint8>(bytes[1]) & 0x7F;
    if (small < 126)
        return Length{small, 0, true};
    const qsizetype size = small == 126 ? 2 : 8;
    if (bytes.size() < 2 + size)
        return std::nullopt;
    if (size == 2) {
        const quint64 n = qFromBigEndian<quint16>(bytes.data() + 2);
        return Length{n, size, n > 125};
    }
    const quint64 n = qFromBigEndian<quint64>(bytes.data() + 2);
    return Length{n, size, n > 0xFFFF};
}

base::Result<> checkFirstBytes(quint8 first, quint8 second, bool deflate, FrameSource source)
{
    const auto opcode = Opcode(first & 0x0F);
    const bool mayCompress = deflate && (opcode == Opcode::Text || opcode == Opcode::Binary); // RFC 7692, 6
    if (first & (mayCompress ? 0x30 : 0x70))
        return Error(ErrorCode::Malformed, u"reserved bits are set without a negotiated extension"_qs);
    if (!isKnown(first & 0x0F))
        return Error(ErrorCode::Malformed, u"unknown opcode"_qs);
    const bool masked = second & 0x80;
    if (masked != (source == FrameSource::Client))
        return Error(ErrorCode::Malformed,
                     masked ? u"masked frame from a server"_qs : u"unmasked frame from a client"_qs);
    if (isControl(Opcode(first & 0x0F)) && (!(first & 0x80) || (second & 0x7F) > 125))
        return Error(ErrorCode::Malformed, u"control frame is fragmented or longer than 125 bytes"_qs);
    return {};
}

} // namespace

base::Result<std::optional<FrameHeader>> decodeFrameHeader(QByteArrayView bytes, const WebSocketLimits &limits,
                                                           FrameSource source)
{
    if (bytes.size() < 2)
        return std::optional<FrameHeader>();
    const auto first = static_cast<quint8>(bytes[0]);
    if (const auto checked = checkFirstBytes(first, static_cast<quint8>(bytes[1]), limits.deflate, source); !checked)
        return checked.error();
    const std::optional<Length> length = readLength(bytes);
    if (!length)
        return std::optional<FrameHeader>();
    if (!length->shortest)
        return Error(ErrorCode::Malformed, u"frame length is not in its shortest form"_qs);
    if (length->payload > static_cast<quint64>(limits.maxFrame))
        return Error(ErrorCode::TooLarge, u"frame exceeds the limit"_qs);
    FrameHeader header;
    header.opcode = Opcode(first & 0x0F);
    header.final = first & 0x80;
    header.compressed = first & 0x40;
    header.masked = source == FrameSource::Client;
    header.payloadSize = static_cast<qsizetype>(length->payload);
    header.headerSize = 2 + length->size + (header.masked ? 4 : 0);
    if (bytes.size() < header.headerSize)
        return std::optional<FrameHeader>();
    if (header.masked)
        std::memcpy(header.mask.data(), bytes.data() + 2 + length->size, 4);
    return std::optional(header);
}

void unmask(char *target, const char *source, qsizetype size, const std::array<char, 4> &mask, qsizetype phase)
{
    std::array<char, 8> turned{};
    for (size_t i = 0; i < turned.size(); ++i)
        turned[i] = mask[(i + static_cast<size_t>(phase)) & 3];
    quint64 wide = 0;
    std::memcpy(&wide, turned.data(), sizeof wide);
    qsizetype i = 0;
    for (; i + 8 <= size; i += 8) {
        quint64 word = 0;
        std::memcpy(&word, source + i, sizeof word);
        word ^= wide;
        std::memcpy(target + i, &word, sizeof word);
    }
    for (; i < size; ++i)
        target[i] = static_cast<char>(source[i] ^ turned[static_cast<size_t>(i & 7)]);
}

QByteArray encodeFrameHead(Opcode opcode, qsizetype payloadSize)
{
    QByteArray head;
    head.append(static_cast<char>(0x80 | static_cast<quint8>(opcode)));
    char wide[8];
    if (payloadSize < 126) {
        head.append(static_cast<char>(payloadSize));
    } else if (payloadSize <= 0xFFFF) {
        head.append(static_cast<char>(126));
        qToBigEndian(static_cast<quint16>(payloadSize), wide);
        head.append(wide, 2);
    } else {
        head.append(static_cast<char>(127));
        qToBigEndian(static_cast<quint64>(payloadSize), wide);
        head.append(wide, 8);
    }
    return head;
}

base::Bytes encodeFrame(Opcode opcode, QByteArrayView payload)
{
    const QByteArray head = encodeFrameHead(opcode, payload.size());
    base::Block::Ref block = base::Block::allocate(head.size() + payload.size());
    std::memcpy(block->data(), head.data(), static_cast<size_t>(head.size()));
    if (!payload.isEmpty())
        std::memcpy(block->data() + head.size(), payload.data(), static_cast<size_t>(payload.size()));
    const qsizetype size = block->capacity();
    return base::Bytes(std::move(block), 0, size);
}

base::Bytes encodeMaskedFrame(Opcode opcode, QByteArrayView payload, const std::array<char, 4> &mask)
{
    QByteArray frame = encodeFrameHead(opcode, payload.size());
    frame[1] = static_cast<char>(frame[1] | 0x80);
    frame.append(mask.data(), 4);
    const qsizetype start = frame.size();
    frame.append(payload);
    unmask(frame.data() + start, frame.constData() + start, payload.size(), mask);
    return base::Bytes::copyOf(frame);
}

base::Bytes encodeClose(quint16 code, QByteArrayView reason)
{
    if (code == closecode::NoStatus)
        return encodeFrame(Opcode::Close, {});
    qsizetype size = qMin<qsizetype>(reason.size(), 123);
    while (size > 0 && size < reason.size() && (static_cast<quint8>(reason[size]) & 0xC0) == 0x80)
        --size; // not inside a character
    QByteArray payload(2, Qt::Uninitialized);
    qToBigEndian(code, payload.data());
    payload.append(reason.first(size));
    return encodeFrame(Opcode::Close, payload);
}

quint16 closeCodeFor(const Error &error)
{
    switch (error.code()) {
    case ErrorCode::Malformed:
        return closecode::ProtocolError;
    case ErrorCode::Unsupported:
        return closecode::UnsupportedData;
    case ErrorCode::InvalidArgument:
        return closecode::InvalidPayload;
    case ErrorCode::TooLarge:
        return closecode::TooBig;
    default:
        return closecode::InternalError;
    }
}

bool isWireCloseCode(quint16 code)
{
    if (code >= 3000 && code <= 4999)
        return true;
    return code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
}

base::Result<WebSocketMessage> controlMessage(Opcode opcode, base::Bytes payload)
{
    WebSocketMessage message{opcode, std::move(payload), 0};
    if (opcode != Opcode::Close)
        return message;
    if (message.payload.isEmpty()) {
        message.closeCode = closecode::NoStatus;
        return message;
    }
    if (message.payload.size() < 2)
        return Error(ErrorCode::Malformed, u"close frame with half a code"_qs);
    message.closeCode = qFromBigEndian<quint16>(message.payload.data());
    message.payload = message.payload.slice(2);
    if (!isWireCloseCode(message.closeCode))
        return Error(ErrorCode::Malformed, u"close code may not be sent"_qs);
    Utf8Checker utf8;
    if (!utf8.feed(message.payload.view()) || !utf8.complete())
        return Error(ErrorCode::InvalidArgument, u"reason of a close frame is not UTF-8"_qs);
    return message;
}

} // namespace web
