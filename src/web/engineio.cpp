// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/engineio.h"
#include "web/utf8checker.h"
#include "web/websocket.h"

namespace web {
namespace {

using base::Error;
using base::ErrorCode;

constexpr char separator = 0x1e;

base::Result<EnginePacket> decodePiece(const base::Bytes &piece)
{
    if (!piece.view().startsWith('b'))
        return decodeEnginePacket(piece);
    const auto decoded =
        QByteArray::fromBase64Encoding(QByteArray::fromRawData(piece.data() + 1, piece.size() - 1),
                                       QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return Error(ErrorCode::Malformed, QStringLiteral("a binary packet is no base64"));
    return EnginePacket{EnginePacketType::Message, true, base::Bytes::copyOf(decoded.decoded)};
}

} // namespace

base::Result<EnginePacket> decodeEnginePacket(const base::Bytes &text)
{
    if (text.isEmpty() || text.view()[0] < '0' || text.view()[0] > '6')
        return Error(ErrorCode::Malformed, QStringLiteral("this is no Engine.IO packet"));
    return EnginePacket{static_cast<EnginePacketType>(text.view()[0] - '0'), false, text.slice(1)};
}

base::Result<std::vector<EnginePacket>> decodeEnginePayload(const base::Bytes &body, qsizetype maxPackets)
{
    Utf8Checker checker;
    if (!checker.feed(body.view()) || !checker.complete())
        return Error(ErrorCode::Malformed, QStringLiteral("the payload is not UTF-8"));
    if (body.view().count(separator) >= maxPackets)
        return Error(ErrorCode::TooLarge, QStringLiteral("the payload has too many packets"));
    std::vector<EnginePacket> packets;
    for (qsizetype at = 0; at <= body.size();) {
        const qsizetype found = body.view().sliced(at).indexOf(separator);
        const qsizetype size = found < 0 ? body.size() - at : found;
        auto packet = decodePiece(body.slice(at, size));
        if (!packet)
            return packet.error();
        packets.push_back(std::move(*packet));
        at += size + 1;
    }
    return packets;
}

EngineMessage engineText(EnginePacketType type, QByteArrayView data)
{
    QByteArray payload;
    payload.reserve(data.size() + 1);
    payload.append(static_cast<char>('0' + static_cast<int>(type))).append(data);
    EngineMessage message;
    message.frame = encodeFrame(Opcode::Text, payload);
    message.piece = message.frame.slice(message.frame.size() - payload.size());
    return message;
}

EngineMessage engineBinary(QByteArrayView data)
{
    EngineMessage message;
    message.frame = encodeFrame(Opcode::Binary, data);
    const QByteArray piece = "b" + QByteArray::fromRawData(data.data(), data.size()).toBase64();
    message.piece = base::Bytes::copyOf(piece);
    return message;
}

QByteArray engineRefusalBody(EngineRefusal refusal)
{
    static constexpr const char *texts[] = {"Transport unknown", "Session ID unknown", "Bad handshake method",
                                            "Bad request",       "Forbidden",          "Unsupported protocol version"};
    const auto code = static_cast<int>(refusal);
    return "{\"code\":" + QByteArray::number(code) + ",\"message\":\"" + texts[code] + "\"}";
}

std::variant<EngineQuery, EngineRefusal> readEngineQuery(const HttpTarget &target)
{
    const QString transport = target.queryValue(u"transport");
    if (transport != u"polling" && transport != u"websocket")
        return EngineRefusal::UnknownTransport;
    if (target.queryValue(u"EIO") != u"4") // Engine.IO 3 (Socket.IO 2) among them
        return EngineRefusal::UnsupportedVersion;
    return EngineQuery{transport == u"websocket", target.queryValue(u"sid").toUtf8()};
}

} // namespace web
