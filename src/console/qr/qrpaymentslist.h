// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "contract/qrvalues.h"
#include <QWidget>

class QVBoxLayout;

namespace console {

/// A QR's payments, newest first; beside each that waits in suspense the two decisions of a supervisor. GUI thread.
class QrPaymentsList : public QWidget
{
    Q_OBJECT
public:
    explicit QrPaymentsList(AppContext &context, QWidget *parent = nullptr);
    void fillWith(const std::vector<contract::QrPayment> &payments);
    /// Who may not decide reads who may.
    void setMayResolve(bool may);

Q_SIGNALS:
    /// A decision was chosen; `isReturned`: back to the payer, else to the account.
    void resolveWanted(const contract::QrPayment &payment, bool isReturned);

private:
    void fill();
    void add(const contract::QrPayment &payment);

    DisplayFormat m_format;
    QVBoxLayout *m_column;
    std::vector<contract::QrPayment> m_payments;
    bool m_mayResolve = false;
};

} // namespace console
