// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/reversal.h"
#include "bank/canonical.h"
#include "bank/checks.h"
#include "bank/ownmoney.h"
#include "bank/rules.h"
#include <QCryptographicHash>

namespace bank {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;
using events::MovementKind;
using events::PostingOperation;

base::Result<> check(const Reverse &command)
{
    if (auto ok = checkKey(command.idempotencyKey); !ok)
        return ok;
    if (auto ok = checkReason(command.reason, "the reason"_L1); !ok)
        return ok;
    return checkUser(command.user);
}

/// The movement that is to be taken back, if it may be.
base::Result<JournalEntry> original(const Reverse &command, Ledger &ledger)
{
    auto found = ledger.findEntry(command.transaction);
    if (!found)
        return found.error();
    if (!*found || (*found)->transaction.accountId <= 0)
        return {ErrorCode::NotFound, u"there is no such movement"_s};
    const events::TransactionPosted &posted = (*found)->transaction;
    if (posted.reverses)
        return {ErrorCode::Conflict, u"a reversal cannot be reversed: book the movement again"_s};
    if (posted.reversedBy)
        return {ErrorCode::Conflict, "it was reversed already, by "_L1 + events::folioOf(*posted.reversedBy)};
    if ((*found)->sides.size() != 2)
        return {ErrorCode::Unsupported, u"a movement of more than two accounts cannot be reversed"_s};
    return std::move(**found);
}

base::Result<Account> clientOf(const events::TransactionPosted &posted, const base::Money &change, Ledger &ledger)
{
    auto found = ledger.findAccount(posted.cedula, posted.amount.currency());
    if (!found)
        return found.error();
    if (!*found)
        return {ErrorCode::NotFound, u"the movement's account is not there"_s};
    if ((*found)->state == AccountState::Blocked)
        return {ErrorCode::PermissionDenied, u"the account is blocked"_s};
    const auto left = (*found)->available().plus(change);
    if (!left)
        return left.error();
    if (change.isNegative() && *left < (*found)->overdraftLimit.negated())
        return {ErrorCode::InsufficientFunds, u"the balance does not cover the reversal: the money is spent"_s};
    return std::move(**found);
}

/// Against what the contra entry is booked.
struct Counter
{
    QString code;
    std::optional<qint64> tillSession;
};

base::Result<Counter> counterOf(const JournalEntry &entry, const Books &books, QDate today)
{
    const events::TransactionPosted &posted = entry.transaction;
    const QString &code = entry.sides[1].owner;
    if (!code.startsWith(chart::tillPrefix))
        return Counter{code, std::nullopt};
    if (posted.tillSession && posted.businessDay == today) {
        auto session = books.tills.findSession(TillSessionId(*posted.tillSession));
        if (!session)
            return session.error();
        if (*session && (*session)->state == TillState::Open)
            return Counter{code, posted.tillSession};
    }
    return Counter{chart::cash, std::nullopt}; // the drawer was counted: the vault stands for it
}

/// Cash that leaves a drawer must be in it.
base::Result<> checkDrawer(const Counter &counter, const Account &account, const base::Money &change)
{
    if (!counter.tillSession || !change.isNegative())
        return {};
    if (cashOf(account) < change.negated())
        return {ErrorCode::InsufficientFunds, u"there is not so much cash in the drawer"_s};
    return {};
}

Posting draftOf(const Reverse &command, const events::TransactionPosted &posted, const QStringList &approvers,
                base::UtcMs now)
{
    Posting draft;
    draft.key = command.idempotencyKey;
    draft.bodyHash = bodyHash(command);
    draft.kind = posted.kind == MovementKind::Deposit ? MovementKind::Withdrawal : MovementKind::Deposit;
    draft.at = now;
    draft.channel = command.channel;
    draft.user = command.user;
    draft.description = posted.description;
    draft.reverses = posted.id;
    draft.operation = PostingOperation::Reversal;
    draft.approvers = approvers;
    draft.reason = command.reason;
    return draft;
}

events::TransactionPosted eventOf(const Posting &draft, const events::TransactionPosted &posted, const Account &client,
                                  const Counter &counter)
{
    events::TransactionPosted event;
    event.at = draft.at;
    event.accountId = client.id.value();
    event.cedula = client.owner;
    event.holderName = client.holderName;
    event.kind = draft.kind;
    event.amount = posted.amount;
    event.balanceBefore = client.balance;
    event.businessDay = draft.businessDay;
    event.channel = draft.channel;
    event.user = draft.user;
    event.description = draft.description;
    event.operation = *draft.operation;
    event.tillSession = draft.tillSession;
    event.till = counter.tillSession ? chart::tillOf(counter.code) : QString();
    event.approvers = draft.approvers;
    event.reason = draft.reason;
    event.held = client.held;
    event.reverses = draft.reverses;
    return event;
}

base::Result<Posted> book(const Reverse &command, const JournalEntry &entry, const QStringList &approvers,
                          const Books &books, const Policy &policy, base::UtcMs now)
{
    const events::TransactionPosted &posted = entry.transaction;
    const base::Money change = entry.sides[0].amount.negated();
    auto client = clientOf(posted, change, books.ledger);
    if (!client)
        return client.error();
    Posting draft = draftOf(command, posted, approvers, now);
    draft.businessDay = businessDay(now, policy.zone);
    auto counter = counterOf(entry, books, draft.businessDay);
    if (!counter)
        return counter.error();
    draft.tillSession = counter->tillSession;
    auto other = internalAccount(counter->code, change.currency(), command.user, now, books.ledger);
    if (!other)
        return other.error();
    if (auto ok = checkDrawer(*counter, *other, change); !ok)
        return ok.error();
    const base::Money nothing(change.currency()); // the ledger says what the balances come to
    draft.legs = {Leg{client->id, change, nothing}, Leg{other->id, change.negated(), nothing}};
    events::TransactionPosted event = eventOf(draft, posted, *client, *counter);
    auto booked = books.ledger.record(std::move(draft), std::move(event));
    if (!booked)
        return booked.error();
    if (auto ok = alertWhenCrossing(*client, *booked, books.ledger); !ok)
        return ok.error();
    return Posted{std::move(booked).value(), false};
}

} // namespace

QByteArray bodyHash(const Reverse &command)
{
    Canonical out(QLatin1StringView("reverse/1"));
    out.add(command.transaction).add(command.reason).add(command.user);
    return QCryptographicHash::hash(out.bytes(), QCryptographicHash::Sha256);
}

base::Result<Posted> reverse(const Reverse &command, const QStringList &approvers, const Books &books,
                             const Policy &policy, base::UtcMs now)
{
    if (auto ok = check(command); !ok)
        return ok.error();
    auto recorded = books.ledger.findPosting(command.idempotencyKey);
    if (!recorded)
        return recorded.error();
    if (*recorded) {
        if ((*recorded)->bodyHash != bodyHash(command))
            return {ErrorCode::Conflict, u"the idempotency key was used for another operation"_s};
        return Posted{(*recorded)->transaction, true};
    }
    auto entry = original(command, books.ledger);
    if (!entry)
        return entry.error();
    return book(command, *entry, approvers, books, policy, now);
}

} // namespace bank
