// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubclient.h"

namespace console {

/// The signed-in person's till, as the hub last said: read at login, after each till command, and when the feed tells
/// of a change. GUI thread.
class TillWatch : public QObject
{
    Q_OBJECT
public:
    explicit TillWatch(client::HubClient &hub, QObject *parent = nullptr);

    /// Asks the hub; answers by changed().
    void read();
    /// False until the hub has answered once, and where it knows no tills.
    bool isKnown() const { return m_known; }
    const std::optional<contract::TillSession> &session() const { return m_mine.session; }
    bool isOpen() const { return m_mine.session && m_mine.session->state == contract::TillState::Open; }
    const std::vector<contract::Denominations> &denominations() const { return m_mine.denominations; }

Q_SIGNALS:
    void changed();

private:
    client::HubClient &m_hub;
    contract::MyTill m_mine;
    bool m_known = false;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace console
