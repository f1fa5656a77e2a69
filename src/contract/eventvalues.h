// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/tillvalues.h"
#include "contract/values.h"
#include "events/event.h"
#include <QTimeZone>

/// Domain events as API values. `zone` is the branch's.
namespace contract {

TransactionKind kindOf(events::MovementKind kind);
events::MovementKind kindOf(TransactionKind kind);
Channel channelOf(events::Channel channel);
events::Channel channelOf(Channel channel);

Transaction transactionOf(const events::TransactionPosted &posted, const QTimeZone &zone);
/// The same movement as a line of the account's statement: a withdrawal is `debe`, a deposit `haber`.
StatementEntry statementEntryOf(const events::TransactionPosted &posted, const QTimeZone &zone);
Account accountOf(const events::AccountOpened &opened);
/// Without its cash: who asks reads it.
TillSession sessionOf(const events::TillChanged &changed);
/// With a sentence as S0-26 has it for the types of S0-25: "Saldo bajo: $85.50".
Alert alertOf(const events::AlertRaised &raised, const QTimeZone &zone);

} // namespace contract
