// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/sessiontable.h"

namespace broker {

/// Messages a second of every session over the last ten seconds, from its counters: nothing is done per message.
class ClientRates
{
public:
    /// From Tick; looks at the sessions once in ten seconds.
    void sample(const SessionTable &sessions, base::Monotonic now);
    double messagesIn(const Session &session, base::Monotonic now) const;
    double messagesOut(const Session &session, base::Monotonic now) const;

private:
    static constexpr base::Monotonic window = std::chrono::seconds(10);
    struct Sample
    {
        quint32 in = 0; ///< counters at the window's start, their low halves
        quint32 out = 0;
        quint32 formerIn = 0; ///< counts of the window before
        quint32 formerOut = 0;
    };
    struct Count
    {
        quint32 running;
        quint32 former;
    };
    double rate(const Count &count, base::Monotonic now) const;
    Sample sampleOf(const Session &session) const;

    std::vector<Sample> m_samples; ///< by session index
    base::Monotonic m_start{};
};

} // namespace broker
