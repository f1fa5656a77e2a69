// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubclient.h"
#include "console/listpage/delay.h"

namespace console {

/// The branch's figures, kept fresh: read again half a second after something moved, never twice at a time. Figures
/// come from the hub alone: adding up here would drift. GUI thread.
class SummaryWatch : public QObject
{
    Q_OBJECT
public:
    SummaryWatch(client::HubClient &hub, std::unique_ptr<Delay> delay, QObject *parent = nullptr);
    /// Something moved.
    void request();
    void readNow();
    /// The last that was read.
    const std::optional<contract::Summary> &summary() const { return m_summary; }

Q_SIGNALS:
    void changed();

private:
    client::HubClient &m_hub;
    std::unique_ptr<Delay> m_delay;
    std::optional<contract::Summary> m_summary;
    bool m_reading = false;
    bool m_requested = false;
};

} // namespace console
