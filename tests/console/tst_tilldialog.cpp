// SPDX-License-Identifier: GPL-3.0-or-later
// F8 by keys: a till's day from the opening to the Z, on the fake of the till calls.
#include "console/till/countgrid.h"
#include "console/till/tillcounting.h"
#include "console/till/tilldialog.h"
#include "console/till/tillmovement.h"
#include "console/till/tillopening.h"
#include "console/till/tilltext.h"
#include "console/till/tillwatch.h"
#include "console/transactions/counteractions.h"
#include "console/transactions/entrystrip.h"
#include "console/transactions/transactionspage.h"
#include "support/consolestage.h"
#include "support/screenshot.h"
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTextBrowser>

using namespace console;
using namespace std::chrono_literals;

class TillDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void f2WithoutATillOffersToOpenOne();
    void aDifferenceToTheLastCloseWantsAReason();
    void enterMovesDownAndEachKeystrokeIsKept();
    void theCountIsBlindUntilCounted();
    void aLostKeystrokeIsSentAgainBeforeCounted();
    void aDifferenceWantsAReasonAndMayWait();
    void cashInAndOutNeedAReason();
    void tooMuchOutIsSaid();
    void theXClosesNothing();
    void handingOverNamesWho();
    void screenshots_data();
    void screenshots();

private:
    void open();
    void openDialog();
    void withoutTill() { m_stage->hub.tillCalls.mine.session.reset(); }
    TillDialog *dialog() const { return m_page->counter()->dialog(); }
    template <typename T>
    T *find(const char *name) const
    {
        return dialog()->findChild<T *>(QString::fromLatin1(name));
    }
    /// Where keys go. The dialog's own word: offscreen, windows are activated late.
    QWidget *focus() const { return dialog() ? dialog()->focusWidget() : m_page->focusWidget(); }
    void press(Qt::Key key) { QTest::keyClick(focus(), key); }
    void type(const QString &text) { QTest::keyClicks(focus(), text); }
    void click(const char *name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }

    std::unique_ptr<support::ConsoleStage> m_stage;
    std::unique_ptr<TransactionsPage> m_page;
};

