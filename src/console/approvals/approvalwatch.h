// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubclient.h"
#include <map>

namespace console {

/// The approvals of today as this window knows them: read once, then kept by the feed. GUI thread.
class ApprovalWatch : public QObject
{
    Q_OBJECT
public:
    explicit ApprovalWatch(client::HubClient &hub, QObject *parent = nullptr);

    void read();
    /// Newest first.
    std::vector<contract::Approval> all() const;
    const contract::Approval *find(qint64 id) const;
    /// An answer of the hub, as good as the feed's word.
    void take(const contract::Approval &approval);
    /// Pending ones that the signed-in person may decide.
    int waitingForMe() const;
    /// The person asked for it, so another has to decide.
    bool isOwn(const contract::Approval &approval) const;
    bool mayDecide(const contract::Approval &approval) const;

Q_SIGNALS:
    void changed(const contract::Approval &approval);
    /// Read anew.
    void reset();
    void failed(const base::Error &error);

private:
    client::HubClient &m_hub;
    std::map<qint64, contract::Approval> m_known;
};

} // namespace console
