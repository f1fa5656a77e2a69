// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/shardmessage.h"

namespace broker {

struct State;

/// A publication that goes to several shards, while one of them carries out its part. Its publisher is acknowledged
/// once every one of them has made its part durable, and told what has become of it; a shard that hands its part on
/// answers after those to whom it went.
class Relay
{
public:
    /// `isTold`: somebody waits for it. `answer`: the shard that does; number 0: a client of ours.
    Relay(State &state, bool isTold, Receipt answer);
    ~Relay() { close(); }
    Relay(const Relay &) = delete;
    Relay &operator=(const Relay &) = delete;

    /// For one more to whom it goes, who is to give it back.
    Receipt next();
    /// Under which its publisher waits; 0: it does not.
    quint64 number() const { return m_number; }
    /// What has become of it here.
    void add(const Outcome &outcome) { m_outcome.add(outcome); }
    /// Our part is done. What is known by now; what is handed on counts as arrived.
    Outcome close();

private:
    State &m_state;
    Receipt m_answer;
    Outcome m_outcome;
    quint64 m_number = 0;
    bool m_isTold;
    bool m_isHandedOn = false;
    bool m_isClosed = false;
};

/// Lets the one who waits know, once what is recorded here is durable. Number 0: nobody waits.
void giveReceipt(State &state, Receipt receipt, const Outcome &outcome);
/// One of those to whom it was handed on has its part.
void takeReceipt(State &state, quint64 number, const Outcome &outcome);
/// Sends the acknowledgements and receipts that have waited long enough.
void releaseHeld(State &state);

} // namespace broker
