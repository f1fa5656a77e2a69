// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/context.h"

/// How the desk runs the commands about QR codes: as bankcommands.h.
namespace desk {

Answer decide(const payments::CreateQr &command, const Context &context, base::UtcMs now);
Answer found(const payments::CreateQr &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

Answer decide(const payments::IssueQr &command, const Context &context, base::UtcMs now);
Answer found(const payments::IssueQr &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

Answer decide(const payments::DropQr &command, const Context &context, base::UtcMs now);
Answer found(const payments::DropQr &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

Answer decide(const payments::PayQr &command, const Context &context, base::UtcMs now);
Answer found(const payments::PayQr &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

/// found() is Io when a payment is missing: the bank is asked again, and what was booked is known then.
Answer decide(const payments::SyncQr &command, const Context &context, base::UtcMs now);
Answer found(const payments::SyncQr &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

Answer decide(const payments::BookBankPayment &command, const Context &context, base::UtcMs now);
Answer found(const payments::BookBankPayment &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

Answer decide(const payments::CancelQr &command, const Context &context, base::UtcMs now);
Answer found(const payments::CancelQr &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

/// found() is Io: what has fallen due falls due again.
Answer decide(const payments::ExpireQrs &command, const Context &context, base::UtcMs now);
Answer found(const payments::ExpireQrs &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

Answer decide(const payments::ResolveSuspense &command, const Context &context, base::UtcMs now);
Answer found(const payments::ResolveSuspense &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

} // namespace desk
