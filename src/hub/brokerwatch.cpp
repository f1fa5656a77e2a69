// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/brokerwatch.h"
#include "hub/logging.h"

namespace hub {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t noticesWaiting = 100'000;
constexpr int tickMs = 1000;
} // namespace

BrokerWatch::BrokerWatch(const base::Clock &clock)
    : m_clock(clock)
    , m_notices(noticesWaiting, [this](const std::vector<broker::Notice> &batch) {
        for (const broker::Notice &notice : batch)
            take(notice);
    })
{
    m_timer.start(tickMs, this);
}

BrokerWatch::Feed BrokerWatch::feed() const
{
    Feed feed;
    feed.m_sender = m_notices.sender();
    feed.m_lost = m_lost;
    return feed;
}

void BrokerWatch::take(const broker::Notice &notice)
{
    m_history.add(notice);
    if (const auto report = m_drops.add(notice))
        tell(*report);
}

void BrokerWatch::tick()
{
    for (const broker::DropReport &report : m_drops.due(m_clock.utcNow()))
        tell(report);
    const quint64 lost = m_lost->exchange(0);
    if (lost == 0)
        return;
    contract::SystemEvent event;
    event.at = m_clock.utcNow();
    event.kind = u"history_gap"_s;
    event.count = static_cast<qint64>(lost);
    event.text = u"%1 events of the broker are missing in the history: they came too fast"_s.arg(lost);
    tell(event);
}

void BrokerWatch::tell(const broker::DropReport &report)
{
    contract::SystemEvent event;
    event.at = report.to;
    event.kind = u"messages_dropped"_s;
    event.clientId = QString::fromUtf8(report.clientId);
    event.cause = broker::dropCauseName(report.cause);
    event.topic = QString::fromUtf8(report.topic);
    event.count = static_cast<qint64>(report.count);
    event.spanMs = report.to.value - report.from.value;
    event.text = broker::textOf(report);
    tell(event);
}

void BrokerWatch::tell(const contract::SystemEvent &event) const
{
    qCInfo(lcMqtt).noquote() << event.kind << u"client="_s + event.clientId << event.text;
    if (m_told)
        m_told(event);
}

} // namespace hub
