// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/alertwords.h"

namespace console {

QString AlertWords::title(const QString &type)
{
    if (type == u"LOW_BALANCE")
        return tr("Low balance");
    if (type == u"INSUFFICIENT_FUNDS")
        return tr("Insufficient funds");
    if (type == u"LARGE_TRANSACTION")
        return tr("Large transaction");
    if (type == u"APPROVAL_REQUIRED")
        return tr("Approval required");
    if (type == u"CASH_DIFFERENCE")
        return tr("Cash difference");
    if (type == u"LEDGER_INTEGRITY")
        return tr("Ledger does not add up");
    if (type == u"BROKER_PERSISTENCE")
        return tr("Broker's state not saved");
    if (type == u"TEST")
        return tr("Test");
    return type;
}

} // namespace console
