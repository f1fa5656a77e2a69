// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/summarywatch.h"
#include "client/whendone.h"

namespace console {

SummaryWatch::SummaryWatch(client::HubClient &hub, std::unique_ptr<Delay> delay, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_delay(std::move(delay))
{
}

void SummaryWatch::request()
{
    if (std::exchange(m_requested, true) || m_reading)
        return;
    m_delay->start(std::chrono::milliseconds(500), [this] { readNow(); });
}

void SummaryWatch::readNow()
{
    m_delay->cancel();
    if (m_reading) {
        m_requested = true;
        return;
    }
    m_requested = false;
    m_reading = true;
    client::whenDone(m_hub.summary(), this, [this](const base::Result<contract::Summary> &answer) {
        m_reading = false;
        if (answer) { // a failure needs no words: the figures stay, the link's condition is shown elsewhere
            m_summary = *answer;
            Q_EMIT changed();
        }
        if (std::exchange(m_requested, false))
            request();
    });
}

} // namespace console
