// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"

namespace console {

class BalancesPage;
class MainWindow;
class QrPage;
class TransactionsPage;

/// The bank's tabs; the window owns them.
struct BankPages
{
    TransactionsPage *transactions = nullptr;
    BalancesPage *balances = nullptr;
    QrPage *qr = nullptr;
};

/// Adds the tabs Transacciones, Saldos and Pagos QR and lets each reach the other: "go to the account", "deposit here".
BankPages addBankPages(MainWindow &window, AppContext &context);

} // namespace console
