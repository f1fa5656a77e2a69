// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/accountrules.h"
#include "bank/canonical.h"
#include "bank/checks.h"
#include <QCryptographicHash>

namespace bank {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;

constexpr qsizetype maxName = 100;

base::Result<Account> existing(const base::Cedula &cedula, base::Currency currency, Ledger &ledger)
{
    auto found = ledger.findAccount(cedula.toString(), currency);
    if (!found)
        return found.error();
    if (!*found)
        return {ErrorCode::NotFound,
                "there is no account of "_L1 + cedula.toString() + " in "_L1 + currency.toString()};
    return std::move(**found);
}

base::Result<> checkLimit(const std::optional<base::Money> &limit, base::Currency currency, QLatin1StringView name)
{
    if (limit && (limit->currency() != currency || limit->isNegative()))
        return {ErrorCode::InvalidArgument, name + " must be zero or more, in the account's currency"_L1};
    return {};
}

base::Result<> check(const ChangeAccount &command, const Account &account)
{
    const bool isEmpty =
        !command.lowBalanceThreshold && !command.overdraftLimit && !command.dailyWithdrawalLimit && !command.holderName;
    if (isEmpty)
        return {ErrorCode::InvalidArgument, u"nothing is to be changed"_s};
    if (auto ok = checkLimit(command.lowBalanceThreshold, command.currency, "the low-balance threshold"_L1); !ok)
        return ok;
    if (auto ok = checkLimit(command.overdraftLimit, command.currency, "the overdraft limit"_L1); !ok)
        return ok;
    const auto daily = command.dailyWithdrawalLimit.value_or(std::nullopt);
    if (auto ok = checkLimit(daily, command.currency, "the daily limit"_L1); !ok)
        return ok;
    if (daily && daily->isZero())
        return {ErrorCode::InvalidArgument, u"a daily limit of zero is a block"_s};
    if (command.overdraftLimit && account.available() < command.overdraftLimit->negated())
        return {ErrorCode::InvalidArgument, u"the account is beyond that overdraft limit already"_s};
    if (command.holderName) {
        if (auto ok = checkText(*command.holderName, maxName, "the name"_L1); !ok)
            return ok;
    }
    return checkUser(command.user);
}

QString wire(const std::optional<base::Money> &amount)
{
    return amount ? QString::fromLatin1(amount->toWire()) : QString();
}

QString wire(AccountState state)
{
    return state == AccountState::Active ? u"ACTIVA"_s : u"BLOQUEADA"_s;
}

/// What is another one now, as the history tells it.
std::vector<events::FieldChange> differences(const Account &before, const Account &after)
{
    std::vector<events::FieldChange> changes;
    const auto add = [&](QLatin1StringView field, const QString &old, const QString &now) {
        if (old != now)
            changes.push_back({field, old, now});
    };
    add("umbral_saldo_bajo"_L1, wire(before.lowBalanceThreshold), wire(after.lowBalanceThreshold));
    add("limite_sobregiro"_L1, wire(before.overdraftLimit), wire(after.overdraftLimit));
    add("limite_diario_retiros"_L1, wire(before.dailyWithdrawalLimit), wire(after.dailyWithdrawalLimit));
    add("nombre"_L1, before.holderName, after.holderName);
    add("estado"_L1, wire(before.state), wire(after.state));
    return changes;
}

events::AccountChanged eventOf(const Account &account, const Policy &policy, base::UtcMs now)
{
    events::AccountChanged event;
    event.at = now;
    event.accountId = account.id.value();
    event.cedula = account.owner;
    event.holderName = account.holderName;
    event.balance = account.balance;
    event.held = account.held;
    event.lowBalanceThreshold = account.lowBalanceThreshold;
    event.overdraftLimit = account.overdraftLimit;
    event.dailyLimit = account.dailyWithdrawalLimit;
    event.isBlocked = account.state == AccountState::Blocked;
    event.lastMovement = account.lastMovement;
    event.changeToday = account.changeOn(businessDay(now, policy.zone));
    return event;
}

} // namespace

QByteArray bodyHash(const SetAccountState &command)
{
    Canonical out(QLatin1StringView("account-state/1"));
    out.add(command.cedula.toString())
        .add(command.currency.toString())
        .add(static_cast<qint64>(command.state))
        .add(command.reason)
        .add(command.user);
    return QCryptographicHash::hash(out.bytes(), QCryptographicHash::Sha256);
}

base::Result<AccountAnswer> changeAccount(const ChangeAccount &command, Ledger &ledger, const Policy &policy,
                                          base::UtcMs now)
{
    auto account = existing(command.cedula, command.currency, ledger);
    if (!account)
        return account.error();
    if (auto ok = check(command, *account); !ok)
        return ok.error();
    Account next = *account;
    next.lowBalanceThreshold = command.lowBalanceThreshold.value_or(next.lowBalanceThreshold);
    next.overdraftLimit = command.overdraftLimit.value_or(next.overdraftLimit);
    next.dailyWithdrawalLimit = command.dailyWithdrawalLimit.value_or(next.dailyWithdrawalLimit);
    next.holderName = command.holderName.value_or(next.holderName);
    auto changes = differences(*account, next);
    if (changes.empty()) // as it was: nothing has happened
        return AccountAnswer{std::move(next)};
    events::AccountChanged event = eventOf(next, policy, now);
    event.changes = std::move(changes);
    event.user = command.user;
    auto saved = ledger.changeAccount(std::move(next), std::move(event));
    if (!saved)
        return saved.error();
    return AccountAnswer{std::move(saved).value()};
}

base::Result<AccountAnswer> setAccountState(const SetAccountState &command, const QStringList &approvers,
                                            Ledger &ledger, const Policy &policy, base::UtcMs now)
{
    if (auto ok = checkReason(command.reason, "the reason"_L1); !ok)
        return ok.error();
    if (auto ok = checkUser(command.user); !ok)
        return ok.error();
    auto account = existing(command.cedula, command.currency, ledger);
    if (!account)
        return account.error();
    if (account->state == command.state)
        return {ErrorCode::Conflict, command.state == AccountState::Blocked ? u"the account is blocked already"_s
                                                                            : u"the account is not blocked"_s};
    Account next = *account;
    next.state = command.state;
    events::AccountChanged event = eventOf(next, policy, now);
    event.changes = differences(*account, next);
    event.user = command.user;
    event.approvers = approvers;
    event.reason = command.reason;
    auto saved = ledger.changeAccount(std::move(next), std::move(event));
    if (!saved)
        return saved.error();
    return AccountAnswer{std::move(saved).value()};
}

} // namespace bank
