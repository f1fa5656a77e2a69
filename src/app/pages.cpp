// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages.h"

namespace app {

Pages addPages(console::MainWindow &window, console::AppContext &context)
{
    Pages pages{new console::TransactionsPage(context), new console::BalancesPage(context)};
    window.addPage(pages.transactions);
    window.addPage(pages.balances);
    QObject::connect(pages.transactions, &console::TransactionsPage::accountWanted, pages.balances,
                     &console::BalancesPage::showAccount);
    QObject::connect(pages.balances, &console::BalancesPage::operationWanted, pages.transactions,
                     &console::TransactionsPage::startOperation);
    return pages;
}

} // namespace app