void TillDialogTest::init()
{
    m_stage = std::make_unique<support::ConsoleStage>();
    m_stage->hub.addAccount(u"1350509525"_qs, u"Ana Torres"_qs, 100'000);
}

void TillDialogTest::cleanup()
{
    m_page.reset();
    m_stage.reset();
}

void TillDialogTest::open()
{
    m_page = std::make_unique<TransactionsPage>(m_stage->context, m_stage->delays.factory());
    m_page->restoreState();
    m_page->resize(1280, 800);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->activated();
}

void TillDialogTest::openDialog()
{
    open();
    QTest::keyClick(m_page.get(), Qt::Key_F8);
    QVERIFY(dialog());
    QVERIFY(QTest::qWaitForWindowActive(dialog()));
}

void TillDialogTest::f2WithoutATillOffersToOpenOne()
{
    withoutTill();
    open();
    QVERIFY(m_page->statusText().endsWith(u"no till open (F8)"));
    QTest::keyClick(m_page.get(), Qt::Key_F2);
    QVERIFY(dialog());
    QVERIFY(QTest::qWaitForWindowActive(dialog()));
    QCOMPARE(find<QLabel>("tillTitle")->text(), u"No till is open"_qs);
    // M13: one free till: the count has the focus. 100 × 1, Enter down to the button.
    QCOMPARE(focus()->objectName(), u"count_USD_10000"_qs);
    for (int i = 0; i < 4; ++i)
        press(Qt::Key_Return);
    QCOMPARE(focus()->objectName(), u"openTillButton"_qs);
    press(Qt::Key_Space);
    QVERIFY(m_stage->hub.tillCalls.mine.session);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(focus()->objectName(), u"cedulaField"_qs, 30'000); // F2 goes on
    QVERIFY(m_page->statusText().endsWith(u"Caja 1 open"));
}

void TillDialogTest::aDifferenceToTheLastCloseWantsAReason()
{
    withoutTill();
    m_stage->hub.tillCalls.drawers.front().proposed = {support::FakeTillCalls::cents(150'00)};
    openDialog();
    type(u"1"_qs);
    QVERIFY(!find<QPushButton>("openTillButton")->isEnabled());
    QVERIFY(find<QLabel>("openingMessage")->text().contains(u"say why"));
    for (int i = 0; i < 4; ++i)
        press(Qt::Key_Return);
    QCOMPARE(focus()->objectName(), u"openingReasonField"_qs);
    type(u"a note of fifty missing"_qs);
    QVERIFY(find<QPushButton>("openTillButton")->isEnabled());
    click("openTillButton");
    QVERIFY(m_stage->hub.tillCalls.mine.session);
    QCOMPARE(m_stage->hub.tillCalls.mine.session->openingReason, u"a note of fifty missing"_qs);
    QCOMPARE(m_stage->hub.tillCalls.mine.session->cash.front().opening.minor(), 100'00);
}

void TillDialogTest::enterMovesDownAndEachKeystrokeIsKept()
{
    openDialog();
    find<QTabWidget>("tillTabs")->setCurrentIndex(2);
    find<QLineEdit>("count_USD_10000")->setFocus();
    type(u"12"_qs);
    press(Qt::Key_Return);
    QCOMPARE(focus()->objectName(), u"count_USD_2000"_qs);
    type(u"3"_qs);
    const auto &keys = m_stage->hub.tillCalls.keystrokes; // M13: every keystroke
    QCOMPARE(keys.size(), size_t(3));
    QCOMPARE(keys[0].quantity, 1);
    QCOMPARE(keys[1].quantity, 12);
    QCOMPARE(keys[2].denomination.minor(), 20'00);
    QCOMPARE(find<QLabel>("total_USD")->text().replace(u'\u00a0', u' '), u"Total 1,260.00 USD"_qs);
    QCOMPARE(find<QLabel>("countSaved")->text(), u"✔ Every keystroke is saved"_qs);
}

void TillDialogTest::theCountIsBlindUntilCounted()
{
    m_stage->hub.tillCalls.expected = support::FakeTillCalls::cents(102'00);
    openDialog();
    find<QTabWidget>("tillTabs")->setCurrentIndex(2);
    find<QLineEdit>("count_USD_10000")->setFocus();
    type(u"1"_qs);
    QVERIFY(!find<QLabel>("countFigures")->isVisible());
    click("countedButton");
    QVERIFY(find<QLabel>("countFigures")->isVisible());
    const QString figures = find<QLabel>("countFigures")->text().replace(u'\u00a0', u' ');
    QVERIFY2(figures.contains(u"102.00 USD") && figures.contains(u"short by 2.00 USD"), qPrintable(figures));
    find<QLineEdit>("count_USD_100")->setFocus(); // counting again hides it again
    type(u"2"_qs);
    QVERIFY(!find<QLabel>("countFigures")->isVisible());
    click("countedButton");
    QVERIFY(find<QLabel>("countFigures")->text().contains(u"exact"));
    click("closeTillButton");
    QVERIFY(find<QTextBrowser>("zReport")->isVisible());
    QVERIFY(find<QTextBrowser>("zReport")->toPlainText().contains(u"Z close No. 1"));
    QVERIFY(!m_stage->hub.tillCalls.mine.session);
    QVERIFY(m_page->statusText().endsWith(u"no till open (F8)"));
}

void TillDialogTest::aLostKeystrokeIsSentAgainBeforeCounted()
{
    openDialog();
    find<QTabWidget>("tillTabs")->setCurrentIndex(2);
    m_stage->hub.tillCalls.refusal = base::Error(base::ErrorCode::Unavailable, u"cut"_qs);
    find<QLineEdit>("count_USD_10000")->setFocus();
    type(u"7"_qs);
    QVERIFY(find<QLabel>("countMessage")->text().startsWith(u"Not saved"));
    QVERIFY(m_stage->hub.tillCalls.keystrokes.empty());
    click("countedButton");
    QCOMPARE(m_stage->hub.tillCalls.keystrokes.size(), size_t(1));
    QCOMPARE(m_stage->hub.tillCalls.mine.session->cash.front().counted->minor(), 700'00);
}

void TillDialogTest::aDifferenceWantsAReasonAndMayWait()
{
    openDialog();
    QSignalSpy wanted(dialog(), &TillDialog::approvalWanted);
    find<QTabWidget>("tillTabs")->setCurrentIndex(2);
    find<QLineEdit>("count_USD_10000")->setFocus();
    type(u"1"_qs);
    click("countedButton");
    QVERIFY(!find<QPushButton>("closeTillButton")->isEnabled());
    QCOMPARE(focus()->objectName(), u"closeReasonField"_qs);
    type(u"found under the drawer"_qs);
    QVERIFY(find<QPushButton>("closeTillButton")->isEnabled());
    click("closeTillButton");
    QCOMPARE(wanted.size(), 1);
    QVERIFY(m_stage->hub.tillCalls.mine.session); // still open
    m_stage->hub.tillCalls.tolerance = support::FakeTillCalls::cents(1'000'00);
    dialog()->approvalGiven();
    QVERIFY(find<QTextBrowser>("zReport")->isVisible());
}

void TillDialogTest::cashInAndOutNeedAReason()
{
    openDialog();
    find<QLineEdit>("movementAmountField")->setFocus();
    type(u"1.234,50"_qs);
    press(Qt::Key_Return);
    QVERIFY(!find<QPushButton>("bookMovementButton")->isEnabled());
    type(u"change from the vault"_qs);
    press(Qt::Key_Return);
    QCOMPARE(m_stage->hub.tillCalls.expected.minor(), 1'234'50);
    QCOMPARE(find<QLabel>("movementMessage")->text(), u"✔ Booked with folio 000007"_qs);
    QVERIFY(find<QLineEdit>("movementAmountField")->text().isEmpty());
}

void TillDialogTest::tooMuchOutIsSaid()
{
    openDialog();
    find<QComboBox>("movementKind")->setCurrentIndex(1);
    find<QLineEdit>("movementAmountField")->setText(u"50"_qs);
    find<QLineEdit>("movementReasonField")->setText(u"x"_qs);
    m_stage->hub.tillCalls.refusal = base::Error(base::ErrorCode::InsufficientFunds, u"drawer"_qs);
    click("bookMovementButton");
    QCOMPARE(find<QLabel>("movementMessage")->text(), u"There is not so much cash in the drawer."_qs);
}

void TillDialogTest::theXClosesNothing()
{
    m_stage->hub.tillCalls.totals = {
        {u"DEPOSITO"_qs, 3, support::FakeTillCalls::cents(450'00), support::FakeTillCalls::cents(0)}};
    m_stage->hub.tillCalls.openQrs = 1;
    openDialog();
    find<QTabWidget>("tillTabs")->setCurrentIndex(1);
    const QString x = find<QTextBrowser>("xReport")->toPlainText().replace(u'\u00a0', u' ');
    QVERIFY2(x.contains(u"Deposits") && x.contains(u"450.00 USD") && x.contains(u"active QRs of this till 1"),
             qPrintable(x));
    QVERIFY(!x.contains(u"Expected"));
    QCOMPARE(m_stage->hub.tillCalls.mine.session->state, contract::TillState::Open);
}

void TillDialogTest::handingOverNamesWho()
{
    openDialog();
    find<QTabWidget>("tillTabs")->setCurrentIndex(2);
    click("countedButton");
    QVERIFY(!find<QPushButton>("handOverButton")->isEnabled());
    find<QLineEdit>("handOverField")->setFocus();
    type(u"luis"_qs);
    click("handOverButton");
    const QString z = find<QTextBrowser>("zReport")->toPlainText();
    QVERIFY2(z.contains(u"Handed over to") && z.contains(u"luis"), qPrintable(z));
}

void TillDialogTest::screenshots_data()
{
    QTest::addColumn<Language::Code>("language");
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("till-es-light") << Language::Code::Spanish << Theme::Mode::Light;
    QTest::newRow("till-en-dark") << Language::Code::English << Theme::Mode::Dark;
}

void TillDialogTest::screenshots()
{
    QFETCH(Language::Code, language);
    QFETCH(Theme::Mode, mode);
    m_stage = std::make_unique<support::ConsoleStage>(language, mode);
    m_stage->hub.tillCalls.mine.denominations = {
        {base::Currency::usd(),
         {support::FakeTillCalls::cents(100'00), support::FakeTillCalls::cents(50'00),
          support::FakeTillCalls::cents(20'00), support::FakeTillCalls::cents(10'00),
          support::FakeTillCalls::cents(5'00)},
         {support::FakeTillCalls::cents(1'00), support::FakeTillCalls::cents(50), support::FakeTillCalls::cents(25),
          support::FakeTillCalls::cents(10), support::FakeTillCalls::cents(5)}}};
    m_stage->hub.tillCalls.totals = {
        {u"APERTURA"_qs, 1, support::FakeTillCalls::cents(200'00), support::FakeTillCalls::cents(0)},
        {u"DEPOSITO"_qs, 3, support::FakeTillCalls::cents(450'00), support::FakeTillCalls::cents(0)}};
    m_stage->hub.tillCalls.expected = support::FakeTillCalls::cents(650'00);
    openDialog();
    const QString tag = QString::fromLatin1(QTest::currentDataTag());
    QVERIFY(support::saveScreenshot(*dialog(), tag + u"-movement"_qs));
    find<QTabWidget>("tillTabs")->setCurrentIndex(1);
    QVERIFY(support::saveScreenshot(*dialog(), tag + u"-x"_qs));
    find<QTabWidget>("tillTabs")->setCurrentIndex(2);
    find<QLineEdit>("count_USD_10000")->setText(u"6"_qs);
    find<QLineEdit>("count_USD_2000")->setText(u"2"_qs);
    click("countedButton");
    QVERIFY(support::saveScreenshot(*dialog(), tag + u"-count"_qs));
    m_stage->hub.tillCalls.tolerance = support::FakeTillCalls::cents(100'00);
    find<QLineEdit>("closeReasonField")->setText(u"Vuelto mal dado"_qs);
    click("closeTillButton");
    QVERIFY(support::saveScreenshot(*dialog(), tag + u"-z"_qs));
    m_page.reset();
    m_stage = std::make_unique<support::ConsoleStage>(language, mode);
    withoutTill();
    openDialog();
    QVERIFY(support::saveScreenshot(*dialog(), tag + u"-opening"_qs));
}

QTEST_MAIN(TillDialogTest)
#include "tst_tilldialog.moc"
