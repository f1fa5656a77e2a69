// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubvalues.h"
#include "contract/approvaljson.h"
#include <QCoroTask>

namespace client {

template <typename T = void>
using Reply = QCoro::Task<base::Result<T>>;

/// Who approves at the maker's window. The PIN goes to the hub and nowhere else.
struct Checker
{
    QString username;
    QString pin;
};

struct ApprovalQuery
{
    int limit = 100; ///< 1–500; newest first
    QString cursor = {};
    std::optional<contract::ApprovalState> state = {};
};

struct AlertQuery
{
    enum class Which { All, New, Seen };
    int limit = 100; ///< 1–500; newest first
    QString cursor = {};
    Which which = Which::All;
};

/// Approvals, PIN and alerts (docs/api.md "Approvals", "Alerts"), with HubClient's promises about threads and errors.
/// Implemented by HttpApprovalCalls; tests bring a fake.
class ApprovalCalls
{
public:
    virtual ~ApprovalCalls() = default;

    virtual Reply<contract::Page<contract::Approval>> approvals(ApprovalQuery query) = 0;
    /// With `transaction` when it was carried out and booked something.
    virtual Reply<contract::Approval> approval(qint64 id) = 0;
    /// `hash` as the approver has seen it. Without `checker` in the name of the signed-in person. PermissionDenied: a
    /// wrong name or PIN, the maker himself, no approver's role; Conflict: no longer pending, or another hash. The
    /// answer may be Refused: approved, but it could not be carried out any more.
    virtual Reply<contract::Approval> approve(qint64 id, QString hash, std::optional<Checker> checker) = 0;
    virtual Reply<contract::Approval> reject(qint64 id, QString reason, std::optional<Checker> checker) = 0;
    /// The maker takes it back.
    virtual Reply<contract::Approval> cancelApproval(qint64 id) = 0;

    /// Sets or replaces the signed-in person's PIN: 4–8 digits. PermissionDenied: the password is wrong.
    virtual Reply<> setPin(QString currentPassword, QString pin) = 0;

    virtual Reply<contract::Page<contract::Alert>> alerts(AlertQuery query) = 0;
    virtual Reply<contract::Alert> acknowledgeAlert(qint64 seq, QString note) = 0;
    /// Clients whose cash operations of the last 30 days come to the threshold.
    virtual Reply<contract::UnusualReport> unusual(std::optional<base::Currency> currency) = 0;
};

} // namespace client
