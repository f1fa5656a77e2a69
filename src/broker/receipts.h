// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/ringqueue.h"
#include "broker/shardmessage.h"

namespace broker {

/// What this shard has handed on and waits for, and the receipts that it gives once its own records are durable.
class Receipts
{
public:
    /// Opens one under the next number; our own part is due. `answer` is for whom we do it; number 0: for a client.
    quint64 open(Receipt answer)
    {
        m_open.pushBack({1, answer});
        return m_confirmed + m_open.size();
    }
    /// One more part is due.
    void expect(quint64 number) { ++at(number).due; }
    /// A part is done; when it was the last one: whom to answer.
    std::optional<Receipt> confirm(quint64 number)
    {
        if (number <= m_confirmed || number > m_confirmed + m_open.size() || at(number).due == 0)
            return std::nullopt;
        const Open changed{at(number).due - 1, at(number).answer};
        at(number) = changed;
        while (!m_open.isEmpty() && m_open.front().due == 0) {
            m_open.popFront();
            ++m_confirmed;
        }
        return changed.due == 0 ? std::optional(changed.answer) : std::nullopt;
    }
    bool isWaiting() const { return !m_open.isEmpty(); }
    /// Every number up to here is done.
    quint64 confirmedUpTo() const { return m_confirmed; }
    quint64 last() const { return m_confirmed + m_open.size(); }

    /// To be given when the journal's record is durable.
    void hold(Receipt receipt, quint64 record) { m_held.pushBack({record, receipt}); }
    bool takeReady(Receipt &receipt, quint64 durable)
    {
        if (m_held.isEmpty() || m_held.front().record > durable)
            return false;
        receipt = m_held.front().receipt;
        m_held.popFront();
        return true;
    }

private:
    struct Open
    {
        quint32 due = 0;
        Receipt answer;
    };
    struct Held
    {
        quint64 record = 0;
        Receipt receipt;
    };
    Open &at(quint64 number) { return m_open.at(static_cast<size_t>(number - m_confirmed - 1)); }

    RingQueue<Open> m_open; ///< from m_confirmed + 1 on
    quint64 m_confirmed = 0;
    RingQueue<Held> m_held;
};

} // namespace broker
