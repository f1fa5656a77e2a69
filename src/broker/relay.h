// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/shardmessage.h"

namespace broker {

struct State;

/// What a publication promises across shards. Its publisher is acknowledged once every shard to which it was handed on
/// has made its part durable; a shard that hands its part on answers after those to whom it went. Without a journal, or
/// for QoS 0, nobody waits. Make one for each publication, before anything is handed on; it closes when it goes.
class Relay
{
public:
    /// `answer`: the shard that waits for this one; number 0: none does.
    Relay(State &state, mqtt::QoS qos, Receipt answer);
    ~Relay();
    Relay(const Relay &) = delete;
    Relay &operator=(const Relay &) = delete;

    /// For one more to whom it goes, who is to give it back.
    Receipt next();

private:
    State &m_state;
    Receipt m_answer;
    bool m_isWanted;
    quint64 m_number = 0;
};

/// Lets the one who waits know, once what is recorded here is durable. Number 0: nobody waits.
void giveReceipt(State &state, Receipt receipt);
/// One of those to whom it was handed on has its part.
void takeReceipt(State &state, quint64 number);
/// Sends the acknowledgements and receipts that have waited long enough.
void releaseHeld(State &state);

} // namespace broker
