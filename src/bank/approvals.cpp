// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/approvals.h"
#include "bank/canonical.h"
#include <QCryptographicHash>

namespace bank {

QByteArray approvalHash(const ApprovalRequest &request)
{
    const QByteArray stored = storedOperation(request.operation);
    Canonical out(QLatin1StringView("approval/1"));
    out.add(request.id)
        .add(QByteArrayView(stored))
        .add(request.facts.maker)
        .add(request.facts.cedula)
        .add(request.facts.amount ? std::optional(request.facts.amount->minor()) : std::nullopt)
        .add(qint64{request.needed})
        .add(request.createdAt.value)
        .add(request.expiresAt.value);
    return QCryptographicHash::hash(out.bytes(), QCryptographicHash::Sha256);
}

events::ApprovalChanged changeOf(const ApprovalRequest &request, base::UtcMs at)
{
    events::ApprovalChanged change;
    change.at = at;
    change.id = request.id;
    change.state = request.state;
    change.operation = request.facts.word;
    change.cedula = request.facts.cedula;
    change.amount = request.facts.amount;
    change.reason = request.facts.reason;
    change.maker = request.facts.maker;
    change.hash = QString::fromLatin1(request.hash.toHex());
    change.needed = request.needed;
    change.approvers = request.approvers;
    change.createdAt = request.createdAt;
    change.expiresAt = request.expiresAt;
    change.decidedBy = request.decidedBy;
    change.note = request.note;
    change.posting = request.posting;
    return change;
}

} // namespace bank
