// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/eventvalues.h"
#include "contract/timeforms.h"

namespace contract {
namespace {

using namespace Qt::StringLiterals;

/// "$85.50", as the seed writes dollars; other currencies by their code: "BOB 85.50".
QString printed(const base::Money &amount)
{
    const QString figure = QString::fromLatin1(amount.toWire());
    if (amount.currency() == base::Currency::usd())
        return u'$' + figure;
    return amount.currency().toString() + u' ' + figure;
}

/// "DEPOSITO de $12000.00 (cajero1)": what is known of it.
QString deedOf(const events::AlertRaised &raised)
{
    QString deed = raised.operation;
    if (raised.amount)
        deed += " de "_L1 + printed(*raised.amount);
    if (!raised.user.isEmpty())
        deed += " ("_L1 + raised.user + u')';
    return deed;
}

QString cashSentence(const events::AlertRaised &raised)
{
    const base::Money &difference = *raised.amount;
    const base::Money size = difference.isNegative() ? difference.negated() : difference;
    return (difference.isNegative() ? "Faltante de caja: "_L1 : "Sobrante de caja: "_L1) + printed(size) +
           " (caja "_L1 + raised.till + ", "_L1 + raised.user + u')';
}

/// In Spanish, as S0-26 has it. Types that are not the bank's keep their own.
QString sentenceOf(const events::AlertRaised &raised)
{
    if (raised.type == events::lowBalance && raised.balance)
        return "Saldo bajo: "_L1 + printed(*raised.balance);
    if (raised.type == events::insufficientFunds && raised.amount && raised.balance)
        return "Fondos insuficientes: retiro de "_L1 + printed(*raised.amount) + ", saldo "_L1 +
               printed(*raised.balance);
    if (raised.type == events::largeTransaction)
        return u"Transacción grande: "_s + deedOf(raised);
    if (raised.type == events::approvalRequired)
        return u"Aprobación requerida: "_s + deedOf(raised);
    if (raised.type == events::cashDifference && raised.amount)
        return cashSentence(raised);
    if (raised.type == events::ledgerIntegrity)
        return "El libro no cuadra: "_L1 + raised.message;
    return raised.message;
}

/// What `tipo` does not say already.
QString operationOf(const events::TransactionPosted &posted)
{
    const auto plain = posted.kind == events::MovementKind::Deposit ? events::PostingOperation::Deposit
                                                                    : events::PostingOperation::Withdrawal;
    return posted.operation == plain ? QString() : QString(events::wordOf(posted.operation));
}

QString folioOf(const std::optional<qint64> &posting)
{
    return posting ? events::folioOf(*posting) : QString();
}

} // namespace

TransactionKind kindOf(events::MovementKind kind)
{
    return kind == events::MovementKind::Deposit ? TransactionKind::Deposit : TransactionKind::Withdrawal;
}

events::MovementKind kindOf(TransactionKind kind)
{
    return kind == TransactionKind::Deposit ? events::MovementKind::Deposit : events::MovementKind::Withdrawal;
}

Channel channelOf(events::Channel channel)
{
    switch (channel) {
    case events::Channel::Till:
        return Channel::Till;
    case events::Channel::Rest:
        return Channel::Rest;
    case events::Channel::Socket:
        return Channel::Socket;
    case events::Channel::Qr:
        return Channel::Qr;
    }
    Q_UNREACHABLE();
}

events::Channel channelOf(Channel channel)
{
    switch (channel) {
    case Channel::Till:
        return events::Channel::Till;
    case Channel::Rest:
        return events::Channel::Rest;
    case Channel::Socket:
        return events::Channel::Socket;
    case Channel::Qr:
        return events::Channel::Qr;
    }
    Q_UNREACHABLE();
}

Transaction transactionOf(const events::TransactionPosted &posted, const QTimeZone &zone)
{
    Transaction t;
    t.id = posted.id;
    t.folio = events::folioOf(posted.id);
    t.seq = posted.seq;
    t.cedula = posted.cedula;
    t.holderName = posted.holderName;
    t.kind = kindOf(posted.kind);
    t.amount = posted.amount;
    t.balanceBefore = posted.balanceBefore;
    t.balanceAfter = posted.balanceAfter;
    t.at = posted.at;
    t.localTime = localSeconds(posted.at, zone);
    t.channel = channelOf(posted.channel);
    t.user = posted.user;
    t.description = posted.description;
    t.state = posted.reversedBy ? TransactionState::Reversed : TransactionState::Applied;
    t.operation = operationOf(posted);
    t.reverses = folioOf(posted.reverses);
    t.reversedBy = folioOf(posted.reversedBy);
    t.approvers = posted.approvers;
    t.till = posted.till;
    t.reason = posted.reason;
    return t;
}

StatementEntry statementEntryOf(const events::TransactionPosted &posted, const QTimeZone &zone)
{
    const bool isCredit = posted.kind == events::MovementKind::Deposit;
    const base::Money nothing(posted.amount.currency());
    StatementEntry e;
    e.id = posted.id;
    e.folio = events::folioOf(posted.id);
    e.seq = posted.seq;
    e.at = posted.at;
    e.localTime = localSeconds(posted.at, zone);
    e.kind = kindOf(posted.kind);
    e.description = posted.description;
    e.debit = isCredit ? nothing : posted.amount;
    e.credit = isCredit ? posted.amount : nothing;
    e.balance = posted.balanceAfter;
    e.channel = channelOf(posted.channel);
    e.user = posted.user;
    e.state = posted.reversedBy ? TransactionState::Reversed : TransactionState::Applied;
    e.operation = operationOf(posted);
    e.reverses = folioOf(posted.reverses);
    e.reversedBy = folioOf(posted.reversedBy);
    return e;
}

Account accountOf(const events::AccountOpened &opened)
{
    const base::Money nothing(opened.lowBalanceThreshold.currency());
    Account a;
    a.accountId = opened.accountId;
    a.cedula = opened.cedula;
    a.holderName = opened.holderName;
    a.balance = nothing;
    a.available = nothing;
    a.changeToday = nothing;
    a.lowBalanceThreshold = opened.lowBalanceThreshold;
    a.overdraftLimit = nothing;
    a.lowBalance = nothing < opened.lowBalanceThreshold;
    return a;
}

Alert alertOf(const events::AlertRaised &raised, const QTimeZone &zone)
{
    Alert a;
    a.type = raised.type;
    a.message = sentenceOf(raised);
    a.cedula = raised.cedula;
    a.balance = raised.balance;
    a.localTime = localSeconds(raised.at, zone);
    a.seq = raised.seq;
    a.amount = raised.amount;
    a.operation = raised.operation;
    a.user = raised.user;
    a.till = raised.till;
    a.approvalId = raised.approvalId;
    if (raised.transactionId)
        a.folio = events::folioOf(*raised.transactionId);
    a.at = raised.at;
    return a;
}

TillSession sessionOf(const events::TillChanged &changed)
{
    TillSession session;
    session.id = changed.session;
    session.tillId = changed.till;
    session.tillName = changed.tillName;
    session.user = changed.user;
    session.state = static_cast<TillState>(changed.state); // the same words in the same order
    session.day = changed.day.toString(Qt::ISODate);
    session.openedAt = changed.openedAt;
    session.countedAt = changed.countedAt;
    session.closedAt = changed.closedAt;
    session.submissions = changed.submissions;
    session.openingReason = changed.openingReason;
    session.receivedFrom = changed.receivedFrom;
    session.handedTo = changed.handedTo;
    return session;
}

} // namespace contract
