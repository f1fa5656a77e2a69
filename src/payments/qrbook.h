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
    virtual base::Result<std::optional<AccountName>> accountName(bank::AccountId)
    {
        return unsupported<std::optional<AccountName>>();
    }

    virtual base::Result<std::optional<Qr>> findQr(const QString &) { return unsupported<std::optional<Qr>>(); }
    virtual base::Result<std::optional<Qr>> findQr(qint64) { return unsupported<std::optional<Qr>>(); }
    virtual base::Result<std::optional<Qr>> findQrOrder(bank::AccountId, const QString &)
    {
        return unsupported<std::optional<Qr>>();
    }
    /// Active and issued ones whose due date is before `now`, by due date.
    virtual base::Result<std::vector<Qr>> overdue(base::UtcMs, int) { return unsupported<std::vector<Qr>>(); }
    /// The number that the next QR gets.
    virtual base::Result<qint64> nextQrNumber() { return unsupported<qint64>(); }
    virtual base::Result<> addQr(const Qr &) { return unsupported<void>(); }
    /// Everything that changes in a QR's life; its id and content once, when they come to be known.
    virtual base::Result<> updateQr(const Qr &) { return unsupported<void>(); }
    /// Only what was never issued.
    virtual base::Result<> dropQr(qint64) { return unsupported<void>(); }

    virtual base::Result<std::optional<QrPayment>> findPayment(const QString &, const QString &)
    {
        return unsupported<std::optional<QrPayment>>();
    }
    virtual base::Result<std::optional<QrPayment>> findPayment(qint64)
    {
        return unsupported<std::optional<QrPayment>>();
    }
    virtual base::Result<qint64> nextPaymentNumber() { return unsupported<qint64>(); }
    virtual base::Result<> addPayment(const QrPayment &) { return unsupported<void>(); }
    /// Outcome and resolution of what was in suspense.
    virtual base::Result<> updatePayment(const QrPayment &) { return unsupported<void>(); }

private:
    template <typename T>
    static base::Result<T> unsupported()
    {
        return {base::ErrorCode::Unsupported, QStringLiteral("there are no QR codes here")};
    }
};

} // namespace payments
