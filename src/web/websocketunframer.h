// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/websocket.h"
#include <vector>

namespace web {

/// Takes the data frames of a client as one stream of bytes (MQTT over WebSocket: frame borders mean nothing,
/// MQTT-6.0.0-2: a packet may span frames and a frame packets). Only Binary is allowed (MQTT-6.0.0-1).
class WebSocketUnframer
{
public:
    explicit WebSocketUnframer(WebSocketLimits limits = {})
        : m_limits(limits)
    {
    }
    struct Outcome
    {
        qsizetype size = 0; ///< payload bytes, now contiguous at `data`
        std::vector<WebSocketMessage>
            controls; ///< Ping, Pong and Close, in order; a Close is the last, what follows it is dropped
    };
    /// Rewrites `data` in place. Keeps incomplete headers and control frames itself; give it each byte once.
    /// Malformed, TooLarge, or Unsupported for a Text frame.
    base::Result<Outcome> unframe(char *data, qsizetype size);

private:
    base::Result<qsizetype> takeHead(QByteArrayView available, Outcome &outcome);
    base::Result<> startData(const FrameHeader &frame);
    base::Result<> takeControl(const FrameHeader &frame, QByteArrayView payload, Outcome &outcome);

    WebSocketLimits m_limits;
    QByteArray m_partial;     ///< beginning of a header, or of a control frame
    FrameHeader m_frame;      ///< the data frame whose payload is arriving
    qsizetype m_left = 0;     ///< payload bytes of it still to come
    bool m_inMessage = false; ///< between a fragment that is not final and the final one
    bool m_closed = false;    ///< a Close has come
};

} // namespace web
