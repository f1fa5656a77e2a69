// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/tillforms.h"
#include "contract/eventvalues.h"
#include "contract/timeforms.h"

namespace gateway {
namespace {

std::vector<contract::TillTotal> totalForms(const std::vector<bank::TillTotal> &totals)
{
    std::vector<contract::TillTotal> forms;
    for (const bank::TillTotal &total : totals)
        forms.push_back({total.operation, total.movements, total.in, total.out});
    return forms;
}

std::vector<contract::CashLine> lineForms(const std::vector<bank::CashLine> &lines)
{
    std::vector<contract::CashLine> forms;
    for (const bank::CashLine &line : lines)
        forms.push_back({line.denomination, line.quantity, line.isCoin});
    return forms;
}

} // namespace

contract::TillSession sessionForm(const bank::TillSession &session)
{
    contract::TillSession form;
    form.id = session.id.value();
    form.tillId = session.till.value();
    form.tillName = session.tillName;
    form.user = session.user;
    form.state = static_cast<contract::TillState>(session.state); // the same words in the same order
    form.day = session.day.toString(Qt::ISODate);
    form.openedAt = session.openedAt;
    form.countedAt = session.countedAt;
    form.closedAt = session.closedAt;
    form.submissions = session.submissions;
    form.openingReason = session.openingReason;
    form.receivedFrom = session.receivedFrom;
    form.handedTo = session.handedTo;
    for (const bank::TillCash &cash : session.cash) {
        const auto difference = cash.counted ? std::optional(cash.difference()) : std::nullopt;
        form.cash.push_back({cash.opening, cash.counted, cash.expected, difference, cash.settled, cash.carried});
    }
    return form;
}

contract::Till tillForm(const desk::TillView &view)
{
    contract::Till form{view.till.id.value(), view.till.name, view.left, {}};
    if (view.session)
        form.session = sessionForm(*view.session);
    return form;
}

contract::MyTill myTillForm(const std::optional<bank::TillSession> &session,
                            const std::vector<bank::Denominations> &denominations)
{
    contract::MyTill form;
    if (session)
        form.session = sessionForm(*session);
    for (const bank::Denominations &one : denominations)
        form.denominations.push_back({one.currency, one.notes, one.coins});
    return form;
}

contract::TillReport reportForm(const desk::TillReport &report, base::UtcMs now)
{
    return {sessionForm(report.session), totalForms(report.totals), report.ties.pendingApprovals, report.ties.activeQrs,
            now};
}

base::Result<contract::TillCount> countForm(qint64 session, const std::vector<bank::CashLine> &lines)
{
    auto totals = bank::totalsOf(lines);
    if (!totals)
        return totals.error();
    return contract::TillCount{session, lineForms(lines), std::move(totals).value()};
}

contract::TillMovement movementForm(const bank::CashWasMoved &moved, const QTimeZone &zone)
{
    contract::TillMovement form;
    form.id = moved.posting;
    form.folio = events::folioOf(moved.posting);
    form.kind = static_cast<contract::CashMove>(moved.kind); // the same words in the same order
    form.amount = moved.amount;
    form.session = moved.session.id.value();
    form.tillId = moved.session.till.value();
    form.user = moved.session.user;
    if (moved.to) {
        form.toTill = moved.to->till.value();
        form.toUser = moved.to->user;
    }
    form.reason = moved.reason;
    form.localTime = contract::localSeconds(moved.at, zone);
    form.at = moved.at;
    return form;
}

contract::TillClosing closingForm(const bank::TillClosing &z, const std::optional<bank::TillSession> &next,
                                  const QTimeZone &zone)
{
    contract::TillClosing form;
    form.number = z.number;
    form.session = sessionForm(z.session);
    form.totals = totalForms(z.totals);
    form.count = lineForms(z.count);
    form.closedBy = z.closedBy;
    form.reason = z.reason;
    form.approvers = z.approvers;
    form.lastFolio = events::folioOf(z.journal.posting);
    form.journalHash = QString::fromLatin1(z.journal.hash.toHex());
    form.previousHash = QString::fromLatin1(z.previousHash.toHex());
    form.hash = QString::fromLatin1(z.hash.toHex());
    form.isVerified = bank::closingHash(z) == z.hash;
    if (next)
        form.next = sessionForm(*next);
    form.localTime = contract::localSeconds(z.at, zone);
    form.at = z.at;
    return form;
}

contract::Receipt receiptForm(const bank::ReceiptPrinted &printed, const QString &branch, const QTimeZone &zone)
{
    contract::Receipt form;
    form.copy = printed.copy;
    form.printedBy = printed.user;
    form.printedAt = printed.at;
    form.printedLocal = contract::localSeconds(printed.at, zone);
    form.maskedCedula = contract::maskedCedula(printed.transaction.cedula);
    form.branch = branch;
    form.transaction = contract::transactionOf(printed.transaction, zone);
    return form;
}

std::vector<bank::CashLine> linesOf(const std::vector<contract::CashLine> &lines)
{
    std::vector<bank::CashLine> all;
    for (const contract::CashLine &line : lines)
        all.push_back({line.denomination, line.quantity, line.isCoin});
    return all;
}

} // namespace gateway
