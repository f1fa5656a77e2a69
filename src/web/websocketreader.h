// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/utf8checker.h"
#include "web/websocket.h"

namespace web {

/// Puts messages together from frames, for endpoints that speak in messages (live feed, channels, Socket.IO).
class WebSocketReader
{
public:
    explicit WebSocketReader(WebSocketLimits limits = {}, FrameSource source = FrameSource::Client)
        : m_limits(limits)
        , m_source(source)
    {
    }
    /// Takes frames off the front of `input` until a message or control frame is whole; empty: give it the rest again,
    /// with more bytes behind (`expected()` says how many would help). Control frames may come between fragments.
    /// Unmasks in place, so nobody else may look at `input`'s bytes. After an error the connection must be failed with
    /// closeCodeFor(error).
    base::Result<std::optional<WebSocketMessage>> next(base::Bytes &input);
    /// Size of the frame at the front of the rest, 0 while its header is incomplete. For ByteStream::putBack().
    qsizetype expected() const { return m_expected; }

private:
    base::Result<std::optional<WebSocketMessage>> take(const FrameHeader &header, base::Bytes payload);
    base::Result<base::Bytes> inflate(const base::Bytes &payload) const;
    base::Result<std::optional<WebSocketMessage>> takeData(const FrameHeader &header, base::Bytes payload);

    WebSocketLimits m_limits;
    FrameSource m_source;
    qsizetype m_expected = 0;
    QByteArray m_fragments;
    std::optional<Opcode> m_open; ///< type of the fragmented message in progress
    bool m_compressed = false;    ///< that message is
    Utf8Checker m_utf8;
};

} // namespace web
