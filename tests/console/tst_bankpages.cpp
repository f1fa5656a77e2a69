// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/balances/accountsmodel.h"
#include "console/balances/balancespage.h"
#include "console/balances/statementpane.h"
#include "console/bankpages.h"
#include "console/listpage/filterbar.h"
#include "console/shell/mainwindow.h"
#include "console/transactions/entrystrip.h"
#include "console/transactions/transactionspage.h"
#include "support/samplebank.h"
#include "support/screenshot.h"
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

using namespace console;
using namespace std::chrono_literals;

/// Both tabs in the real window: what one asks, the other answers.
class BankPagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void f2ReachesTheStripFromSaldos();
    void f4ReachesTheSearchFromTransacciones();
    void depositHereFillsTheStrip();
    void goToTheAccountChoosesIt();
    void theLockStopsTheKeys();
    void screenshots_data();
    void screenshots();

private:
    void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }

    std::unique_ptr<support::ConsoleStage> m_stage;
    std::unique_ptr<MainWindow> m_window;
    TransactionsPage *m_transactions = nullptr;
    BalancesPage *m_balances = nullptr;
};

void BankPagesTest::init()
{
    m_stage = std::make_unique<support::ConsoleStage>();
    support::fillWithSamples(*m_stage);
    m_window = std::make_unique<MainWindow>(m_stage->context);
    addBankPages(*m_window, m_stage->context);
    m_transactions = m_window->findChild<TransactionsPage *>();
    m_balances = m_window->findChild<BalancesPage *>();
    m_window->signInAs(u"ana"_qs, u"secreto"_qs);
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->currentPage(), m_transactions, 30'000);
}

void BankPagesTest::cleanup()
{
    m_window.reset();
    m_stage.reset();
}

void BankPagesTest::f2ReachesTheStripFromSaldos()
{
    m_window->showPage(1);
    QCOMPARE(m_window->currentPage(), m_balances);
    press(Qt::Key_F3);
    QCOMPARE(m_window->currentPage(), m_transactions);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"cedulaField"_qs);
    QVERIFY(m_transactions->entryStrip()->findChild<QPushButton *>(u"withdrawalButton"_qs)->isChecked());
}

void BankPagesTest::f4ReachesTheSearchFromTransacciones()
{
    press(Qt::Key_F4);
    QCOMPARE(m_window->currentPage(), m_balances);
    QCOMPARE(QApplication::focusWidget(), m_balances->list()->filterBar()->field());
}

void BankPagesTest::depositHereFillsTheStrip()
{
    Q_EMIT m_balances->operationWanted(contract::TransactionKind::Withdrawal, u"1350509525"_qs);
    QCOMPARE(m_window->currentPage(), m_transactions);
    QCOMPARE(m_transactions->entryStrip()->findChild<QLineEdit *>(u"cedulaField"_qs)->text(), u"1350509525"_qs);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"amountField"_qs);
}

void BankPagesTest::goToTheAccountChoosesIt()
{
    Q_EMIT m_transactions->accountWanted(u"1350509525"_qs);
    QCOMPARE(m_window->currentPage(), m_balances);
    QTRY_VERIFY_WITH_TIMEOUT(m_balances->pane()->account(), 30'000);
    QCOMPARE(m_balances->pane()->account()->account.cedula, u"1350509525"_qs);
}

void BankPagesTest::theLockStopsTheKeys()
{
    m_window->showPage(1);
    m_window->lock();
    QTest::keyClick(m_window.get(), Qt::Key_F2);
    QCOMPARE(m_window->currentPage(), m_balances);
}

void BankPagesTest::screenshots_data()
{
    QTest::addColumn<Language::Code>("language");
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("window-es-light") << Language::Code::Spanish << Theme::Mode::Light;
    QTest::newRow("window-en-dark") << Language::Code::English << Theme::Mode::Dark;
}

void BankPagesTest::screenshots()
{
    QFETCH(Language::Code, language);
    QFETCH(Theme::Mode, mode);
    m_stage->language.set(language);
    m_stage->theme.set(mode);
    m_window->resize(1280, 800);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    m_transactions->startOperation(contract::TransactionKind::Deposit, u"1350509525"_qs);
    QTest::keyClicks(QApplication::focusWidget(), u"150"_qs);
    QVERIFY(support::saveScreenshot(*m_window, name + u"-transactions"));
    Q_EMIT m_transactions->accountWanted(u"1350509525"_qs);
    QTRY_VERIFY_WITH_TIMEOUT(m_balances->pane()->account(), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_balances->statusText().isEmpty(), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(m_stage->hub.calls.contains(u"statement"_qs), 30'000);
    QVERIFY(support::saveScreenshot(*m_window, name + u"-balances"));
}

QTEST_MAIN(BankPagesTest)
#include "tst_bankpages.moc"
