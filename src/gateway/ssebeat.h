// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/ssestream.h"
#include <array>
#include <vector>

namespace gateway {

/// Streams by the second in which their heartbeat is due, so that a second's work is a thirtieth of them. A value of
/// the gateway's thread.
class SseBeat
{
public:
    static constexpr quint8 period = 30; ///< seconds (S2-12)

    /// `second`: the last one that was visited, so that the first beat comes a whole period later.
    void add(SseStream &stream, qint64 second)
    {
        stream.beat = static_cast<quint8>(second % period);
        std::vector<SseStream *> &due = m_due[stream.beat];
        stream.slotInBeat = due.size();
        due.push_back(&stream);
    }
    void remove(SseStream &stream)
    {
        std::vector<SseStream *> &due = m_due[stream.beat];
        due[stream.slotInBeat] = due.back();
        due[stream.slotInBeat]->slotInBeat = stream.slotInBeat;
        due.pop_back();
    }
    /// Those of the seconds that have begun since the last call, each `shift` seconds after its beat; at most a whole
    /// round.
    template <typename Visit>
    void visit(qint64 from, qint64 to, qint64 shift, Visit visit) const
    {
        for (qint64 second = std::max(from, to - period) + 1; second <= to; ++second) {
            for (SseStream *stream : m_due[static_cast<size_t>((second - shift + period) % period)])
                visit(*stream);
        }
    }
    static qint64 secondOf(base::Monotonic now) { return std::chrono::floor<std::chrono::seconds>(now).count(); }

private:
    std::array<std::vector<SseStream *>, period> m_due;
};

} // namespace gateway
