// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/till/tillwatch.h"
#include "client/whendone.h"

namespace console {

TillWatch::TillWatch(client::HubClient &hub, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
{
    connect(&hub, &client::HubClient::userChanged, this, [this] {
        m_mine = {};
        m_known = false;
        Q_EMIT changed();
    });
    // Another window may have opened, counted or closed it.
    connect(&hub, &client::HubClient::eventsArrived, this, [this](const std::vector<client::FeedEvent> &events) {
        const bool isTill = std::any_of(events.begin(), events.end(), [](const client::FeedEvent &event) {
            return std::holds_alternative<contract::TillSession>(event.data);
        });
        if (isTill)
            read();
    });
}

void TillWatch::read()
{
    const auto user = m_hub.user();
    if (!user || !user->mayPost())
        return;
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    client::whenDone(m_hub.tills().myTill(), this, [this](const base::Result<contract::MyTill> &answer) {
        m_reading = false;
        if (answer) { // a failure needs no words: the link's condition is shown elsewhere
            m_mine = *answer;
            m_known = true;
        }
        Q_EMIT changed();
        if (std::exchange(m_again, false))
            read();
    });
}

} // namespace console
