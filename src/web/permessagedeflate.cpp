// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/permessagedeflate.h"
#include "web/httprequest.h"
#include <memory>
#include <zlib.h>

namespace web {
namespace {

using base::Error;
using base::ErrorCode;

/// RFC 7692, 7.2.1: what a sync flush ends with and the sender leaves out.
constexpr QByteArrayView tail("\0\0\xff\xff", 4);
constexpr qsizetype worthCompressing = 64; ///< bytes
constexpr int memoryLevel = 8;

/// "name" or "name=value" or "name=\"value\"".
std::pair<QByteArray, std::optional<QByteArray>> readParameter(QByteArrayView text)
{
    const qsizetype equals = text.indexOf('=');
    if (equals < 0)
        return {text.trimmed().toByteArray().toLower(), {}};
    QByteArrayView value = text.sliced(equals + 1).trimmed();
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        value = value.sliced(1, value.size() - 2);
    return {text.first(equals).trimmed().toByteArray().toLower(), value.toByteArray()};
}

/// 8 to 15, without leading zeros (RFC 7692, 7.1.2.1).
std::optional<int> windowBits(const QByteArray &value)
{
    bool isNumber = false;
    const int bits = value.toInt(&isNumber);
    if (!isNumber || bits < 8 || bits > 15 || value != QByteArray::number(bits))
        return {};
    return bits;
}

std::optional<DeflateAgreement> acceptOffer(const QByteArrayList &parts)
{
    DeflateAgreement agreement;
    QByteArrayList seen;
    for (const QByteArray &part : parts) {
        const auto [name, value] = readParameter(part);
        if (seen.contains(name))
            return {};
        seen.append(name);
        if (name == "server_no_context_takeover" || name == "client_no_context_takeover") {
            if (value)
                return {};
        } else if (name == "client_max_window_bits") {
            if (value && !windowBits(*value))
                return {};
        } else if (name == "server_max_window_bits") {
            const auto bits = value ? windowBits(*value) : std::nullopt;
            if (!bits || *bits < 9)
                return {};
            agreement = {*bits, true};
        } else {
            return {};
        }
    }
    return agreement;
}

struct EndDeflate
{
    void operator()(z_stream *stream) const { deflateEnd(stream); }
};
struct EndInflate
{
    void operator()(z_stream *stream) const { inflateEnd(stream); }
};

/// zlib only reads what it gets here.
Bytef *input(QByteArrayView bytes)
{
    return const_cast<Bytef *>(reinterpret_cast<const Bytef *>(bytes.data()));
}

} // namespace

std::optional<DeflateAgreement> acceptDeflate(QByteArrayView extensions)
{
    const QByteArrayList offers = extensions.toByteArray().split(',');
    for (const QByteArray &offer : offers) {
        QByteArrayList parts = offer.split(';');
        if (!equalsIgnoringCase(parts.takeFirst().trimmed(), "permessage-deflate"))
            continue;
        if (const auto agreement = acceptOffer(parts))
            return agreement;
    }
    return {};
}

QByteArray deflateAnswer(const DeflateAgreement &agreement)
{
    QByteArray answer("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    if (agreement.clientLimitsWindow)
        answer += "; server_max_window_bits=" + QByteArray::number(agreement.windowBits);
    return answer;
}

base::Bytes encodeDeflated(Opcode opcode, QByteArrayView payload, int bits)
{
    if (payload.size() < worthCompressing)
        return encodeFrame(opcode, payload);
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -bits, memoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
        return encodeFrame(opcode, payload);
    const std::unique_ptr<z_stream, EndDeflate> end(&stream);
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(payload.size()))) + tail.size() + 8,
                   Qt::Uninitialized);
    stream.next_in = input(payload);
    stream.avail_in = static_cast<uInt>(payload.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool done = deflate(&stream, Z_SYNC_FLUSH) == Z_OK && stream.avail_in == 0 && stream.avail_out > 0;
    out.truncate(static_cast<qsizetype>(stream.total_out));
    if (!done || !out.endsWith(tail) || out.size() - tail.size() >= payload.size())
        return encodeFrame(opcode, payload);
    out.chop(tail.size());
    QByteArray frame = encodeFrameHead(opcode, out.size());
    frame[0] = static_cast<char>(static_cast<quint8>(frame[0]) | 0x40U); // RSV1
    frame += out;
    return base::Bytes::copyOf(frame);
}

base::Result<QByteArray> inflateMessage(QByteArrayView compressed, qsizetype maxSize)
{
    z_stream stream{};
    if (inflateInit2(&stream, -15) != Z_OK)
        return Error(ErrorCode::Internal, u"zlib does not start"_qs);
    const std::unique_ptr<z_stream, EndInflate> end(&stream);
    const QByteArray whole = compressed.toByteArray() + tail.toByteArray();
    stream.next_in = input(whole);
    stream.avail_in = static_cast<uInt>(whole.size());
    QByteArray plain;
    std::array<char, 16 * 1024> chunk;
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef *>(chunk.data());
        stream.avail_out = chunk.size();
        state = inflate(&stream, Z_SYNC_FLUSH);
        const auto got = static_cast<qsizetype>(chunk.size() - stream.avail_out);
        if (plain.size() + got > maxSize)
            return Error(ErrorCode::TooLarge, u"message exceeds the limit"_qs);
        plain.append(chunk.data(), got);
        if (stream.avail_in == 0 && stream.avail_out > 0)
            return plain;
    }
    if (state == Z_BUF_ERROR && stream.avail_in == 0)
        return plain; // the last chunk was just full
    // A last block (BFINAL) ends the stream before the tail, which is all that may follow it.
    if (state == Z_STREAM_END && stream.avail_in <= static_cast<uInt>(tail.size() + 1))
        return plain;
    return Error(ErrorCode::Malformed, u"the message is not compressed as agreed"_qs);
}

} // namespace web
