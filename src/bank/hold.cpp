// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/canonical.h"
#include "bank/checks.h"
#include "bank/holdrules.h"
#include <QCryptographicHash>

namespace bank {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;

constexpr QLatin1StringView requestKind{"hold"};

base::Result<> check(const PlaceHold &command, base::UtcMs now)
{
    if (!command.amount.isPositive())
        return {ErrorCode::InvalidArgument, u"the amount must be greater than zero"_s};
    if (command.expiresAt && command.expiresAt->value <= now.value)
        return {ErrorCode::InvalidArgument, u"the hold would have ended already"_s};
    if (auto ok = checkReason(command.reason, "the reason"_L1); !ok)
        return ok;
    if (auto ok = checkKey(command.idempotencyKey); !ok)
        return ok;
    return checkUser(command.user);
}

base::Result<Hold> existing(qint64 id, Ledger &ledger)
{
    auto found = ledger.findHold(id);
    if (!found)
        return found.error();
    if (!*found)
        return {ErrorCode::NotFound, u"there is no such hold"_s};
    return std::move(**found);
}

/// The hold that the key made before; none: it is a new key. Conflict for a key that stands for something else.
base::Result<std::optional<Hold>> replay(const PlaceHold &command, const Books &books)
{
    const auto clash = [] {
        return base::Error(ErrorCode::Conflict, u"the idempotency key was used for another operation"_s);
    };
    auto posting = books.ledger.findPosting(command.idempotencyKey);
    if (!posting)
        return posting.error();
    if (*posting)
        return clash();
    auto known = books.requests.findRequest(command.idempotencyKey);
    if (!known)
        return known.error();
    if (!*known)
        return std::optional<Hold>();
    if ((*known)->bodyHash != bodyHash(command) || (*known)->kind != requestKind)
        return clash();
    auto hold = existing((*known)->reference.toLongLong(), books.ledger);
    if (!hold)
        return hold.error();
    return std::optional(std::move(hold).value());
}

base::Result<Account> accountOf(const PlaceHold &command, Ledger &ledger)
{
    auto account = ledger.findAccount(command.cedula.toString(), command.amount.currency());
    if (!account)
        return account.error();
    if (!*account)
        return {ErrorCode::NotFound, "there is no account of "_L1 + command.cedula.toString() + " in "_L1 +
                                         command.amount.currency().toString()};
    const auto left = (*account)->available().minus(command.amount);
    if (!left)
        return left.error();
    if (*left < (*account)->overdraftLimit.negated())
        return {ErrorCode::InsufficientFunds, u"the available balance does not cover the hold"_s};
    return **account;
}

} // namespace

QByteArray bodyHash(const PlaceHold &command)
{
    Canonical out(QLatin1StringView("hold/1"));
    out.add(command.cedula.toString()).add(command.amount).add(command.reason).add(command.user);
    out.add(command.expiresAt ? std::optional(command.expiresAt->value) : std::nullopt);
    return QCryptographicHash::hash(out.bytes(), QCryptographicHash::Sha256);
}

base::Result<HoldAnswer> placeHold(const PlaceHold &command, const Books &books, base::UtcMs now)
{
    if (auto ok = checkKey(command.idempotencyKey); !ok)
        return ok.error();
    auto known = replay(command, books);
    if (!known)
        return known.error();
    if (*known)
        return HoldAnswer{**known, true};
    if (auto ok = check(command, now); !ok)
        return ok.error();
    auto account = accountOf(command, books.ledger);
    if (!account)
        return account.error();
    Hold draft;
    draft.account = account->id;
    draft.cedula = account->owner;
    draft.amount = command.amount;
    draft.reason = command.reason;
    draft.placedAt = now;
    draft.placedBy = command.user;
    draft.expiresAt = command.expiresAt;
    auto hold = books.ledger.saveHold(std::move(draft));
    if (!hold)
        return hold.error();
    const RecordedRequest request{bodyHash(command), QString(requestKind), QString::number(hold->id), now};
    if (auto ok = books.requests.addRequest(command.idempotencyKey, request); !ok)
        return ok.error();
    return HoldAnswer{std::move(hold).value(), false};
}

base::Result<HoldAnswer> releaseHold(const ReleaseHold &command, Ledger &ledger, base::UtcMs now)
{
    if (auto ok = checkUser(command.user); !ok)
        return ok.error();
    auto hold = existing(command.id, ledger);
    if (!hold)
        return hold.error();
    if (hold->state == events::HoldState::Released)
        return HoldAnswer{std::move(hold).value(), true};
    if (hold->state == events::HoldState::Expired)
        return {ErrorCode::Conflict, u"the hold has ended by time"_s};
    hold->state = events::HoldState::Released;
    hold->endedAt = now;
    hold->endedBy = command.user;
    auto saved = ledger.saveHold(std::move(hold).value());
    if (!saved)
        return saved.error();
    return HoldAnswer{std::move(saved).value(), false};
}

base::Result<HoldsExpired> expireHolds(const ExpireHolds &command, Ledger &ledger, base::UtcMs now)
{
    auto due = ledger.dueHolds(now, command.limit);
    if (!due)
        return due.error();
    for (Hold &hold : *due) {
        hold.state = events::HoldState::Expired;
        hold.endedAt = now;
        if (auto saved = ledger.saveHold(hold); !saved)
            return saved.error();
    }
    return HoldsExpired{static_cast<int>(due->size())};
}

} // namespace bank
