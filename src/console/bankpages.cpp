// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/bankpages.h"
#include "console/balances/balancespage.h"
#include "console/qr/qrpage.h"
#include "console/shell/mainwindow.h"
#include "console/transactions/transactionspage.h"

namespace console {

BankPages addBankPages(MainWindow &window, AppContext &context)
{
    auto *transactions = new TransactionsPage(context);
    auto *balances = new BalancesPage(context);
    QObject::connect(transactions, &TransactionsPage::accountWanted, balances, &BalancesPage::showAccount);
    QObject::connect(balances, &BalancesPage::operationWanted, transactions, &TransactionsPage::startOperation);
    auto *qr = new QrPage(context);
    QObject::connect(qr, &QrPage::accountWanted, balances, &BalancesPage::showAccount);
    QObject::connect(&window, &MainWindow::accountWanted, balances, &BalancesPage::showAccount);
    window.addPage(transactions);
    window.addPage(balances);
    window.addPage(qr);
    return {transactions, balances, qr};
}

} // namespace console
