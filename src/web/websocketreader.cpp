// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/websocketreader.h"
#include "web/permessagedeflate.h"

namespace web {

using base::Error;
using base::ErrorCode;
using Message = std::optional<WebSocketMessage>;

base::Result<Message> WebSocketReader::next(base::Bytes &input)
{
    m_expected = 0;
    while (true) {
        const auto header = decodeFrameHeader(input.view(), m_limits, m_source);
        if (!header)
            return header.error();
        if (!*header)
            return Message();
        const FrameHeader &frame = **header;
        if (input.size() < frame.frameSize()) {
            m_expected = frame.frameSize();
            return Message();
        }
        base::Bytes payload = input.slice(frame.headerSize, frame.payloadSize);
        input = input.slice(frame.frameSize());
        if (frame.masked) { // the bytes are ours alone until a slice of them is passed on (ByteStream::read)
            char *bytes = const_cast<char *>(payload.data());
            unmask(bytes, bytes, payload.size(), frame.mask);
        }
        auto message = take(frame, std::move(payload));
        if (!message || *message)
            return message;
    }
}

base::Result<Message> WebSocketReader::take(const FrameHeader &header, base::Bytes payload)
{
    if (static_cast<quint8>(header.opcode) < 0x8)
        return takeData(header, std::move(payload));
    auto message = controlMessage(header.opcode, std::move(payload));
    if (!message)
        return message.error();
    return Message(std::move(message).value());
}

base::Result<base::Bytes> WebSocketReader::inflate(const base::Bytes &payload) const
{
    const auto plain = inflateMessage(payload.view(), m_limits.maxMessage);
    if (!plain)
        return plain.error();
    Utf8Checker text;
    if (m_open == Opcode::Text && (!text.feed(*plain) || !text.complete()))
        return Error(ErrorCode::InvalidArgument, u"text message is not UTF-8"_qs);
    return base::Bytes::copyOf(*plain);
}

base::Result<Message> WebSocketReader::takeData(const FrameHeader &header, base::Bytes payload)
{
    if ((header.opcode == Opcode::Continuation) != m_open.has_value())
        return Error(ErrorCode::Malformed,
                     m_open ? u"a new message inside a fragmented one"_qs : u"continuation of no message"_qs);
    const bool first = !m_open;
    if (first) {
        m_open = header.opcode;
        m_compressed = header.compressed;
        m_utf8 = {};
    }
    if (m_fragments.size() + payload.size() > m_limits.maxMessage)
        return Error(ErrorCode::TooLarge, u"message exceeds the limit"_qs);
    const bool isText = m_open == Opcode::Text && !m_compressed;
    if (isText && (!m_utf8.feed(payload.view()) || (header.final && !m_utf8.complete())))
        return Error(ErrorCode::InvalidArgument, u"text message is not UTF-8"_qs);
    if (!header.final) {
        m_fragments.append(payload.view());
        return Message();
    }
    if (!first) {
        m_fragments.append(payload.view());
        payload = base::Bytes::copyOf(m_fragments);
        m_fragments = {};
    }
    if (m_compressed) {
        auto plain = inflate(payload);
        if (!plain)
            return plain.error();
        payload = std::move(*plain);
    }
    WebSocketMessage message{*m_open, std::move(payload), 0};
    m_open.reset();
    return Message(std::move(message));
}

} // namespace web
