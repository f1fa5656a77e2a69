// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/books.h"
#include "bank/policy.h"
#include "bank/tillcommands.h"

/// The rules of tills (SPEC 2.4, M13); each changes all or nothing. Errors beside those of tillcommands.h: NotFound (no
/// such till, session, transaction), PermissionDenied (another one's session; a difference that a supervisor must agree
/// to), Conflict (not in this state; the key stands for another command), InvalidArgument.
/// Whether somebody else must agree is asked by approversNeeded() before; a rule that lacks him refuses.
namespace bank {

base::Result<TillMade> createTill(const CreateTill &command, const Books &books, base::UtcMs now);
base::Result<TillDone> openTill(const OpenTill &command, const Books &books, const Policy &policy, base::UtcMs now);
base::Result<CashWasMoved> moveCash(const MoveCash &command, const Books &books, const Policy &policy, base::UtcMs now);
base::Result<CashCounted> countCash(const CountCash &command, const Books &books, const Policy &policy,
                                    base::UtcMs now);
base::Result<TillDone> submitCount(const SubmitCount &command, const Books &books, base::UtcMs now);
base::Result<TillClosed> closeTill(const CloseTill &command, const Books &books, const Policy &policy, base::UtcMs now);
base::Result<TillClosed> handOverTill(const HandOverTill &command, const Books &books, const Policy &policy,
                                      base::UtcMs now);
base::Result<ReceiptPrinted> printReceipt(const PrintReceipt &command, const Books &books, base::UtcMs now);

/// How many others must agree before the command is carried out: 0 or 1. What is wrong with the command otherwise is
/// for the rule to say: 0 then.
base::Result<int> approversNeeded(const OpenTill &command, const Books &books, const Policy &policy);
base::Result<int> approversNeeded(const CloseTill &command, const Books &books, const Policy &policy);
base::Result<int> approversNeeded(const HandOverTill &command, const Books &books, const Policy &policy);

/// What keys of these commands are recorded as (bank/requests.h).
inline constexpr QLatin1StringView tillSessionRequest{"till_session"};
inline constexpr QLatin1StringView tillClosingRequest{"till_closing"};
inline constexpr QLatin1StringView receiptRequest{"receipt"};

} // namespace bank
