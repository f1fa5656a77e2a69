// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/brokertables.h"
#include "store/database.h"

namespace store {

using namespace Qt::StringLiterals;
using base::Result;
using broker::DurableChange;
using Kind = DurableChange::Kind;

BrokerTables::BrokerTables(Database &database)
    : m_database(database)
    , m_sessions(database)
    , m_subscriptions(database)
    , m_messages(database)
    , m_deliveries(database)
    , m_inbound(database)
    , m_retained(database)
    , m_cursors(database)
    , m_traces(database)
{
}

Result<quint64> BrokerTables::write(const NetChanges &net, const QHash<quint64, int> &stored)
{
    m_rows = 0;
    for (const DurableChange *change : net.sessions()) {
        if (auto ok = writeSession(*change); !ok)
            return ok.error();
    }
    for (auto it = net.messages().cbegin(); it != net.messages().cend(); ++it) {
        if (auto ok = writeMessage(it.key(), *it, stored.value(it.key())); !ok)
            return ok.error();
    }
    for (const auto &[number, delivery] : net.deliveries()) {
        if (auto ok = writeDelivery(number, delivery); !ok)
            return ok.error();
    }
    for (const NetChanges::Inbound &inbound : net.inbound()) {
        if (auto ok = writeInbound(inbound); !ok)
            return ok.error();
    }
    for (auto it = net.retained().cbegin(); it != net.retained().cend(); ++it) {
        if (auto ok = writeRetained(it.key(), **it); !ok)
            return ok.error();
    }
    for (const DurableChange *change : net.cursors()) {
        ++m_rows;
        if (auto ok = m_cursors.set(*change->cursor); !ok)
            return ok.error();
    }
    return m_rows;
}

Result<> BrokerTables::writeSession(const DurableChange &change)
{
    ++m_rows;
    switch (change.kind) {
    case Kind::SessionSet:
        return m_sessions.set(*change.saved);
    case Kind::SubscriptionSet:
        return m_subscriptions.set(change.session, change.text, change.subscription);
    case Kind::SubscriptionRemoved:
        return m_subscriptions.remove(change.session, change.text);
    default:
        break;
    }
    if (auto ok = m_inbound.removeAll(change.session); !ok)
        return ok;
    if (auto ok = m_subscriptions.removeAll(change.session); !ok)
        return ok;
    return m_sessions.remove(change.session);
}

Result<> BrokerTables::writeMessage(quint64 number, const NetChanges::References &references, int stored)
{
    const int left = stored + references.change;
    if ((stored > 0) == (left > 0))
        return {};
    ++m_rows;
    return left > 0 ? m_messages.insert(*references.message) : m_messages.remove(number);
}

Result<> BrokerTables::writeDelivery(quint64 number, const NetChanges::Delivery &delivery)
{
    const DurableChange *fresh = delivery.enqueued;
    if (fresh && delivery.isDone)
        return {};
    ++m_rows;
    if (delivery.isDone)
        return m_deliveries.remove(number);
    if (fresh) {
        return m_deliveries.insert({number, fresh->session, fresh->message, fresh->qos, fresh->retain, fresh->isCounted,
                                    delivery.isReleased, delivery.packetId, fresh->extras});
    }
    if (delivery.packetId != 0) {
        if (auto ok = m_deliveries.setSent(number, delivery.packetId); !ok)
            return ok;
    }
    return delivery.isReleased ? m_deliveries.setReleased(number) : Result<>();
}

Result<> BrokerTables::writeInbound(const NetChanges::Inbound &inbound)
{
    if (inbound.isFresh && !inbound.isOpen)
        return {};
    ++m_rows;
    return inbound.isOpen ? m_inbound.insert(inbound.inbound) : m_inbound.remove(inbound.inbound);
}

Result<> BrokerTables::writeRetained(const QByteArray &topic, const DurableChange &change)
{
    ++m_rows;
    return change.kind == Kind::RetainedSet ? m_retained.set(*change.message) : m_retained.remove(topic);
}

Result<> BrokerTables::writeTraces(std::span<const broker::Trace> traces, base::UtcMs now)
{
    for (const broker::Trace &trace : traces) {
        if (auto ok = m_traces.set(trace); !ok)
            return ok;
    }
    const broker::TraceLimits limits;
    return m_traces.prune({now.value - std::chrono::milliseconds(limits.age).count()}, limits.traces);
}

Result<qint64> BrokerTables::deleteOrphans()
{
    const QString statements[] = {
        u"DELETE FROM subscription WHERE session NOT IN (SELECT number FROM session)"_s,
        u"DELETE FROM inbound WHERE session NOT IN (SELECT number FROM session)"_s,
        u"DELETE FROM delivery WHERE session NOT IN (SELECT number FROM session)"_s,
        u"DELETE FROM message WHERE number NOT IN (SELECT message FROM delivery)"_s,
    };
    qint64 deleted = 0;
    for (const QString &sql : statements) {
        const auto rows = Statement(m_database, sql).run();
        if (!rows)
            return rows.error();
        deleted += *rows;
    }
    return deleted;
}

Result<broker::SavedState> BrokerTables::load(broker::Instant now)
{
    broker::SavedState state;
    const auto take = [](auto result, auto &into) {
        if (!result)
            return Result<>(result.error());
        into = std::move(result).value();
        return Result<>();
    };
    QHash<quint64, broker::MessageRef> messages;
    for (const Result<> &read : {take(m_sessions.all(), state.sessions),
                                 take(m_subscriptions.all(), state.subscriptions), take(m_messages.all(now), messages),
                                 take(m_inbound.all(), state.inbound), take(m_retained.all(now), state.retained),
                                 take(m_cursors.all(), state.cursors), take(m_traces.all(), state.traces)}) {
        if (!read)
            return read.error();
    }
    if (auto read = take(m_deliveries.all(messages), state.deliveries); !read)
        return read.error();
    const auto pass = [&state](quint64 number) { state.lastNumber = std::max(state.lastNumber, number); };
    for (const auto &session : state.sessions)
        pass(session.number);
    for (const auto &delivery : state.deliveries) {
        pass(delivery.number);
        pass(delivery.message ? delivery.message->number : 0);
    }
    for (const auto &message : state.retained)
        pass(message->number);
    return state;
}

} // namespace store
