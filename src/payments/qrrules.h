// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/books.h"
#include "bank/policy.h"
#include "payments/commands.h"
#include "payments/qrbook.h"
#include "payments/qrpolicy.h"

/// The rules of QR payments (SPEC 2.6): given a command and the books as they stand, a refusal or what was done. As
/// bank/rules.h: no state, no clock, no I/O of their own. Each payment logs, in one transaction and in this order,
/// QrPaid, QrStatusChanged (if it changes) and the account's TransactionPosted (S2-13 … S2-20).
namespace payments {

struct QrContext
{
    bank::Books books;
    QrBook &qrs;
    const bank::Policy &policy;
    const QrPolicy &qrPolicy;
};

base::Result<QrDone> createQr(const CreateQr &command, const QrContext &context, base::UtcMs now);
base::Result<QrDone> issueQr(const IssueQr &command, const QrContext &context, base::UtcMs now);
/// The QR as it was noted.
base::Result<QrDone> dropQr(const DropQr &command, const QrContext &context);
base::Result<QrDone> cancelQr(const CancelQr &command, const QrContext &context, base::UtcMs now);
base::Result<QrsExpired> expireQrs(const ExpireQrs &command, const QrContext &context, base::UtcMs now);

base::Result<QrPaymentDone> payQr(const PayQr &command, const QrContext &context, base::UtcMs now);
base::Result<QrSynced> syncQr(const SyncQr &command, const QrContext &context, base::UtcMs now);
base::Result<QrSynced> bookBankPayment(const BookBankPayment &command, const QrContext &context, base::UtcMs now);

base::Result<QrPaymentDone> resolveSuspense(const ResolveSuspense &command, const QrContext &context, base::UtcMs now);

/// What `transactionId` stands for: SHA-256 over what was ordered, for this account.
QByteArray bodyHash(const CreateQr &command, bank::AccountId account);
QByteArray bodyHash(const ResolveSuspense &command);
/// The name of a payment between our own accounts: made of the key, so that a retry finds it.
QString localPaymentId(const QByteArray &idempotencyKey);
/// 20 digits (SPEC 2.6): YYMMDD in La Paz, 0, the bank's code, the number's last nine digits.
QString houseQrId(base::UtcMs at, const QString &bankCode, qint64 number);

/// Alerts of money that nobody may have yet.
inline constexpr QLatin1StringView suspenseAlert{"QR_SUSPENSE"};

} // namespace payments
