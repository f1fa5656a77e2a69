// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/balances/balancespage.h"
#include "console/shell/mainwindow.h"
#include "console/transactions/transactionspage.h"

namespace app {

/// The window's tabs; the window owns them.
struct Pages
{
    console::TransactionsPage *transactions = nullptr;
    console::BalancesPage *balances = nullptr;
};

/// Adds every tab in its order and lets them answer each other ("go to this cédula", "deposit here").
Pages addPages(console::MainWindow &window, console::AppContext &context);

} // namespace app
