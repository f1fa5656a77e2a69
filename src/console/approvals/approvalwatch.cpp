// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/approvals/approvalwatch.h"
#include "client/whendone.h"

namespace console {

ApprovalWatch::ApprovalWatch(client::HubClient &hub, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
{
    connect(&hub, &client::HubClient::eventsArrived, this, [this](const std::vector<client::FeedEvent> &events) {
        for (const client::FeedEvent &event : events) {
            if (const auto *approval = std::get_if<contract::Approval>(&event.data))
                take(*approval);
        }
    });
    connect(&hub, &client::HubClient::userChanged, this, [this] {
        m_known.clear();
        Q_EMIT reset();
    });
}

void ApprovalWatch::read()
{
    const auto user = m_hub.user();
    if (!user || !user->mayPost())
        return;
    client::whenDone(m_hub.approvals().approvals({}), this,
                     [this](const base::Result<contract::Page<contract::Approval>> &answer) {
                         if (!answer)
                             return Q_EMIT failed(answer.error());
                         for (const contract::Approval &approval : answer->items) {
                             const contract::Approval *known = find(approval.id);
                             if (!known || known->seq <= approval.seq)
                                 m_known[approval.id] = approval;
                         }
                         Q_EMIT reset();
                     });
}

std::vector<contract::Approval> ApprovalWatch::all() const
{
    std::vector<contract::Approval> newestFirst;
    for (auto it = m_known.rbegin(); it != m_known.rend(); ++it)
        newestFirst.push_back(it->second);
    return newestFirst;
}

const contract::Approval *ApprovalWatch::find(qint64 id) const
{
    const auto it = m_known.find(id);
    return it == m_known.end() ? nullptr : &it->second;
}

void ApprovalWatch::take(const contract::Approval &approval)
{
    const contract::Approval *known = find(approval.id);
    const bool older = known && known->seq > approval.seq && approval.seq > 0;
    if (older)
        return;
    m_known[approval.id] = approval;
    Q_EMIT changed(approval);
}

bool ApprovalWatch::isOwn(const contract::Approval &approval) const
{
    const auto user = m_hub.user();
    return user && user->username == approval.maker;
}

bool ApprovalWatch::mayDecide(const contract::Approval &approval) const
{
    const auto user = m_hub.user();
    return user && user->mayApprove() && !isOwn(approval) && approval.state == contract::ApprovalState::Pending &&
           !approval.approvers.contains(user->username);
}

int ApprovalWatch::waitingForMe() const
{
    return static_cast<int>(
        std::count_if(m_known.begin(), m_known.end(), [this](const auto &each) { return mayDecide(each.second); }));
}

} // namespace console
