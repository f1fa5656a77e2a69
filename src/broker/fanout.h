// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/delivery.h"

namespace broker {

/// One publication going to many sessions: what they share is made once, and only when the first of them needs it. For
/// QoS 0 that is the whole packet, for QoS 1 and 2 the payload and the kept message.
class Fanout
{
public:
    Fanout(State &state, const Publication &publication, quint64 trace = 0)
        : m_state(state)
        , m_publication(publication)
        , m_trace(trace)
    {
    }

    void deliver(Session &session, mqtt::QoS granted);
    /// The message as it is kept: copied out of the read block, unless it is large enough to be most of it.
    const MessageRef &message();

private:
    void sendOnce(Session &session);
    void sendOrQueue(Session &session, mqtt::QoS qos);
    quint32 body();

    State &m_state;
    const Publication &m_publication;
    quint64 m_trace; ///< 0: not followed
    MessageRef m_message;
    qsizetype m_headSize = 0; ///< of the QoS 0 form; 0: not made yet
    quint32 m_headOffset = 0;
    quint32 m_body = 0;
    bool m_hasBody = false;
};

/// Writes a PUBLISH of a message in flight and sends it; `body` is its payload's number in the actions.
void sendInflight(State &state, Session &session, const InflightMessage &inflight, quint32 body, bool dup);

} // namespace broker
