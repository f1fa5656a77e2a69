// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/clienthistory.h"
#include "broker/dropreports.h"
#include "contract/brokervalues.h"
#include "net/mailbox.h"
#include <QBasicTimer>
#include <QObject>
#include <atomic>
#include <functional>
#include <memory>

namespace hub {

/// What the broker has told of its clients: their history, and losses summed up into system events. Fed from the
/// broker's thread, lives in another one with an event loop.
class BrokerWatch final : public QObject
{
public:
    explicit BrokerWatch(const base::Clock &clock);

    /// Hears each system event, in this thread.
    void setListener(std::function<void(const contract::SystemEvent &)> told) { m_told = std::move(told); }

    /// Where notices come in, from the broker's thread; may outlive the watch. When too many wait, a notice is left
    /// out, and a later event says how many were.
    class Feed
    {
    public:
        void push(const broker::Notice &notice) const
        {
            if (m_lost && !m_sender.push(notice))
                m_lost->fetch_add(1, std::memory_order_relaxed);
        }

    private:
        friend class BrokerWatch;
        net::MailboxSender<broker::Notice> m_sender;
        std::shared_ptr<std::atomic<quint64>> m_lost;
    };
    Feed feed() const;

    const broker::ClientHistory &history() const { return m_history; }
    /// Something else that the hub has to tell goes the same way.
    void tell(const contract::SystemEvent &event) const;
    /// Tells what is due. A timer calls it once a second.
    void tick();

protected:
    void timerEvent(QTimerEvent *) override { tick(); }

private:
    void take(const broker::Notice &notice);
    void tell(const broker::DropReport &report);

    const base::Clock &m_clock;
    std::function<void(const contract::SystemEvent &)> m_told;
    broker::ClientHistory m_history;
    broker::DropReports m_drops;
    net::Mailbox<broker::Notice> m_notices;
    std::shared_ptr<std::atomic<quint64>> m_lost = std::make_shared<std::atomic<quint64>>(0);
    QBasicTimer m_timer;
};

} // namespace hub
