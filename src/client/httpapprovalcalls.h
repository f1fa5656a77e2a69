// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/apicaller.h"
#include "client/approvalcalls.h"

namespace client {

/// ApprovalCalls over REST. Refers to its caller and lives no longer. One thread.
class HttpApprovalCalls final : public ApprovalCalls
{
public:
    explicit HttpApprovalCalls(ApiCaller &api)
        : m_api(api)
    {
    }
    Reply<contract::Page<contract::Approval>> approvals(ApprovalQuery query) override;
    Reply<contract::Approval> approval(qint64 id) override;
    Reply<contract::Approval> approve(qint64 id, QString hash, std::optional<Checker> checker) override;
    Reply<contract::Approval> reject(qint64 id, QString reason, std::optional<Checker> checker) override;
    Reply<contract::Approval> cancelApproval(qint64 id) override;
    Reply<> setPin(QString currentPassword, QString pin) override;
    Reply<contract::Page<contract::Alert>> alerts(AlertQuery query) override;
    Reply<contract::Alert> acknowledgeAlert(qint64 seq, QString note) override;
    Reply<contract::UnusualReport> unusual(std::optional<base::Currency> currency) override;

private:
    ApiCaller &m_api;
};

} // namespace client
