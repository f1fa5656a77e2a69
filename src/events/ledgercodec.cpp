// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/ledgercodec.h"
#include "events/codecfields.h"

namespace events {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView accountChanged{"account_changed"};
constexpr QLatin1StringView holdChanged{"hold_changed"};
constexpr QLatin1StringView dayClosed{"day_closed"};

// Indexed by the enumeration's values; words of the file format, so never to be changed.
constexpr std::array holdWords{"active"_L1, "released"_L1, "expired"_L1};

// Between changes, and between the parts of one: characters that no text of the bank holds.
constexpr QChar changeEnd(0x1e);
constexpr QChar partEnd(0x1f);

QString joined(const std::vector<FieldChange> &changes)
{
    QStringList all;
    for (const FieldChange &change : changes)
        all.append(QString(change.field + partEnd + change.before + partEnd + change.after));
    return all.join(changeEnd);
}

std::vector<FieldChange> split(const QString &text)
{
    std::vector<FieldChange> changes;
    for (const QString &one : text.split(changeEnd, Qt::SkipEmptyParts)) {
        const QStringList parts = one.split(partEnd);
        if (parts.size() == 3)
            changes.push_back({parts[0], parts[1], parts[2]});
    }
    return changes;
}

base::Result<Event> readAccountChange(StoredFields fields, qint64 seq, base::UtcMs at)
{
    const base::Currency currency = fields.currency("currency"_L1);
    AccountChanged e;
    e.seq = seq;
    e.at = at;
    e.accountId = fields.integer("account"_L1);
    e.approvers = fields.optionalText("approvers"_L1).split(u' ', Qt::SkipEmptyParts);
    e.balance = fields.money("balance"_L1, currency);
    e.isBlocked = fields.flag("blocked"_L1);
    e.cedula = fields.text("cedula"_L1);
    e.changes = split(fields.text("changes"_L1));
    if (fields.contains("daily_limit"_L1))
        e.dailyLimit = fields.money("daily_limit"_L1, currency);
    e.held = fields.money("held"_L1, currency);
    if (const auto moved = fields.optionalInteger("moved"_L1))
        e.lastMovement = base::UtcMs{*moved};
    e.holderName = fields.text("name"_L1);
    e.overdraftLimit = fields.money("overdraft"_L1, currency);
    e.reason = fields.optionalText("reason"_L1);
    e.lowBalanceThreshold = fields.money("threshold"_L1, currency);
    e.changeToday = fields.money("today"_L1, currency);
    e.user = fields.text("user"_L1);
    return fields.finish(std::move(e));
}

base::Result<Event> readHold(StoredFields fields, qint64 seq, base::UtcMs at)
{
    const base::Currency currency = fields.currency("currency"_L1);
    HoldChanged e;
    e.seq = seq;
    e.at = at;
    e.accountId = fields.integer("account"_L1);
    e.amount = fields.money("amount"_L1, currency);
    e.balance = fields.money("balance"_L1, currency);
    e.cedula = fields.text("cedula"_L1);
    e.endedBy = fields.optionalText("ended_by"_L1);
    if (const auto expires = fields.optionalInteger("expires"_L1))
        e.expiresAt = base::UtcMs{*expires};
    e.held = fields.money("held"_L1, currency);
    e.holdId = fields.integer("id"_L1);
    e.placedAt.value = fields.integer("placed"_L1);
    e.placedBy = fields.text("placed_by"_L1);
    e.reason = fields.text("reason"_L1);
    e.state = fields.word<HoldState>("state"_L1, holdWords);
    return fields.finish(std::move(e));
}

base::Result<Event> readDay(StoredFields fields, qint64 seq, base::UtcMs at)
{
    DayClosed e;
    e.seq = seq;
    e.at = at;
    e.day = fields.day("day"_L1);
    e.lastHash = QByteArray::fromHex(fields.text("hash"_L1).toLatin1());
    e.keyId = fields.optionalText("key"_L1).toLatin1();
    e.lastPosting = fields.integer("posting"_L1);
    e.signature = QByteArray::fromHex(fields.optionalText("signature"_L1).toLatin1());
    e.user = fields.text("user"_L1);
    return fields.finish(std::move(e));
}

} // namespace

QLatin1StringView typeOf(const AccountChanged &)
{
    return accountChanged;
}
QLatin1StringView typeOf(const HoldChanged &)
{
    return holdChanged;
}
QLatin1StringView typeOf(const DayClosed &)
{
    return dayClosed;
}

QByteArray payloadOf(const AccountChanged &e)
{
    StoredWriter out;
    out.add("account"_L1, e.accountId);
    if (!e.approvers.isEmpty())
        out.add("approvers"_L1, e.approvers.join(u' '));
    out.add("balance"_L1, e.balance.minor())
        .add("blocked"_L1, e.isBlocked)
        .add("cedula"_L1, e.cedula)
        .add("changes"_L1, joined(e.changes))
        .add("currency"_L1, e.balance.currency().toString());
    if (e.dailyLimit)
        out.add("daily_limit"_L1, e.dailyLimit->minor());
    out.add("held"_L1, e.held.minor());
    if (e.lastMovement)
        out.add("moved"_L1, e.lastMovement->value);
    out.add("name"_L1, e.holderName).add("overdraft"_L1, e.overdraftLimit.minor());
    if (!e.reason.isEmpty())
        out.add("reason"_L1, e.reason);
    return out.add("threshold"_L1, e.lowBalanceThreshold.minor())
        .add("today"_L1, e.changeToday.minor())
        .add("user"_L1, e.user)
        .take();
}

QByteArray payloadOf(const HoldChanged &e)
{
    StoredWriter out;
    out.add("account"_L1, e.accountId)
        .add("amount"_L1, e.amount.minor())
        .add("balance"_L1, e.balance.minor())
        .add("cedula"_L1, e.cedula)
        .add("currency"_L1, e.amount.currency().toString());
    if (!e.endedBy.isEmpty())
        out.add("ended_by"_L1, e.endedBy);
    if (e.expiresAt)
        out.add("expires"_L1, e.expiresAt->value);
    return out.add("held"_L1, e.held.minor())
        .add("id"_L1, e.holdId)
        .add("placed"_L1, e.placedAt.value)
        .add("placed_by"_L1, e.placedBy)
        .add("reason"_L1, e.reason)
        .add("state"_L1, holdWords[static_cast<size_t>(e.state)])
        .take();
}

QByteArray payloadOf(const DayClosed &e)
{
    StoredWriter out;
    out.add("day"_L1, e.day.toString(Qt::ISODate)).add("hash"_L1, QString::fromLatin1(e.lastHash.toHex()));
    if (!e.keyId.isEmpty())
        out.add("key"_L1, QString::fromLatin1(e.keyId));
    out.add("posting"_L1, e.lastPosting);
    if (!e.signature.isEmpty())
        out.add("signature"_L1, QString::fromLatin1(e.signature.toHex()));
    return out.add("user"_L1, e.user).take();
}

std::optional<base::Result<Event>> decodeLedger(QStringView type, const QJsonObject &object, qint64 seq, base::UtcMs at)
{
    if (type == accountChanged)
        return readAccountChange(StoredFields(object), seq, at);
    if (type == holdChanged)
        return readHold(StoredFields(object), seq, at);
    if (type == dayClosed)
        return readDay(StoredFields(object), seq, at);
    return std::nullopt;
}

} // namespace events
