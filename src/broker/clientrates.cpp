// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/clientrates.h"
#include <algorithm>

namespace broker {

namespace {

quint32 low(quint64 counter)
{
    return static_cast<quint32>(counter);
}

/// A session may have a place that another one had before it: its counters are then lower.
quint32 since(quint64 counter, quint32 then)
{
    return counter < then ? low(counter) : low(counter) - then;
}

} // namespace

void ClientRates::sample(const SessionTable &sessions, base::Monotonic now)
{
    if (now - m_start < window)
        return;
    const bool next = now - m_start < 2 * window;
    m_start = now;
    const auto &slots = sessions.slots();
    m_samples.resize(slots.size());
    for (size_t i = 0; i < slots.size(); ++i) {
        Sample &sample = m_samples[i];
        if (!slots[i]) {
            sample = {};
            continue;
        }
        sample.formerIn = next ? since(slots[i]->messagesReceived, sample.in) : 0;
        sample.formerOut = next ? since(slots[i]->messagesSent, sample.out) : 0;
        sample.in = low(slots[i]->messagesReceived);
        sample.out = low(slots[i]->messagesSent);
    }
}

ClientRates::Sample ClientRates::sampleOf(const Session &session) const
{
    return session.index() < m_samples.size() ? m_samples[session.index()] : Sample();
}

double ClientRates::rate(const Count &count, base::Monotonic now) const
{
    const double length = std::chrono::duration<double>(window).count();
    const double passed = std::chrono::duration<double>(now - m_start).count() / length;
    return (count.running + count.former * std::max(0.0, 1 - passed)) / (length * std::max(1.0, passed));
}

double ClientRates::messagesIn(const Session &session, base::Monotonic now) const
{
    const Sample sample = sampleOf(session);
    return rate({since(session.messagesReceived, sample.in), sample.formerIn}, now);
}

double ClientRates::messagesOut(const Session &session, base::Monotonic now) const
{
    const Sample sample = sampleOf(session);
    return rate({since(session.messagesSent, sample.out), sample.formerOut}, now);
}

} // namespace broker
