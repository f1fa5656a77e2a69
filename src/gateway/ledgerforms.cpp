// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ledgerforms.h"
#include "contract/eventvalues.h"
#include "contract/ledgerforms.h"
#include "contract/timeforms.h"

namespace gateway {
namespace {

QString wordOf(bank::JournalTotal::By by)
{
    switch (by) {
    case bank::JournalTotal::By::Kind:
        return u"operacion"_qs;
    case bank::JournalTotal::By::Drawer:
        return u"caja"_qs;
    case bank::JournalTotal::By::Person:
        return u"usuario"_qs;
    }
    Q_UNREACHABLE();
}

/// A credit goes to the side whose amount is positive.
contract::JournalLine lineOf(const bank::JournalEntry &entry, const QTimeZone &zone)
{
    const events::TransactionPosted &posted = entry.transaction;
    contract::JournalLine line;
    line.id = posted.id;
    line.folio = events::folioOf(posted.id);
    line.at = posted.at;
    line.localTime = contract::localSeconds(posted.at, zone);
    line.operation = events::wordOf(posted.operation);
    QStringList debits;
    QStringList credits;
    for (const bank::JournalEntry::Side &side : entry.sides)
        (side.amount.isNegative() ? debits : credits).append(side.owner);
    line.debit = debits.join(u' ');
    line.credit = credits.join(u' ');
    line.amount = posted.amount;
    line.channel = contract::channelOf(posted.channel);
    line.user = posted.user;
    line.till = posted.till;
    line.description = posted.description;
    line.reason = posted.reason;
    line.approvers = posted.approvers;
    if (posted.reverses)
        line.reverses = events::folioOf(*posted.reverses);
    return line;
}

} // namespace

contract::Hold holdForm(const bank::Hold &hold)
{
    contract::Hold form;
    form.id = hold.id;
    form.cedula = hold.cedula;
    form.amount = hold.amount;
    form.reason = hold.reason;
    form.state = contract::holdStateOf(hold.state);
    form.placedAt = hold.placedAt;
    form.placedBy = hold.placedBy;
    form.expiresAt = hold.expiresAt;
    form.endedAt = hold.endedAt;
    form.endedBy = hold.endedBy;
    return form;
}

contract::Proof proofForm(const bank::Proof &proof)
{
    contract::Proof form;
    form.ok = proof.ok;
    form.at = proof.at;
    form.postings = proof.postings;
    form.entries = proof.entries;
    form.accounts = proof.accounts;
    form.events = proof.events;
    form.anchors = proof.anchors;
    form.lastHash = proof.lastHash;
    form.problems = proof.problems;
    form.problemCount = proof.problemCount;
    form.tookMs = proof.tookMs;
    return form;
}

contract::Chart chartForm(const bank::Chart &chart)
{
    contract::Chart form;
    for (const bank::Account &account : chart.own)
        form.accounts.push_back({account.id.value(), account.owner, account.balance});
    form.clients = chart.clients;
    return form;
}

contract::Journal journalForm(const bank::Journal &journal, const QTimeZone &zone)
{
    contract::Journal form;
    form.day = journal.day;
    for (const bank::JournalEntry &entry : journal.entries)
        form.items.push_back(lineOf(entry, zone));
    for (const bank::JournalTotal &total : journal.totals)
        form.totals.push_back({wordOf(total.by), total.key, total.postings, total.amount});
    form.nextCursor = journal.nextCursor;
    if (journal.close)
        form.close = contract::dayCloseOf(*journal.close);
    return form;
}

std::optional<contract::AccountChange> historyForm(const events::Event &event, const QTimeZone &zone)
{
    if (const auto *changed = std::get_if<events::AccountChanged>(&event))
        return contract::changeOf(*changed, zone);
    if (const auto *held = std::get_if<events::HoldChanged>(&event))
        return contract::changeOf(*held, zone);
    return std::nullopt;
}

} // namespace gateway
