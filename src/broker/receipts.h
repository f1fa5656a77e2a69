// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/ringqueue.h"
#include "broker/shardmessage.h"

namespace broker {

/// What this shard has handed on and waits for, and the receipts that it gives once its own records are durable.
class Receipts
{
public:
    /// What is known when the last part is done.
    struct Done
    {
        Receipt answer; ///< whom to tell; number 0: a client waits
        Outcome outcome;
    };

    /// Opens one under the next number; our own part is due. `answer` is for whom we do it; number 0: for a client.
    quint64 open(Receipt answer)
    {
        m_open.pushBack({1, answer, {}});
        return last();
    }
    /// One more part is due.
    void expect(quint64 number) { ++at(number).due; }
    /// A part is done; empty: it is not the last one.
    std::optional<Done> confirm(quint64 number, const Outcome &outcome)
    {
        if (number <= m_confirmed || number > last() || at(number).due == 0)
            return std::nullopt;
        Open &open = at(number);
        open.outcome.add(outcome);
        const bool isDone = --open.due == 0;
        const Done done{open.answer, open.outcome};
        while (!m_open.isEmpty() && m_open.front().due == 0) {
            m_open.popFront();
            ++m_confirmed;
        }
        return isDone ? std::optional(done) : std::nullopt;
    }
    /// Every number up to here is done.
    quint64 confirmedUpTo() const { return m_confirmed; }
    quint64 last() const { return m_confirmed + m_open.size(); }

    struct Held
    {
        quint64 record = 0;
        Receipt receipt;
        Outcome outcome;
    };
    /// To be given when the journal's record is durable.
    void hold(const Held &held) { m_held.pushBack(held); }
    bool takeReady(Held &held, quint64 durable)
    {
        if (m_held.isEmpty() || m_held.front().record > durable)
            return false;
        held = m_held.front();
        m_held.popFront();
        return true;
    }

private:
    struct Open
    {
        quint32 due = 0;
        Receipt answer;
        Outcome outcome;
    };
    Open &at(quint64 number) { return m_open.at(static_cast<size_t>(number - m_confirmed - 1)); }

    RingQueue<Open> m_open; ///< from m_confirmed + 1 on
    quint64 m_confirmed = 0;
    RingQueue<Held> m_held;
};

} // namespace broker
