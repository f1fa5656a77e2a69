// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/websocketunframer.h"

namespace web {

using base::Error;
using base::ErrorCode;

namespace {
constexpr qsizetype longestControl = 14 + 125; // the longest thing that takeHead() must see whole
}

base::Result<WebSocketUnframer::Outcome> WebSocketUnframer::unframe(char *data, qsizetype size)
{
    Outcome outcome;
    qsizetype at = 0;
    while (at < size && !m_closed) {
        if (m_left == 0) {
            const auto taken = takeHead(QByteArrayView(data + at, size - at), outcome);
            if (!taken)
                return taken.error();
            at += *taken;
            continue;
        }
        const qsizetype n = qMin(m_left, size - at);
        unmask(data + outcome.size, data + at, n, m_frame.mask, m_frame.payloadSize - m_left);
        outcome.size += n;
        at += n;
        m_left -= n;
    }
    return outcome;
}

base::Result<qsizetype> WebSocketUnframer::takeHead(QByteArrayView available, Outcome &outcome)
{
    const qsizetype before = m_partial.size();
    QByteArrayView seen = available;
    if (before > 0) {
        m_partial.append(available.first(qMin(available.size(), longestControl - before)));
        seen = m_partial;
    }
    const auto header = decodeFrameHeader(seen, m_limits, FrameSource::Client);
    if (!header)
        return header.error();
    const bool isControl = *header && static_cast<quint8>((*header)->opcode) >= 0x8;
    if (!*header || (isControl && seen.size() < (*header)->frameSize())) {
        if (before == 0)
            m_partial = seen.toByteArray();
        return seen.size() - before;
    }
    const FrameHeader frame = **header;
    const auto done =
        isControl ? takeControl(frame, seen.sliced(frame.headerSize, frame.payloadSize), outcome) : startData(frame);
    m_partial.clear();
    if (!done)
        return done.error();
    return (isControl ? frame.frameSize() : frame.headerSize) - before;
}

base::Result<> WebSocketUnframer::startData(const FrameHeader &frame)
{
    if (frame.opcode == Opcode::Text)
        return Error(ErrorCode::Unsupported, u"only binary frames are spoken here"_qs);
    if ((frame.opcode == Opcode::Continuation) != m_inMessage)
        return Error(ErrorCode::Malformed,
                     m_inMessage ? u"a new message inside a fragmented one"_qs : u"continuation of no message"_qs);
    m_inMessage = !frame.final;
    m_frame = frame;
    m_left = frame.payloadSize;
    return {};
}

base::Result<> WebSocketUnframer::takeControl(const FrameHeader &frame, QByteArrayView payload, Outcome &outcome)
{
    base::Bytes copy = base::Bytes::copyOf(payload);
    char *bytes = const_cast<char *>(copy.data()); // our own fresh copy
    unmask(bytes, bytes, copy.size(), frame.mask);
    auto message = controlMessage(frame.opcode, std::move(copy));
    if (!message)
        return message.error();
    m_closed = message->opcode == Opcode::Close;
    outcome.controls.push_back(std::move(message).value());
    return {};
}

} // namespace web
