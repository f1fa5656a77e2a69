// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "payments/qr.h"

namespace payments {

/// How an account is named in the ledger: what Ledger::findAccount() wants.
struct AccountName
{
    QString owner;
    base::Currency currency = base::Currency::bob();
    friend bool operator==(const AccountName &, const AccountName &) = default;
};

/// Port: QR codes and their payments as the rules see them, inside one command; savepoints hold for them. Desk's
/// thread.
class QrBook
{
public:
    virtual ~QrBook() = default;
    /// A client's account by its number.
    virtual base::Result<std::optional<AccountName>> accountName(bank::AccountId id) = 0;

    virtual base::Result<std::optional<Qr>> findQr(const QString &qrId) = 0;
    virtual base::Result<std::optional<Qr>> findQr(qint64 number) = 0;
    virtual base::Result<std::optional<Qr>> findQrOrder(bank::AccountId account, const QString &transactionId) = 0;
    /// Active and issued ones whose due date is before `now`, by due date.
    virtual base::Result<std::vector<Qr>> overdue(base::UtcMs now, int limit) = 0;
    /// The number that the next QR gets.
    virtual base::Result<qint64> nextQrNumber() = 0;
    virtual base::Result<> addQr(const Qr &qr) = 0;
    /// Everything that changes in a QR's life; its id and content once, when they come to be known.
    virtual base::Result<> updateQr(const Qr &qr) = 0;
    /// Only what was never issued.
    virtual base::Result<> dropQr(qint64 number) = 0;

    virtual base::Result<std::optional<QrPayment>> findPayment(const QString &provider,
                                                               const QString &transactionId) = 0;
    virtual base::Result<std::optional<QrPayment>> findPayment(qint64 number) = 0;
    virtual base::Result<qint64> nextPaymentNumber() = 0;
    virtual base::Result<> addPayment(const QrPayment &payment) = 0;
    /// Outcome and resolution of what was in suspense.
    virtual base::Result<> updatePayment(const QrPayment &payment) = 0;
};

} // namespace payments
