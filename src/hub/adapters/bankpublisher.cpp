// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/adapters/bankpublisher.h"

using namespace Qt::StringLiterals;

namespace hub {
namespace {

constexpr int eventsARead = 500;
constexpr int balancesARead = 500;
constexpr size_t pendingEnough = 4'000; ///< read no further while the broker has so much to take
constexpr std::chrono::seconds retryDelay{1};

} // namespace

BankPublisher::BankPublisher(Ports ports, contract::MqttOptions options, const base::Clock &clock)
    : m_ports(std::move(ports))
    , m_options(std::move(options))
    , m_clock(clock)
{
}

BankPublisher::~BankPublisher()
{
    *m_alive = false;
}

void BankPublisher::start(qint64 cursor, qint64 last, Replay replay)
{
    m_replay = replay;
    // A cursor beyond the log (a restored ledger) has nothing to say about it.
    m_read = m_published = m_saved = m_safe = std::min(cursor, last);
    m_last = m_backlogEnd = last;
    m_startedAt = m_clock.monotonicNow();
    pump();
}

void BankPublisher::committed(qint64 last)
{
    m_last = std::max(m_last, last);
    pump();
}

void BankPublisher::subscriberArrived()
{
    m_heard = true;
    pump();
}

void BankPublisher::tick()
{
    drain();
    pump();
    const base::Monotonic now = m_clock.monotonicNow();
    if (now - m_savedAt < cursorInterval)
        return;
    if (m_safe != m_saved) {
        m_saved = m_safe;
        m_ports.saveCursor(m_saved);
    }
    m_safe = m_published;
    m_savedAt = now;
}

void BankPublisher::saveNow()
{
    if (m_published != m_saved)
        m_ports.saveCursor(m_published);
    m_saved = m_published;
}

bool BankPublisher::holdingBack() const
{
    return m_replay == Replay::WhenHeard && m_published < m_backlogEnd && !m_heard &&
           m_clock.monotonicNow() - m_startedAt < replayPatience;
}

void BankPublisher::pump()
{
    if (m_reading || m_pending.size() >= pendingEnough || m_clock.monotonicNow() < m_retryAt)
        return;
    // S0-22: new postings go first; balances fill the pauses.
    if (m_read < m_last && !holdingBack())
        readEvents();
    else if (!m_reconciled)
        readBalances();
}

void BankPublisher::readEvents()
{
    const auto job = [this, after = m_read, post = m_ports.post, alive = m_alive](base::Result<desk::Reader *> reader) {
        auto events = reader ? (*reader)->log().readAfter(after, eventsARead)
                             : base::Result<std::vector<events::Event>>(reader.error());
        post([this, alive, events = std::move(events)] {
            if (*alive)
                onEvents(events);
        });
    };
    m_reading = true;
    if (const auto queued = m_ports.read(job); !queued)
        onEvents(queued.error());
}

void BankPublisher::readBalances()
{
    const auto job = [this, after = m_afterAccount, post = m_ports.post,
                      alive = m_alive](base::Result<desk::Reader *> reader) {
        auto balances = reader ? (*reader)->balances(after, balancesARead)
                               : base::Result<std::vector<bank::BalanceState>>(reader.error());
        post([this, alive, balances = std::move(balances)] {
            if (*alive)
                onBalances(balances);
        });
    };
    m_reading = true;
    if (const auto queued = m_ports.read(job); !queued)
        onBalances(queued.error());
}

void BankPublisher::onEvents(const base::Result<std::vector<events::Event>> &events)
{
    m_reading = false;
    if (!events) {
        m_retryAt = m_clock.monotonicNow() + retryDelay;
        m_ports.complain(u"the event log could not be read; trying again: "_s + events.error().toString());
        return;
    }
    for (const events::Event &event : *events)
        enqueue(event);
    if (m_reconciled && m_read >= m_backlogEnd)
        m_balanceAt.clear(); // from here on events come in order, so no balance can be older than the retained one
    drain();
    pump();
}

void BankPublisher::enqueue(const events::Event &event)
{
    const qint64 sequence = events::sequenceOf(event);
    Publication publication{{}, sequence};
    for (contract::MqttMessage &message : contract::mqttForms(event, m_options)) {
        if (!message.retain || !isStale(message, sequence))
            publication.messages.push_back(std::move(message));
    }
    m_pending.push_back(std::move(publication)); // though it may be empty: the cursor passes over it
    m_read = sequence;
}

bool BankPublisher::isStale(const contract::MqttMessage &message, qint64 sequence)
{
    if (m_reconciled && m_balanceAt.isEmpty())
        return false;
    qint64 &known = m_balanceAt[message.topic];
    if (sequence < known)
        return true;
    known = sequence;
    return false;
}

void BankPublisher::onBalances(const base::Result<std::vector<bank::BalanceState>> &balances)
{
    m_reading = false;
    if (!balances) {
        m_retryAt = m_clock.monotonicNow() + retryDelay;
        m_ports.complain(u"the balances could not be read; trying again: "_s + balances.error().toString());
        return;
    }
    for (const bank::BalanceState &state : *balances) {
        const contract::BalanceNotice notice{state.cedula, state.balance,       state.previous,
                                             state.at,     state.transactionId, state.seq};
        contract::MqttMessage message = contract::balanceForm(notice, m_options);
        if (!isStale(message, state.seq))
            m_pending.push_back({{std::move(message)}, 0});
        m_afterAccount = std::max(m_afterAccount, state.account.value());
    }
    if (balances->size() < size_t(balancesARead))
        m_reconciled = true;
    drain();
    pump();
}

void BankPublisher::drain()
{
    while (!m_pending.empty()) {
        if (!m_ports.publish(m_pending.front()))
            return; // the next tick tries again
        m_pending.pop_front();
    }
    m_published = m_read;
}

} // namespace hub
