// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/relay.h"
#include "broker/journaling.h"

namespace broker {

Relay::Relay(State &state, mqtt::QoS qos, Receipt answer)
    : m_state(state)
    , m_answer(answer)
    , m_isWanted(state.journal.isEnabled() && qos != mqtt::QoS::AtMostOnce)
{
}

Relay::~Relay()
{
    if (m_number != 0)
        takeReceipt(m_state, m_number); // our own part
    else
        giveReceipt(m_state, m_answer);
}

Receipt Relay::next()
{
    if (!m_isWanted)
        return {};
    if (m_number == 0)
        m_number = m_state.receipts.open(m_answer);
    m_state.receipts.expect(m_number);
    return {m_state.neighbours.self, m_number};
}

void giveReceipt(State &state, Receipt receipt)
{
    if (receipt.number == 0)
        return;
    if (!state.journal.isDurable(state.journal.last()))
        state.receipts.hold(receipt, state.journal.last());
    else if (state.neighbours.isHere(receipt.shard))
        takeReceipt(state, receipt.number);
    else
        state.actions->forward(receipt.shard, ReceiptGiven{receipt.number});
}

void takeReceipt(State &state, quint64 number)
{
    if (const std::optional<Receipt> answer = state.receipts.confirm(number))
        giveReceipt(state, *answer);
    releaseHeld(state);
}

void releaseHeld(State &state)
{
    Receipt receipt;
    while (state.receipts.takeReady(receipt, state.journal.durable()))
        giveReceipt(state, receipt);
    releaseDurable(state);
}

} // namespace broker
