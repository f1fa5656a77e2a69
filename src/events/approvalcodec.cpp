// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/approvalcodec.h"
#include "events/codecfields.h"

namespace events {
namespace {

using namespace Qt::StringLiterals;

constexpr QLatin1StringView approvalChanged{"approval_changed"};
constexpr QLatin1StringView alertAcknowledged{"alert_acknowledged"};

// Indexed by the enumeration's values; words of the file format, so never to be changed.
constexpr std::array stateWords{"pending"_L1, "approved"_L1, "rejected"_L1, "expired"_L1, "cancelled"_L1, "refused"_L1};

base::Result<Event> readApproval(StoredFields fields, qint64 seq, base::UtcMs at)
{
    ApprovalChanged e;
    e.seq = seq;
    e.at = at;
    if (fields.contains("amount"_L1))
        e.amount = fields.money("amount"_L1, fields.currency("currency"_L1));
    e.approvers = fields.text("approvers"_L1).split(u' ', Qt::SkipEmptyParts); // no name holds a blank
    e.cedula = fields.text("cedula"_L1);
    e.createdAt.value = fields.integer("created"_L1);
    e.decidedBy = fields.text("decided_by"_L1);
    e.expiresAt.value = fields.integer("expires"_L1);
    e.hash = fields.text("hash"_L1);
    e.id = fields.integer("id"_L1);
    e.maker = fields.text("maker"_L1);
    e.needed = static_cast<int>(fields.integer("needed"_L1));
    e.note = fields.text("note"_L1);
    e.operation = fields.text("operation"_L1);
    e.posting = fields.optionalInteger("posting"_L1);
    e.reason = fields.text("reason"_L1);
    e.state = fields.word<ApprovalState>("state"_L1, stateWords);
    return fields.finish(std::move(e));
}

base::Result<Event> readAcknowledged(StoredFields fields, qint64 seq, base::UtcMs at)
{
    AlertAcknowledged e;
    e.seq = seq;
    e.at = at;
    e.alert = fields.integer("alert"_L1);
    e.note = fields.text("note"_L1);
    e.user = fields.text("user"_L1);
    return fields.finish(std::move(e));
}

} // namespace

QLatin1StringView typeOf(const ApprovalChanged &)
{
    return approvalChanged;
}
QLatin1StringView typeOf(const AlertAcknowledged &)
{
    return alertAcknowledged;
}

QByteArray payloadOf(const ApprovalChanged &e)
{
    StoredWriter out;
    if (e.amount)
        out.add("amount"_L1, e.amount->minor()).add("currency"_L1, e.amount->currency().toString());
    out.add("approvers"_L1, e.approvers.join(u' '))
        .add("cedula"_L1, e.cedula)
        .add("created"_L1, e.createdAt.value)
        .add("decided_by"_L1, e.decidedBy)
        .add("expires"_L1, e.expiresAt.value)
        .add("hash"_L1, e.hash)
        .add("id"_L1, e.id)
        .add("maker"_L1, e.maker)
        .add("needed"_L1, qint64{e.needed})
        .add("note"_L1, e.note)
        .add("operation"_L1, e.operation);
    if (e.posting)
        out.add("posting"_L1, *e.posting);
    return out.add("reason"_L1, e.reason).add("state"_L1, stateWords[static_cast<size_t>(e.state)]).take();
}

QByteArray payloadOf(const AlertAcknowledged &e)
{
    StoredWriter out;
    return out.add("alert"_L1, e.alert).add("note"_L1, e.note).add("user"_L1, e.user).take();
}

std::optional<base::Result<Event>> decodeApproval(QStringView type, const QJsonObject &object, qint64 seq,
                                                  base::UtcMs at)
{
    if (type == approvalChanged)
        return readApproval(StoredFields(object), seq, at);
    if (type == alertAcknowledged)
        return readAcknowledged(StoredFields(object), seq, at);
    return std::nullopt;
}

} // namespace events
