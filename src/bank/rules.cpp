// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/rules.h"
#include "bank/alertrules.h"
#include "bank/drawer.h"
#include "bank/ownmoney.h"

namespace bank {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;

constexpr qsizetype maxKey = 64;
/// Keys of postings that rules make by themselves: nobody may take one beforehand.
constexpr QByteArrayView ownKeys("qr:");
constexpr qsizetype maxDescription = 140;
constexpr qsizetype maxName = 100;
constexpr qsizetype maxUser = 100;

bool hasControls(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

base::Result<> checkText(const QString &text, qsizetype limit, QLatin1StringView name)
{
    if (text.size() > limit)
        return {ErrorCode::InvalidArgument, name + " is longer than "_L1 + QString::number(limit) + " characters"_L1};
    if (hasControls(text))
        return {ErrorCode::InvalidArgument, name + " holds control characters"_L1};
    return {};
}

base::Result<> checkUser(const QString &user)
{
    if (user.isEmpty())
        return {ErrorCode::InvalidArgument, u"nobody is responsible for the operation"_s};
    return checkText(user, maxUser, "the user's name"_L1);
}

base::Result<> check(const Post &command)
{
    if (!command.amount.isPositive())
        return {ErrorCode::InvalidArgument, u"the amount must be greater than zero"_s};
    const QByteArray &key = command.idempotencyKey;
    const bool isVisible = std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (key.isEmpty() || key.size() > maxKey || !isVisible)
        return {ErrorCode::InvalidArgument, u"the idempotency key must be 1 to 64 visible ASCII characters"_s};
    if (key.startsWith(ownKeys) && command.qrId.isEmpty())
        return {ErrorCode::InvalidArgument, u"idempotency keys that begin with \"qr:\" are the bank's own"_s};
    if (auto ok = checkText(command.description, maxDescription, "the description"_L1); !ok)
        return ok;
    return checkUser(command.user);
}

/// The threshold that the account is to have, if the command may stand.
base::Result<base::Money> check(const OpenAccount &command, const Policy &policy)
{
    if (auto ok = checkText(command.holderName, maxName, "the name"_L1); !ok)
        return ok.error();
    if (auto ok = checkUser(command.user); !ok)
        return ok.error();
    if (!command.lowBalanceThreshold)
        return base::Money::fromMinor(policy.lowBalanceMinor, command.currency);
    const base::Money &threshold = *command.lowBalanceThreshold;
    if (threshold.currency() != command.currency || threshold.isNegative())
        return {ErrorCode::InvalidArgument,
                u"the low-balance threshold must be zero or more, in the account's currency"_s};
    return threshold;
}

/// The account that stands against the client's where no drawer does: a clearing account for what comes in by wire
/// (SPEC "Tills and channels").
QLatin1StringView counterCode(events::Channel channel)
{
    switch (channel) {
    case events::Channel::Till:
        return chart::cash;
    case events::Channel::Rest:
        return chart::clearingRest;
    case events::Channel::Socket:
        return chart::clearingSocket;
    case events::Channel::Qr:
        return chart::clearingQr;
    }
    Q_UNREACHABLE();
}

base::Result<Account> counterAccount(const Post &command, const std::optional<TillSession> &drawer, Ledger &ledger,
                                     base::UtcMs now)
{
    const QString code = drawer ? tillCode(drawer->till) : QString(counterCode(command.channel));
    auto account = internalAccount(code, command.amount.currency(), command.user, now, ledger);
    if (account && drawer && command.kind == events::MovementKind::Withdrawal) {
        if (auto ok = checkDrawerHolds(cashOf(*account), command.amount); !ok)
            return ok.error();
    }
    return account;
}

/// The client's account, if it may be moved.
base::Result<Account> clientAccount(const Post &command, Ledger &ledger)
{
    auto found = ledger.findAccount(command.cedula.toString(), command.amount.currency());
    if (!found)
        return found.error();
    if (!*found)
        return {ErrorCode::NotFound, "there is no account of "_L1 + command.cedula.toString() + " in "_L1 +
                                         command.amount.currency().toString()};
    if ((*found)->state == AccountState::Blocked)
        return {ErrorCode::PermissionDenied, u"the account is blocked"_s};
    return **found;
}

/// What holds and limits leave.
base::Result<> checkWithdrawal(const Post &command, const Account &client, Ledger &ledger, QDate day)
{
    const auto left = client.available().minus(command.amount);
    if (!left)
        return left.error();
    if (*left < client.overdraftLimit.negated())
        return {ErrorCode::InsufficientFunds, u"the balance does not cover the withdrawal"_s};
    if (!client.dailyWithdrawalLimit)
        return {};
    const auto withdrawn = ledger.withdrawnOn(client, day);
    if (!withdrawn)
        return withdrawn.error();
    const auto all = withdrawn->plus(command.amount);
    if (!all)
        return all.error();
    if (*all > *client.dailyWithdrawalLimit)
        return {ErrorCode::InsufficientFunds, u"the account's daily limit of withdrawals does not allow it"_s};
    return {};
}

/// The first result again, or Conflict: a key stands for one body for ever (SPEC 2.3).
base::Result<Posted> replay(const RecordedPosting &recorded, const QByteArray &hash)
{
    if (recorded.bodyHash != hash)
        return {ErrorCode::Conflict, u"the idempotency key was used for another operation"_s};
    return Posted{recorded.transaction, true};
}

events::PostingOperation operationOf(const Post &command)
{
    if (command.channel == events::Channel::Qr)
        return events::PostingOperation::Qr;
    return command.kind == events::MovementKind::Deposit ? events::PostingOperation::Deposit
                                                         : events::PostingOperation::Withdrawal;
}

Posting draftOf(const Post &command, const Policy &policy, base::UtcMs now, const QByteArray &hash)
{
    Posting draft;
    draft.key = command.idempotencyKey;
    draft.bodyHash = hash;
    draft.kind = command.kind;
    draft.at = now;
    draft.businessDay = businessDay(now, policy.zone);
    draft.channel = command.channel;
    draft.user = command.user;
    draft.description = command.description;
    draft.operation = operationOf(command);
    draft.approvers = command.approvers;
    return draft;
}

events::TransactionPosted eventOf(const Post &command, const Account &client, const Posting &draft)
{
    events::TransactionPosted event;
    event.at = draft.at;
    event.accountId = client.id.value();
    event.cedula = client.owner;
    event.holderName = client.holderName;
    event.kind = command.kind;
    event.amount = command.amount;
    event.balanceBefore = client.balance;
    event.businessDay = draft.businessDay;
    event.channel = command.channel;
    event.user = command.user;
    event.description = command.description;
    event.operation = *draft.operation;
    event.approvers = draft.approvers;
    event.held = client.held;
    event.qrId = command.qrId;
    event.paymentId = command.paymentId;
    return event;
}

events::AccountOpened eventOf(const OpenAccount &command, const Account &draft)
{
    events::AccountOpened event;
    event.at = draft.openedAt;
    event.cedula = draft.owner;
    event.holderName = draft.holderName;
    event.lowBalanceThreshold = draft.lowBalanceThreshold;
    event.channel = command.channel;
    event.user = command.user;
    return event;
}

} // namespace

base::Result<> alertWhenCrossing(const Account &client, const events::TransactionPosted &posted, Ledger &ledger)
{
    const bool wasLow = posted.balanceBefore < client.lowBalanceThreshold;
    const bool isLow = posted.balanceAfter < client.lowBalanceThreshold;
    if (wasLow || !isLow)
        return {};
    events::AlertRaised alert;
    alert.at = posted.at;
    alert.type = events::lowBalance;
    alert.cedula = posted.cedula;
    alert.balance = posted.balanceAfter;
    alert.transactionId = posted.id;
    if (auto seq = ledger.append(std::move(alert)); !seq)
        return seq.error();
    return {};
}

base::Result<Opened> open(const OpenAccount &command, const Books &books, const Policy &policy, base::UtcMs now)
{
    Ledger &ledger = books.ledger;
    const auto threshold = check(command, policy);
    if (!threshold)
        return threshold.error();
    auto present = ledger.findAccount(command.cedula.toString(), command.currency);
    if (!present)
        return present.error();
    if (*present)
        return {ErrorCode::AlreadyExists,
                command.cedula.toString() + " already has an account in "_L1 + command.currency.toString()};
    // Each currency in use has its cash account, so that the bank's own accounts name the currencies (summary).
    if (auto ok = internalAccount(chart::cash, command.currency, command.user, now, ledger); !ok)
        return ok.error();
    Account draft;
    draft.owner = command.cedula.toString();
    draft.holderName = command.holderName;
    draft.balance = draft.overdraftLimit = draft.dayChange = draft.held = base::Money(command.currency);
    draft.lowBalanceThreshold = *threshold;
    draft.openedAt = now;
    draft.openedBy = command.user;
    events::AccountOpened event = eventOf(command, draft);
    auto account = ledger.openAccount(std::move(draft), std::move(event));
    if (!account)
        return account.error();
    return Opened{std::move(account).value()};
}

base::Result<Posted> post(const Post &command, const Books &books, const Policy &policy, base::UtcMs now)
{
    Ledger &ledger = books.ledger;
    if (auto ok = check(command); !ok)
        return ok.error();
    const QByteArray hash = bodyHash(command);
    auto recorded = ledger.findPosting(command.idempotencyKey);
    if (!recorded)
        return recorded.error();
    if (*recorded)
        return replay(**recorded, hash);

    const auto drawer = drawerFor(command.user, command.rank, command.channel, books.tills);
    if (!drawer)
        return drawer.error();
    auto client = clientAccount(command, ledger);
    if (!client)
        return client.error();
    const bool isDeposit = command.kind == events::MovementKind::Deposit;
    const base::Money change = isDeposit ? command.amount : command.amount.negated();
    auto balance = client->balance.plus(change);
    if (!balance)
        return balance.error();
    const QDate day = businessDay(now, policy.zone);
    if (auto ok = isDeposit ? base::Result<>() : checkWithdrawal(command, *client, ledger, day); !ok)
        return ok.error();
    auto counter = counterAccount(command, *drawer, ledger, now);
    if (!counter)
        return counter.error();

    Posting draft = draftOf(command, policy, now, hash);
    draft.legs = {Leg{client->id, change, *balance},
                  Leg{counter->id, change.negated(), base::Money(change.currency())}};
    events::TransactionPosted event = eventOf(command, *client, draft);
    event.balanceAfter = *balance;
    if (*drawer) {
        draft.tillSession = event.tillSession = (*drawer)->id.value();
        event.till = QString::number((*drawer)->till.value());
    }
    auto posted = ledger.record(std::move(draft), std::move(event));
    if (!posted)
        return posted.error();
    if (auto ok = alertWhenCrossing(*client, *posted, ledger); !ok)
        return ok.error();
    if (auto ok = alertWhenLarge(*posted, policy, ledger); !ok)
        return ok.error();
    return Posted{std::move(posted).value(), false};
}

} // namespace bank
