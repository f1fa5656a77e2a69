// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/actor.h"
#include "bank/books.h"
#include "bank/ownmoney.h"

/// Which drawer an operation moves, and what is in it (SPEC 2.4, "Tills and channels").
namespace bank {

/// Code of a till's account.
QString tillCode(TillId till);

/// The user's open session, if the operation needs one: at the window everybody's does, a teller's by every way in.
/// Conflict when it needs one and there is none, or its cash has been counted.
base::Result<std::optional<TillSession>> drawerFor(const QString &user, Rank rank, events::Channel channel,
                                                   Tills &tills);

/// The cash of a currency in a till's drawer, as the ledger has it.
base::Result<base::Money> cashIn(TillId till, base::Currency currency, Ledger &ledger);

/// InsufficientFunds when a drawer with `held` cannot give `amount`: another sentence than a client's balance has.
base::Result<> checkDrawerHolds(const base::Money &held, const base::Money &amount);

/// What is told when a session changes.
events::TillChanged changeOf(const TillSession &session, base::UtcMs at);

/// Every line once, of a denomination that there is, 0–1,000,000 pieces. InvalidArgument otherwise.
base::Result<> checkCount(const std::vector<CashLine> &lines, const Policy &policy);

} // namespace bank
