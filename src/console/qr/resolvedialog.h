// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include "contract/qrvalues.h"
#include <QDialog>

class QLineEdit;

namespace console {

/// Asks a supervisor why money in suspense goes to the account, or back to the payer. The reason is not optional: it is
/// what the ledger keeps. GUI thread.
class ResolveDialog : public QDialog
{
    Q_OBJECT
public:
    static constexpr int longestNote = 140;
    ResolveDialog(AppContext &context, const contract::QrPayment &payment, bool isReturned, QWidget *parent = nullptr);
    QString note() const;

private:
    QLineEdit *m_note;
};

} // namespace console
