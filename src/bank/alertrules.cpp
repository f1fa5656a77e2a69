// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/alertrules.h"

namespace bank {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;
using base::Result;

constexpr qint64 quietMs = 60'000;
constexpr qsizetype maxNote = 140;

Result<bool> wasJustRaised(const QString &type, const QString &cedula, const Books &books, base::UtcMs now)
{
    const auto last = books.alerts.lastRaised(type, cedula);
    if (!last)
        return last.error();
    return last->value != 0 && now.value - last->value < quietMs;
}

} // namespace

Result<> alertWhenLarge(const events::TransactionPosted &posted, const Policy &policy, Ledger &ledger)
{
    if (policy.largeMinor <= 0 || posted.amount.minor() < policy.largeMinor)
        return {};
    events::AlertRaised alert;
    alert.at = posted.at;
    alert.type = events::largeTransaction;
    alert.cedula = posted.cedula;
    alert.amount = posted.amount;
    alert.operation = posted.kind == events::MovementKind::Deposit ? u"DEPOSITO"_s : u"RETIRO"_s;
    alert.user = posted.user;
    alert.transactionId = posted.id;
    auto raised = ledger.append(std::move(alert));
    return raised ? Result<>() : Result<>(raised.error());
}

Result<bool> alertOfShortfall(const Post &refused, const Books &books, base::UtcMs now)
{
    if (refused.kind != events::MovementKind::Withdrawal)
        return false;
    const auto account = books.ledger.findAccount(refused.cedula.toString(), refused.amount.currency());
    if (!account)
        return account.error();
    if (!*account)
        return false;
    const auto after = (*account)->available().minus(refused.amount);
    if (after && *after >= (*account)->overdraftLimit.negated())
        return false; // it was something else: the drawer, say
    const auto isQuiet = wasJustRaised(events::insufficientFunds, refused.cedula.toString(), books, now);
    if (!isQuiet || *isQuiet)
        return isQuiet ? Result<bool>(false) : isQuiet;
    events::AlertRaised alert;
    alert.at = now;
    alert.type = events::insufficientFunds;
    alert.cedula = refused.cedula.toString();
    alert.balance = (*account)->balance;
    alert.amount = refused.amount;
    alert.operation = u"RETIRO"_s;
    alert.user = refused.user;
    if (auto raised = books.ledger.append(std::move(alert)); !raised)
        return raised.error();
    return true;
}

Result<AlertSeen> acknowledge(const AcknowledgeAlert &command, const Books &books, base::UtcMs now)
{
    const bool hasControls = std::any_of(command.note.begin(), command.note.end(),
                                         [](QChar c) { return c.category() == QChar::Other_Control; });
    if (command.note.size() > maxNote || hasControls || command.user.isEmpty())
        return {ErrorCode::InvalidArgument, u"the note must be one line of at most %1 characters"_s.arg(maxNote)};
    auto found = books.alerts.findAlert(command.seq);
    if (!found)
        return found.error();
    if (!*found)
        return {ErrorCode::NotFound, u"there is no such alert"_s};
    AlertRecord record = std::move(**found);
    if (record.isSeen())
        return AlertSeen{std::move(record), true};
    record.seenBy = command.user;
    record.seenAt = now;
    record.note = command.note;
    if (auto ok = books.alerts.markSeen(record); !ok)
        return ok.error();
    events::AlertAcknowledged event;
    event.at = now;
    event.alert = command.seq;
    event.user = command.user;
    event.note = command.note;
    if (auto logged = books.ledger.append(std::move(event)); !logged)
        return logged.error();
    return AlertSeen{std::move(record), false};
}

Result<AlertAnswer> raise(const RaiseAlert &command, const Books &books, base::UtcMs now)
{
    const auto isQuiet = wasJustRaised(command.alert.type, command.alert.cedula, books, now);
    if (!isQuiet)
        return isQuiet.error();
    if (*isQuiet)
        return AlertAnswer{};
    events::AlertRaised alert = command.alert;
    alert.at = now;
    auto raised = books.ledger.append(std::move(alert));
    return raised ? Result<AlertAnswer>(AlertAnswer{*raised}) : raised.error();
}

} // namespace bank
