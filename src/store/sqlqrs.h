// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "payments/qrbook.h"
#include "store/statement.h"

namespace store {

/// Tables `qr` and `qr_payment`, as the rules write them.
class SqlQrs final : public payments::QrBook
{
public:
    explicit SqlQrs(Database &database);
    base::Result<std::optional<payments::AccountName>> accountName(bank::AccountId id) override;

    base::Result<std::optional<payments::Qr>> findQr(const QString &qrId) override;
    base::Result<std::optional<payments::Qr>> findQr(qint64 number) override;
    base::Result<std::optional<payments::Qr>> findQrOrder(bank::AccountId account,
                                                          const QString &transactionId) override;
    base::Result<std::vector<payments::Qr>> overdue(base::UtcMs now, int limit) override;
    base::Result<qint64> nextQrNumber() override { return m_nextQr.integer(); }
    base::Result<> addQr(const payments::Qr &qr) override;
    base::Result<> updateQr(const payments::Qr &qr) override;
    base::Result<> dropQr(qint64 number) override;

    base::Result<std::optional<payments::QrPayment>> findPayment(const QString &provider,
                                                                 const QString &transactionId) override;
    base::Result<std::optional<payments::QrPayment>> findPayment(qint64 number) override;
    base::Result<qint64> nextPaymentNumber() override { return m_nextPayment.integer(); }
    base::Result<> addPayment(const payments::QrPayment &payment) override;
    base::Result<> updatePayment(const payments::QrPayment &payment) override;

private:
    Statement m_accountName;
    Statement m_byId;
    Statement m_byNumber;
    Statement m_byOrder;
    Statement m_overdue;
    Statement m_nextQr;
    Statement m_add;
    Statement m_update;
    Statement m_issue;
    Statement m_drop;
    Statement m_payment;
    Statement m_paymentByNumber;
    Statement m_nextPayment;
    Statement m_addPayment;
    Statement m_updatePayment;
};

} // namespace store
