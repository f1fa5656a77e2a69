// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/cashcodec.h"
#include "events/codecfields.h"

namespace events {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView cashMoved{"cash_moved"};

} // namespace

QLatin1StringView typeOf(const CashMoved &)
{
    return cashMoved;
}

QByteArray payloadOf(const CashMoved &e)
{
    StoredWriter out;
    out.add("amount"_L1, e.amount.minor()).add("currency"_L1, e.amount.currency().toString());
    if (!e.approvers.isEmpty())
        out.add("approvers"_L1, e.approvers.join(u' '));
    out.add("from"_L1, e.from).add("operation"_L1, wordOf(e.operation)).add("posting"_L1, e.postingId);
    if (!e.reason.isEmpty())
        out.add("reason"_L1, e.reason);
    if (e.tillSession)
        out.add("till_session"_L1, *e.tillSession);
    return out.add("to"_L1, e.to).add("user"_L1, e.user).take();
}

std::optional<base::Result<Event>> decodeCash(QStringView type, const QJsonObject &object, qint64 seq, base::UtcMs at)
{
    if (type != cashMoved)
        return std::nullopt;
    StoredFields fields(object);
    CashMoved e;
    e.seq = seq;
    e.at = at;
    e.amount = fields.money("amount"_L1, fields.currency("currency"_L1));
    e.approvers = fields.optionalText("approvers"_L1).split(u' ', Qt::SkipEmptyParts);
    e.from = fields.text("from"_L1);
    e.operation = fields.operation("operation"_L1);
    e.postingId = fields.integer("posting"_L1);
    e.reason = fields.optionalText("reason"_L1);
    e.tillSession = fields.optionalInteger("till_session"_L1);
    e.to = fields.text("to"_L1);
    e.user = fields.text("user"_L1);
    return fields.finish(std::move(e));
}

} // namespace events
