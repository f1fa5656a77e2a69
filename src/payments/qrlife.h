// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "payments/qrrules.h"
#include "payments/qrstates.h"

/// Steps that the rules of QR payments share: a part of qrrules, createrules, paymentrules and suspenserules, which
/// alone include it.
namespace payments {

/// Nothing when the status stays; else logs QrStatusChanged and notes it in `qr`. The caller stores it.
base::Result<> changeStatus(Qr &qr, events::QrStatus next, events::QrChangeSource source, bank::Ledger &ledger,
                            base::UtcMs now);
/// Logs QrPaid and notes it in `qr`. The caller stores it.
base::Result<> logPaid(Qr &qr, const QrPayment &payment, events::QrStatus next,
                       const std::optional<base::Money> &newBalance, bank::Ledger &ledger);
/// NotFound, also when it is not of the account `only`.
base::Result<Qr> requireQr(const QString &qrId, const std::optional<bank::AccountId> &only, QrBook &qrs);

/// Money that no account may take: to the suspense account, with an alert. `qr`: none when we know no such QR.
base::Result<QrPayment> suspend(Qr *qr, QrPayment payment, SuspenseReason reason, const QrContext &context,
                                base::UtcMs now);

base::Result<> checkLine(const QString &text, qsizetype limit, QLatin1StringView name);

} // namespace payments
