// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/relay.h"
#include "broker/handlers.h"
#include "broker/journaling.h"

namespace broker {

namespace {

/// Its publisher is told, if it can be; the exchange of QoS 2 ends there (MQTT5-4.3.3-9).
void refuse(State &state, quint64 receipt)
{
    JournalWriter::Held *held = state.journal.findHeld(receipt);
    Connection *connection = held ? state.connections.find(held->connection) : nullptr;
    if (!connection || connection->version != mqtt::Version::V5)
        return;
    held->reason = mqtt::ReasonCode::QuotaExceeded;
    if (Session *session = connection->session; session && held->type == mqtt::PacketType::Pubrec)
        closeInbound(state, *session, held->packetId);
}

} // namespace

Relay::Relay(State &state, bool isTold, Receipt answer)
    : m_state(state)
    , m_answer(answer)
    , m_isTold(isTold)
{
}

Receipt Relay::next()
{
    m_isHandedOn = true;
    if (!m_isTold)
        return {};
    if (m_number == 0)
        m_number = m_state.receipts.open(m_answer);
    m_state.receipts.expect(m_number);
    return {m_state.neighbours.self, m_number};
}

Outcome Relay::close()
{
    if (std::exchange(m_isClosed, true))
        return m_outcome;
    if (m_number != 0)
        takeReceipt(m_state, m_number, m_outcome); // our own part
    else
        giveReceipt(m_state, m_answer, m_outcome);
    m_outcome.hasArrived |= m_isHandedOn;
    return m_outcome;
}

void giveReceipt(State &state, Receipt receipt, const Outcome &outcome)
{
    if (receipt.number == 0)
        return;
    if (!state.journal.isDurable(state.journal.last()))
        state.receipts.hold({state.journal.last(), receipt, outcome});
    else if (state.neighbours.isHere(receipt.shard))
        takeReceipt(state, receipt.number, outcome);
    else
        state.actions->forward(receipt.shard, ReceiptGiven{receipt.number, outcome});
}

void takeReceipt(State &state, quint64 number, const Outcome &outcome)
{
    const std::optional<Receipts::Done> done = state.receipts.confirm(number, outcome);
    if (!done)
        return;
    if (done->answer.number != 0)
        giveReceipt(state, done->answer, done->outcome);
    else if (done->outcome.isRefused())
        refuse(state, number);
    releaseHeld(state);
}

void releaseHeld(State &state)
{
    Receipts::Held receipt;
    while (state.receipts.takeReady(receipt, state.journal.durable()))
        giveReceipt(state, receipt.receipt, receipt.outcome);
    releaseDurable(state);
}

} // namespace broker
